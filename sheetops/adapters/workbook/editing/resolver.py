"""From the words of a formula to the areas it reads, fast enough for a formula in every row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from sheetops.adapters.workbook.editing.address import LAST_ROW
from sheetops.adapters.workbook.editing.book import Book
from sheetops.adapters.workbook.editing.formulas import Reference, references
from sheetops.adapters.workbook.editing.sheet import Sheet
from sheetops.adapters.workbook.editing.table import Table

# Sheet in lower case, first row, first column, last row, last column.
Place = tuple[str, int, int, int, int]

_DEEPEST_NAME = 8
_FIRST_ROW_WITH_TEMPLATE = 3  # so that row 1, the start of a whole column, is no neighbour
_OWN, _ABOVE = "\0", "\1"  # stand for the formula's own row and the one above; never in XML
_TORN = re.compile(r"[0-9][\0\1]|[\0\1][0-9\0\1]")


class _Need(NamedTuple):
    """An area that a formula reads; its rows are counted from the formula's where they move."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int
    does_top_move: bool = False
    does_bottom_move: bool = False

    def seen_from(self, row: int) -> Place:
        top = self.top + row if self.does_top_move else self.top
        bottom = self.bottom + row if self.does_bottom_move else self.bottom
        return self.sheet, top, self.left, bottom, self.right


@dataclass(slots=True)
class Resolver:
    """Knows the tables of the sheets that are open, and the names of the workbook.

    A column of formulas says the same in every row but for the row's number, so each formula is
    understood once: ``C7*D7`` in row 7 and ``C8*D8`` in row 8 have one template.
    """

    names: dict[str, str]
    tables: dict[str, tuple[str, Table]]
    _templates: dict[tuple[str, str], tuple[_Need, ...]] = field(default_factory=dict)

    def places(self, sheet: str, row: int, text: str) -> tuple[Place, ...]:
        """What the formula in that row of a sheet (in lower case) reads."""
        template = text.replace(str(row), _OWN).replace(str(row - 1), _ABOVE)
        needs = self._templates.get((sheet, template))
        if needs is None:
            found = tuple(references(text))
            needs = tuple(self._needs(sheet, row, found))
            if _is_template(row, template, found):
                self._templates[sheet, template] = needs
        return tuple([need.seen_from(row) for need in needs])

    def _needs(self, sheet: str, row: int, found: tuple[Reference, ...]) -> Iterator[_Need]:
        for reference in found:
            for need in self._resolve(sheet, reference, 0):
                is_direct = reference.area is not None
                yield _loosened(need, row) if is_direct else need

    def _resolve(self, sheet: str, found: Reference, depth: int) -> Iterator[_Need]:
        area = found.area
        if area is not None:
            for name in found.sheet.casefold().split(":") if found.sheet else [sheet]:
                yield _Need(name, area.top, area.left, area.bottom, area.right)
        elif found.table:
            yield from self._table_need(found)
        elif depth < _DEEPEST_NAME:
            for inner in references(self.names.get(found.name.casefold(), "")):
                yield from self._resolve(sheet, inner, depth + 1)

    def _table_need(self, found: Reference) -> Iterator[_Need]:
        if found.table.casefold() not in self.tables:
            return
        sheet, table = self.tables[found.table.casefold()]
        area = table.area
        headings = [heading.casefold() for heading in table.columns]
        named = [name.casefold() for name in found.columns]
        at = [headings.index(name) for name in named if name in headings]
        left, right = (min(at), max(at)) if at else (0, area.right - area.left)
        top, bottom = (0, 0) if found.is_this_row else (area.top, area.bottom)
        moves = found.is_this_row
        yield _Need(sheet, top, area.left + left, bottom, area.left + right, moves, moves)


def _loosened(need: _Need, row: int) -> _Need:
    """The same need, its rows counted from the formula's where they are that row or the one above.

    Whether they are fixed by ``$`` does not matter: a template puts the number itself there.
    """
    if not _FIRST_ROW_WITH_TEMPLATE <= row < LAST_ROW:
        return need
    near = (row - 1, row)
    if need.top in near:
        need = need._replace(top=need.top - row, does_top_move=True)
    if need.bottom in near:
        need = need._replace(bottom=need.bottom - row, does_bottom_move=True)
    return need


def _is_template(row: int, template: str, found: tuple[Reference, ...]) -> bool:
    """Whether every formula with this template means the same.

    Not where the row's number was only a part of a longer number, or stands in a name.
    """
    if not _FIRST_ROW_WITH_TEMPLATE <= row < LAST_ROW or _TORN.search(template):
        return False
    words = [word for item in found for word in (item.sheet, item.table, item.name, *item.columns)]
    return not any(str(number) in word for number in (row, row - 1) for word in words)


def resolver_for(book: Book, sheets: list[Sheet]) -> Resolver:
    """A resolver over the tables of these sheets and the names of the workbook."""
    tables = {
        table.name.casefold(): (sheet.name.casefold(), table)
        for sheet in sheets
        for table in book.tables(sheet)
    }
    names = {name.get("name").casefold(): name.text for name in book.names}
    return Resolver(names, tables)
