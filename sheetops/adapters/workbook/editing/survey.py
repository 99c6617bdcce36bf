"""What a reader wants to know of a sheet before its values are read."""

from collections.abc import Iterator
from dataclasses import dataclass

from sheetops.adapters.workbook.editing.address import LAST_COLUMN, Area, Cell, column_number
from sheetops.adapters.workbook.editing.book import Book
from sheetops.adapters.workbook.editing.dialect import attributes_of
from sheetops.adapters.workbook.editing.formula_index import formula_cells
from sheetops.adapters.workbook.editing.refusal import refusing_nonsense
from sheetops.adapters.workbook.editing.sheet import Sheet
from sheetops.adapters.workbook.editing.table import Table, find_tables


@dataclass(frozen=True, slots=True)
class TableShape:
    """Where a table lies. Rows and columns count from 1."""

    name: str
    ref: Area
    header_row: int | None
    first_row: int
    last_row: int  # of the values; less than ``first_row`` when there are none
    totals_row: int | None
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """A sheet as its markup describes it, before any value is read.

    ``last_row`` and ``last_column`` count only cells with a value or a formula, 0 for an empty
    sheet; ``formulas`` are the cells that hold one.
    """

    sheet: str
    last_row: int
    last_column: int
    formulas: frozenset[Cell]
    merged: tuple[Area, ...]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    tables: tuple[TableShape, ...]
    is_1904: bool
    is_protected: bool
    is_ordered: bool  # False when rows are doubled or out of order, then no edit is possible


def survey_sheet(data: bytes, name: str) -> Survey:
    """Look at one sheet; EditRefused when the workbook or the sheet cannot be opened."""
    with refusing_nonsense():
        book = Book(data)
        return _survey(book, book.sheet(name))


def _survey(book: Book, sheet: Sheet) -> Survey:
    index = sheet.rows
    last_row, last_column = _extent(sheet)
    protection = sheet.frame.root.child("sheetProtection")
    return Survey(
        sheet=sheet.name,
        last_row=last_row,
        last_column=last_column,
        formulas=frozenset(formula_cells(sheet.masked, index, sheet.body, sheet.dialect)),
        merged=tuple(sheet.merged),
        hidden_rows=frozenset(_hidden_rows(sheet)),
        hidden_columns=frozenset(_hidden_columns(sheet)),
        tables=tuple(map(_shape, find_tables(book.package, sheet.path))),
        is_1904=book.is_1904,
        is_protected=protection is not None and protection.get("sheet") in ("1", "true"),
        is_ordered=index.is_ordered(),
    )


def sheet_names(data: bytes) -> list[str]:
    """The worksheets of a workbook in the order of their tabs, hidden ones included."""
    with refusing_nonsense():
        return [entry.name for entry in Book(data).entries if entry.kind == "worksheet"]


def _shape(table: Table) -> TableShape:
    return TableShape(
        name=table.name,
        ref=table.area,
        header_row=table.area.top if table.has_header else None,
        first_row=table.first_row,
        last_row=table.last_row,
        totals_row=table.area.bottom if table.has_totals else None,
        columns=tuple(table.columns),
    )


def _extent(sheet: Sheet) -> tuple[int, int]:
    """The last row and the last column with a value or a formula.

    Looks at the last filled cell of every row only, which is where the row's extent is decided.
    """
    index = sheet.rows
    ends = [*index.starts[1:], index.end][: len(index.starts)]
    last_row = last_column = 0
    for number, start, end in zip(index.numbers, index.starts, ends, strict=True):
        column = _last_filled(sheet, start, end)
        if column:
            last_row = max(last_row, number)
            last_column = max(last_column, column)
    return last_row, last_column


def last_filled_row(sheet: Sheet) -> int:
    """The last row with a value or a formula; 0 for none."""
    index = sheet.index
    for at in range(len(index.numbers) - 1, -1, -1):
        if _last_filled(sheet, *index.span(at)):
            return index.numbers[at]
    return 0


def _last_filled(sheet: Sheet, start: int, end: int) -> int:
    """The column of the last cell in a row that is not blank; 0 for none."""
    masked, opening = sheet.masked, sheet.dialect.cell_opening
    filled = sheet.dialect.filled_cell.match
    at = masked.rfind(opening, start, end)
    while at >= 0:
        found = filled(masked, at, end)
        if found is not None:
            return _column(sheet, found[1], start, at)
        at = masked.rfind(opening, start, at)
    return 0


def _column(sheet: Sheet, letters: bytes | None, start: int, at: int) -> int:
    """The column of a cell; counted from the row's start where cells carry no names."""
    if letters is not None:
        return column_number(letters.decode())
    return sheet.dialect.count_columns(sheet.masked, start, at)


def _hidden_rows(sheet: Sheet) -> Iterator[int]:
    masked, (start, end) = sheet.masked, sheet.body
    if masked.find(b"hidden", start, end) < 0:
        return
    index = sheet.rows
    for at, number in enumerate(index.numbers):
        tag = sheet.dialect.row_tag.match(masked, index.starts[at])
        if tag and attributes_of(tag[1]).get(b"hidden") in (b"1", b"true"):
            yield number


def _hidden_columns(sheet: Sheet) -> Iterator[int]:
    for column in sheet.columns():
        if column.get("hidden") in ("1", "true"):
            last = min(int(column.get("max", "0")), LAST_COLUMN)
            yield from range(int(column.get("min", "1")), last + 1)
