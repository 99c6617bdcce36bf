"""Rows of a table taken out of their sheet, as whole rows, and everything else closed up."""

from dataclasses import replace

from sheetops.adapters.workbook.editing.address import Cell
from sheetops.adapters.workbook.editing.book import Book
from sheetops.adapters.workbook.editing.calculation import update_calculation
from sheetops.adapters.workbook.editing.edits import RemoveRows
from sheetops.adapters.workbook.editing.protection import refuse_growth
from sheetops.adapters.workbook.editing.refusal import EditRefused
from sheetops.adapters.workbook.editing.removal.formulas import (
    move_formulas,
    move_names,
    note_places,
)
from sheetops.adapters.workbook.editing.removal.frame import move_dimension, move_frame
from sheetops.adapters.workbook.editing.removal.hindrances import (
    TO_COPY,
    hindrances,
    refuse_hindrances,
)
from sheetops.adapters.workbook.editing.removal.parts import move_parts
from sheetops.adapters.workbook.editing.removal.rows import renumbered
from sheetops.adapters.workbook.editing.removal.shift import Shift
from sheetops.adapters.workbook.editing.sheet import Sheet
from sheetops.adapters.workbook.editing.survey import last_filled_row
from sheetops.adapters.workbook.editing.table import Table, choose_table
from sheetops.adapters.workbook.editing.write import put_value


def remove_rows(book: Book, wanted: RemoveRows, respect_protection: bool) -> None:
    """Make one `RemoveRows`; EditRefused when anything would be lost or left behind."""
    if not wanted.rows:
        return
    _settle(book)
    sheet = book.sheet(wanted.sheet)
    table = choose_table(book.tables(sheet), wanted.sheet, wanted.table)
    blank_from = max(last_filled_row(sheet), table.area.bottom) + 1
    shift = Shift(sheet.name, _rows(sheet, table, wanted), _sheet_names(book), blank_from)
    if respect_protection:
        refuse_growth(sheet)
    refuse_hindrances(book, sheet, table, shift, has_copy=wanted.has_copy)
    shift = _empty(book, sheet, table, shift)
    _settle(book)
    if shift.gone:
        _close_up(book, shift)


def copies_needed(book: Book, wanted: RemoveRows) -> list[EditRefused]:
    """What must be copied before the rows go, each with its cell; nothing is changed."""
    sheet = book.sheet(wanted.sheet)
    table = choose_table(book.tables(sheet), wanted.sheet, wanted.table)
    shift = Shift(sheet.name, _rows(sheet, table, wanted), _sheet_names(book))
    return [one for one in hindrances(book, sheet, table, shift) if one.reason in TO_COPY]


def _rows(sheet: Sheet, table: Table, wanted: RemoveRows) -> tuple[int, ...]:
    rows = tuple(sorted(set(wanted.rows)))
    for row in rows:
        if not table.first_row <= row <= table.last_row:
            raise EditRefused("not-a-table-row", f"{sheet.name}!{row}", table.name)
    return rows


def _sheet_names(book: Book) -> tuple[str, ...]:
    return tuple(entry.name for entry in book.entries)


def _settle(book: Book) -> None:
    """Put what has changed so far into the parts, so that rows and formulas are read afresh."""
    update_calculation(book)
    for sheet in book.open_sheets:
        sheet.save()
    book.close_sheets()


def _empty(book: Book, sheet: Sheet, table: Table, shift: Shift) -> Shift:
    """Take the values out of the rows that go; what is left to take out of the sheet.

    A table keeps one row, blank, with what its columns calculate.
    """
    keeps = len(shift.gone) > table.last_row - table.first_row
    calculated = [bool(formula) for formula in table.formulas()]
    for number in shift.gone:
        row = sheet.row(number)
        for column in list(row.cells) if row else ():
            at = column - table.area.left
            if not keeps or number > shift.first:
                sheet.put(Cell(number, column), None)
            elif not (0 <= at < len(calculated) and calculated[at]):
                put_value(book, sheet, Cell(number, column), None)
    left = replace(shift, gone=shift.gone[1:] if keeps else shift.gone)
    if left.gone:
        for entry in book.entries:
            if entry.kind == "worksheet":
                note_places(book.sheet(entry.name), left)
    return left


def _close_up(book: Book, shift: Shift) -> None:
    """Number the rows below anew and let everything follow that named them."""
    for entry in book.entries:
        if entry.kind == "worksheet":
            move_formulas(book.sheet(entry.name), shift)
            move_frame(book, book.sheet(entry.name), shift)
    move_names(book, shift)
    move_parts(book, book.sheet(shift.sheet), shift)
    for sheet in book.open_sheets:
        sheet.save()
    book.close_sheets()
    sheet = book.sheet(shift.sheet)
    move_dimension(sheet, shift)
    sheet.save()
    book.close_sheets()
    sheet = book.sheet(shift.sheet)
    book.package.write(sheet.path, renumbered(sheet, shift))
    book.close_sheets()
