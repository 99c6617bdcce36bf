"""What Excel itself would let a person write on a protected sheet."""

from sheetops.adapters.workbook.editing.address import Cell, parse_areas
from sheetops.adapters.workbook.editing.book import Book
from sheetops.adapters.workbook.editing.refusal import EditRefused
from sheetops.adapters.workbook.editing.sheet import Sheet

_SECRETS = ("password", "hashValue", "securityDescriptor")


def is_protected(sheet: Sheet) -> bool:
    """Whether the sheet is protected at all, with a password or without."""
    protection = sheet.frame.root.child("sheetProtection")
    return protection is not None and protection.get("sheet") in ("1", "true")


def refuse_locked(book: Book, sheet: Sheet, cell: Cell) -> None:
    """EditRefused for a locked cell of a protected sheet, outside of its open ranges."""
    if not is_protected(sheet) or _is_open_to_all(sheet, cell):
        return
    content = sheet.content(*cell)
    style = content.style if content else sheet.default_style(*cell)
    if book.styles.is_locked(style):
        raise EditRefused("cell-locked", sheet.place(*cell))


def refuse_growth(sheet: Sheet) -> None:
    """EditRefused when the sheet is protected: Excel's tables do not grow there."""
    if is_protected(sheet):
        raise EditRefused("sheet-protected", sheet.name)


def _is_open_to_all(sheet: Sheet, cell: Cell) -> bool:
    """Whether the cell lies in a range that anybody may edit without a password."""
    group = sheet.frame.root.child("protectedRanges")
    for allowed in group.each("protectedRange") if group else ():
        if any(map(allowed.get, _SECRETS)) or allowed.children:
            continue
        if any(area.holds(cell) for area in parse_areas(allowed.get("sqref"))):
            return True
    return False
