"""What is decided and not yet in the workbooks, laid over what was read from them.

The same code serves the journal's waiting results, the actions of earlier jobs of a run, and a dry
run, in which nothing is ever written.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sheetops.actions import Action, AddRow, SetValue
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.lists import LISTS
from sheetops.records.table import Table

Cells = dict[tuple[str, str], Value]
Rows = dict[str, tuple[str, Mapping[str, Value]]]


class Overlay:
    """Cells and rows by sheet; the lists of each book stand for themselves."""

    def __init__(self) -> None:
        self._cells: dict[tuple[str, str], Cells] = defaultdict(dict)
        self._rows: dict[tuple[str, str], Rows] = defaultdict(dict)

    def add(self, actions: Iterable[Action]) -> None:
        """Lay further actions on top; only those that write into people's workbooks count."""
        for action in actions:
            if isinstance(action, SetValue):
                at = _where(action.sheet, action.book)
                self._cells[at][(action.key, action.column)] = action.wanted
            elif isinstance(action, AddRow):
                at = _where(action.sheet, action.book)
                self._rows[at].setdefault(action.key, (action.book, action.values))

    def over(self, records: Records) -> Records:
        """Return the records as they will be once everything that waits is written."""
        tables = {key: self._over(table, (key, "")) for key, table in records.tables.items()}
        lists = {
            book: self._over(table, (LISTS.key, book)) for book, table in records.lists.items()
        }
        return Records(tables, records.problems, lists)

    def _over(self, table: Table, at: tuple[str, str]) -> Table:
        cells, rows = self._cells.get(at, {}), self._rows.get(at, {})
        if not cells and not rows:
            return table
        new = [(book, values) for key, (book, values) in rows.items() if key not in table.index]
        return table.overlaid(cells, new)


def _where(sheet: str, book: str) -> tuple[str, str]:
    return (sheet, book if sheet == LISTS.key else "")
