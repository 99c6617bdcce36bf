"""Parts beside a sheet that name its rows: charts, drawings, notes, controls, pivots, tables."""

import re
from collections.abc import Iterator

from sheetops.adapters.workbook.editing.address import parse_area
from sheetops.adapters.workbook.editing.book import Book
from sheetops.adapters.workbook.editing.dialect import attributes_of, with_attribute
from sheetops.adapters.workbook.editing.markup import Document, Element
from sheetops.adapters.workbook.editing.refusal import EditRefused
from sheetops.adapters.workbook.editing.removal.formulas import follow
from sheetops.adapters.workbook.editing.removal.shift import Shift
from sheetops.adapters.workbook.editing.row_index import is_plain, mask
from sheetops.adapters.workbook.editing.sheet import Sheet

_CHARTS = ("chart+xml", "chartex+xml")
_FORMULA_ATTRIBUTES = ("fmlaLink", "fmlaRange", "fmlaTxbx", "textlink", "cell")
_FORMULA_PARTS = ("drawing+xml", "controlproperties+xml", "connections+xml")
_VML_FORMULAS = ("FmlaLink", "FmlaRange", "FmlaTxbx", "FmlaMacro")
_PIVOT_SOURCES = ("worksheetSource", "rangeSet")
_NOTES = ("comments", "threadedComment")
_NOTE = ("comment", "threadedComment")
_OF_TABLE = ("table", "autoFilter", "sortState", "sortCondition")
_CHAIN_ENTRY = re.compile(rb"<((?:[\w.-]+:)?)c(\s[^>]*?)/>")


def move_parts(book: Book, sheet: Sheet, shift: Shift) -> None:
    """Let every part that names rows of the sheet follow."""
    for document in _documents(book, *_CHARTS):
        for element in document.root.walk():
            if element.name == "f" and element.text and not element.children:
                _write(element, follow(shift, element.text, document.place, is_own=False))
    for document in _documents(book, *_FORMULA_PARTS):
        _move_attributes(document, shift)
    for document in _documents(book, "pivotCacheDefinition+xml"):
        _move_pivot_source(document, shift)
    for table in book.tables(sheet):
        _move_table(table.document.root, shift)
    _move_hangings(book, sheet, shift)
    _move_chain(book, sheet, shift)


def _documents(book: Book, *kinds: str) -> Iterator[Document]:
    for path in book.package.paths_of(*kinds):
        yield book.package.document(path)


def _write(element: Element, text: str) -> None:
    if text != element.text:
        element.write(text)


def _put(element: Element, name: str, value: str) -> None:
    if value != element.get(name):
        element.put(name, value)


def _move_attributes(document: Document, shift: Shift) -> None:
    """Linked cells of shapes, controls and queries name their sheet."""
    for element in document.root.walk():
        for name in _FORMULA_ATTRIBUTES:
            text = element.get(name)
            if "!" in text:
                _put(element, name, follow(shift, text, document.place, is_own=False))


def _move_pivot_source(document: Document, shift: Shift) -> None:
    for element in document.root.walk():
        is_here = element.get("sheet").casefold() == shift.sheet.casefold()
        if element.name in _PIVOT_SOURCES and element.get("ref") and is_here:
            area = shift.area(parse_area(element.get("ref")))
            if area is None:
                raise EditRefused("row-referenced", document.place, element.get("ref"))
            _put(element, "ref", str(area))


def _move_table(root: Element, shift: Shift) -> None:
    for element in root.walk():
        if element.name in _OF_TABLE and element.get("ref"):
            _put(element, "ref", str(shift.table(parse_area(element.get("ref")))))
        elif element.name in ("calculatedColumnFormula", "totalsRowFormula") and element.text:
            _write(element, follow(shift, element.text, root.get("displayName"), is_own=True))


def _move_hangings(book: Book, sheet: Sheet, shift: Shift) -> None:
    """What is tied to the sheet and lies on its cells."""
    for link in book.package.links(sheet.path):
        if not book.package.has(link.target):
            continue
        if link.kind in _NOTES:
            _remove_notes(book.package.document(link.target), shift)
            _move_refs(book.package.document(link.target), _NOTE, shift)
        elif link.kind == "pivotTable":
            _move_refs(book.package.document(link.target), ("location",), shift)
        elif link.kind == "drawing":
            move_anchors(book.package.document(link.target).root, shift)
        elif link.kind == "vmlDrawing":
            _move_vml(book.package.document(link.target), shift)
    move_anchors(sheet.frame.root, shift)


def _remove_notes(document: Document, shift: Shift) -> None:
    for element in document.root.walk():
        if _is_note(element) and shift.area(parse_area(element.get("ref"))) is None:
            element.remove()


def _is_note(element: Element) -> bool:
    return element.name in _NOTE and bool(element.get("ref"))


def _move_refs(document: Document, names: tuple[str, ...], shift: Shift) -> None:
    for element in document.root.walk():
        if element.name in names and element.get("ref"):
            area = shift.area(parse_area(element.get("ref")))
            _put(element, "ref", str(area or element.get("ref")))


def move_anchors(root: Element, shift: Shift) -> None:
    """Pictures, charts and controls go up with the cell that they begin in and keep their size."""
    for corner, end in anchors(root):
        old = int(corner.text)
        by = old + 1 - shift.row(old + 1)
        if by:
            corner.write(str(old - by))
            if end is not None:
                end.write(str(int(end.text) - by))


def anchors(root: Element) -> Iterator[tuple[Element, Element | None]]:
    """The row elements, counting from 0, of where things begin and end."""
    for anchor in root.walk():
        if anchor.get("editAs") == "absolute":
            continue
        rows = {
            child.name: row
            for child in anchor.children
            if child.name in ("from", "to")
            for row in child.children
            if row.name == "row" and row.text.strip().isdigit()
        }
        if "from" in rows:
            yield rows["from"], rows.get("to")


def _move_vml(document: Document, shift: Shift) -> None:
    """Notes lie beside the cell they belong to, controls where they begin; rows count from 0."""
    for data in document.root.walk():
        if data.name != "ClientData":
            continue
        parts = {child.name: child for child in data.children}
        anchor = parts.get("Anchor")
        ends = anchor.text.split(",") if anchor else []
        row = parts.get("Row")
        begins = row.text if row else ends[2] if len(ends) == 8 else ""
        if not begins.strip().isdigit():
            continue
        if row and data.parent and shift.takes(int(row.text) + 1):
            data.parent.remove()  # the note's shape
            continue
        by = int(begins) + 1 - shift.row(int(begins) + 1)
        if by and row:
            row.write(str(int(row.text) - by))
        if by and anchor and len(ends) == 8:
            ends[2], ends[6] = (f" {max(0, int(ends[at]) - by)}" for at in (2, 6))
            anchor.write(",".join(ends))
        for name in _VML_FORMULAS:
            if name in parts and parts[name].text:
                text = follow(shift, parts[name].text, document.place, is_own=True)
                _write(parts[name], text)


def _move_chain(book: Book, sheet: Sheet, shift: Shift) -> None:
    """The order of calculation names every formula's cell."""
    link = book.link("calcChain")
    if link is None:
        return
    chain = book.package.read_markup(link.target)
    chain = chain if is_plain(chain) else mask(chain)
    number, current = book.entry(sheet.name).number.encode(), b""

    def moved(entry: re.Match[bytes]) -> bytes:
        nonlocal current
        attributes = attributes_of(entry[2])
        current = attributes.get(b"i", current)
        if current != number or b"r" not in attributes:
            return entry[0]
        area = shift.area(parse_area(attributes[b"r"].decode()))
        written = with_attribute(entry[2], b"r", str(area or "").encode())
        return b"<%bc%b/>" % (entry[1], written) if area else b""

    new = _CHAIN_ENTRY.sub(moved, chain)
    if new != chain:
        book.package.write(link.target, [new])
