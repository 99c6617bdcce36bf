"""Pictures that float over the cells: where a drawing anchors them, and whose row that is.

A person pastes a picture onto a cell, so that its top edge lies on that row's, or drags it there
by eye. It belongs to the row of its top edge; one that covers two rows, to the row that shows more
of it; and one whose top edge lies in the lowest quarter of a row was meant for the row below.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sheetops.adapters.workbook.editing.dialect import attributes_of
from sheetops.adapters.workbook.editing.markup import Element
from sheetops.adapters.workbook.editing.package import Package
from sheetops.adapters.workbook.editing.sheet import Sheet

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_ART = "http://schemas.openxmlformats.org/drawingml/2006/main"
_ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")
_EMU_PER_POINT = 12_700  # ECMA-376 part 1, 20.1.10.16
_LAST_ROW = 1_048_576
_USUAL_HEIGHT = 15.0
_LOWEST = 0.75
"""A top edge below this part of a row's height is one that slipped."""


def floating_pictures(package: Package, sheet: Sheet) -> Iterator[tuple[int, str]]:
    """Yield row (from 1) and image part of every picture that floats over `sheet`.

    A shape filled with a picture counts too; one that is only linked to a file outside does not.
    """
    heights = _Heights(sheet)
    for link in package.links(sheet.path):
        if link.kind != "drawing" or not package.has(link.target):
            continue
        images = {one.id: one.target for one in package.links(link.target) if one.target}
        for anchor in package.document(link.target).root.walk():
            if anchor.name in _ANCHORS and anchor.space == _DRAWING:
                found = [images.get(identity) for identity in _embedded(anchor)]
                parts = [part for part in found if part and package.has(part)]
                if parts:
                    row = _row_of(anchor, heights)
                    yield from ((row, part) for part in parts)


def _embedded(anchor: Element) -> Iterator[str]:
    for element in anchor.walk():
        if element.name == "blip" and element.space == _ART and element.relation("embed"):
            yield element.relation("embed")


def _row_of(anchor: Element, heights: "_Heights") -> int:
    """Return the number of the row that the picture belongs to."""
    top, offset = _beginning(anchor, heights)
    height = heights.of(top)
    shown = max(0, height - offset)
    bottom, part = _ending(anchor, heights, top, shown)
    if bottom == top + 1:
        return bottom if part > shown else top
    return top + 1 if bottom > top and offset > _LOWEST * height else top


def _beginning(anchor: Element, heights: "_Heights") -> tuple[int, int]:
    """Return the row of the top edge, and how far below that row's top it lies, in EMU."""
    start = anchor.child("from", _DRAWING)
    if start is not None:
        return _number(start, "row") + 1, _number(start, "rowOff")
    place = anchor.child("pos", _DRAWING)
    return heights.at(int(place.get("y", "0")) if place is not None else 0)


def _ending(anchor: Element, heights: "_Heights", top: int, shown: int) -> tuple[int, int]:
    """Return the row of the bottom edge, and how far below that row's top it lies, in EMU.

    Beyond the second row only that it is further down.
    """
    end = anchor.child("to", _DRAWING)
    if end is not None:
        return _number(end, "row") + 1, _number(end, "rowOff")
    size = anchor.child("ext", _DRAWING)
    left = (int(size.get("cy", "0")) if size is not None else 0) - shown
    if left <= 0:
        return top, 0
    return (top + 1, left) if left <= heights.of(top + 1) else (top + 2, 0)


def _number(element: Element, name: str) -> int:
    found = element.child(name, _DRAWING)
    return int(found.text.strip() or 0) if found is not None else 0


@dataclass
class _Heights:
    """How high the rows of a sheet are, in EMU; a hidden row has none."""

    sheet: Sheet

    def of(self, row: int) -> int:
        """Return the height of one row."""
        at = self.sheet.rows.find(row)
        if at is None:
            return self._usual
        tag = self.sheet.dialect.row_tag.match(self.sheet.masked, self.sheet.rows.starts[at])
        written = attributes_of(tag[1]) if tag else {}
        if written.get(b"hidden") in (b"1", b"true"):
            return 0
        points = written.get(b"ht")
        return int(float(points) * _EMU_PER_POINT) if points else self._usual

    def at(self, distance: int) -> tuple[int, int]:
        """Return the row that lies `distance` EMU below the top of the sheet, and the rest."""
        row = 1
        while row < _LAST_ROW and distance >= (height := self.of(row)):
            distance -= height
            row += 1
        return row, distance

    @cached_property
    def _usual(self) -> int:
        form = self.sheet.frame.root.child("sheetFormatPr")
        points = form.get("defaultRowHeight") if form is not None else ""
        return int(float(points or _USUAL_HEIGHT) * _EMU_PER_POINT)
