"""The log: one JSON object a line, rotated, on the local disk, with nothing personal in it.

A log that cannot be written never stops a run: what a run has to tell, it tells elsewhere too.
"""

import contextlib
import json
import os
import re
import traceback
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock, Timeout

from sheetops.errors import JobFailed, SheetopsError
from sheetops.rules.privacy.masking import mask_text

FOLDER = "log"
FILE = "sheetops.jsonl"
LARGEST = 2_000_000
"""Bytes; then the file becomes `sheetops.1.jsonl` and a new one is begun."""
KEPT = 9
"""Full files that stay; ten files of two megabytes are some months of a busy shop."""

Fact = str | int | float | bool | None

_LONGEST_TEXT = 20_000
_QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"")
_NAME_IN_CODE = re.compile(r"""['"][A-Za-z_][\w.-]*['"]""", re.ASCII)


def log_file(state_folder: Path) -> Path:
    """Return where the newest lines of the log are."""
    return state_folder / FOLDER / FILE


class Logbook:
    """The log in `state_folder`. Times are shop time and never go back, whatever the clock does."""

    def __init__(self, state_folder: Path) -> None:
        self.path = log_file(state_folder)
        self._last: str | None = None

    def write(self, now: datetime, event: str, **facts: Fact) -> None:
        """Add a line: what happened at `now`, and its facts, every text of them masked."""
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._rotate()
            at, clock = self._time(now)
            words = {name: _clean(fact) for name, fact in facts.items() if fact is not None}
            line = json.dumps({"at": at, "event": event, **clock, **words}, ensure_ascii=False)
            # one write of one line: two processes never mix theirs
            with self.path.open("ab+") as file:
                file.write(_after(file) + line.encode("utf-8", "replace") + b"\n")
            self._last = at

    def failed(self, now: datetime, event: str, error: BaseException, **facts: Fact) -> None:
        """Add a line about a failure, with the traceback of what caused it."""
        cause = error.__cause__ if isinstance(error, SheetopsError) else error
        # our own words are written for people; those of a job that broke off quote its cause
        is_ours = isinstance(error, SheetopsError) and not isinstance(error, JobFailed)
        told = str(error) if is_ours else _told(error)
        where = "\n".join(_trace(cause)) if cause is not None else None
        self.write(now, event, error=type(error).__name__, message=told, traceback=where, **facts)

    def lines(self) -> Iterator[dict[str, Fact]]:
        """Yield the newest file's lines, oldest first; a line cut off by a crash is left out."""
        try:
            text = self.path.read_text("utf-8")
        except OSError:
            return
        for line in text.splitlines():
            with contextlib.suppress(ValueError):
                yield json.loads(line)

    def _time(self, now: datetime) -> tuple[str, dict[str, Fact]]:
        """Return the time of the line; where the clock went back, what it says beside that."""
        if self._last is None:
            self._last = max((str(line.get("at", "")) for line in self.lines()), default="")
        at = now.isoformat()
        return (at, {}) if at >= self._last else (self._last, {"clock": at})

    def _rotate(self) -> None:
        if not self.path.exists() or self.path.stat().st_size < LARGEST:
            return
        lock = FileLock(self.path.with_name("rotate.lock"), fallback_to_soft=False)
        with contextlib.suppress(Timeout), lock.acquire(timeout=0):
            self._last = self._time(datetime.min)[0]  # noqa: DTZ901 - shop time is naive
            for number in range(KEPT - 1, 0, -1):
                older = self._numbered(number)
                if older.exists():
                    older.replace(self._numbered(number + 1))
            self.path.replace(self._numbered(1))

    def _numbered(self, number: int) -> Path:
        return self.path.with_name(f"sheetops.{number}.jsonl")


def _after(file: BinaryIO) -> bytes:
    """Return what ends a line that a crash cut off; nothing where the last line is whole."""
    if file.seek(0, os.SEEK_END) == 0:
        return b""
    file.seek(-1, os.SEEK_END)
    return b"" if file.read(1) == b"\n" else b"\n"


def _clean(fact: Fact) -> Fact:
    return mask_text(fact[:_LONGEST_TEXT]) if isinstance(fact, str) else fact


def _trace(error: BaseException) -> Iterator[str]:
    """Yield where an error came from, outermost call first: places and lines of code, no values."""
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"{frame.filename}:{frame.lineno} in {frame.name}: {frame.line}"
    yield f"{type(error).__name__}: {_told(error)}"


def _told(error: BaseException) -> str:
    """Return an error's own words without what it quotes: that may come out of a cell."""
    return _QUOTED.sub(
        lambda quote: quote[0] if _NAME_IN_CODE.fullmatch(quote[0]) else "'…'", str(error)
    )
