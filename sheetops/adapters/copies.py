"""What of a row has a copy before the row leaves its book, and what would be lost with it.

The archive has the private cells and the words of notes, `evidence/` has pictures. What neither
has keeps its row in the book: an error value, a picture that is not kept or other than the kept
one, a note that is a picture.
"""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from sheetops.actions import LeavingRow
from sheetops.adapters.workbook.beside import Words
from sheetops.adapters.workbook.editing import Cell, EditRefused, RemoveRows
from sheetops.adapters.workbook.editing.address import parse_area
from sheetops.adapters.workbook.editing.book import Book
from sheetops.adapters.workbook.editing.refusal import refusing_nonsense
from sheetops.adapters.workbook.editing.removal import copies_needed
from sheetops.adapters.workbook.pictures import PictureBook
from sheetops.records.spelling import words_of
from sheetops.records.table import Span

_EVIDENCE = "evidence"
_Copy = tuple[str, Cell]
"""Why the editor would keep a row, and the cell that has a copy."""


def losses(
    folder: Path,
    data: bytes,
    span: Span,
    rows: Mapping[int, LeavingRow],
    words: Iterable[Words],
) -> Mapping[int, EditRefused]:
    """Return row number → the first thing that has no copy, for rows that would lose something.

    `words` is what the archive has of the rows, `folder` the shop's. EditRefused for a sheet that
    lets no row go.
    """
    with refusing_nonsense():
        book = Book(data)
        needed = copies_needed(book, RemoveRows(span.title, span.table_name, sorted(rows)))
    if not needed:
        return {}
    copies = {*_in_archive(words, is_drawn=_has_drawn_notes(book, span.title))}
    copies.update(_in_evidence(folder, data, span.title, rows))
    lost: dict[int, EditRefused] = {}
    for one in needed:
        area = parse_area(one.place.rpartition("!")[2])
        if (one.reason, Cell(area.top, area.left)) not in copies:
            lost.setdefault(area.top, one)
    return lost


def _in_archive(words: Iterable[Words], *, is_drawn: bool) -> Iterator[_Copy]:
    for one in words:
        if not one.is_note:
            yield "cell-beside-table", one.cell
        elif not is_drawn:
            yield "note-on-row", one.cell


def _has_drawn_notes(book: Book, title: str) -> bool:
    """Whether notes of the sheet may show pictures, which their words do not tell."""
    package = book.package
    drawings = [
        link.target
        for link in package.links(book.sheet(title).path)
        if link.kind == "vmlDrawing" and package.has(link.target)
    ]
    return any(
        any(link.kind == "image" for link in package.links(path)) and b"Note" in package.read(path)
        for path in drawings
    )


def _in_evidence(
    folder: Path, data: bytes, title: str, rows: Mapping[int, LeavingRow]
) -> Iterator[_Copy]:
    """Yield the cells whose pictures lie in `evidence/`, byte for byte, as the row says."""
    book = PictureBook(data)
    for picture in book.on(title):
        row = rows.get(picture.row)
        if picture.cell is None or row is None:
            continue
        shown = book.read(picture.part)
        if shown and sha256(shown).digest() in {*_kept(folder, row)}:
            area = parse_area(picture.cell)
            yield "picture-in-cell", Cell(area.top, area.left)


def _kept(folder: Path, row: LeavingRow) -> Iterator[bytes]:
    home = (folder / _EVIDENCE).resolve()
    for path in words_of(str(row.values.get("pictures") or "")):
        try:
            real = (folder / path).resolve()
            if real.is_relative_to(home):
                yield sha256(real.read_bytes()).digest()
        except (OSError, ValueError):  # no such file, or no name of one
            continue
