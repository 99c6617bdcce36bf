"""Earlier versions of people's workbooks: kept by content, found by time, thinned by rule.

They lie in the shop's folder as `versions/applications/2026-11-23T10-15-30-1f3a….xlsx`, so that a
person can open one in Excel; the last part of the name is the start of the content's SHA-256.
"""

import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sheetops.adapters.crashpoints import crashpoint
from sheetops.adapters.durable import fsync_folder, move, write_new
from sheetops.records.table import Table

EVERY_VERSION_DAYS = 14
"""So long every version stays; after that the last of each day, up to the shop's own limit."""

_DIGITS = 16
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2})-([0-9a-f]{16})\.xlsx")
_UNFINISHED = re.compile(r"\.[0-9a-f]{8}\.new")
_TIME = "%Y-%m-%dT%H-%M-%S"


def sha_of(data: bytes) -> str:
    """Return the name of a content: its SHA-256, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class Version:
    """One kept version of a workbook."""

    book: str
    at: datetime
    """Shop time at which it was first seen."""
    sha: str
    """The first 16 digits of its SHA-256."""
    path: Path

    @property
    def size(self) -> int:
        """Return how many bytes it has."""
        return self.path.stat().st_size


class Versions:
    """The versions in `folder`, usually `versions/` of the shop."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[str, dict[str, Path]] = {}

    def keep(self, book: str, data: bytes, now: datetime) -> str:
        """Keep the bytes of `book` unless they are kept already; return their SHA-256.

        OSError when the disk does not take them.
        """
        sha = sha_of(data)
        if self._find(book, sha) is None:
            folder = self._folder(book)
            folder.mkdir(parents=True, exist_ok=True)
            written = folder / f".{secrets.token_hex(4)}.new"
            try:
                write_new(written, data)
                crashpoint("versions: written")
                os.replace(written, self._place(book, sha, now))
                self._remember(book, sha, self._place(book, sha, now))
            except OSError:
                written.unlink(missing_ok=True)
                raise
            fsync_folder(folder)
        return sha

    def adopt(self, book: str, displaced: Path, sha: str, now: datetime) -> Path:
        """Move a file that was taken out of its place into the versions; return where it is.

        Moved, not copied and deleted: a program that still has it open goes on writing into it.
        """
        self._folder(book).mkdir(parents=True, exist_ok=True)
        path = self._find(book, sha) or self._place(book, sha, now)
        move(displaced, path)
        self._remember(book, sha, path)
        return path

    def read(self, sha: str) -> bytes | None:
        """Return the content named `sha`; None where it is not kept or was changed since."""
        for path in self.folder.glob(f"*/*-{sha[:_DIGITS]}.xlsx"):
            data = path.read_bytes()
            if sha_of(data).startswith(sha):
                return data
        return None

    def of(self, book: str) -> list[Version]:
        """Return the kept versions of `book`, newest first."""
        found = self._of(book)
        return sorted(found, key=lambda version: (version.at, version.path.name), reverse=True)

    def _of(self, book: str) -> Iterator[Version]:
        folder = self._folder(book)
        for path in folder.iterdir() if folder.is_dir() else ():
            if match := _NAME.fullmatch(path.name):
                yield Version(book, datetime.strptime(match[1], _TIME), match[2], path)  # noqa: DTZ007 - shop time is naive

    def rename_by_content(self, version: Path) -> Path:
        """Give a version into which somebody wrote the name of its present content."""
        sha = sha_of(version.read_bytes())
        path = version.with_name(f"{version.name[:19]}-{sha[:_DIGITS]}.xlsx")
        move(version, path)
        return path

    def prune(self, now: datetime, days: int, spared: frozenset[str] = frozenset()) -> list[Path]:
        """Remove what the rule no longer keeps and return it.

        For 14 days every version stays, then the last of each day for `days` days in all; the
        newest version of each workbook and those named in `spared` (SHA-256) stay always.
        """
        gone = [*self._remove_unfinished()]
        starts = {sha[:_DIGITS] for sha in spared}
        for book in sorted(self._books()):
            for version in _superfluous(self.of(book), now, days):
                if version.sha not in starts:
                    version.path.unlink()
                    gone.append(version.path)
        return gone

    def _remove_unfinished(self) -> Iterator[Path]:
        """Remove copies that a crash left unfinished a day ago or longer; yield them."""
        for path in self.folder.glob("*/.*.new"):
            if _UNFINISHED.fullmatch(path.name) and time.time() - path.stat().st_mtime > 86_400:
                path.unlink()
                yield path

    def restore(self, book: str, at: datetime, into: Path) -> Path | None:
        """Put the version of `book` that held at `at` beside the present one and return its path.

        Its name begins with `restored-`, so that it is not taken for a workbook of the shop.
        None when nothing so old is kept; OSError when the folder does not take it.
        """
        version = next((version for version in self.of(book) if version.at <= at), None)
        if version is None:
            return None
        data = version.path.read_bytes()
        stem = f"restored-{version.at.strftime(_TIME)}-{Path(book).stem}"
        for number in range(1, 1000):
            path = into / (f"{stem}.xlsx" if number == 1 else f"{stem}-{number}.xlsx")
            if not path.exists():
                write_new(path, data)
                return path
            if path.read_bytes() == data:
                return path
        return None

    def _books(self) -> Iterator[str]:
        for folder in self.folder.iterdir() if self.folder.is_dir() else ():
            if folder.is_dir():
                yield f"{folder.name}.xlsx"

    def _folder(self, book: str) -> Path:
        return self.folder / Path(book).stem

    def _place(self, book: str, sha: str, now: datetime) -> Path:
        return self._folder(book) / f"{now.strftime(_TIME)}-{sha[:_DIGITS]}.xlsx"

    def _find(self, book: str, sha: str) -> Path | None:
        """Return where the content is kept; the folder, perhaps on a share, is listed only once."""
        if book not in self._known:
            self._known[book] = {version.sha: version.path for version in self._of(book)}
        path = self._known[book].get(sha[:_DIGITS])
        return path if path is not None and path.exists() else None

    def _remember(self, book: str, sha: str, path: Path) -> None:
        self._known.setdefault(book, {})[sha[:_DIGITS]] = path


def _superfluous(newest_first: list[Version], now: datetime, days: int) -> Iterator[Version]:
    kept_days = set()
    for place, version in enumerate(newest_first):
        day, age = version.at.date(), now - version.at
        last_of_day = day not in kept_days
        kept_days.add(day)
        if place == 0 or age <= timedelta(days=min(days, EVERY_VERSION_DAYS)):
            continue
        if age > timedelta(days=days) or not last_of_day:
            yield version


def vanished(before: Table, after: Table) -> list[str]:
    """Return the keys of rows that are in `before` and by no name of theirs in `after`.

    A row whose number was edited is still known by its natural key and has not vanished.
    """
    rows = zip(before.keys, before.natural_keys, strict=True)
    return gone({key: (names[0] if names else "") for key, names in rows if key is not None}, after)


def gone(rows: Mapping[str, str], after: Table) -> list[str]:
    """Return the keys of `rows` (key → natural key, empty: none) by which `after` has no row."""
    return [
        key
        for key, natural in rows.items()
        if key not in after.index and (not natural or natural not in after.index)
    ]
