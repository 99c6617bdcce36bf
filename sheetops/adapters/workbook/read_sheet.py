"""One sheet of a workbook, read into a table, with the problems met on the way."""

import gc
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, compress, islice
from operator import ne

from sheetops.adapters.workbook.editing import Cell
from sheetops.adapters.workbook.editing.address import column_letters
from sheetops.adapters.workbook.read_columns import ColumnReader, Remark
from sheetops.adapters.workbook.read_headings import Headings
from sheetops.adapters.workbook.read_look import SheetLook, TablePlace
from sheetops.adapters.workbook.read_rows import SEARCHED_ROWS, Row
from sheetops.records.cells import parser_of
from sheetops.records.columns import Value
from sheetops.records.references import References
from sheetops.records.sheets import Sheet
from sheetops.records.table import Span, Table

_BATCH = 8_192
"""Rows taken apart at a time: enough for the loops to run in C, few enough to stay in the cache."""


class SheetReader:
    """Gathers the rows of one sheet; `table` and `remarks` are what comes of it."""

    def __init__(
        self, sheet: Sheet, headings: Headings, references: References, *, is_1904: bool
    ) -> None:
        self.sheet = sheet
        self.headings = headings
        self.remarks: list[Remark] = []
        self._numbers = array("l")
        self._readers = {
            offset: ColumnReader(
                sheet.by_key[key], parser_of(sheet.by_key[key], references, is_1904=is_1904)
            )
            for key, offset in headings.offsets.items()
        }
        self._columns: dict[str, list[Value]] = {key: [] for key in headings.offsets}

    def read(self, rows: Iterator[Row], skipped: int | None) -> None:
        """Take in all rows from row 1 on; `skipped` is the number of a table's totals row."""
        numbered = enumerate(rows, start=1)
        below = islice(numbered, self.headings.row, None)
        with _without_collection():
            while batch := list(islice(below, _BATCH)):
                self._read_batch([row for row in batch if row[0] != skipped])

    def _read_batch(self, batch: list[tuple[int, Row]]) -> None:
        blank = [""] * len(batch[0][1]) if batch else []
        filled = [(number, row) for number, row in batch if row != blank]
        if not filled:
            return
        numbers = [number for number, _ in filled]
        contents = list(zip(*(row for _, row in filled), strict=True))
        values = [reader.read(contents[at]) for at, reader in self._readers.items()]
        kept = _with_a_value(values, len(numbers))
        for at, reader in self._readers.items():
            self.remarks.extend(reader.remarks(contents[at], numbers))
        for key, column in zip(self._columns, values, strict=True):
            self._columns[key].extend(compress(column, kept) if kept else column)
        self._numbers.extend(compress(numbers, kept) if kept else numbers)

    def table(self, book: str, title: str, left: int, shape: TablePlace | None) -> Table:
        """Return the rows that were read; `left` is the number of the leftmost column read."""
        letters = {
            key: column_letters(left + offset) for key, offset in self.headings.offsets.items()
        }
        span = Span(
            book=book,
            title=title,
            rows=_row_numbers(self._numbers),
            headings=dict(self.headings.words),
            letters=letters,
            header_row=self.headings.row,
            table_name=shape.name if shape else None,
        )
        return Table(self.sheet, self._columns, (span,))


def _with_a_value(columns: Sequence[list[Value]], rows: int) -> list[bool] | None:
    """Return which rows have a value in any of the columns; None where all have.

    A row with nothing but a private column's formula filled down is none of ours.
    """
    if any(None not in column for column in columns):
        return None
    nothing = (None,) * len(columns)
    return list(map(ne, zip(*columns, strict=True), [nothing] * rows))


@contextmanager
def _without_collection() -> Iterator[None]:
    """Millions of new cells make the collector search for cycles that are not there, a tenth of
    the time; nothing is held longer for it, since cells are freed by their count.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _row_numbers(numbers: "array[int]") -> Sequence[int]:
    """Rows without a gap, which is the rule, are kept as their first and last."""
    if numbers and numbers[-1] - numbers[0] + 1 == len(numbers):
        return range(numbers[0], numbers[-1] + 1)
    return numbers


def first_rows(rows: Iterator[Row]) -> tuple[list[Row], Iterator[Row]]:
    """Return the rows in which headings are looked for, and all rows once more."""
    head = list(islice(rows, SEARCHED_ROWS))
    return head, chain(head, rows)


def table_of(sheet: Sheet, look: SheetLook, header_row: int) -> TablePlace | None:
    """Return the Excel table that the headings belong to."""
    tables = [shape for shape in look.tables if shape.header_row == header_row]
    named = [shape for shape in tables if shape.name == sheet.table]
    return next(iter(named or tables), None)


def keys_by_cell(headings: Headings, left: int) -> Mapping[int, str]:
    """Return the number of each column → its key."""
    return {left + offset: key for key, offset in headings.offsets.items()}


def named_cells(cells: Iterator[Cell], headings: Headings, left: int) -> Iterator[tuple[Cell, str]]:
    """Yield those of the cells that lie below a heading of ours, with the column's key."""
    keys = keys_by_cell(headings, left)
    for cell in cells:
        if cell.row > headings.row and cell.column in keys:
            yield cell, keys[cell.column]
