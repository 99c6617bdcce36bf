"""Deletes what names a buyer beside the workbooks: pictures, printed slips, old exports."""

import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from sheetops.adapters.slip_sheet.places import place_of
from sheetops.adapters.slip_sheet.printing import SUFFIXES
from sheetops.rules.slips.numbering import parse

EVIDENCE = "evidence"
_TAKEN_IN = ("inbox/done", "inbox/refused")


def delete_pictures(folder: Path, paths: Iterable[str]) -> int:
    """Delete pictures by their paths relative to the shop `folder`; return how many there were.

    Only what lies inside `evidence/` is touched, wherever a path in a cell may point. Folders that
    are empty then go, too.
    """
    home = (folder / EVIDENCE).resolve()
    found = {path for path in (_inside(folder / path, home) for path in paths) if path}
    for path in sorted(found):
        path.unlink(missing_ok=True)
        with suppress(OSError):  # others lie there still
            if path.parent != home:
                path.parent.rmdir()
    return len(found)


def delete_slips(folder: Path, numbers: Iterable[str]) -> int:
    """Delete the printed slips with these numbers, in every format; return how many files."""
    files = [
        place_of(folder, number, suffix)
        for number in numbers
        if parse(number) is not None
        for suffix in SUFFIXES
    ]
    there = [path for path in files if path.is_file()]
    for path in there:
        path.unlink(missing_ok=True)
    return len(there)


def old_exports(folder: Path, age: timedelta) -> Iterator[Path]:
    """Yield the files that were put aside from `inbox/` and are older than `age`.

    Files are dated by the machine's clock, so it is asked here, not the shop's.
    """
    latest = time.time() - age.total_seconds()
    for shelf in _TAKEN_IN:
        for path in sorted((folder / shelf).glob("*")):
            if path.is_file() and path.stat().st_mtime < latest:
                yield path


def _inside(path: Path, home: Path) -> Path | None:
    try:
        real = path.resolve()
    except (OSError, ValueError):
        return None
    return real if real.is_file() and real.is_relative_to(home) else None
