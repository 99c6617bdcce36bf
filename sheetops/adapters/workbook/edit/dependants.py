"""Which formulas a change reaches, directly or through others.

Their cached values hold no longer. Excel calculates them anew when it opens the file;
LibreOffice (measured with 7.4) only those that have no cached value, so these lose theirs, and
all others keep what other readers need.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sheetops.adapters.workbook.edit.address import Area, Cell, parse_area
from sheetops.adapters.workbook.edit.book import Book
from sheetops.adapters.workbook.edit.formula_index import FormulaPlace
from sheetops.adapters.workbook.edit.formulas import Reference, moved, references
from sheetops.adapters.workbook.edit.sheet import Sheet
from sheetops.adapters.workbook.edit.table import Table

_MOST_ROUNDS = 50  # a chain that runs against the order of the file is followed no longer
_DEEPEST_NAME = 8
_LARGEST_ARRAY = 10_000  # rows

Place = tuple[str, Area]  # the sheet's name in lower case


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
        columns = self._rows.get(place[0])
        if not columns:
            return False
        area = place[1]
        if area.right - area.left < len(columns):
            wanted: Iterable[int] = range(area.left, area.right + 1)
        else:
            wanted = [column for column in columns if area.left <= column <= area.right]
        return any(_has_between(columns.get(at), area.top, area.bottom) for at in wanted)


def _has_between(rows: list[int] | None, first: int, last: int) -> bool:
    if not rows:
        return False
    at = bisect_left(rows, first)
    return at < len(rows) and rows[at] <= last


@dataclass(slots=True)
class _Known:
    """A formula and what it refers to."""

    sheet: Sheet
    place: FormulaPlace
    needs: tuple[Place, ...]


@dataclass(slots=True)
class Resolver:
    """From the words of a formula to areas: tables and names of the sheets that are open."""

    names: dict[str, str]
    tables: dict[str, tuple[str, Table]]
    _by_text: dict[str, tuple[Reference, ...]] = field(default_factory=dict)

    def areas(self, sheet: str, cell: Cell, text: str) -> Iterator[Place]:
        """The areas that the formula of a cell refers to."""
        for reference in self._references(text):
            yield from self._resolve(sheet, cell, reference, 0)

    def _references(self, text: str) -> tuple[Reference, ...]:
        if "[" not in text:  # written anew in every row, not worth keeping
            return tuple(references(text))
        if text not in self._by_text:
            self._by_text[text] = tuple(references(text))
        return self._by_text[text]

    def _resolve(self, sheet: str, cell: Cell, found: Reference, depth: int) -> Iterator[Place]:
        if found.area is not None:
            for name in found.sheet.casefold().split(":") if found.sheet else [sheet]:
                yield name, found.area
        elif found.table:
            yield from self._table_area(cell, found)
        elif depth < _DEEPEST_NAME:
            for inner in references(self.names.get(found.name.casefold(), "")):
                yield from self._resolve(sheet, cell, inner, depth + 1)

    def _table_area(self, cell: Cell, found: Reference) -> Iterator[Place]:
        if found.table.casefold() not in self.tables:
            return
        sheet, table = self.tables[found.table.casefold()]
        area = table.area
        headings = [heading.casefold() for heading in table.columns]
        at = [
            headings.index(name.casefold()) for name in found.columns if name.casefold() in headings
        ]
        left, right = (min(at), max(at)) if at else (0, area.right - area.left)
        top, bottom = (cell.row, cell.row) if found.is_this_row else (area.top, area.bottom)
        yield sheet, Area(top, area.left + left, bottom, area.left + right)


def resolver_for(book: Book, sheets: list[Sheet]) -> Resolver:
    """A resolver over the tables of these sheets and the names of the workbook."""
    tables = {
        table.name.casefold(): (sheet.name.casefold(), table)
        for sheet in sheets
        for table in book.tables(sheet)
    }
    names = {name.get("name").casefold(): name.text for name in book.names}
    return Resolver(names, tables)


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
            needs = tuple(resolver.areas(name, place.cell, text))
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
