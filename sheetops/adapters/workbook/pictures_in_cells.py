"""Pictures that are the content of a cell, the way of Excel and the way of WPS.

Excel (2022 and later): the cell shows `#VALUE!` to older programs and has a value-metadata index
`vm`; that leads through xl/metadata.xml to a rich value, and its local-image identifier through
xl/richData/richValueRel.xml to the image ([MS-XLSX] 2.3.6). WPS: the cell's formula is
`DISPIMG("ID_…",1)`, and xl/cellimages.xml has a picture of that name.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from sheetops.adapters.workbook.editing.address import Cell, column_number
from sheetops.adapters.workbook.editing.book import Book
from sheetops.adapters.workbook.editing.markup import Element
from sheetops.adapters.workbook.editing.package import Package
from sheetops.adapters.workbook.editing.sheet import Sheet

_SHOWN = re.compile(rb"""DISPIMG\(\s*(?:&quot;|&#34;|")([^"&)]+)(?:&quot;|&#34;|")""")
_IMAGE_KEYS = ("_rvRel:LocalImageIdentifier", "LocalImageIdentifier")
Found = tuple[Cell, str]
"""A cell, and the path of the image that it shows."""


def picture_cells(book: Book, sheet: Sheet) -> frozenset[Cell]:
    """Return the cells of `sheet` whose content is a picture, whether its image is there or not."""
    return frozenset(
        [cell for cell, vm in _cells_with_metadata(sheet) if vm in _images_by_vm(book)]
        + [cell for cell, _ in _cells_of_wps(sheet)]
    )


def excel_pictures(book: Book, sheet: Sheet) -> Iterator[Found]:
    """Yield every picture that Excel placed in a cell of `sheet`."""
    cells = list(_cells_with_metadata(sheet))
    images = _images_by_vm(book) if cells else {}
    yield from ((cell, images[vm]) for cell, vm in cells if vm in images)


def wps_pictures(book: Book, sheet: Sheet) -> Iterator[Found]:
    """Yield every picture that WPS placed in a cell of `sheet`."""
    cells = list(_cells_of_wps(sheet))
    images = _images_by_name(book) if cells else {}
    yield from ((cell, images[name]) for cell, name in cells if name in images)


def _cells_with_metadata(sheet: Sheet) -> Iterator[tuple[Cell, int]]:
    for at in _places(sheet.masked, b" vm=", *sheet.body):
        found = _cell_around(sheet, at)
        number = re.match(rb"""["']([0-9]{1,9})["']""", sheet.masked[at + 4 : at + 16])
        # a text may hold the same letters: only what stands inside the cell's own tag counts
        if found is not None and number and at < sheet.masked.find(b">", found[1]):
            yield found[0], int(number[1])


def _cells_of_wps(sheet: Sheet) -> Iterator[tuple[Cell, str]]:
    seen: set[tuple[Cell, str]] = set()
    for at in _places(sheet.masked, b"DISPIMG(", *sheet.body):
        found = _cell_around(sheet, at)
        if found is None:
            continue
        end = sheet.masked.find(sheet.dialect.closing("c"), at)
        formula = sheet.dialect.formula.search(sheet.markup, found[1], end)
        shown = _SHOWN.search(formula[2]) if formula and formula[2] else None
        if shown:
            one = (found[0], shown[1].decode("utf-8", "replace"))
            if one not in seen:
                seen.add(one)
                yield one


def _places(markup: bytes, mark: bytes, start: int, end: int) -> Iterator[int]:
    at = markup.find(mark, start, end)
    while at >= 0:
        yield at
        at = markup.find(mark, at + len(mark), end)


def _cell_around(sheet: Sheet, at: int) -> tuple[Cell, int] | None:
    """Return the cell whose markup holds the place `at`, and where that markup begins."""
    start = sheet.masked.rfind(sheet.dialect.cell_opening + b" ", sheet.body[0], at + 1)
    name = sheet.dialect.cell_name.match(sheet.masked, start) if start >= 0 else None
    if name is None:
        return None
    return Cell(int(name[2]), column_number(name[1].decode())), start


def _images_by_vm(book: Book) -> Mapping[int, str]:
    """Return value-metadata index (from 1) → image part, of those that lead to one."""
    metadata, values = book.link("sheetMetadata"), book.link("rdRichValue")
    if metadata is None or values is None:
        return {}
    root = book.package.document(metadata.target).root
    images = _images_by_value(book, book.package.document(values.target).root)
    future = {
        group.get("name"): [_rich_value(block) for block in group.each("bk")]
        for group in root.each("futureMetadata")
    }
    types = [one.get("name") for group in root.each("metadataTypes") for one in group.children]
    blocks = [block for group in root.each("valueMetadata") for block in group.each("bk")]
    found = {}
    for vm, block in enumerate(blocks, 1):
        record = block.child("rc")
        kind = _item(types, record, "t", 1) if record else None
        value = _item(future.get(kind or "", ()), record, "v", 0) if record else None
        if value is not None and value in images:
            found[vm] = images[value]
    return found


def _item(items: Sequence[object], element: Element, name: str, first: int) -> "str | None":
    """Return the item that the attribute `name` counts to, from `first`; None outside."""
    at = int(element.get(name, "0")) - first
    return str(items[at]) if 0 <= at < len(items) and items[at] is not None else None


def _rich_value(block: Element) -> str | None:
    """Return the index of the rich value that a block of future metadata stands for."""
    return next((one.get("i") for one in block.walk() if one.name == "rvb"), None)


def _images_by_value(book: Book, values: Element) -> Mapping[str, str]:
    """Return index of a rich value → image part; values that show no image are left out."""
    structures, related = book.link("rdRichValueStructure"), book.link("richValueRel")
    if structures is None or related is None:
        return {}
    package = book.package
    keys = [
        [key.get("n") for key in one.children if key.name == "k"]
        for one in package.document(structures.target).root.children
    ]
    targets = {link.id: link.target for link in package.links(related.target)}
    relations = [
        targets.get(one.relation(), "") for one in package.document(related.target).root.children
    ]
    found = {}
    for index, value in enumerate(one for one in values.children if one.name == "rv"):
        image = _image_of(value, keys, relations)
        if image and package.has(image):
            found[str(index)] = image
    return found


def _image_of(value: Element, keys: list[list[str]], relations: list[str]) -> str | None:
    structure = int(value.get("s", "0"))
    names = keys[structure] if structure < len(keys) else []
    said = [one.text.strip() for one in value.children if one.name == "v"]
    for name, text in zip(names, said, strict=False):
        if name in _IMAGE_KEYS and text.isdigit() and int(text) < len(relations):
            return relations[int(text)]
    return None


def _images_by_name(book: Book) -> Mapping[str, str]:
    """Return the name of a WPS cell picture (`ID_…`) → image part."""
    link = book.link("cellImage")
    package = book.package
    path = link.target if link else "xl/cellimages.xml"
    if not package.has(path):
        return {}
    targets = {one.id: one.target for one in package.links(path)}
    return dict(_named_images(package, path, targets))


def _named_images(
    package: Package, path: str, targets: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    for picture in package.document(path).root.walk():
        if picture.name != "pic":
            continue
        inside = list(picture.walk())
        name = next((one.get("name") for one in inside if one.name == "cNvPr"), "")
        blip = next((one for one in inside if one.name == "blip"), None)
        image = targets.get(blip.relation("embed"), "") if blip is not None else ""
        if name and image and package.has(image):
            yield name, image
