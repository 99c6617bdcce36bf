"""Everything outside of a table that ended on its last row, made to end on its new last row.

Excel does this while somebody types below a table: data validations, conditional formats, defined
names, print areas, charts and pivot sources go along.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sheetops.adapters.workbook.editing.address import Area, parse_area, parse_areas, write_areas
from sheetops.adapters.workbook.editing.book import Book
from sheetops.adapters.workbook.editing.formulas import map_areas
from sheetops.adapters.workbook.editing.markup import Document, Element
from sheetops.adapters.workbook.editing.sheet import Sheet
from sheetops.adapters.workbook.editing.table import Table

_XM = "http://schemas.microsoft.com/office/excel/2006/main"

# They carry their areas in an attribute, in extension lists in a child ``xm:sqref``.
_WITH_AREAS = ("conditionalFormatting", "dataValidation", "ignoredError", "protectedRange")


@dataclass(frozen=True, slots=True)
class Growth:
    """A table that is to become ``count`` rows longer, as it lies before that."""

    first_row: int  # of the values
    last_row: int
    totals_row: int | None
    left: int
    right: int
    count: int

    @classmethod
    def of(cls, table: Table, count: int) -> "Growth":
        """The growth of a table that has not grown yet."""
        totals = table.area.bottom if table.has_totals else None
        area = table.area
        return cls(table.first_row, table.last_row, totals, area.left, area.right, count)

    @property
    def added(self) -> Area:
        """The rows that come in, and with a totals row the row where that one stood."""
        return Area(self.last_row + 1, self.left, self.last_row + self.count, self.right)

    def _is_beside(self, area: Area) -> bool:
        return area.right < self.left or self.right < area.left

    def format_area(self, area: Area) -> Area | None:
        """The new area of a format or a validation; None when it stays."""
        if self._is_beside(area):
            return None
        if area.top == area.bottom == self.totals_row:
            return replace(area, top=area.top + self.count, bottom=area.bottom + self.count)
        if area.bottom in (self.last_row, self.totals_row) and area.top <= self.last_row:
            return area.down_to(area.bottom + self.count)
        return None

    def range_area(self, area: Area) -> Area | None:
        """The new area of a name, print area or chart; None when it stays.

        A single row is somebody's choice of that row, unless the table has just that one.
        """
        if area.top == area.bottom == self.last_row and self.first_row < self.last_row:
            return None
        if area.is_one_cell and area.top == self.last_row:
            return None
        return self.format_area(area)


def grow_all(book: Book, sheet: Sheet, growth: Growth) -> None:
    """Make everything longer that ended with the table."""
    _grow_frame(sheet, growth)
    _grow_names(book, sheet, growth)
    for document in _documents(book, "chart+xml", "chartex+xml"):
        _grow_texts(document, sheet, growth)
    for document in _documents(book, "pivotCacheDefinition+xml"):
        _grow_pivot_source(document, sheet, growth)


def _grow_frame(sheet: Sheet, growth: Growth) -> None:
    """Conditional formats, validations and the like, those in extension lists too."""
    elements = list(sheet.frame.root.walk())
    occupied = list(_validated(elements))
    for element in elements:
        is_validation = element.name == "dataValidation"
        if element.name in _WITH_AREAS and element.get("sqref"):
            new = _grown(element.get("sqref"), growth, occupied if is_validation else [])
            if new:
                element.put("sqref", new)
        elif element.name == "sqref" and element.space == _XM and element.parent:
            if element.parent.name in _WITH_AREAS:
                is_validation = element.parent.name == "dataValidation"
                new = _grown(element.text, growth, occupied if is_validation else [])
                if new:
                    element.write(new)
        elif element.name == "autoFilter" and element.parent is sheet.frame.root:
            area = growth.range_area(parse_area(element.get("ref")))
            if area is not None:
                element.put("ref", str(area))


def _validated(elements: list[Element]) -> Iterator[Area]:
    """All areas that have a data validation; two on one cell would be a damaged file."""
    for element in elements:
        if element.name == "dataValidation":
            inside = element.child("sqref", _XM)
            yield from parse_areas(inside.text if inside else element.get("sqref"))


def _grown(written: str, growth: Growth, occupied: list[Area]) -> str:
    """The new list of areas; empty when nothing changes."""
    areas = parse_areas(written)
    new = [growth.format_area(area) or area for area in areas]
    others = [area for area in occupied if area not in areas]
    if new == areas or any(
        after != before and other.meets(replace(growth.added, left=after.left, right=after.right))
        for before, after in zip(areas, new, strict=True)
        for other in others
    ):
        return ""
    return write_areas(new)


def _mover(sheet: Sheet, growth: Growth) -> "_Mover":
    return _Mover(sheet.name.casefold(), growth)


@dataclass(frozen=True, slots=True)
class _Mover:
    """Grows the areas of one sheet inside of a text."""

    sheet: str
    growth: Growth

    def __call__(self, sheet: str, area: Area) -> Area | None:
        return self.growth.range_area(area) if sheet.casefold() == self.sheet else None


def _grow_names(book: Book, sheet: Sheet, growth: Growth) -> None:
    for name in book.names:
        new = map_areas(name.text, _mover(sheet, growth))
        if new != name.text:
            name.write(new)


def _documents(book: Book, *kinds: str) -> Iterator[Document]:
    for path in book.package.paths_of(*kinds):
        yield book.package.document(path)


def _grow_texts(document: Document, sheet: Sheet, growth: Growth) -> None:
    """The ranges of a chart's series (``c:f``); the chart's own copies of the values stay."""
    for element in document.root.walk():
        if element.name == "f" and element.text and not element.children:
            new = map_areas(element.text, _mover(sheet, growth))
            if new != element.text:
                element.write(new)


def _grow_pivot_source(document: Document, sheet: Sheet, growth: Growth) -> None:
    for element in document.root.walk():
        if element.name != "worksheetSource" or not element.get("ref"):
            continue
        if element.get("sheet").casefold() == sheet.name.casefold():
            area = growth.range_area(parse_area(element.get("ref")))
            if area is not None:
                element.put("ref", str(area))
