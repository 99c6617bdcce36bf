"""A picture on a sheet, swapped for another one: the drawing keeps its place, size and frame."""

from collections.abc import Iterator
from dataclasses import dataclass

from sheetops.adapters.workbook.editing.book import Book
from sheetops.adapters.workbook.editing.edits import ReplacePicture
from sheetops.adapters.workbook.editing.markup import Element
from sheetops.adapters.workbook.editing.package import Link, Package, links_path
from sheetops.adapters.workbook.editing.refusal import EditRefused

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_ART = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class _Picture:
    drawing: str  # the path of its drawing part
    blip: Element  # names the image by relationship


def replace_picture(book: Book, wanted: ReplacePicture) -> None:
    """Make one `ReplacePicture`; EditRefused unless exactly one picture has that name."""
    place = f"{wanted.sheet}!{wanted.name}"
    if not wanted.png.startswith(_PNG):
        raise EditRefused("not-a-png", place)
    sheet = book.sheet(wanted.sheet)
    found = list(_pictures(book.package, sheet.path, wanted.name))
    if len(found) != 1:
        raise EditRefused("several-pictures" if found else "unknown-picture", place)
    picture = found[0]
    link = book.package.link(picture.drawing, picture.blip.relation("embed"))
    if link is None or not book.package.has(link.target):
        raise EditRefused("unknown-picture", place)
    if link.target.lower().endswith(".png") and not _is_shared(book.package, picture, link):
        if book.package.read(link.target) != wanted.png:
            book.package.write_bytes(link.target, wanted.png)
        return
    path = _free_path(book.package, link.target)
    book.package.add(path, wanted.png, "image/png")
    picture.blip.put(
        picture.blip.relation_name("embed"), book.package.add_link(picture.drawing, "image", path)
    )


def _pictures(package: Package, sheet_path: str, name: str) -> Iterator[_Picture]:
    for link in package.links(sheet_path):
        if link.kind != "drawing" or not package.has(link.target):
            continue
        for element in package.document(link.target).root.walk():
            if element.name == "pic" and element.space == _DRAWING and _is_called(element, name):
                yield from (_Picture(link.target, blip) for blip in _blips(element))


def _is_called(picture: Element, name: str) -> bool:
    frame = picture.child("nvPicPr", _DRAWING)
    properties = frame.child("cNvPr", _DRAWING) if frame else None
    return properties is not None and name in (properties.get("name"), properties.get("descr"))


def _blips(picture: Element) -> Iterator[Element]:
    for element in picture.walk():
        if element.name == "blip" and element.space == _ART and element.relation("embed"):
            yield element
            return


def _is_shared(package: Package, picture: _Picture, link: Link) -> bool:
    """Whether another picture shows the same image."""
    root = package.document(picture.drawing).root
    uses = sum(value == link.id for blip in root.walk() for value in blip.attributes.values())
    return uses > 1 or sum(1 for _ in _ways_to(package, link.target)) > 1


def _ways_to(package: Package, target: str) -> Iterator[Link]:
    """Every relationship in the package that leads to a part."""
    for path in list(package.paths()):
        folder, _, name = path.rpartition("/")
        if name.endswith(".rels") and folder.endswith("_rels"):
            owner = f"{folder.removesuffix('_rels')}{name.removesuffix('.rels')}"
            if links_path(owner) == path:
                yield from (
                    link for link in package.links(owner) if link.target.lower() == target.lower()
                )


def _free_path(package: Package, like: str) -> str:
    folder = like.rpartition("/")[0]
    number = 1
    while package.has(f"{folder}/image{number}.png"):
        number += 1
    return f"{folder}/image{number}.png"
