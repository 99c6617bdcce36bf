"""Rows of one sheet, read: columns side by side, each row known by its key and its place."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sheetops.records.columns import Column, Value
from sheetops.records.problems import Place
from sheetops.records.sheets import Sheet


@dataclass(frozen=True, slots=True)
class Span:
    """The rows that came from one sheet of one workbook.

    `rows` are the row numbers that Excel shows; an empty tuple of letters and headings means rows
    that wait in the journal and are in no workbook yet (their row number is 0).
    """

    book: str
    title: str
    rows: Sequence[int]
    headings: Mapping[str, str]
    """Column key → heading as the sheet shows it."""
    letters: Mapping[str, str]
    """Column key → column letters, e.g. `AK`."""
    header_row: int = 1
    table_name: str | None = None
    """Name of the Excel table that holds the rows; None where there is none."""


@dataclass(frozen=True)
class Table:
    """The rows of one sheet, from one workbook or several of a kind.

    `columns` maps each column key that was found to its values, one per row; every list has the
    same length. A column that no workbook has is missing from it and reads as None.
    """

    sheet: Sheet
    columns: Mapping[str, Sequence[Value]]
    spans: tuple[Span, ...]

    def __len__(self) -> int:
        return sum(len(span.rows) for span in self.spans)

    def __iter__(self) -> Iterator["Record"]:
        return (Record(self, index) for index in range(len(self)))

    def __getitem__(self, index: int) -> "Record":
        return Record(self, index)

    def column(self, key: str) -> Sequence[Value]:
        """Return the values of the column `key`, one per row; all None where nobody has it."""
        found = self.columns.get(key)
        return found if found is not None else (None,) * len(self)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Return the index of the first row of each span."""
        starts, total = [], 0
        for span in self.spans:
            starts.append(total)
            total += len(span.rows)
        return tuple(starts)

    def span_at(self, index: int) -> tuple[Span, int]:
        """Return the span that holds row `index`, and the row's number in Excel (0: none yet)."""
        which = bisect_right(self.starts, index) - 1
        while not len(self.spans[which].rows):
            which -= 1
        span = self.spans[which]
        return span, span.rows[index - self.starts[which]]

    def place(self, index: int, column: str | None = None) -> Place:
        """Return where row `index` stands, and with `column` (a key) the cell."""
        span, row = self.span_at(index)
        letters = span.letters.get(column) if column else None
        return Place(
            book=span.book,
            sheet=span.title,
            row=row or None,
            column=span.headings.get(column) if column else None,
            cell=f"{letters}{row}" if letters and row else None,
            key=self.keys[index],
        )

    @cached_property
    def keys(self) -> tuple[str | None, ...]:
        """Return each row's key: its number, else its first complete natural key, else None."""
        own = self.column(self.sheet.key_column)
        natural = self.natural_keys
        return tuple(
            as_key(value) if value is not None else (natural[index][0] if natural[index] else None)
            for index, value in enumerate(own)
        )

    @cached_property
    def natural_keys(self) -> tuple[tuple[str, ...], ...]:
        """Return each row's natural keys, best first; empty for a sheet that has none."""
        found: list[list[str]] = [[] for _ in range(len(self))]
        for names in self.sheet.natural:
            columns = [self.column(name) for name in names]
            # only the last part of a natural key may be missing (a sub-order number often is)
            for index, parts in enumerate(zip(*columns, strict=True)):
                if all(part is not None for part in parts[:2]):
                    found[index].append("|".join(as_key(part) for part in parts))
        return tuple(map(tuple, found))

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Return key → row index, natural keys included; the first row wins where a key doubles."""
        found: dict[str, int] = {}
        for place, (key, others) in enumerate(zip(self.keys, self.natural_keys, strict=True)):
            for name in (key, *others):
                if name is not None:
                    found.setdefault(name, place)
        return found

    def find(self, key: str) -> "Record | None":
        """Return the row known by `key` (own or natural); None where there is none."""
        place = self.index.get(key)
        return None if place is None else Record(self, place)

    def overlaid(
        self,
        cells: Mapping[tuple[str, str], Value],
        rows: Sequence[Mapping[str, Value]] = (),
        book: str = "",
    ) -> "Table":
        """Return the table as it will be once what waits is written.

        `cells` maps (row key, column key) to the value; `rows` are appended, in `book`.
        """
        if not cells and not rows:
            return self
        keys = dict.fromkeys([*self.columns, *(c for _, c in cells), *(k for r in rows for k in r)])
        columns = {key: [*self.column(key), *(row.get(key) for row in rows)] for key in keys}
        for (row_key, column), value in cells.items():
            place = self.index.get(row_key)
            if place is not None:
                columns[column][place] = value
        waiting = Span(book, self.sheet.title.zh, (0,) * len(rows), {}, {})
        spans = (*self.spans, waiting) if rows else self.spans
        return Table(self.sheet, columns, spans)


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a table; values by column key."""

    table: Table
    index: int

    def __getitem__(self, column: str) -> Value:
        found = self.table.columns.get(column)
        return None if found is None else found[self.index]

    @property
    def key(self) -> str | None:
        """Return the row's key."""
        return self.table.keys[self.index]

    def place(self, column: str | None = None) -> Place:
        """Return where the row stands, and with `column` (a key) the cell."""
        return self.table.place(self.index, column)

    def text(self, column: str) -> str:
        """Return the value as text, empty where there is none."""
        value = self[column]
        return "" if value is None else as_key(value)

    def fields(self) -> Mapping[Column, Value]:
        """Return every column of the sheet with its value."""
        return {column: self[column.key] for column in self.table.sheet.columns}


def as_key(value: Value) -> str:
    """Return the text under which a value is compared and joined into keys."""
    if isinstance(value, tuple):
        return ";".join(value)
    return "" if value is None else str(value)


def empty_table(sheet: Sheet) -> Table:
    """Return a table of `sheet` without any row."""
    return Table(sheet, {}, ())


def joined(tables: Sequence[Table]) -> Table:
    """Return the rows of several workbooks of one kind as one table; at least one is needed."""
    if len(tables) == 1:
        return tables[0]
    keys = dict.fromkeys(key for table in tables for key in table.columns)
    columns = {key: [v for table in tables for v in table.column(key)] for key in keys}
    return Table(tables[0].sheet, columns, tuple(s for table in tables for s in table.spans))
