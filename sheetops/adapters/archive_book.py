"""The archive's workbooks, one a month: rows are put in or renewed by key, and read back.

Only jobs write here. A row counts as archived when it was read back from the file; a workbook that
somebody has open is left alone, and what is meant for it waits in the local state.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from sheetops.actions import ArchiveRow
from sheetops.adapters.crashpoints import crashpoint
from sheetops.adapters.whole_file import put
from sheetops.adapters.workbook.editing import AppendRows, Edit, EditRefused, SetCell, edit
from sheetops.adapters.workbook.editing import Value as CellValue
from sheetops.adapters.workbook.publish.rows import is_same
from sheetops.adapters.workbook.read import read_book
from sheetops.errors import WorkbookUnreadable
from sheetops.records.archive import ARCHIVE_BOOK, ARCHIVED_SHEETS, BESIDE, FOLDER
from sheetops.records.cells import to_cell
from sheetops.records.columns import Value
from sheetops.records.references import References
from sheetops.records.sheets import Sheet
from sheetops.records.table import Span, Table
from sheetops.records.text import LANGUAGES, Language, Text

Rows = Mapping[tuple[str, str], Mapping[str, Value]]
"""(Sheet key, row key) → column key → value."""
_SHEETS = {sheet.key: sheet for sheet in ARCHIVED_SHEETS}

_OPEN = Text(
    "有人打开着这本归档，关闭后自动写入",
    "somebody has this archive open; it goes in once it is closed",
)
_NOT_STORED = Text("写入失败：{why}", "it could not be written: {why}")
_READ_BACK = Text("读回的内容不一致", "it read back differently")


@dataclass(frozen=True)
class Archive:
    """The archive of the shop in `folder`, read and written with the shop's words."""

    folder: Path
    language: Language
    references: References

    def months(self) -> list[str]:
        """Return the months that have a workbook, oldest first."""
        found = (self.folder / FOLDER).glob("[0-9][0-9][0-9][0-9]-[0-9][0-9].xlsx")
        return sorted(path.stem for path in found if path.is_file())

    def path(self, month: str) -> Path:
        """Return where the workbook of `month` lies."""
        return self.folder / FOLDER / f"{month}.xlsx"

    def rows(self, month: str) -> Rows:
        """Return what the month's workbook says; nothing where there is none.

        WorkbookUnreadable when there is one and it cannot be read.
        """
        path = self.path(month)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return {}
        except OSError as error:
            why = error.strerror or str(error)
            raise _unreadable(path.name, Text(why, why)) from error
        return dict(_rows_of(self._tables(data, path.name)))

    def put(self, rows: Sequence[ArchiveRow], now: datetime) -> "Iterator[Put]":
        """Put rows into their months' workbooks; yield for each month what stands there now."""
        for month, group in groupby(rows, key=lambda row: row.month):
            those = list(group)
            values = {(row.sheet, row.key): _complete(row, now) for row in those}
            try:
                reason = self.write(month, values, now)
            except WorkbookUnreadable as error:
                reason = error.message
            yield Put(those, f"{FOLDER}/{month}.xlsx", reason)
            crashpoint("archive: written")

    def write(self, month: str, wanted: Rows, now: datetime) -> Text | None:
        """Make the month's workbook say `wanted`; why not, in words, when it cannot be done now."""
        path = self.path(month)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            data = self._with(path, wanted)
            there = dict(_rows_of(self._tables(data, path.name)))
            if not all(_agree(values, there.get(at)) for at, values in wanted.items()):
                return _NOT_STORED.filled(why=_READ_BACK)
            return None if put(path, data, now) else _OPEN
        except EditRefused as refused:
            return refused.message
        except OSError as error:
            return _NOT_STORED.filled(why=error.strerror or str(error))

    def _with(self, path: Path, wanted: Rows) -> bytes:
        if not path.exists():
            return self._new(wanted)
        data = path.read_bytes()
        tables = self._tables(data, path.name)
        edits = [one for sheet in _SHEETS for one in self._edits(tables[sheet], wanted)]
        return edit(data, edits) if edits else data

    def _new(self, wanted: Rows) -> bytes:
        from sheetops.adapters.workbook.build import build_book

        rows = {
            sheet: [values for (of, _), values in wanted.items() if of == sheet]
            for sheet in _SHEETS
        }
        return build_book(ARCHIVE_BOOK, self.language, rows, self.references)

    def _edits(self, table: Table, wanted: Rows) -> Iterator[Edit]:
        """Yield what makes one sheet say what is wanted: cells that differ, then new rows."""
        span, sheet = table.spans[0], table.sheet
        new = []
        for (of, key), values in wanted.items():
            if of == sheet.key and key in table.index:
                yield from self._renewed(table, table.index[key], values)
            elif of == sheet.key:
                new.append(values)
        if new and not len(table):  # the blank row that a sheet without rows begins with
            yield from self._cells(span, sheet, span.header_row + 1, new.pop(0))
        if new:
            rows = [
                {span.headings[key]: cell for key, cell in self._shown(span, sheet, values)}
                for values in new
            ]
            yield AppendRows(span.title, span.table_name, rows)

    def _renewed(self, table: Table, index: int, values: Mapping[str, Value]) -> Iterator[Edit]:
        span, number = table.span_at(index)
        changed = {
            key: value
            for key, value in values.items()
            if key in table.columns and not is_same(table.column(key)[index], value)
        }
        yield from self._cells(span, table.sheet, number, changed)

    def _cells(
        self, span: Span, sheet: Sheet, number: int, values: Mapping[str, Value]
    ) -> Iterator[Edit]:
        for key, cell in self._shown(span, sheet, values):
            yield SetCell(span.title, f"{span.letters[key]}{number}", cell)

    def _shown(
        self, span: Span, sheet: Sheet, values: Mapping[str, Value]
    ) -> "Iterator[tuple[str, CellValue]]":
        titles = {sheet.title.to(language): language for language in LANGUAGES}
        spoken = titles.get(span.title, self.language)
        for key, value in values.items():
            if key in span.letters:
                yield key, to_cell(sheet.by_key[key], value, spoken, self.references)

    def _tables(self, data: bytes, name: str) -> Mapping[str, Table]:
        """Return the sheets by key, all of them; WorkbookUnreadable where one is missing.

        They are parsed only when the bytes are other ones than before.
        """
        sha = sha256(data).hexdigest()
        if sha not in _parsed:
            tables, problems = read_book(
                data, ARCHIVE_BOOK, f"{FOLDER}/{name}", self.language, self.references
            )
            if set(tables) != set(_SHEETS):
                told = problems[0] if problems else None
                why = Text(told.message("zh-CN"), told.message("en")) if told else Text("", "")
                raise _unreadable(name, why)
            _parsed.clear()
            _parsed[sha] = tables
        return _parsed[sha]


_parsed: dict[str, Mapping[str, Table]] = {}
"""The workbook that was parsed last, by the SHA-256 of its bytes."""


@dataclass(frozen=True, slots=True)
class Put:
    """Rows of one month that stand in its workbook now, or why they do not."""

    rows: Sequence[ArchiveRow]
    book: str
    reason: Text | None


def _complete(row: ArchiveRow, now: datetime) -> Mapping[str, Value]:
    return {**row.values, BESIDE: row.beside, "archived_at": now}


def _rows_of(
    tables: Mapping[str, Table],
) -> Iterable[tuple[tuple[str, str], Mapping[str, Value]]]:
    for sheet, table in tables.items():
        for record in table:
            key = record.key
            if key is not None:
                yield (sheet, key), {name: record[name] for name in table.columns}


def _agree(wanted: Mapping[str, Value], found: Mapping[str, Value] | None) -> bool:
    return found is not None and all(
        is_same(value, found.get(key)) for key, value in wanted.items()
    )


def _unreadable(name: str, why: Text) -> WorkbookUnreadable:
    return WorkbookUnreadable(
        Text(
            f"归档 {FOLDER}/{name} 读不了：{why.zh}",
            f"The archive {FOLDER}/{name} cannot be read: {why.en}",
        ),
        Text(
            f"请从备份取回 {FOLDER}/{name}；登记簿里的行不会被移走。",
            f"Take {FOLDER}/{name} from a backup. No row leaves the books meanwhile.",
        ),
    )
