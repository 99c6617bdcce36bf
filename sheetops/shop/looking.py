"""One look at all of a shop's workbooks: bytes at once, then tables and problems from memory.

A reader that keeps a workbook open makes a person's save fail over SMB, so every file is read
whole and closed before anything is made of it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from sheetops.errors import WorkbookUnreadable
from sheetops.records.applications import APPLICATIONS
from sheetops.records.desk import Records
from sheetops.records.dictionary import HANDBOOK, PEOPLES_BOOKS, book_of
from sheetops.records.lists import LISTS
from sheetops.records.policy import POLICY
from sheetops.records.problems import Place, Problem, ProblemKind, Severity
from sheetops.records.references import References, references
from sheetops.records.sheets import Book
from sheetops.records.slips import SLIPS
from sheetops.records.table import Table, joined
from sheetops.records.text import Language, Text

if TYPE_CHECKING:
    from sheetops.shop.shop import Shop

BOOK_MISSING = ProblemKind(
    code="book-missing",
    severity=Severity.ERROR,
    title=Text("缺少工作簿", "Workbook missing"),
    message=Text("店铺文件夹里没有 {value}", "The shop folder has no {value}"),
    remedy=Text(
        "请从 versions 文件夹或回收站找回，或确认是否被改名",
        "Bring it back from versions/ or the recycle bin, or see whether it was renamed",
    ),
    urgency=1,
)
BOOK_NOT_READ = ProblemKind(
    code="book-not-readable",
    severity=Severity.ERROR,
    title=Text("工作簿读不了", "Workbook cannot be read"),
    message=Text("{value} 读不了：{why}", "{value} cannot be read: {why}"),
    remedy=Text(
        "请检查文件权限和网络盘连接，下次运行会再试",
        "Check permissions and the connection to the share; the next run tries again",
    ),
    urgency=1,
)
VERSION_NOT_KEPT = ProblemKind(
    code="version-not-kept",
    severity=Severity.WARNING,
    title=Text("这一版没能留底", "Version not kept"),
    message=Text(
        "{value} 现在的样子没能存进 versions 文件夹：{why}",
        "The present version of {value} could not be kept in versions/: {why}",
    ),
    remedy=Text(
        "请检查磁盘空间和网络盘连接，下次运行会再试",
        "Check disk space and the connection to the share; the next run tries again",
    ),
    urgency=2,
)
KINDS = (BOOK_MISSING, BOOK_NOT_READ, VERSION_NOT_KEPT)
_MAIN = (POLICY, APPLICATIONS, SLIPS)
"""The sheet of each book without which no job can decide."""


@dataclass(frozen=True)
class Seen:
    """One workbook as it was when looked at."""

    book: Book
    file: str
    data: bytes
    sha: str
    tables: Mapping[str, Table]
    problems: Sequence[Problem]
    """Met while reading it."""


@dataclass(frozen=True)
class Look:
    """Everything that one look found."""

    seen: tuple[Seen, ...]
    records: Records
    references: References


def files_of(folder: Path, book: Book) -> list[Path]:
    """Return the workbooks of a kind, without lock files and temporary ones."""
    found = (path for path in folder.glob(book.glob) if path.is_file())
    return sorted(path for path in found if not path.name.startswith(("~$", ".~", ".")))


def watched_files(folder: Path) -> list[Path]:
    """Return every file whose change can change what a run decides, the settings included."""
    books = [path for book in PEOPLES_BOOKS for path in files_of(folder, book)]
    own = [p for kind in ("jobs", "templates") for p in (folder / kind).rglob("*") if p.is_file()]
    exports = [*(folder / "inbox").glob("*.*"), *(folder / "inbox" / "refused").glob("*.*")]
    return [folder / "sheetops.toml", *books, *own, *exports]


def look_at(folder: Path, language: Language) -> Look:
    """Read all people's workbooks of the shop; what cannot be read becomes a problem."""
    problems: list[Problem] = []
    handbook = _look_at_kind(folder, HANDBOOK, language, None, problems)
    known = references({key: table for seen in handbook for key, table in seen.tables.items()})
    others = [
        seen
        for book in PEOPLES_BOOKS
        if book is not HANDBOOK
        for seen in _look_at_kind(folder, book, language, known, problems)
    ]
    seen = (*others, *handbook)
    return Look(seen, _records(seen, problems), known)


def _look_at_kind(
    folder: Path,
    book: Book,
    language: Language,
    known: References | None,
    problems: list[Problem],
) -> list[Seen]:
    # a look at names and sizes alone, as most runs take, needs no reader
    from sheetops.adapters.workbook.read import read_book

    paths = files_of(folder, book)
    if not paths:
        problems.append(Problem(BOOK_MISSING, Place(book.file), {"value": book.file}))
    found = []
    for path in paths:
        try:
            data = path.read_bytes()
        except OSError as error:
            problems.append(
                Problem(
                    BOOK_NOT_READ,
                    Place(path.name),
                    {"value": path.name, "why": str(error.strerror)},
                )
            )
            continue
        tables, met = read_book(data, book, path.name, language, known)
        problems.extend(met)
        found.append(Seen(book, path.name, data, sha256(data).hexdigest(), tables, met))
    return found


def _records(seen: Iterable[Seen], problems: list[Problem]) -> Records:
    parts: dict[str, list[Table]] = {}
    lists: dict[str, Table] = {}
    for one in seen:
        for key, table in one.tables.items():
            if key == LISTS.key:
                lists[one.file] = table
            else:
                parts.setdefault(key, []).append(table)
    return Records({key: joined(tables) for key, tables in parts.items()}, problems, lists)


def scan_all(shop: "Shop") -> Iterator[Problem]:
    """Keep each version seen, let wiped-out results wait again; yield what is to be told.

    A version that a full disk or a share that went away does not take is told, and what changed in
    it is filed with the next look, when there is something to compare with.
    """
    for seen in shop.look.seen:
        try:
            yield from _scan(shop, seen)
        except OSError as error:
            shop.unkept.add(seen.file)
            why = error.strerror or type(error).__name__
            yield Problem(VERSION_NOT_KEPT, Place(seen.file), {"value": seen.file, "why": why})


def _scan(shop: "Shop", seen: Seen) -> Sequence[Problem]:
    from sheetops.adapters.workbook.publish import Content, scan

    unreadable = frozenset((p.place.sheet, p.place.cell) for p in seen.problems)
    return scan(
        seen.file,
        seen.data,
        shop.state.journal,
        shop.language,
        shop.look.references,
        shop.now,
        versions=shop.versions,
        content=Content(seen.tables, unreadable, seen.problems),
    )


def missing_book_error(records: Records) -> WorkbookUnreadable | None:
    """Return why nothing can be judged: a book is not there, or its main sheet cannot be used.

    Without a policy every verdict would be another, and without its counterpart every slip and
    every case would look wrong: jobs wait rather than write what the next run takes back.
    """
    for sheet in _MAIN:
        if not records[sheet.key].spans:
            file = book_of(sheet.key).file
            return WorkbookUnreadable(
                Text(
                    f"{file} 现在没法使用，任务无法判断，先停着。",
                    f"{file} cannot be used at present, so there is nothing to judge by.",
                ),
                Text(
                    "请先恢复这本工作簿：versions 文件夹里有以前的版本。",
                    "Bring that workbook back first; earlier versions lie in versions/.",
                ),
            )
    return None
