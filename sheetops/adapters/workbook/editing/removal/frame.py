"""What stands around the rows of a sheet and names them: formats, validations, links, views."""

from collections.abc import Iterator

from sheetops.adapters.workbook.editing.address import Cell, parse_area, parse_areas
from sheetops.adapters.workbook.editing.book import Book
from sheetops.adapters.workbook.editing.markup import Element
from sheetops.adapters.workbook.editing.refusal import EditRefused
from sheetops.adapters.workbook.editing.removal.formulas import follow
from sheetops.adapters.workbook.editing.removal.shift import RowReferred, Shift
from sheetops.adapters.workbook.editing.sheet import Sheet

_XM = "http://schemas.microsoft.com/office/excel/2006/main"

_FORMULAS = ("formula", "formula1", "formula2", "f")
_RULES = ("conditionalFormatting", "dataValidation")

# Elements of a sheet that lie on cells, with the attribute that says on which.
_ON_CELLS = {
    "mergeCell": "ref",
    "hyperlink": "ref",
    "conditionalFormatting": "sqref",
    "dataValidation": "sqref",
    "ignoredError": "sqref",
    "protectedRange": "sqref",
    "cellWatch": "r",
    "inputCells": "r",
}
# Of these, those that may reach into blank rows below, to be there when they are filled in.
_WITH_ROOM = ("conditionalFormatting", "dataValidation", "ignoredError", "protectedRange")
# The same, where a place that is gone is no reason to lose the element.
_ABOUT_CELLS = {
    "autoFilter": "ref",
    "sortState": "ref",
    "sortCondition": "ref",
    "selection": "sqref",
    "scenarios": "sqref",
}
# Where an element goes, these go too once they are empty.
_GROUPS = (
    "mergeCells",
    "hyperlinks",
    "dataValidations",
    "conditionalFormattings",
    "ignoredErrors",
    "protectedRanges",
    "cellWatches",
    "rowBreaks",
    "sparklines",
    "sparklineGroup",
    "sparklineGroups",
    "ext",
    "extLst",
)


def move_frame(book: Book, sheet: Sheet, shift: Shift) -> None:
    """Let everything around the rows of a sheet follow; also what it says of another sheet."""
    is_own = sheet.name == shift.sheet
    for element in list(sheet.frame.root.walk()):
        if element.name in _FORMULAS and element.text:
            new = _moved_formula(sheet, element, element.text, shift, is_own=is_own)
            if new != element.text:
                element.write(new)
        elif element.name == "cfvo" and element.get("type") == "formula":
            text = element.get("val")
            _put(element, "val", _moved_formula(sheet, element, text, shift, is_own=is_own))
        elif element.name == "hyperlink" and element.get("location"):
            place = f"{sheet.name}!{element.get('ref')}"
            _put(element, "location", follow(shift, element.get("location"), place, is_own=is_own))
        for name in ("linkedCell", "listFillRange"):
            if element.get(name):
                _put(element, name, follow(shift, element.get(name), sheet.name, is_own=is_own))
    if is_own:
        _move_places(book, sheet, shift)


def _moved_formula(sheet: Sheet, element: Element, text: str, shift: Shift, *, is_own: bool) -> str:
    """A formula of a format, a validation or a sparkline as it reads then."""
    place = f"{sheet.name}!{_areas_of(element)}"
    try:
        slide = _slide(element, shift) if is_own else 0
        if slide is None:
            return text  # its cells go, and it with them
        if _rule(element) is None:
            return shift.formula(text, is_own=is_own)
        return shift.anchored(text, slide, is_own=is_own)
    except RowReferred:
        raise EditRefused("row-referenced", place, text) from None


def _rule(element: Element) -> Element | None:
    """The format or validation that a formula belongs to."""
    above = element.parent
    while above is not None and above.name not in _RULES:
        above = above.parent
    return above


def _areas_of(element: Element) -> str:
    """The cells that a formula is for, as they are written."""
    above = _rule(element) or element.parent
    inside = above.child("sqref", _XM) if above else None
    return inside.text if inside else above.get("sqref") if above else ""


def _slide(element: Element, shift: Shift) -> int | None:
    """By how many rows the first cell of the formula's area moves; None when its cells go."""
    areas = parse_areas(_areas_of(element))
    new = [shift.area(area) for area in areas]
    left = [area for area in new if area is not None]
    if areas and not left:
        return None
    if not areas:
        return 0
    # Excel reads the formula from the first area, LibreOffice from the corner of them all.
    slides = {
        left[0].top - areas[0].top,
        min(area.top for area in left) - min(area.top for area in areas),
    }
    corners = {left[0].left - areas[0].left, min(a.left for a in left) - min(a.left for a in areas)}
    if len(slides) > 1 or corners != {0}:
        raise RowReferred(str(areas[0]))
    return slides.pop()


def _put(element: Element, name: str, value: str) -> None:
    if value != element.get(name):
        element.put(name, value)


def _move_places(book: Book, sheet: Sheet, shift: Shift) -> None:
    for element in list(sheet.frame.root.walk()):
        if element.name in _ON_CELLS and element.get(_ON_CELLS[element.name]):
            _move_on_cells(book, sheet, element, shift)
        elif element.name == "sqref" and element.space == _XM and element.parent:
            new = shift.areas(element.text, keep_room=True)
            if not new:
                remove_with_empty_groups(element.parent)
            elif new != element.text:
                element.write(new)
        elif element.name in _ABOUT_CELLS and element.get(_ABOUT_CELLS[element.name]):
            _move_about_cells(element, _ABOUT_CELLS[element.name], shift)
        for name in ("activeCell", "topLeftCell"):
            if element.get(name):
                _put(element, name, _nearest(element, name, shift))
    _move_split(sheet, shift)
    for breaks in _named(sheet.frame.root, "rowBreaks"):
        _move_breaks(breaks, shift)


def _move_about_cells(element: Element, name: str, shift: Shift) -> None:
    old, new = element.get(name), shift.areas(element.get(name), keep_room=False)
    if len(new.split()) < len(old.split()):  # one of several, or all of it, is gone
        new = _nearest(element, "activeCell" if element.get("activeCell") else name, shift)
        if element.get("activeCellId"):
            element.put("activeCellId", None)
    _put(element, name, new)


def move_dimension(sheet: Sheet, shift: Shift) -> None:
    """The area that the sheet says it fills."""
    dimension = sheet.frame.root.child("dimension")
    if dimension is not None and dimension.get("ref"):
        _move_about_cells(dimension, "ref", shift)


def _nearest(element: Element, name: str, shift: Shift) -> str:
    """Where a cell is then, or the one that takes its place."""
    area = parse_area(element.get(name).split()[0])
    return str(shift.area(area) or Cell(shift.row(area.top), area.left))


def _move_on_cells(book: Book, sheet: Sheet, element: Element, shift: Shift) -> None:
    name = _ON_CELLS[element.name]
    new = shift.areas(element.get(name), keep_room=element.name in _WITH_ROOM)
    if new:
        _put(element, name, new)
        return
    if element.name == "hyperlink":
        _remove_target(book, sheet, element.relation())
    elif element.name == "inputCells":
        raise EditRefused("cannot-follow", f"{sheet.name}!{element.get(name)}", "scenario")
    remove_with_empty_groups(element)


def _remove_target(book: Book, sheet: Sheet, identity: str) -> None:
    """The relationship of a link that goes, unless another one uses it."""
    uses = sum(identity in element.attributes.values() for element in sheet.frame.root.walk())
    link = book.package.link(sheet.path, identity) if identity and uses == 1 else None
    if link is not None:
        link.element.remove()


def remove_with_empty_groups(element: Element) -> None:
    """Take an element out, and the groups around it that hold nothing more."""
    if element.instead is not None:
        return
    element.remove()
    group = element.parent
    if group is None or group.name not in _GROUPS:
        return
    left = [child for child in group.children if child.instead is None]
    if all(child.name == "f" or child.name.startswith("color") for child in left):
        remove_with_empty_groups(group)
    elif group.get("count"):
        group.put("count", str(len(left)))


def _named(root: Element, name: str) -> Iterator[Element]:
    yield from (element for element in root.walk() if element.name == name)


def _move_split(sheet: Sheet, shift: Shift) -> None:
    """A frozen pane counts the rows above its split; those that go are fewer."""
    for pane in _named(sheet.frame.root, "pane"):
        frozen = pane.get("state") in ("frozen", "frozenSplit")
        rows = int(float(pane.get("ySplit", "0") or 0))
        if not frozen or not rows or pane.parent is None:
            continue
        top = parse_area(pane.parent.get("topLeftCell", "A1")).top
        left = sum(not shift.takes(row) for row in range(top, top + rows))
        if left and left != rows:
            pane.put("ySplit", str(left))


def _move_breaks(breaks: Element, shift: Shift) -> None:
    """A page break stands behind a row; two in one place become one."""
    seen: set[int] = set()
    for element in [child for child in breaks.children if child.name == "brk"]:
        after = int(element.get("id", "0") or 0)
        rows = shift.rows(1, after) if after else None
        new = rows[1] if rows else 0
        if not new or new in seen:
            remove_with_empty_groups(element)
            continue
        seen.add(new)
        _put(element, "id", str(new))
    manual = [child for child in breaks.each("brk") if child.get("man") in ("1", "true")]
    if breaks.get("manualBreakCount"):
        breaks.put("manualBreakCount", str(len(manual)))
