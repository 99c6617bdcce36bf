"""Everything the shop's workbooks say at one look: the input of every plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sheetops.records.dictionary import SHEETS
from sheetops.records.problems import Problem
from sheetops.records.table import Table, empty_table


@dataclass(frozen=True)
class Records:
    """The tables of all workbooks by sheet key, and the problems met while reading them."""

    tables: Mapping[str, Table]
    problems: Sequence[Problem] = ()
    lists: Mapping[str, Table] = field(default_factory=dict)
    """The `lists` sheet of each workbook, by file name."""

    def __getitem__(self, sheet: str) -> Table:
        """Return the table with the sheet key `sheet`; an empty one where no workbook has it."""
        found = self.tables.get(sheet)
        return empty_table(SHEETS[sheet]) if found is None else found
