"""Formulas in cells and names that refer to rows which move."""

import re

from sheetops.adapters.workbook.editing.address import Cell, parse_area
from sheetops.adapters.workbook.editing.book import Book
from sheetops.adapters.workbook.editing.dependants import texts
from sheetops.adapters.workbook.editing.dialect import with_attribute
from sheetops.adapters.workbook.editing.formula_index import FormulaPlace
from sheetops.adapters.workbook.editing.formulas import moved, references
from sheetops.adapters.workbook.editing.markup import escape
from sheetops.adapters.workbook.editing.refusal import EditRefused
from sheetops.adapters.workbook.editing.removal.shift import RowReferred, Shift
from sheetops.adapters.workbook.editing.sheet import Sheet

# Functions whose result depends on where a cell is, not only on what it holds.
_BY_PLACE = re.compile(r"\b(?:ROW|CELL|ADDRESS|INDIRECT|OFFSET)\s*\(", re.IGNORECASE)


def follow(shift: Shift, text: str, place: str, *, is_own: bool) -> str:
    """The formula as it reads then; EditRefused where it needs a row that goes."""
    try:
        return shift.formula(text, is_own=is_own)
    except RowReferred:
        raise EditRefused("row-referenced", place, text) from None


def note_places(sheet: Sheet, shift: Shift) -> None:
    """Mark the formulas as changed whose result depends on the row that they stand in."""
    for place, text in texts(sheet.formulas):
        if _is_by_place(sheet, place, text, shift):
            sheet.changed.add(place.cell)


def _is_by_place(sheet: Sheet, place: FormulaPlace, text: str, shift: Shift) -> bool:
    if not _BY_PLACE.search(text):
        return False
    if sheet.name == shift.sheet:
        return place.cell.row > shift.first and not shift.takes(place.cell.row)
    return any(found.sheet.casefold() == shift.sheet.casefold() for found in references(text))


def move_formulas(sheet: Sheet, shift: Shift) -> None:
    """Let the formulas of a sheet refer to the same cells as before, cells still in their places.

    Followers of a shared formula that no longer read like their master get their own text.
    """
    is_own = sheet.name == shift.sheet
    masters: dict[str, tuple[Cell, str]] = {}
    for place, text in texts(sheet.formulas):
        if _is_by_place(sheet, place, text, shift):
            _drop_value(sheet, place)
        new = follow(shift, text, sheet.place(*place.cell), is_own=is_own)
        cell = shift.cell(place.cell) if is_own else place.cell
        mark = place.mark
        if mark.leads_group:
            masters[mark.group] = (cell, new)
        if mark.kind == "shared" and not mark.text:
            origin, master = masters[mark.group]
            if moved(master, cell.row - origin.row, cell.column - origin.column) != new:
                _write(sheet, place, new, None)
            continue
        area = _area(shift, mark.area) if is_own else mark.area
        if (new, area) != (text, mark.area):
            _write(sheet, place, new, area)


def _area(shift: Shift, written: str) -> str:
    new = shift.area(parse_area(written)) if written else None
    return str(new) if new is not None else written


def _write(sheet: Sheet, place: FormulaPlace, text: str, area: str | None) -> None:
    """Put another formula into a cell that keeps its value; without an area it stands alone."""
    row = sheet.row_to_write(place.cell.row)
    markup = row.cells[place.cell.column]
    found = sheet.dialect.formula.search(markup)
    if found is None:
        raise EditRefused("cannot-follow", sheet.place(*place.cell), text)
    written = found[1].rstrip() if area is not None else b""
    if area:
        written = with_attribute(written, b"ref", area.encode())
    tag = sheet.dialect.opening("f")
    new = tag + written + b">" + escape(text).encode() + sheet.dialect.closing("f")
    row.put(place.cell.column, markup[: found.start()] + new + markup[found.end() :])


def _drop_value(sheet: Sheet, place: FormulaPlace) -> None:
    row = sheet.row_to_write(place.cell.row)
    markup = row.cells[place.cell.column]
    row.put(place.cell.column, sheet.dialect.value.sub(b"", markup, count=1))


def move_names(book: Book, shift: Shift) -> None:
    """Let the defined names, print areas and print titles follow."""
    for name in book.names:
        new = follow(shift, name.text, name.get("name"), is_own=False)
        if new != name.text:
            name.write(new)
