"""One publish under way: the workbook, where its results come from and what it works with."""

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from sheetops.adapters.state.exchanges import Exchanges
from sheetops.adapters.state.journal import Journal
from sheetops.adapters.state.roster import Roster
from sheetops.adapters.workbook.publish.tools import Content, Patience, Tools
from sheetops.adapters.workbook.versions import Versions
from sheetops.records.dictionary import PEOPLES_BOOKS
from sheetops.records.problems import Problem
from sheetops.records.sheets import Book

_BESIDE = ".sheetops-"
_EARLIER_VERSIONS = 3


def book_of_file(file: str) -> Book:
    """Return which people's book a file name such as `applications-KF012.xlsx` is; KeyError."""
    for book in PEOPLES_BOOKS:
        if Path(file).match(book.glob):
            return book
    raise KeyError(file)


@dataclass
class Errand:
    """One publish under way."""

    folder: Path
    book: str
    """File name, relative to the shop folder."""
    journal: Journal
    exchanges: Exchanges
    roster: Roster
    versions: Versions
    tools: Tools
    patience: Patience
    now: datetime
    told: list[Problem] = field(default_factory=list)
    """What people should know, in the order in which it was found."""

    @cached_property
    def path(self) -> Path:
        """Return where the workbook really lies: an exchange must not replace a symbolic link."""
        return Path(os.path.realpath(self.folder / self.book))

    @cached_property
    def kind(self) -> Book:
        """Return which book it is."""
        return book_of_file(self.book)

    def beside(self, token: str, role: str) -> Path:
        """Return the name under which a file waits beside the workbook."""
        return self.path.with_name(f"{_BESIDE}{token}.{role}.{self.path.name}")

    def files_beside(self) -> dict[str, list[Path]]:
        """Return token → the files that lie beside the workbook under names made by `beside`."""
        found: dict[str, list[Path]] = {}
        for name in sorted(os.listdir(self.path.parent)):
            if name.startswith(_BESIDE) and name.endswith(f".{self.path.name}"):
                token = name.removeprefix(_BESIDE).split(".", 1)[0]
                if self.beside(token, _role(name, token, self.path.name)).name == name:
                    found.setdefault(token, []).append(self.path.with_name(name))
        return found

    def new_token(self) -> str:
        """Return a name for an exchange that no other has."""
        return secrets.token_hex(6)

    def read(self, data: bytes) -> Content:
        """Return what the workbook with these bytes says; no tables where it is unreadable."""
        tables, problems = self.tools.read(data, self.kind, self.book)
        return Content(
            {key: table for key, table in tables.items() if table.spans},
            frozenset((problem.place.sheet, problem.place.cell) for problem in problems),
            problems,
        )

    def earlier(self, sha: str) -> "Earlier":
        """Return what the last few versions say, newest first, without the one named."""
        return Earlier(self._earlier(sha))

    def _earlier(self, sha: str) -> Iterator[Content]:
        versions = [version for version in self.versions.of(self.book) if version.sha != sha[:16]]
        for version in versions[:_EARLIER_VERSIONS]:
            yield self.read(version.path.read_bytes())


class Earlier:
    """Earlier versions, each read when it is first asked for and never twice."""

    def __init__(self, contents: Iterator[Content]) -> None:
        self._unread = contents
        self._read: list[Content] = []

    def __iter__(self) -> Iterator[Content]:
        yield from self._read
        for content in self._unread:
            self._read.append(content)
            yield content


def _role(name: str, token: str, book: str) -> str:
    return name.removeprefix(f"{_BESIDE}{token}.").removesuffix(f".{book}")
