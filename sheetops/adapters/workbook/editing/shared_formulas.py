"""Shared formulas: one cell holds the text, the others only its number."""

from collections.abc import Iterator

from sheetops.adapters.workbook.editing.address import Area, Cell
from sheetops.adapters.workbook.editing.cells import FormulaMark
from sheetops.adapters.workbook.editing.dialect import with_attribute
from sheetops.adapters.workbook.editing.formula_index import FormulaPlace
from sheetops.adapters.workbook.editing.formulas import moved
from sheetops.adapters.workbook.editing.markup import escape
from sheetops.adapters.workbook.editing.refusal import EditRefused
from sheetops.adapters.workbook.editing.sheet import Sheet


def promote_heirs(sheet: Sheet) -> None:
    """Let the first cell that is left take over a shared formula whose master was overwritten.

    The others keep their number; the heir gets the master's text as it reads from there, and the
    area of those that are left.
    """
    orphaned = {cell for cell, mark in sheet.lost.items() if mark.leads_group}
    if not orphaned:
        return
    for master, children in _groups(sheet.formulas):
        left = [child.cell for child in children if child.cell not in sheet.lost]
        if master.cell in orphaned and left:
            _promote(sheet, master, left)


def _groups(places: list[FormulaPlace]) -> Iterator[tuple[FormulaPlace, list[FormulaPlace]]]:
    """Every master with the cells that follow it; a number may be used again further down."""
    open_groups: dict[str, tuple[FormulaPlace, list[FormulaPlace]]] = {}
    for place in places:
        if place.mark.kind != "shared":
            continue
        if place.mark.text:
            if place.mark.group in open_groups:
                yield open_groups[place.mark.group]
            open_groups[place.mark.group] = (place, [])
        elif place.mark.group in open_groups:
            open_groups[place.mark.group][1].append(place)
    yield from open_groups.values()


def _promote(sheet: Sheet, master: FormulaPlace, left: list[Cell]) -> None:
    heir = left[0]
    text = moved(master.mark.text, heir.row - master.cell.row, heir.column - master.cell.column)
    if text is None:
        raise EditRefused("shared-formula", sheet.place(*master.cell), master.mark.text)
    area = Area(*heir, *heir)
    for cell in left:
        area = area.joined(Area(*cell, *cell))
    row = sheet.row_to_write(heir.row)
    markup = row.cells[heir.column]
    found = sheet.dialect.formula.search(markup)
    if found is None:
        raise EditRefused("shared-formula", sheet.place(*heir))
    written = with_attribute(found[1].rstrip(), b"ref", str(area).encode())
    new = sheet.dialect.opening("f") + written + b">" + escape(text).encode()
    new += sheet.dialect.closing("f")
    row.put(heir.column, markup[: found.start()] + new + markup[found.end() :])


def full_text(sheet: Sheet, cell: Cell) -> str | None:
    """The text of the formula in a cell, also where it is shared; None when it has none."""
    content = sheet.content(*cell)
    mark = content.formula if content else None
    if mark is None or mark.kind in ("array", "dataTable"):
        return None
    if mark.text or mark.kind != "shared":
        return mark.text or None
    return text_from_master(mark, cell, find_master(sheet.formulas, mark, cell))


def find_master(places: list[FormulaPlace], mark: FormulaMark, cell: Cell) -> FormulaPlace | None:
    """The cell whose text a follower shares: the last one before it with that number."""
    master = None
    for place in places:
        if place.mark.leads_group and place.mark.group == mark.group:
            master = place
        if place.cell == cell:
            break
    return master


def text_from_master(mark: FormulaMark, cell: Cell, master: FormulaPlace | None) -> str | None:
    """A follower's own text."""
    if master is None or mark.kind != "shared":
        return None
    return moved(master.mark.text, cell.row - master.cell.row, cell.column - master.cell.column)
