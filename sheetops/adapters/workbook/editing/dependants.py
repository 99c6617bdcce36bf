"""Which formulas a change reaches, directly or through others.

Their cached values hold no longer. Excel calculates them anew when it opens the file;
LibreOffice (measured with 7.4) only those that have no cached value, so these lose theirs, and
all others keep what other readers need.
"""

from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass

from sheetops.adapters.workbook.editing.address import Cell, parse_area
from sheetops.adapters.workbook.editing.book import Book
from sheetops.adapters.workbook.editing.formula_index import FormulaPlace
from sheetops.adapters.workbook.editing.formulas import moved
from sheetops.adapters.workbook.editing.resolver import Place, resolver_for
from sheetops.adapters.workbook.editing.sheet import Sheet

_MOST_ROUNDS = 50  # a chain that runs against the order of the file is followed no longer
_LARGEST_ARRAY = 10_000  # rows


class ChangedCells:
    """Cells by sheet and column, so that an area is answered without walking through it."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[int, list[int]]] = {}

    def add(self, sheet: str, cell: Cell) -> None:
        """Note a cell."""
        rows = self._rows.setdefault(sheet, {}).setdefault(cell.column, [])
        if not rows or rows[-1] < cell.row:
            rows.append(cell.row)
        else:
            insort(rows, cell.row)

    def meet(self, place: Place) -> bool:
        """Whether any noted cell lies in the area."""
        sheet, top, left, bottom, right = place
        columns = self._rows.get(sheet)
        if not columns:
            return False
        if left == right:
            return left in columns and _has_between(columns[left], top, bottom)
        return any(
            left <= column <= right and _has_between(rows, top, bottom)
            for column, rows in columns.items()
        )


def _has_between(rows: list[int], first: int, last: int) -> bool:
    at = bisect_left(rows, first)
    return at < len(rows) and rows[at] <= last


@dataclass(slots=True)
class _Known:
    """A formula and what it refers to."""

    sheet: Sheet
    place: FormulaPlace
    needs: tuple[Place, ...]


def find_dependants(book: Book, sheets: list[Sheet]) -> list[tuple[Sheet, FormulaPlace]]:
    """The formulas on these sheets whose cached values a change has made wrong."""
    changed = ChangedCells()
    for sheet in sheets:
        for cell in sorted(sheet.changed):
            changed.add(sheet.name.casefold(), cell)
    waiting = list(_known_formulas(book, sheets))
    found: list[tuple[Sheet, FormulaPlace]] = []
    for _ in range(_MOST_ROUNDS):
        reached, waiting = _reach(waiting, changed)
        if not reached:
            return found
        found += reached
    return found + [(known.sheet, known.place) for known in waiting]


def _reach(
    waiting: list[_Known], changed: ChangedCells
) -> tuple[list[tuple[Sheet, FormulaPlace]], list[_Known]]:
    """One pass in the order of the file: what is reached now, what is left."""
    reached: list[tuple[Sheet, FormulaPlace]] = []
    left: list[_Known] = []
    for known in waiting:
        if any(map(changed.meet, known.needs)):
            reached.append((known.sheet, known.place))
            for cell in _filled_by(known.place):
                changed.add(known.sheet.name.casefold(), cell)
        else:
            left.append(known)
    return reached, left


def _filled_by(place: FormulaPlace) -> Iterator[Cell]:
    """The cells that a formula gives values to: its own, or the area of an array."""
    yield place.cell
    if place.mark.kind == "array" and place.mark.area:
        area = parse_area(place.mark.area)
        for row in range(area.top, min(area.bottom, area.top + _LARGEST_ARRAY) + 1):
            yield from (Cell(row, column) for column in range(area.left, area.right + 1))


def _known_formulas(book: Book, sheets: list[Sheet]) -> Iterator[_Known]:
    resolver = resolver_for(book, sheets)
    for sheet in sheets:
        name = sheet.name.casefold()
        for place, text in texts(sheet.formulas):
            if place.cell in sheet.lost:
                continue
            needs = resolver.places(name, place.cell.row, text)
            if needs:
                yield _Known(sheet, place, needs)


def texts(places: list[FormulaPlace]) -> Iterator[tuple[FormulaPlace, str]]:
    """Every formula with its own text; a follower's is made from its master's."""
    masters: dict[str, FormulaPlace] = {}
    for place in places:
        mark = place.mark
        if mark.leads_group:
            masters[mark.group] = place
        if mark.text:
            yield place, mark.text
        elif mark.kind == "shared" and mark.group in masters:
            master = masters[mark.group]
            rows = place.cell.row - master.cell.row
            columns = place.cell.column - master.cell.column
            yield place, moved(master.mark.text, rows, columns) or ""
