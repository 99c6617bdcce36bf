"""Cells whose values the bulk reader leaves out: error values, and formulas without a result."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sheetops.adapters.workbook.edit import Cell, Survey
from sheetops.adapters.workbook.edit.address import column_number
from sheetops.adapters.workbook.edit.book import Book
from sheetops.adapters.workbook.edit.refusal import refusing_nonsense
from sheetops.adapters.workbook.edit.sheet import Sheet

_ERROR_MARKS = (b't="e"', b"t='e'")


@dataclass(frozen=True, slots=True)
class Hazards:
    """What the bulk reader would show as blank."""

    errors: Mapping[Cell, str]
    """Cell → error value such as `#N/A`."""
    valueless: frozenset[Cell]
    """Cells with a formula whose result is not in the file."""
    markup_size: int
    """Size of the sheet's XML, in bytes."""


def find_hazards(data: bytes, survey: Survey) -> Hazards:
    """Return the hazards of the sheet that `survey` describes; EditRefused as for the survey."""
    with refusing_nonsense():
        sheet = Book(data).sheet(survey.sheet)
        return Hazards(
            errors=dict(_errors(sheet)),
            valueless=frozenset(_valueless(sheet)) if survey.formulas else frozenset(),
            markup_size=len(sheet.markup),
        )


def _errors(sheet: Sheet) -> Iterator[tuple[Cell, str]]:
    masked, dialect = sheet.masked, sheet.dialect
    opening, closing = dialect.opening("c"), dialect.closing("c")
    for mark in _ERROR_MARKS:
        at = masked.find(mark, *sheet.body)
        while at >= 0:
            start = masked.rfind(opening, 0, at)
            name = dialect.cell_name.match(masked, start)
            value = dialect.value.search(sheet.markup, at, masked.find(closing, at))
            if name and value and value[1]:
                cell = Cell(int(name[2]), column_number(name[1].decode()))
                yield cell, value[1].decode("ascii", "replace")
            at = masked.find(mark, at + 1, sheet.body[1])


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
