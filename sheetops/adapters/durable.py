"""Bytes that are on the disk before anybody relies on them."""

import errno
import os
import secrets
import stat
from pathlib import Path

from sheetops.adapters.crashpoints import crashpoint


def write_new(path: Path, data: bytes) -> None:
    """Write a file that did not exist, force it to the disk and read it back; OSError otherwise.

    A disk or share that lies about success is only seen by reading back.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o666), "wb") as file:
        file.write(data)
        file.flush()
        crashpoint("write: not yet on the disk")
        os.fsync(file.fileno())
    if path.read_bytes() != data:
        raise OSError(errno.EIO, "what was written reads back differently", str(path))


def fsync_folder(folder: Path) -> None:
    """Force the names in `folder` to the disk, where the system knows how to (not on Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        # network file systems may not know it; a disk that knows it and fails is an error
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def take_after(new: Path, old: Path) -> None:
    """Give `new` the rights of `old` and an mtime at least a second later.

    A workbook that its people may no longer write to would be a lost one. LibreOffice notices a
    file replaced under it only when the whole second differs; without that it overwrites in
    silence.
    """
    theirs = old.stat()
    if hasattr(os, "chown"):
        _chown(new, theirs)
    ours = new.stat()
    if stat.S_IMODE(ours.st_mode) != stat.S_IMODE(theirs.st_mode):
        os.chmod(new, stat.S_IMODE(theirs.st_mode))
    _copy_attributes(new, old)
    least = theirs.st_mtime_ns + 1_000_000_000
    if ours.st_mtime_ns < least:
        os.utime(new, ns=(least, least))


def _chown(new: Path, theirs: os.stat_result) -> None:
    for owner, group in ((theirs.st_uid, theirs.st_gid), (-1, theirs.st_gid)):
        try:
            os.chown(new, owner, group)
        except PermissionError:
            continue
        return


def _copy_attributes(new: Path, old: Path) -> None:
    """Copy access lists and Samba's notes; file systems without them keep nothing."""
    if not hasattr(os, "listxattr"):
        return
    try:
        names = os.listxattr(old)
    except OSError:
        return
    for name in names:
        try:
            os.setxattr(new, name, os.getxattr(old, name))
        except OSError:
            continue


def move(source: Path, target: Path) -> None:
    """Rename over `target`, or copy durably and then remove where the two lie on two disks."""
    try:
        os.replace(source, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        copy = target.with_name(f".{secrets.token_hex(4)}.new")
        write_new(copy, source.read_bytes())
        os.replace(copy, target)
        source.unlink()
