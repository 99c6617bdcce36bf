"""The inbox: files dropped there are read when they are complete, and shelved once they are in."""

import time
from collections.abc import Iterator
from pathlib import Path

from sheetops.actions import ShelveImport
from sheetops.records.text import Language

_IGNORED = ("~$", ".~", ".", "~")
_UNFINISHED = (".crdownload", ".part", ".tmp", ".download")
_SETTLE_SECONDS = 0.2
LARGEST = 300 * 1024 * 1024
"""Bytes; a larger file is not read into memory but shelved as refused."""


def arrived(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each complete file in `inbox/`, by name.

    A file that grows, changes while it is read, or that somebody still writes to is left for the
    next run. A file beyond LARGEST comes with empty bytes, so that it is refused and told.
    """
    paths = [path for path in sorted((folder / "inbox").glob("*")) if _is_offered(path)]
    before = {path: _stamp(path) for path in paths}
    if paths:
        time.sleep(_SETTLE_SECONDS)
    for path in paths:
        try:
            data = path.read_bytes() if path.stat().st_size <= LARGEST else b""
        except OSError:
            continue
        if before[path] is not None and _stamp(path) == before[path]:
            yield path.name, data


def shelve(folder: Path, action: ShelveImport, language: Language) -> Path | None:
    """Move a file from `inbox/` to `inbox/done/` or `inbox/refused/`, with a note beside it.

    A name that is taken gets a number; nothing is overwritten. None when the file is gone already.
    """
    source = folder / "inbox" / action.name
    if not source.is_file():
        return None
    shelf = folder / "inbox" / action.to
    shelf.mkdir(parents=True, exist_ok=True)
    target = _free(shelf / action.name)
    source.rename(target)
    if action.note:
        note = target.with_name(target.name + ".txt")
        note.write_text(action.note.to(language) + "\n", encoding="utf-8-sig")
    return target


def _is_offered(path: Path) -> bool:
    return (
        path.is_file()
        and not path.name.startswith(_IGNORED)
        and path.suffix.lower() not in _UNFINISHED
    )


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return (stat.st_size, stat.st_mtime_ns)


def _free(path: Path) -> Path:
    number, free = 2, path
    while free.exists():
        free = path.with_stem(f"{path.stem} ({number})")
        number += 1
    return free
