"""Puts a file that only jobs write (the board, a report) in its place: whole or not at all."""

import os
import secrets
from datetime import datetime
from pathlib import Path

from sheetops.adapters.durable import fsync_folder, take_after, write_new
from sheetops.adapters.workbook.locks import holders


def put(path: Path, data: bytes, now: datetime) -> Path | None:
    """Replace the file at `path` by `data`; None when somebody has it open: next time then.

    The old or the new file stands there at every instant. OSError when the disk does not take it.
    """
    if path.exists():
        if holders(path, now):
            return None
        if path.read_bytes() == data:
            return path
    for left in path.parent.glob(f".{path.stem}-????????.new"):
        left.unlink(missing_ok=True)  # by a crash; only jobs write here, one run at a time
    written = path.with_name(f".{path.stem}-{secrets.token_hex(4)}.new")
    try:
        write_new(written, data)
        if path.exists():
            take_after(written, path)
        os.replace(written, path)
    except PermissionError:
        # Windows: somebody opened it in this moment
        written.unlink(missing_ok=True)
        if path.exists():
            return None
        raise
    except OSError:
        written.unlink(missing_ok=True)
        raise
    fsync_folder(path.parent)
    return path
