"""Rows of one sheet, read: columns side by side, each row known by its key and its place."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sheetops.records.columns import Value
from sheetops.records.problems import Place
from sheetops.records.sheets import Sheet


@dataclass(frozen=True, slots=True)
class Span:
    """The rows that came from one sheet of one workbook.

    `rows` are the row numbers that Excel shows; rows without letters wait in the journal and are
    in no workbook yet (their row number is 0).
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
        if None not in own:
            return tuple(map(as_key, own))
        natural = self.natural_keys
        return tuple(
            as_key(value) if value is not None else (natural[index][0] if natural[index] else None)
            for index, value in enumerate(own)
        )

    @cached_property
    def natural_keys(self) -> tuple[tuple[str, ...], ...]:
        """Return each row's natural keys, best first; empty for a sheet that has none."""
        by_name = [
            _joined_keys([self.column(name) for name in names]) for names in self.sheet.natural
        ]
        if not by_name:
            return ((),) * len(self)
        return tuple(
            tuple(key for key in keys if key is not None) for keys in zip(*by_name, strict=True)
        )

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

    def finds(self, place: int) -> bool:
        """Return whether the key of row `place` finds this very row again.

        It does not where the row has no key, or one that an earlier row has already.
        """
        key = self.keys[place]
        if key is None:
            return False
        has_own = self.column(self.sheet.key_column)[place] is not None
        return (self._numbered if has_own else self.index)[key] == place

    @cached_property
    def _numbered(self) -> Mapping[str, int]:
        """Return the rows that have a number of their own: it → row index, the first where doubled.

        No natural key, being joined from several parts, is ever taken for such a number.
        """
        own = self.column(self.sheet.key_column)
        places = range(len(own) - 1, -1, -1)
        return {as_key(own[place]): place for place in places if own[place] is not None}

    def overlaid(
        self,
        cells: Mapping[tuple[str, str], Value],
        rows: Sequence[tuple[str, Mapping[str, Value]]] = (),
    ) -> "Table":
        """Return the table as it will be once what waits is written.

        `cells` maps (row key, column key) to the value; `rows` are appended, each (book, values).
        Keys are given first, so that the other cells may name a row by the key it is getting.
        """
        key_column = self.sheet.key_column
        given = {at: value for at, value in cells.items() if at[1] == key_column}
        others = {at: value for at, value in cells.items() if at[1] != key_column}
        return self._with_rows(rows)._with_cells(given)._with_cells(others)

    def _with_rows(self, rows: Sequence[tuple[str, Mapping[str, Value]]]) -> "Table":
        if not rows:
            return self
        keys = dict.fromkeys([*self.columns, *(key for _, values in rows for key in values)])
        columns = {key: [*self.column(key), *(v.get(key) for _, v in rows)] for key in keys}
        waiting = tuple(self._waiting(book) for book, _ in rows)
        return Table(self.sheet, columns, self.spans + waiting)

    def _waiting(self, book: str) -> Span:
        """Return one row without a place, headed as the rows of its workbook (or any) are."""
        like = sorted(self.spans, key=lambda span: span.book != book)[:1]
        title = like[0].title if like else self.sheet.title.zh
        return Span(book, title, (0,), like[0].headings if like else {}, {})

    def _with_cells(self, cells: Mapping[tuple[str, str], Value]) -> "Table":
        found = [
            (self.index[key], name, value)
            for (key, name), value in cells.items()
            if key in self.index
        ]
        if not found:
            return self
        touched = {name: list(self.column(name)) for name in {name for _, name, _ in found}}
        for place, name, value in found:
            touched[name][place] = value
        changed = Table(self.sheet, {**self.columns, **touched}, self.spans)
        names_rows = {
            self.sheet.key_column,
            *(part for parts in self.sheet.natural for part in parts),
        }
        if not names_rows & touched.keys():
            # the same rows under the same keys: what was worked out for them still holds
            changed.__dict__.update({k: self.__dict__[k] for k in _BY_KEY if k in self.__dict__})
        return changed


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

    def fields(self) -> dict[str, Value]:
        """Return the row's values by column key, one for every column of its sheet."""
        return {column.key: self[column.key] for column in self.table.sheet.columns}


_BY_KEY = ("starts", "keys", "natural_keys", "index", "_numbered")
"""Cached properties of a table that depend on its keys alone."""


def _joined_keys(columns: Sequence[Sequence[Value]]) -> Iterator[str | None]:
    """Yield the parts of each row joined, None where one of the first two is missing.

    Only the last part of a natural key may be missing: a sub-order number often is.
    """
    texts = [[v if type(v) is str else as_key(v) for v in column] for column in columns]
    is_whole = [True] * len(texts[0])
    for column in columns[:2]:
        if None in column:
            is_whole = [whole and v is not None for whole, v in zip(is_whole, column, strict=True)]
    rows = map("|".join, zip(*texts, strict=True))
    return (key if whole else None for key, whole in zip(rows, is_whole, strict=True))


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
