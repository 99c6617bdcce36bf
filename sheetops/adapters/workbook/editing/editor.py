"""Edits put into effect one after the other, on one workbook in memory."""

from collections.abc import Iterable

from sheetops.adapters.workbook.editing.append import append_rows
from sheetops.adapters.workbook.editing.book import Book
from sheetops.adapters.workbook.editing.calculation import update_calculation
from sheetops.adapters.workbook.editing.edits import (
    AppendRows,
    Edit,
    RemoveRows,
    ReplacePicture,
    SetCell,
)
from sheetops.adapters.workbook.editing.pictures import replace_picture
from sheetops.adapters.workbook.editing.refusal import refusing_nonsense
from sheetops.adapters.workbook.editing.removal import remove_rows
from sheetops.adapters.workbook.editing.write import write_cell_at


def apply_edits(data: bytes, edits: Iterable[Edit], respect_protection: bool) -> bytes:
    """The workbook with the edits made; the same bytes when none of them changes anything."""
    with refusing_nonsense():
        return _apply(Book(data), edits, respect_protection)


def _apply(book: Book, edits: Iterable[Edit], respect_protection: bool) -> bytes:
    for wanted in edits:
        match wanted:
            case SetCell():
                write_cell_at(book, wanted, respect_protection)
            case AppendRows():
                append_rows(book, wanted, respect_protection)
            case RemoveRows():
                remove_rows(book, wanted, respect_protection)
            case ReplacePicture():
                replace_picture(book, wanted)
    update_calculation(book)
    for sheet in book.open_sheets:
        sheet.save()
    return book.package.render()
