"""A table's totals row, moved down to make room for more rows."""

from collections.abc import Iterator

from sheetops.adapters.workbook.editing.address import Area, Cell, parse_area
from sheetops.adapters.workbook.editing.book import Book
from sheetops.adapters.workbook.editing.cells import read_content
from sheetops.adapters.workbook.editing.dialect import with_attribute
from sheetops.adapters.workbook.editing.formulas import map_areas, references
from sheetops.adapters.workbook.editing.growth import Growth
from sheetops.adapters.workbook.editing.markup import escape
from sheetops.adapters.workbook.editing.refusal import EditRefused
from sheetops.adapters.workbook.editing.shared_formulas import full_text
from sheetops.adapters.workbook.editing.sheet import Sheet

_COMMENTS = ("comments", "threadedComment")
_COMMENT = ("comment", "threadedComment")


def move_totals(book: Book, sheet: Sheet, growth: Growth) -> None:
    """Carry the totals row's cells down; EditRefused when something hangs on their place."""
    row_number = growth.totals_row
    if row_number is None:
        return
    where = Area(row_number, growth.left, row_number, growth.right)
    _refuse_attached(book, sheet, where)
    row = sheet.row(row_number)
    if row is None:
        return
    below = sheet.row_to_write(row_number + growth.count, row)
    for column in [column for column in row.cells if growth.left <= column <= growth.right]:
        old, new = Cell(row_number, column), Cell(below.number, column)
        markup = _carried(sheet, old, new, growth)
        sheet.put(new, markup)
        sheet.put(old, None)
    if not row.cells:
        model = sheet.row(growth.last_row)
        below.attributes = with_attribute(row.attributes, b"r", b"%d" % below.number)
        row.attributes = with_attribute(
            model.attributes if model else b"", b"r", b"%d" % row_number
        )


def _carried(sheet: Sheet, old: Cell, new: Cell, growth: Growth) -> bytes:
    """A cell's markup under its new name; its formula covers the new rows and loses its value."""
    markup = sheet.row_to_write(old.row).cells[old.column]
    found = sheet.dialect.cell.match(markup)
    content = read_content(markup, sheet.dialect)
    if found is None or (content.formula and content.formula.kind in ("array", "dataTable")):
        raise EditRefused("totals-row", sheet.place(*old))
    attributes = with_attribute(found[1], b"r", str(new).encode())
    text = full_text(sheet, old) if content.formula else None
    if content.formula is None:
        inside = found[2]
    elif text is None:
        raise EditRefused("totals-row", sheet.place(*old))
    else:
        tag = sheet.dialect.opening("f") + b">"
        grown = escape(_grown(text, sheet, growth)).encode()
        inside = tag + grown + sheet.dialect.closing("f")
        attributes = attributes.replace(b' t="str"', b"").replace(b' t="e"', b"")
    opening = sheet.dialect.opening("c") + attributes.rstrip()
    if not inside:
        return opening + b"/>"
    return opening + b">" + inside + sheet.dialect.closing("c")


def _grown(text: str, sheet: Sheet, growth: Growth) -> str:
    def grow(name: str, area: Area) -> Area | None:
        is_here = not name or name.casefold() == sheet.name.casefold()
        ends = area.bottom == growth.last_row and area.top <= growth.first_row
        return area.down_to(area.bottom + growth.count) if is_here and ends else None

    return map_areas(text, grow)


def _refuse_attached(book: Book, sheet: Sheet, where: Area) -> None:
    """Notes, links, merged cells and formulas that name a cell of the row would lose it."""
    for kind, area in _attached(book, sheet):
        if area.meets(where):
            raise EditRefused("totals-row", f"{sheet.name}!{area}", kind)
    for place in sheet.formulas:
        for reference in references(place.mark.text):
            named = reference.area
            is_here = reference.sheet.casefold() in ("", sheet.name.casefold())
            if named and is_here and named.top == named.bottom == where.top and named.meets(where):
                raise EditRefused("totals-row", sheet.place(*place.cell), place.mark.text)


def _attached(book: Book, sheet: Sheet) -> Iterator[tuple[str, Area]]:
    for area in sheet.merged:
        yield "mergeCell", area
    links = sheet.frame.root.child("hyperlinks")
    for link in links.each("hyperlink") if links else ():
        yield "hyperlink", parse_area(link.get("ref"))
    for relation in book.package.links(sheet.path):
        if relation.kind in _COMMENTS and book.package.has(relation.target):
            for element in book.package.document(relation.target).root.walk():
                if element.name in _COMMENT and element.get("ref"):
                    yield "comment", parse_area(element.get("ref"))
