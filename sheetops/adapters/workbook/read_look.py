"""What the markup of a sheet says that the bulk reader does not: one look at the bytes, no values.

The editor's `survey` says where the last value stands; that costs a look at every row, so it is
asked only where the sheet's rows and columns reach further than a record book's.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sheetops.adapters.workbook.editing import Area, Cell, survey
from sheetops.adapters.workbook.editing.address import LAST_ROW, column_number
from sheetops.adapters.workbook.editing.book import Book
from sheetops.adapters.workbook.editing.formula_index import formula_cells
from sheetops.adapters.workbook.editing.refusal import refusing_nonsense
from sheetops.adapters.workbook.editing.sheet import Sheet
from sheetops.adapters.workbook.editing.table import find_tables
from sheetops.adapters.workbook.pictures_in_cells import picture_cells
from sheetops.adapters.workbook.read_rows import is_far_flung
from sheetops.adapters.workbook.read_strays import refuse_strays

_ERROR_MARKS = {b'"': b't="e"', b"'": b"t='e'"}
_NEAR_COLUMNS = 104
"""Column CZ; `_is_near` holds where no cell is named behind it."""


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Where an Excel table lies: its rows, headings and totals row included."""

    name: str
    header_row: int | None
    bottom: int
    totals_row: int | None


@dataclass(frozen=True, slots=True)
class SheetLook:
    """A sheet before its values are read."""

    sheet: str
    last_row: int
    last_column: int
    """No value stands behind these; where they are far away, they are exact."""
    markup_size: int
    is_1904: bool
    merged: tuple[Area, ...]
    tables: tuple[TablePlace, ...]
    formulas: frozenset[Cell]
    errors: Mapping[Cell, str]
    """Cell → error value such as `#N/A`, which the bulk reader shows as blank; no pictures."""
    valueless: frozenset[Cell]
    """Cells with a formula whose result is not in the file."""


def look_at(data: bytes, title: str) -> SheetLook:
    """Return what the markup says of one sheet; EditRefused when it cannot be opened."""
    with refusing_nonsense():
        book = Book(data)
        sheet = book.sheet(title)
        last_row, last_column = _bounds(data, sheet)
        formulas = formula_cells(sheet.masked, sheet.rows, sheet.body, sheet.dialect)
        pictures = picture_cells(book, sheet)
        found = frozenset(formulas) - pictures
        return SheetLook(
            sheet=sheet.name,
            last_row=last_row,
            last_column=last_column,
            markup_size=len(sheet.markup),
            is_1904=book.is_1904,
            merged=tuple(sheet.merged),
            tables=tuple(_tables(book, sheet)),
            formulas=found,
            errors={c: value for c, value in _errors(sheet) if c not in pictures},
            valueless=frozenset(_valueless(sheet)) if found else frozenset(),
        )


def _formulas(sheet: Sheet) -> Iterator[Cell]:
    """One letter is looked for ten times as fast as a tag, and most record books have none."""
    if sheet.masked.find(b"f", *sheet.body) >= 0:
        yield from formula_cells(sheet.masked, sheet.rows, sheet.body, sheet.dialect)


def _bounds(data: bytes, sheet: Sheet) -> tuple[int, int]:
    last_row = max(sheet.rows.numbers, default=0)
    most_rows = min(10 ** len(str(last_row)), LAST_ROW)  # with as many digits
    is_small = not is_far_flung(most_rows * _NEAR_COLUMNS, len(sheet.markup))
    if is_small and _is_near(sheet, len(str(last_row))):
        return last_row, _NEAR_COLUMNS
    exact = survey(data, sheet.name)
    refuse_strays(sheet, exact.last_row, exact.last_column)
    return exact.last_row, exact.last_column


def _is_near(sheet: Sheet, digits: int) -> bool:
    """Whether every cell is named, within column CZ and a row number of so many digits at most."""
    start, end = sheet.body
    near = rb'r="[A-C]?[A-Z][0-9]{1,%d}"' % digits
    other = re.compile(rb'r=(?!"[0-9]|%b)' % near.removeprefix(b"r="))
    is_named = b' r="' in sheet.masked[start : start + 4096]
    return is_named and other.search(sheet.masked, start, end) is None


def _tables(book: Book, sheet: Sheet) -> Iterator[TablePlace]:
    for table in find_tables(book.package, sheet.path):
        yield TablePlace(
            name=table.name,
            header_row=table.area.top if table.has_header else None,
            bottom=table.area.bottom,
            totals_row=table.area.bottom if table.has_totals else None,
        )


def _errors(sheet: Sheet) -> Iterator[tuple[Cell, str]]:
    masked, dialect = sheet.masked, sheet.dialect
    opening, closing = dialect.opening("c"), dialect.closing("c")
    start, end = sheet.body
    for quote, mark in _ERROR_MARKS.items():
        # a program writes all its attributes with the same quotes
        at = masked.find(mark, start, end) if quote in masked[start : start + 4096] else -1
        while at >= 0:
            name = dialect.cell_name.match(masked, masked.rfind(opening, 0, at))
            value = dialect.value.search(sheet.markup, at, masked.find(closing, at))
            if name and value and value[1]:
                cell = Cell(int(name[2]), column_number(name[1].decode()))
                yield cell, value[1].decode("ascii", "replace")
            at = masked.find(mark, at + 1, end)


def _valueless(sheet: Sheet) -> Iterator[Cell]:
    """A formula that yields an empty text says so (`t="str"`); without a value it has no result."""
    if not sheet.rows.is_ordered():
        return
    opening = sheet.dialect.opening("c")
    behind = re.compile(rb"\s*<" + re.escape(sheet.dialect.prefix) + rb"v(?:\s[^>]*)?(?<!/)>[^<]")
    for place in sheet.formulas:
        if behind.match(sheet.masked, place.end, sheet.body[1]):
            continue
        start = sheet.masked.rfind(opening + b" ", 0, place.end)
        if b"str" not in sheet.masked[start : sheet.masked.find(b">", start)]:
            yield place.cell
