"""What a sheet says beside our columns: private columns and cell notes, row by row, as one text."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from sheetops.adapters.workbook.editing.address import Cell, column_letters, parse_area
from sheetops.adapters.workbook.editing.book import Book
from sheetops.adapters.workbook.editing.package import Package
from sheetops.adapters.workbook.editing.refusal import refusing_nonsense
from sheetops.adapters.workbook.read_look import look_at
from sheetops.adapters.workbook.read_rows import Row, RowReader
from sheetops.records.cells import Raw
from sheetops.records.table import Span

_SEPARATOR = "\n"


class Words(NamedTuple):
    """What one cell of a row says beside our columns, or the note on a cell."""

    cell: Cell
    line: str
    is_note: bool


def beside(data: bytes, span: Span, numbers: Collection[int]) -> Mapping[int, str]:
    """Return row number → text for those of the rows `numbers` that have anything beside.

    One line for each filled cell below a heading that is not ours (`heading: value`), then one for
    each note (`cell note: text`). DamagedWorkbook or EditRefused for a workbook that is none.
    """
    return joined(words_beside(data, span, numbers))


def words_beside(data: bytes, span: Span, numbers: Collection[int]) -> list[Words]:
    """Return the same, cell by cell: private cells from top to bottom, then notes."""
    wanted = frozenset(numbers)
    return [*_private_cells(data, span, wanted), *_notes(data, span, wanted)]


def joined(words: Iterable[Words]) -> Mapping[int, str]:
    """Return row number → text."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for one in words:
        found[one.cell.row].append(one.line)
    return {number: _SEPARATOR.join(lines) for number, lines in found.items()}


def _private_cells(data: bytes, span: Span, wanted: Collection[int]) -> Iterator[Words]:
    look = look_at(data, span.title)
    left, rows = RowReader(data).rows(look, look.markup_size)
    ours = set(span.letters.values())
    headings: Mapping[int, tuple[str, str]] = {}
    for number, row in enumerate(rows, 1):
        if number == span.header_row:
            headings = {at: word for at, word in _headings(row, left) if word[0] not in ours}
            if not headings:
                return
        elif number in wanted:
            for at, (letters, heading) in headings.items():
                if at < len(row) and row[at] not in ("", None):
                    line = f"{heading or letters}: {_plain(row[at])}"
                    yield Words(Cell(number, left + at), line, is_note=False)


def _headings(row: Row, left: int) -> Iterator[tuple[int, tuple[str, str]]]:
    for at, value in enumerate(row):
        yield at, (column_letters(left + at), " ".join(str(value or "").split()))


def _plain(value: Raw) -> str:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _notes(data: bytes, span: Span, wanted: Collection[int]) -> Iterator[Words]:
    with refusing_nonsense():
        book = Book(data)
        package, sheet = book.package, book.sheet(span.title)
        for link in package.links(sheet.path):
            if link.kind == "comments" and package.has(link.target):
                yield from _notes_of(package, link.target, wanted)


def _notes_of(package: Package, path: str, wanted: Collection[int]) -> Iterator[Words]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(package.read(path), parser)
    for comment in root.iter("{*}comment"):
        place = parse_area(comment.get("ref") or "A1")
        text = "".join(part.text or "" for part in comment.iter("{*}t")).strip()
        if place.top in wanted and text:
            line = f"{column_letters(place.left)} note: {text}"
            yield Words(Cell(place.top, place.left), line, is_note=True)
