"""Reads the month books of the filing log, as they are: tampered with or not."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from sheetops.errors import WorkbookUnreadable
from sheetops.records.columns import Value
from sheetops.records.dictionary import FILING_LOG_BOOK
from sheetops.records.filing_log import FILING_LOG
from sheetops.records.problems import Problem
from sheetops.records.table import Span, Table
from sheetops.records.text import LANGUAGES, Language, Text
from sheetops.rules.filing.chain import FOLDER, head_of
from sheetops.rules.filing.log_rows import COLUMNS, LogRow


@dataclass(frozen=True, slots=True)
class Month:
    """One month's book: the fingerprint of its bytes, its rows, and where they stand."""

    sha: str
    rows: Sequence[LogRow]
    span: Span


_parsed: dict[Path, Month] = {}
"""The books as they were parsed last in this process: a closed month is parsed once."""


def read_log(folder: Path) -> list[LogRow]:
    """Return the whole filing log of the shop in `folder`, all months in order.

    WorkbookUnreadable for a book that cannot be read at all.
    """
    return [row for path in _paths(folder) for row in read_month(path).rows]


def months(folder: Path, since: str = "") -> Iterator[tuple[str, Sequence[LogRow]]]:
    """Yield each month (`2026-03`) from `since` on with its rows, oldest first; none is kept.

    WorkbookUnreadable for a book that cannot be read at all.
    """
    for path in _paths(folder):
        if path.stem >= since:
            was_known = path in _parsed
            yield path.stem, read_month(path).rows
            if not was_known:
                _parsed.pop(path, None)


def month_names(folder: Path) -> list[str]:
    """Return the months that have a book (`2026-03`), oldest first."""
    return [path.stem for path in _paths(folder)]


def last_row(folder: Path) -> LogRow | None:
    """Return the last row of the log; None for a log that has none."""
    for path in reversed(_paths(folder)):
        rows = read_month(path).rows
        if rows:
            return rows[-1]
    return None


def read_month(path: Path, data: bytes | None = None) -> Month:
    """Return the book at `path`, or what it will be with the bytes `data`.

    It is parsed only when its bytes are other ones than before.
    """
    if data is None:
        data = _bytes(path)
    sha = sha256(data).hexdigest()
    known = _parsed.get(path)
    if known is None or known.sha != sha:
        table, doubtful = _table(data, path)
        known = _parsed[path] = Month(sha, _rows(table, path, doubtful), table.spans[0])
    return known


def month_path(folder: Path, month: str) -> Path:
    """Return where the book of `month` (`2026-11`) lies."""
    return folder / FOLDER / f"{month}.xlsx"


def _paths(folder: Path) -> list[Path]:
    found = (folder / FOLDER).glob("[0-9][0-9][0-9][0-9]-[0-9][0-9].xlsx")
    return sorted(path for path in found if path.is_file())


def _table(data: bytes, path: Path) -> tuple[Table, frozenset[int]]:
    """Return the rows and the numbers of those that did not read as the log writes them."""
    from sheetops.adapters.workbook.read import read_book

    tables, problems = read_book(data, FILING_LOG_BOOK, f"{FOLDER}/{path.name}", "zh-CN")
    if FILING_LOG.key not in tables:
        raise _unreadable(path, *(_told(problems, language) for language in LANGUAGES))
    rows = (problem.place.row for problem in problems)
    return tables[FILING_LOG.key], frozenset(row for row in rows if row)


def _told(problems: Sequence[Problem], language: Language) -> str:
    return " ".join(problem.message(language) for problem in problems)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        why = error.strerror or str(error)
        raise _unreadable(path, why, why) from error


def _unreadable(path: Path, zh: str, en: str) -> WorkbookUnreadable:
    return WorkbookUnreadable(
        Text(
            f"备案日志 {path.name} 读不了：{zh}", f"The filing log {path.name} is unreadable: {en}"
        ),
        Text(
            f"请从备份取回 filing_log/{path.name}。新的记录在本机等待，不会丢失。",
            f"Take filing_log/{path.name} from a backup. New entries wait and are not lost.",
        ),
    )


def _rows(table: Table, path: Path, doubtful: Collection[int]) -> list[LogRow]:
    columns = [table.column(name) for name in COLUMNS]
    numbers = [number for span in table.spans for number in span.rows]
    return [
        _row(values, f"{FOLDER}/{path.name}", number, number in doubtful)
        for number, *values in zip(numbers, *columns, strict=True)
    ]


def _row(values: Sequence[Value], book: str, number: int, is_doubtful: bool) -> LogRow:
    """Return a row as the book has it.

    A row in which something is missing, or that was written otherwise than the log writes (a word
    where a date belongs, a number for a text), has no hash: whatever it says, it was edited.
    """
    found: dict[str, Any] = dict(zip(COLUMNS, values, strict=True))
    found["seq"] = found["seq"] or 0
    found["logged_at"] = found["logged_at"] or head_of(None).logged_at
    for name in ("event", "actor", "actor_role", "source", "prev_hash", "hash"):
        found[name] = found[name] or ""
    if is_doubtful:
        found["hash"] = ""
    return LogRow(**found, book=book, row=number)
