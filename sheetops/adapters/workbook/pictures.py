"""The pictures that people put on a sheet, each with the row it belongs to; nothing is changed.

Three ways lead to one: floating over the cells (a drawing's anchor), in a cell as Excel does it
(rich values), and in a cell as WPS does it (`DISPIMG`). A part is unpacked only when it is asked
for, one at a time.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sheetops.adapters.workbook.editing.book import Book
from sheetops.adapters.workbook.editing.refusal import EditRefused, refusing_nonsense
from sheetops.adapters.workbook.editing.zip_records import Entry
from sheetops.adapters.workbook.pictures_floating import floating_pictures
from sheetops.adapters.workbook.pictures_in_cells import excel_pictures, wps_pictures


@dataclass(frozen=True, slots=True)
class SheetPicture:
    """One picture on a sheet. Rows count from 1; a floating picture has no cell."""

    row: int
    part: str
    """The path of the image inside the package; the same image may show in several places."""
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What the zip's directory says of an image, known without unpacking it."""

    size: int
    """Bytes, unpacked."""
    mark: str
    """Checksum, size and packed size: the same as long as the image is the same."""


class PictureBook:
    """A workbook opened to look for pictures; EditRefused where it cannot be opened."""

    def __init__(self, data: bytes) -> None:
        """Open the workbook with the bytes `data`."""
        with refusing_nonsense():
            self._book = Book(data)
        self._entries = {_path(entry): entry for entry in self._book.package.archive.entries}

    def on(self, sheet: str) -> list[SheetPicture]:
        """Return the pictures on the sheet called `sheet`, from top to bottom, none twice."""
        with refusing_nonsense():
            return sorted(dict.fromkeys(self._found(sheet)), key=lambda one: (one.row, one.part))

    def part(self, path: str) -> Part | None:
        """Return what is known of an image without unpacking it; None for one that is missing."""
        entry = self._entries.get(path.lower())
        if entry is None:
            return None
        return Part(entry.unpacked, f"{entry.checksum:08x}-{entry.unpacked}-{entry.packed}")

    def read(self, path: str) -> bytes | None:
        """Return the bytes of an image; None where the file does not give them back whole."""
        try:
            return self._book.package.read(path)
        except EditRefused:
            return None

    def _found(self, title: str) -> Iterator[SheetPicture]:
        sheet = self._book.sheet(title)
        for row, part in floating_pictures(self._book.package, sheet):
            yield SheetPicture(row, part)
        for pictures in (excel_pictures, wps_pictures):
            for cell, part in pictures(self._book, sheet):
                yield SheetPicture(cell.row, part, str(cell))


def _path(entry: Entry) -> str:
    return entry.name.decode("utf-8", "replace").replace("\\", "/").lstrip("/").lower()
