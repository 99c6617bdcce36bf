"""What stands in the way of taking rows out: anything that would be lost or left behind."""

import re
from collections.abc import Iterator

from sheetops.adapters.workbook.editing.address import Cell, parse_area
from sheetops.adapters.workbook.editing.book import Book
from sheetops.adapters.workbook.editing.markup import Element
from sheetops.adapters.workbook.editing.refusal import EditRefused
from sheetops.adapters.workbook.editing.removal.parts import anchors
from sheetops.adapters.workbook.editing.removal.shift import Shift
from sheetops.adapters.workbook.editing.sheet import Sheet
from sheetops.adapters.workbook.editing.table import Table

_PINNED = ("revisionHeaders", "volatileDependencies", "xlMacrosheet", "xlIntlMacrosheet")
_NOTES = ("comments", "threadedComment")


# What a caller may have copied before the rows go.
TO_COPY = ("cell-beside-table", "note-on-row", "picture-in-cell")
_RICH = re.compile(rb"""\svm\s*=|DISPIMG\(""")  # Excel's pictures in cells, and those of WPS


def refuse_hindrances(
    book: Book, sheet: Sheet, table: Table, shift: Shift, *, has_copy: bool
) -> None:
    """EditRefused for the first thing that does not allow the rows to go."""
    for hindrance in hindrances(book, sheet, table, shift):
        if not (has_copy and hindrance.reason in TO_COPY):
            raise hindrance


def hindrances(book: Book, sheet: Sheet, table: Table, shift: Shift) -> Iterator[EditRefused]:
    """Everything that does not allow the rows to go, with its place."""
    for link in book.package.links(book.path):
        if link.kind in _PINNED:
            yield EditRefused("cannot-follow", link.target, link.kind)
    yield from _beside(book, sheet, table, shift)
    yield from _across(sheet, shift)
    yield from _on_rows(book, sheet, shift)


def _beside(book: Book, sheet: Sheet, table: Table, shift: Shift) -> Iterator[EditRefused]:
    """Whole rows go, and with them what stands beside the table."""
    for other in book.tables(sheet):
        if other is not table and shift.holds(other.area):
            yield EditRefused("table-beside-table", f"{sheet.name}!{other.area}", other.name)
    for number in shift.gone:
        row = sheet.row(number)
        for column, markup in row.cells.items() if row else ():
            content = sheet.content(number, column)
            if _RICH.search(markup):
                yield EditRefused("picture-in-cell", sheet.place(number, column))
            elif table.area.left <= column <= table.area.right:
                continue
            elif content is not None and not content.is_blank:
                yield EditRefused("cell-beside-table", sheet.place(number, column))


def _across(sheet: Sheet, shift: Shift) -> Iterator[EditRefused]:
    """Merged cells and array formulas may not be cut; data tables name cells by their place."""
    for area in sheet.merged:
        if shift.holds(area) and shift.area(area) is not None:
            yield EditRefused("cannot-follow", f"{sheet.name}!{area}", "mergeCell")
    for area, kind in sheet.arrays:
        if kind == "dataTable" and area.bottom >= shift.first:
            yield EditRefused("inside-data-table", f"{sheet.name}!{area}")
        elif not area.is_one_cell and shift.holds(area):
            yield EditRefused("inside-array-formula", f"{sheet.name}!{area}")


def _on_rows(book: Book, sheet: Sheet, shift: Shift) -> Iterator[EditRefused]:
    """Pictures, notes and the like that a person put on the rows would be lost with them."""
    for link in book.package.links(sheet.path):
        if not book.package.has(link.target):
            continue
        if link.kind in _NOTES:
            yield from _notes(book.package.document(link.target).root, sheet, shift)
        elif link.kind == "drawing":
            root = book.package.document(link.target).root
            yield from _pictures(root, sheet, shift)
        elif link.kind == "vmlDrawing":
            yield from _controls(book.package.document(link.target).root, sheet, shift)
        elif link.kind == "pivotTable":
            for element in book.package.document(link.target).root.walk():
                if element.name == "location" and shift.holds(parse_area(element.get("ref"))):
                    yield EditRefused("table-beside-table", f"{sheet.name}!{element.get('ref')}")
        elif link.kind == "tableSingleCells":
            yield EditRefused("cannot-follow", link.target, link.kind)
    yield from _pictures(sheet.frame.root, sheet, shift)


def _notes(root: Element, sheet: Sheet, shift: Shift) -> Iterator[EditRefused]:
    for element in root.walk():
        if element.name in ("comment", "threadedComment") and element.get("ref"):
            area = parse_area(element.get("ref"))
            if shift.holds(area):
                yield EditRefused("note-on-row", f"{sheet.name}!{area}")


def _pictures(root: Element, sheet: Sheet, shift: Shift) -> Iterator[EditRefused]:
    """A chart beside the rows goes up with them; a picture was put there for its row."""
    for corner, _ in anchors(root):
        anchor = corner.parent.parent if corner.parent else None
        is_chart = anchor is not None and any(
            element.name == "graphicFrame" for element in anchor.walk()
        )
        if shift.takes(int(corner.text) + 1) and not is_chart:
            yield EditRefused("picture-on-row", f"{sheet.name}!{int(corner.text) + 1}")


def _controls(root: Element, sheet: Sheet, shift: Shift) -> Iterator[EditRefused]:
    for data in root.walk():
        if data.name != "ClientData" or data.get("ObjectType") == "Note":
            continue
        anchor = next((child for child in data.children if child.name == "Anchor"), None)
        ends = anchor.text.split(",") if anchor else []
        if len(ends) == 8 and ends[2].strip().isdigit() and shift.takes(int(ends[2]) + 1):
            yield EditRefused("picture-on-row", f"{sheet.name}!{Cell(int(ends[2]) + 1, 1)}")
