"""The evidence folder: pictures looked at on the sheets, kept as files, and known by their bytes.

One picture is in memory at a time. What a picture is depends on its bytes alone, so it is worked
out once and remembered under the checksum that the workbook's directory has for it.
"""

import io
import warnings
from collections.abc import Iterator, Mapping
from hashlib import file_digest, sha256
from pathlib import Path

from sheetops.actions import KeepPicture
from sheetops.adapters.durable import fsync_folder, write_new
from sheetops.adapters.state.picture_prints import Known, PicturePrints
from sheetops.adapters.workbook.editing import EditRefused
from sheetops.adapters.workbook.pictures import PictureBook
from sheetops.records.table import Table
from sheetops.rules.evidence.checks import LARGEST
from sheetops.rules.evidence.placed import TYPED, Placed, is_picture

_MARKS = (b"image", b"media/", b"drawing")
_MOST_PIXELS = 120_000_000
"""More than any camera; decoding more only tells what the header says already."""
_RASTERS = {
    "PNG": "png",
    "JPEG": "jpg",
    "MPO": "jpg",
    "GIF": "gif",
    "BMP": "bmp",
    "TIFF": "tiff",
    "WEBP": "webp",
}
_EMF = (b"\x01\x00\x00\x00", b" EMF")  # [MS-EMF] 2.3.4.2: the signature stands at byte 40
_WMF = (b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00")
_HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1")


def placed_pictures(
    data: bytes, book: str, tables: Mapping[str, Table], prints: PicturePrints
) -> Iterator[Placed]:
    """Yield the pictures on the sheets of the workbook `book` that may have some.

    A workbook that cannot be opened has a problem of its own already.
    """
    if not any(mark in data for mark in _MARKS):  # names of parts stand in the zip as they are
        return
    try:
        opened = PictureBook(data)
        for sheet in TYPED:
            for span in tables[sheet].spans if sheet in tables else ():
                yield from _on_sheet(opened, span.title, book, sheet, prints)
    except EditRefused:
        return


def _on_sheet(
    opened: PictureBook, title: str, book: str, sheet: str, prints: PicturePrints
) -> Iterator[Placed]:
    for picture in opened.on(title):
        part = opened.part(picture.part)
        if part is None:
            yield Placed(book, sheet, picture.row, picture.part)
        elif part.size > LARGEST:
            yield Placed(book, sheet, picture.row, picture.part, size=part.size, is_too_large=True)
        else:
            known = prints.of_part(part.mark)
            if known is None:
                known = known_by(opened.read(picture.part))
                prints.remember_part(part.mark, known)
            yield Placed(
                book, sheet, picture.row, picture.part, known.sha, known.extension, part.size
            )


def known_by(data: bytes | None) -> Known:
    """Return what a picture with these bytes is; without an extension where it is none."""
    if not data:
        return Known("", "")
    return Known(sha256(data).hexdigest(), extension_of(data))


def extension_of(data: bytes) -> str:
    """Return the extension that suits the bytes; empty for what is no whole picture."""
    if (data.startswith(_EMF[0]) and data[40:44] == _EMF[1]) or data.startswith(_WMF):
        return "emf" if data[40:44] == _EMF[1] else "wmf"
    if data[4:12] in _HEIC:
        return "heic"
    if b"<svg" in data[:1024].lower():
        return "svg"
    return _raster(data)


def _raster(data: bytes) -> str:
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of sizes, which are bounded below
        try:
            with Image.open(io.BytesIO(data)) as image:
                extension = _RASTERS.get(image.format or "", "")
                if image.width * image.height > _MOST_PIXELS:
                    return ""
                image.draft("L", (64, 64))  # a JPEG is decoded at an eighth of its size
                image.load()  # tells what is cut off
        except Exception:  # noqa: BLE001 - the decoders raise whatever a damaged picture makes them
            return ""
    return extension


def keep(folder: Path, action: KeepPicture, book: PictureBook) -> Path | None:
    """Write a picture of `book` into the evidence folder; None if the book has another by now.

    OSError when the disk does not take it. A file that is there already stays as it is.
    """
    target = folder / action.path
    if target.exists():
        return target
    found = book.read(action.part)
    if found is None or sha256(found).hexdigest() != action.sha:
        return None
    target.parent.mkdir(parents=True, exist_ok=True)
    written = target.with_name(f".{target.name}.new")
    written.unlink(missing_ok=True)  # a crash may have left half of it
    write_new(written, found)
    written.replace(target)
    fsync_folder(target.parent)
    return target


def prints_of(folder: Path, prints: PicturePrints) -> dict[str, str]:
    """Return the path of each picture in the evidence folder → SHA-256 of its bytes.

    A file is read once; after that it is known by size and time of change.
    """
    found: dict[str, str] = {}
    for path in sorted((folder / "evidence").rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not is_picture(name):
            continue
        try:
            stamp = path.stat()
            known = prints.of_file(name, stamp.st_size, stamp.st_mtime_ns)
            if known is None:
                with path.open("rb") as file:
                    known = file_digest(file, "sha256").hexdigest()
                prints.remember_file(name, stamp.st_size, stamp.st_mtime_ns, known)
        except OSError:
            continue  # a folder called 1.png, or a file that somebody is moving
        found[name] = known
    return found
