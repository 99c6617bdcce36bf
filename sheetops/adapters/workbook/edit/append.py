"""Rows put below the last one of a table, and everything that ended there made longer."""

from collections.abc import Mapping

from sheetops.adapters.workbook.edit.address import LAST_ROW, Area, Cell
from sheetops.adapters.workbook.edit.book import Book
from sheetops.adapters.workbook.edit.edits import AppendRows, Formula, RowValues, Value
from sheetops.adapters.workbook.edit.protection import (
    is_protected,
    refuse_growth,
    refuse_locked,
)
from sheetops.adapters.workbook.edit.refusal import EditRefused
from sheetops.adapters.workbook.edit.sheet import Sheet
from sheetops.adapters.workbook.edit.table import Table, find_tables
from sheetops.adapters.workbook.edit.write import put_value


def append_rows(book: Book, wanted: AppendRows, respect_protection: bool) -> None:
    """Make one `AppendRows`; EditRefused when the table cannot grow safely."""
    sheet = book.sheet(wanted.sheet)
    table = _choose(find_tables(book.package, sheet.path), wanted)
    place = f"{sheet.name}!{table.name}"
    rows = [_by_column(table, row, place) for row in wanted.rows]
    if not rows:
        return
    first = _first_free_row(sheet, table)
    missing = first + len(rows) - 1 - table.last_row
    like = table.last_row
    if respect_protection:
        _refuse_locked(book, sheet, table, range(first, first + len(rows)), missing)
    if missing > 0:
        make_room(sheet, table, missing)
    _fill(book, sheet, table, rows, first, like)


def _choose(tables: list[Table], wanted: AppendRows) -> Table:
    if wanted.table is None:
        if len(tables) == 1:
            return tables[0]
        reason = "several-tables" if tables else "no-table"
        raise EditRefused(reason, wanted.sheet, ", ".join(table.name for table in tables))
    for table in tables:
        if table.name.casefold() == wanted.table.casefold():
            return table
    raise EditRefused("unknown-table", f"{wanted.sheet}!{wanted.table}")


def _by_column(table: Table, row: RowValues, place: str) -> list[Value]:
    """A value for every column of the table."""
    columns = table.columns
    if isinstance(row, Mapping):
        unknown = [name for name in row if name not in columns]
        if unknown:
            raise EditRefused("unknown-column", place, ", ".join(map(str, unknown)))
        return [row.get(name) for name in columns]
    values = list(row)
    if len(values) > len(columns):
        raise EditRefused("too-many-values", place, f"{len(values)} > {len(columns)}")
    return values + [None] * (len(columns) - len(values))


def _first_free_row(sheet: Sheet, table: Table) -> int:
    """The row behind the last one that somebody filled in."""
    calculated = [bool(formula) for formula in table.formulas()]
    free = table.last_row + 1
    for number in range(table.last_row, table.first_row - 1, -1):
        if not _is_free(sheet, number, table.area, calculated):
            break
        free = number
    return free


def _is_free(sheet: Sheet, number: int, area: Area, calculated: list[bool]) -> bool:
    """Whether a row of the table holds nothing but what its columns calculate themselves."""
    row = sheet.row(number)
    for column in row.cells if row else ():
        if area.left <= column <= area.right:
            content = sheet.content(number, column)
            if content is None or content.is_blank:
                continue
            if content.formula is None or not calculated[column - area.left]:
                return False
    return True


def _refuse_locked(book: Book, sheet: Sheet, table: Table, rows: range, missing: int) -> None:
    if missing > 0:
        refuse_growth(sheet)
    elif is_protected(sheet):
        for row in rows:
            for column in range(table.area.left, table.area.right + 1):
                refuse_locked(book, sheet, Cell(row, column))


def make_room(sheet: Sheet, table: Table, count: int) -> None:
    """Grow the table over the rows below it; EditRefused when they are in use."""
    bottom = table.area.bottom + count
    if bottom > LAST_ROW:
        raise EditRefused("sheet-full", sheet.name)
    below = Area(table.area.bottom + 1, table.area.left, bottom, table.area.right)
    for number in sheet.row_numbers(below.top, below.bottom):
        row = sheet.row(number)
        for column in row.cells if row else ():
            content = sheet.content(number, column)
            if below.left <= column <= below.right and content and not content.is_blank:
                raise EditRefused("cells-below-table", sheet.place(number, column))
    table.grow(count)


def _fill(
    book: Book, sheet: Sheet, table: Table, rows: list[list[Value]], first: int, like: int
) -> None:
    formulas = table.formulas()
    columns = range(table.area.left, table.area.right + 1)
    model = sheet.row(like) if like >= table.first_row else None
    styles = [_style(sheet, like, column) if model else None for column in columns]
    for number, values in enumerate(rows, first):
        sheet.row_to_write(number, model)
        for column, value, formula, style in zip(columns, values, formulas, styles, strict=True):
            wanted = Formula(formula) if value is None and formula else value
            put_value(book, sheet, Cell(number, column), wanted, style)


def _style(sheet: Sheet, row: int, column: int) -> int | None:
    content = sheet.content(row, column)
    return content.style if content else None
