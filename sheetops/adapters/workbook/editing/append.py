"""Rows put below the last one of a table, and everything that ended there made longer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sheetops.adapters.workbook.editing.address import LAST_ROW, Area, Cell
from sheetops.adapters.workbook.editing.book import Book
from sheetops.adapters.workbook.editing.edits import AppendRows, Formula, RowValues, Value
from sheetops.adapters.workbook.editing.formulas import has_loose_references, moved
from sheetops.adapters.workbook.editing.growth import Growth, grow_all
from sheetops.adapters.workbook.editing.protection import (
    is_protected,
    refuse_growth,
    refuse_locked,
)
from sheetops.adapters.workbook.editing.refusal import EditRefused
from sheetops.adapters.workbook.editing.rows import Row
from sheetops.adapters.workbook.editing.shared_formulas import full_text
from sheetops.adapters.workbook.editing.sheet import Sheet
from sheetops.adapters.workbook.editing.table import Table, choose_table
from sheetops.adapters.workbook.editing.totals import move_totals
from sheetops.adapters.workbook.editing.write import put_value

_MOST_KNOWN = 10_000  # values kept to be copied; then the collection begins anew


def append_rows(book: Book, wanted: AppendRows, respect_protection: bool) -> None:
    """Make one `AppendRows`; EditRefused when the table cannot grow safely."""
    sheet = book.sheet(wanted.sheet)
    table = choose_table(book.tables(sheet), wanted.sheet, wanted.table)
    table.refuse_odd_columns()
    place = f"{sheet.name}!{table.name}"
    columns = table.columns
    rows = [_by_column(columns, row, place) for row in wanted.rows]
    if not rows:
        return
    first = _first_free_row(sheet, table)
    model = _model(sheet, table)
    missing = first + len(rows) - 1 - table.last_row
    filled = Area(first, table.area.left, first + len(rows) - 1, table.area.right)
    if respect_protection:
        _refuse_locked(book, sheet, filled, missing)
    _refuse_occupied(book, sheet, table, filled)
    if missing > 0:
        _make_room(book, sheet, table, missing)
    _fill(book, sheet, filled, rows, model)
    table.end_insertion()


def _by_column(columns: list[str], row: RowValues, place: str) -> list[Value]:
    """A value for every column of the table."""
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


def _refuse_locked(book: Book, sheet: Sheet, filled: Area, missing: int) -> None:
    if missing > 0:
        refuse_growth(sheet)
    elif is_protected(sheet):
        for row in range(filled.top, filled.bottom + 1):
            for column in range(filled.left, filled.right + 1):
                refuse_locked(book, sheet, Cell(row, column))


def _refuse_occupied(book: Book, sheet: Sheet, table: Table, filled: Area) -> None:
    """EditRefused when the new rows would lie over something else."""
    bottom = filled.bottom + table.has_totals
    if bottom > LAST_ROW:
        raise EditRefused("sheet-full", sheet.name)
    for merged in sheet.merged:
        if merged.meets(filled):
            raise EditRefused("inside-merged-range", sheet.name, str(merged))
    for array, kind in sheet.arrays:
        if array.meets(filled) and not array.is_one_cell:
            reason = "inside-data-table" if kind == "dataTable" else "inside-array-formula"
            raise EditRefused(reason, sheet.name, str(array))
    if bottom > table.area.bottom:
        below = Area(table.area.bottom + 1, filled.left, bottom, filled.right)
        _refuse_overwriting(book, sheet, table, below)


def _refuse_overwriting(book: Book, sheet: Sheet, table: Table, below: Area) -> None:
    """EditRefused when anything stands in the area that the table is to grow into."""
    for other in book.tables(sheet):
        if other is not table and other.area.meets(below):
            raise EditRefused("cells-below-table", f"{sheet.name}!{other.area}", other.name)
    for number in sheet.row_numbers(below.top, below.bottom):
        row = sheet.row(number)
        for column in row.cells if row else ():
            content = sheet.content(number, column)
            if below.left <= column <= below.right and content and not content.is_blank:
                raise EditRefused("cells-below-table", sheet.place(number, column))


def _make_room(book: Book, sheet: Sheet, table: Table, count: int) -> None:
    growth = Growth.of(table, count)
    move_totals(book, sheet, growth)
    grow_all(book, sheet, growth)
    table.grow(count)


@dataclass(slots=True)
class _Model:
    """The row that new rows are made like: what it looks like, what its columns calculate."""

    row: Row | None
    styles: list[int | None]
    formulas: list[str]  # as they read in the row ``formula_row``
    formula_row: int


def _model(sheet: Sheet, table: Table) -> _Model:
    number = table.last_row
    columns = range(table.area.left, table.area.right + 1)
    row = sheet.row(number) if number >= table.first_row else None
    contents = [sheet.content(number, column) if row else None for column in columns]
    return _Model(
        row,
        [content.style if content else None for content in contents],
        [
            _column_formula(sheet, Cell(number, column), formula)
            for column, formula in zip(columns, table.formulas(), strict=True)
        ],
        number,
    )


def _column_formula(sheet: Sheet, cell: Cell, formula: str) -> str:
    """What the column calculates, as it reads in the last row.

    A formula that names cells by their place is not taken from the table, which does not say
    from which row it is read.
    """
    if formula and has_loose_references(formula):
        return full_text(sheet, cell) or ""
    return formula


def _fill(book: Book, sheet: Sheet, filled: Area, rows: list[list[Value]], model: _Model) -> None:
    copies = _Copies(book, sheet)
    for number, values in enumerate(rows, filled.top):
        is_new = sheet.row(number) is None
        row = sheet.row_to_write(number, model.row)
        for at, value in enumerate(values):
            cell = Cell(number, filled.left + at)
            wanted = value
            if value is None and model.formulas[at]:
                if sheet.has_formula(cell):
                    continue
                text = moved(model.formulas[at], number - model.formula_row, 0)
                wanted = Formula(text) if text else None
            if is_new and not isinstance(wanted, Formula):
                copies.put(row, cell, wanted, model.styles[at])
            else:
                put_value(book, sheet, cell, wanted, model.styles[at])


@dataclass(slots=True)
class _Copies:
    """Cells of new rows: what stood in a column before is copied, with another name.

    Two thirds of the cells of a filing log say what one above them says.
    """

    book: Book
    sheet: Sheet
    known: dict[tuple[int, type, Value], tuple[bytes, bytes]] = field(default_factory=dict)
    """Column, type and value → markup before and behind the row's number in the cell's name."""

    def put(self, row: Row, cell: Cell, value: Value, style: int | None) -> None:
        """Write a value into a cell that is not there yet."""
        # True, 1 and 1.0 are equal, and are spelled differently
        key = cell.column, type(value), value
        found = self.known.get(key)
        if found is None:
            put_value(self.book, self.sheet, cell, value, style)
            self._keep(key, row.cells.get(cell.column), cell)
        elif found[0]:
            row.put(cell.column, b'%b%d"%b' % (found[0], cell.row, found[1]))
            self.sheet.changed.add(cell)

    def _keep(self, key: tuple[int, type, Value], markup: bytes | None, cell: Cell) -> None:
        if len(self.known) >= _MOST_KNOWN:
            self.known.clear()
        # the name is the first thing in the tag: the number before the first quote that follows one
        before, _, behind = (markup or b"").partition(b'%d"' % cell.row)
        self.known[key] = before, behind
