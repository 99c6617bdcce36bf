"""Who has a workbook open: the lock files of Excel, LibreOffice and WPS, and share modes.

A lock file may be stale after a crash: its age is told, it is never deleted. "Absent once" does
not mean closed: LibreOffice removes and makes its lock again while it saves (missing in 47 of 60
saves, for up to 0.44 ms), which is why callers look several times.
"""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

_OWNER_FILE_SIZES = range(55, 4096)
_SHARING_VIOLATION = 32


@dataclass(frozen=True, slots=True)
class Holder:
    """A program that has a workbook open, as far as its lock file says."""

    program: str
    name: str | None
    """The person and the machine, as the program knows them."""
    since: datetime
    """Shop time at which the lock file was last written."""
    lock_file: str


@dataclass(frozen=True, slots=True)
class _Pattern:
    program: str
    before: str
    after: str = ""

    def stem(self, name: str) -> str | None:
        """Return the workbook's name inside the name of a lock file; None for another file."""
        inner = name.removeprefix(self.before).removesuffix(self.after)
        return inner if f"{self.before}{inner}{self.after}" == name else None


_PATTERNS = (
    _Pattern("LibreOffice", ".~lock.", "#"),
    _Pattern("WPS", ".~"),
    _Pattern("Excel", "~$"),
)


def holders(path: Path, now: datetime) -> tuple[Holder, ...]:
    """Return who has the workbook open at `now` (shop time); OSError when the folder is away."""
    names = os.listdir(path.parent)
    found = [*_held(path, names, now)]
    if not found and is_share_denied(path):
        found.append(Holder("Excel", None, now, ""))
    return tuple(found)


def _held(path: Path, names: list[str], now: datetime) -> Iterator[Holder]:
    books = {name.casefold() for name in names}
    for name in sorted(names):
        for pattern in _PATTERNS:
            stem = pattern.stem(name)
            if stem is None:
                continue
            if _is_of(stem.casefold(), path.name.casefold(), books):
                yield _holder(pattern.program, path.parent / name, now)
            break


def _is_of(stem: str, book: str, books: set[str]) -> bool:
    """Return whether a lock with that stem is the book's.

    Long names may lose their first one or two characters (`~$plications.xlsx`); where another
    workbook has exactly the shortened name, the lock is that one's.
    """
    if stem == book:
        return True
    return len(stem) > 5 and stem in (book[1:], book[2:]) and stem not in books


def _holder(program: str, lock: Path, now: datetime) -> Holder:
    try:
        age = max(0.0, time.time() - lock.stat().st_mtime)
    except OSError:
        age = 0.0  # gone between two calls: LibreOffice is saving at this moment
    try:
        content = lock.read_bytes()
    except OSError:
        content = b""  # Windows: Excel lets nobody read its owner file
    name = _name_in_list(content) if program == "LibreOffice" else _name_in_owner_file(content)
    return Holder(program, name, now - timedelta(seconds=int(age)), lock.name)


def _name_in_list(content: bytes) -> str | None:
    r"""Return `name (host)` of a LibreOffice lock: fields by comma, `\` before a comma in one."""
    fields = [""]
    escaped = False
    for letter in content.decode("utf-8", "replace"):
        if escaped or letter not in "\\,":
            fields[-1] += letter
            escaped = False
        elif letter == "\\":
            escaped = True
        else:
            fields.append("")
    person = next((field.strip() for field in fields[:2] if field.strip()), "")
    host = fields[2].strip() if len(fields) > 2 else ""
    return (f"{person} ({host})" if person and host else person or host) or None


def _name_in_owner_file(content: bytes) -> str | None:
    """Return the name in Excel's owner file: a length and 54 bytes, then the same in UTF-16."""
    if len(content) not in _OWNER_FILE_SIZES:
        return None
    wide = content[57 : 57 + 2 * content[55]] if len(content) > 57 else b""
    name = wide.decode("utf-16-le", "replace").strip("\0 ")
    if not name:
        name = content[1 : 1 + content[0]].decode("gb18030", "replace").strip("\0 ")
    return name or None


def is_share_denied(path: Path) -> bool:
    """Return whether Windows refuses write access because somebody has the file open.

    Everybody else may read, write and delete while we ask, so that asking disturbs nobody.
    Elsewhere there is nothing to ask: a share that denies says so when the file is exchanged.
    """
    return os.name == "nt" and _windows_refusal(path) == _SHARING_VIOLATION


def _windows_refusal(path: Path) -> int:
    """Return the error with which CreateFileW refuses to open the file for writing; 0: none."""
    import ctypes

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore] # Windows only
    kernel.CreateFileW.restype = ctypes.c_void_p
    everything, read_write, existing = 0x7, 0xC0000000, 3
    handle = kernel.CreateFileW(str(path), read_write, everything, None, existing, 0, None)
    if handle in (None, ctypes.c_void_p(-1).value):
        return int(ctypes.get_last_error())  # type: ignore[attr-defined,unused-ignore] # Windows only
    kernel.CloseHandle(ctypes.c_void_p(handle))
    return 0
