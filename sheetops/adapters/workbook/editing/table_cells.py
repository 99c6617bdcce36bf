"""Headings and totals stand twice in a file, in the cell and in the table; both must say the same.

Excel repairs, which is to say damages, a file whose headings differ from its table's columns.
"""

import re
from collections.abc import Iterator

from sheetops.adapters.workbook.editing.address import Cell
from sheetops.adapters.workbook.editing.book import Book
from sheetops.adapters.workbook.editing.edits import Formula, Value
from sheetops.adapters.workbook.editing.markup import Element, escape
from sheetops.adapters.workbook.editing.refusal import EditRefused
from sheetops.adapters.workbook.editing.sheet import Sheet
from sheetops.adapters.workbook.editing.table import Table

_UNWRITABLE = re.compile("[\x00-\x1f]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LONGEST_HEADING = 255


def keep_tables_true(book: Book, sheet: Sheet, cell: Cell, value: Value) -> None:
    """Let a table follow a change of its heading or total; EditRefused where it cannot."""
    for table in book.tables(sheet):
        if not table.area.holds(cell):
            continue
        table.refuse_odd_columns()
        column = table.column_elements[cell.column - table.area.left]
        if table.has_header and cell.row == table.area.top:
            _rename(book, sheet, table, column, cell, value)
        elif table.has_totals and cell.row == table.area.bottom:
            _set_total(column, value)


def _rename(
    book: Book, sheet: Sheet, table: Table, column: Element, cell: Cell, value: Value
) -> None:
    old = table.columns[cell.column - table.area.left]
    if value == old:
        return
    place = sheet.place(*cell)
    if not isinstance(value, str) or not value or len(value) > _LONGEST_HEADING:
        raise EditRefused("table-header", place, old)
    taken = {name.casefold() for name in table.columns} - {old.casefold()}
    if value.casefold() in taken or any(_names(text, old) for text in _formulas(book, sheet)):
        raise EditRefused("table-header", place, old)
    written = _LOOKS_ESCAPED.sub("_x005F_", value)
    column.put("name", _UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04x}_", written))


def _names(formula: str, heading: str) -> bool:
    """Whether a formula calls the column by its heading."""
    quoted = re.sub(r"(['#\[\]@])", r"'\1", heading).casefold()
    return f"[{quoted}]" in formula.casefold() or f"[@{quoted}]" in formula.casefold()


def _formulas(book: Book, sheet: Sheet) -> Iterator[str]:
    """The formulas that might name a column: of this sheet's cells and tables, and of names."""
    for place in sheet.formulas:
        yield place.mark.text
    for table in book.tables(sheet):
        for column in table.column_elements:
            yield from (element.text for element in column.walk())
    for name in book.names:
        yield name.text


def _set_total(column: Element, value: Value) -> None:
    """The total of a column: a formula, a label, or nothing that the table knows of."""
    for child in column.each("totalsRowFormula"):
        child.remove()
    column.put("totalsRowFunction", None)
    column.put("totalsRowLabel", value if isinstance(value, str) and value else None)
    if isinstance(value, Formula):
        column.put("totalsRowFunction", "custom")
        tag = f"{column.prefix}totalsRowFormula"
        column.inside += f"<{tag}>{escape(value.text.strip().removeprefix('='))}</{tag}>".encode()
