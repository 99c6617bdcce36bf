"""The rows of a sheet numbered anew, without those that go."""

import re
from collections.abc import Iterator

from sheetops.adapters.workbook.editing.dialect import attributes_of, with_attribute
from sheetops.adapters.workbook.editing.removal.shift import Shift
from sheetops.adapters.workbook.editing.sheet import Sheet


def renumbered(sheet: Sheet, shift: Shift) -> Iterator[bytes | memoryview]:
    """The sheet's markup with every row in its new place; a row that goes holds nothing more."""
    end = sheet.body[1]
    view = memoryview(sheet.markup)
    names = _names(sheet.dialect.prefix)
    first = _first_moved(sheet, shift)
    yield view[: sheet.index.starts[first] if first < len(sheet.index.starts) else end]
    for at in range(first, len(sheet.index.numbers)):
        number = sheet.index.numbers[at]
        if not shift.takes(number):
            yield _moved_row(sheet, sheet.index.span(at), shift.row(number), names)
    yield view[end:]


def _first_moved(sheet: Sheet, shift: Shift) -> int:
    numbers = sheet.index.numbers
    return next((at for at, number in enumerate(numbers) if number >= shift.first), len(numbers))


def _names(prefix: bytes) -> re.Pattern[bytes]:
    """The start of a row's or a cell's tag up to the number in its name, and that number."""
    tag = rb"<" + re.escape(prefix) + rb"(?:row|c)"
    return re.compile(
        tag + rb"""(?=\s)(?:\s(?:[^>]*?\s)?r\s*=\s*["'][A-Za-z]{0,3}([0-9]{1,9})(?=["']))"""
    )


def _moved_row(sheet: Sheet, span: tuple[int, int], number: int, names: re.Pattern[bytes]) -> bytes:
    start, end = span
    markup, new = sheet.markup, b"%d" % number
    pieces: list[bytes] = []
    tag = sheet.dialect.row_tag.match(sheet.masked, start, end)
    position = start
    if tag is not None and b"r" not in attributes_of(tag[1]):
        pieces = [sheet.dialect.opening("row"), with_attribute(tag[1], b"r", new)]
        position = tag.end(1)
    for found in names.finditer(sheet.masked, position, end):
        pieces += [markup[position : found.start(1)], new]
        position = found.end(1)
    pieces.append(markup[position:end])
    return b"".join(pieces)
