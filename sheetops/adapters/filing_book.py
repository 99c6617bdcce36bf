"""The books of the filing log, one a month: rows are appended and read, never changed.

Nothing goes out that was not read back first, and a book that somebody has open is left alone:
the entries wait in the local state, with their numbers, and nothing is lost or filed twice.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sheetops.adapters.crashpoints import crashpoint
from sheetops.adapters.filing_months import last_row, month_path, read_log, read_month
from sheetops.adapters.state.entries import Entries
from sheetops.errors import LogBroken
from sheetops.records.cells import to_cell
from sheetops.records.columns import Value
from sheetops.records.dictionary import FILING_LOG_BOOK
from sheetops.records.filing_log import FILING_LOG
from sheetops.records.sheets import Book
from sheetops.records.text import LANGUAGES, Language, Text
from sheetops.rules.filing.chain import FOLDER, head_of
from sheetops.rules.filing.log_rows import LogRow

if TYPE_CHECKING:
    from sheetops.adapters.workbook.editing import Value as CellValue

__all__ = ["Appended", "Build", "append_entries", "read_log"]


class Build(Protocol):
    """Makes a new workbook as bytes (`sheetops.adapters.workbook.build.build_book`)."""

    def __call__(
        self, book: Book, language: Language, tables: Mapping[str, Sequence[Mapping[str, Value]]]
    ) -> bytes:
        """Return the workbook `book` with the rows of `tables`."""
        ...


@dataclass(frozen=True, slots=True)
class Appended:
    """How many rows went into the log, and how many entries still wait, and why."""

    filed: int = 0
    waiting: int = 0
    book: str = ""
    """The book for which the entries wait."""
    reason: Text | None = None


_OPEN = Text(
    "有人打开着这本日志，关闭后自动写入", "somebody has this log open; it goes in once closed"
)
_NOT_STORED = Text("写入失败：{why}", "it could not be written: {why}")


def append_entries(
    folder: Path,
    entries: Entries,
    language: Language,
    now: datetime,
    *,
    years: int = 3,
    build: Build | None = None,
) -> Appended:
    """Append every waiting entry to the log of the shop in `folder`.

    `years` is how long a closed case is kept. LogBroken when the books do not end where the local
    state says (V22), WorkbookUnreadable when the last of them cannot be read; nothing is lost.
    """
    if not entries.count():
        return Appended()
    entries.mark_filed(_filed_of(entries.stamped(), folder))
    last = last_row(folder)
    rows = entries.stamp(head_of(last), years)
    crashpoint("filing: numbered")
    _must_follow(rows, last, entries)
    filed = 0
    for month, group in groupby(rows, key=lambda row: row.month):
        those = list(group)
        reason = _append(month_path(folder, month), those, language, now, build or _builder())
        if reason is not None:
            return Appended(filed, entries.count(), f"{FOLDER}/{month}.xlsx", reason)
        crashpoint("filing: written")
        entries.mark_filed(those)
        filed += len(those)
    return Appended(filed)


def _filed_of(rows: Iterable[LogRow], folder: Path) -> Iterator[LogRow]:
    """Yield those of `rows` that are in the books already: same number, same hash."""
    for month, group in groupby(rows, key=lambda row: row.month):
        path = month_path(folder, month)
        if path.exists():
            known = {(row.seq, row.hash) for row in read_month(path).rows}
            yield from (row for row in group if (row.seq, row.hash) in known)


def _must_follow(rows: Sequence[LogRow], last: LogRow | None, entries: Entries) -> None:
    head = head_of(last)
    if not rows or (rows[0].seq == head.seq + 1 and rows[0].prev_hash == head.hash):
        return
    remembered = entries.filed_head()
    wanted = remembered.seq if remembered else 0
    raise LogBroken(
        Text(
            f"备案日志到序号 {head.seq} 为止，但已经备案到 {wanted}，末尾的行不见了或被改动。",
            f"The filing log ends with row {head.seq}, but rows up to {wanted} were filed: "
            "its end is gone or was changed.",
        ),
        Text(
            "请从备份取回 filing_log 中最近的月份文件；新的记录在本机等待，不会丢失。",
            "Take the latest month's book in filing_log from a backup. New entries wait on "
            "this machine and are not lost.",
        ),
    )


def _append(
    path: Path, rows: list[LogRow], language: Language, now: datetime, build: Build
) -> Text | None:
    """Append `rows` to one month's book; why not, in words, when it cannot be done now."""
    from sheetops.adapters.whole_file import put
    from sheetops.adapters.workbook.editing import EditRefused

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        data = _with(path, rows, language, build)
        # what is about to be written is read back: a row that changed on the way is never filed
        if read_month(path, data).rows[-len(rows) :] != rows:
            return _NOT_STORED.filled(why="read back differently")
        return None if put(path, data, now) else _OPEN
    except EditRefused as refused:
        return refused.message
    except OSError as error:
        return _NOT_STORED.filled(why=error.strerror or str(error))


def _with(path: Path, rows: list[LogRow], language: Language, build: Build) -> bytes:
    """Return the month's book with `rows` at its end; a new one begins with the first of them."""
    from sheetops.adapters.workbook.editing import AppendRows, edit

    if path.exists():
        data = path.read_bytes()
    else:
        data = build(FILING_LOG_BOOK, language, {FILING_LOG.key: [rows[0].values()]})
        rows = rows[1:]
    span = read_month(path, data).span
    spoken = next((one for one in LANGUAGES if FILING_LOG.title.to(one) == span.title), language)
    cells = [_cells(row, spoken, span.headings) for row in rows]
    return edit(data, [AppendRows(span.title, span.table_name, cells)]) if cells else data


def _cells(
    row: LogRow, language: Language, headings: Mapping[str, str]
) -> "Mapping[str, CellValue]":
    return {
        headings[name]: to_cell(FILING_LOG.by_key[name], value, language)
        for name, value in row.values().items()
        if value is not None
    }


def _builder() -> Build:
    from sheetops.adapters.workbook.build import build_book

    return build_book
