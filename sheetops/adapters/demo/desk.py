"""The desk of the demo shop while mistakes are being made: its rows, and who is spoilt already."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sheetops.adapters.demo.rows import Cells
from sheetops.records.columns import Value
from sheetops.records.text import Language, Text


@dataclass(slots=True)
class Desk:
    """The rows of the demo shop while mistakes are being made in them."""

    cases: list[Cells]
    slips: list[Cells]
    feedback: list[Cells]
    handbook: dict[str, list[Cells]]
    now: datetime
    language: Language
    spoilt: set[int]

    def case(self, *statuses: str, **wanted: Value) -> Cells:
        """Return the latest untouched case in one of the states, the first state first.

        `wanted` names values that it must have. Other mistakes are kept away from it; an empty
        row when there is none left.
        """
        return self._take(self.cases, "status", statuses, wanted)

    def slip(self, *statuses: str, **wanted: Value) -> Cells:
        """Return the latest untouched slip in one of the states, as `case` does."""
        return self._take(self.slips, "slip_status", statuses, wanted)

    def _take(
        self, rows: Sequence[Cells], column: str, states: Sequence[str], wanted: dict[str, Value]
    ) -> Cells:
        for state in states:
            for row in reversed(rows):
                fits = all(row.get(key) == value for key, value in wanted.items())
                if row.get(column) == state and fits and id(row) not in self.spoilt:
                    self.spoilt.add(id(row))
                    return row
        return {}

    def tables(self) -> dict[str, list[Cells]]:
        """Return sheet key → rows."""
        own = {"applications": self.cases, "slips": self.slips, "feedback": self.feedback}
        return {**self.handbook, **own}

    def words(self, zh: str, en: str) -> str:
        """Return the words in the shop's language."""
        return Text(zh, en).to(self.language)


Fault = Callable[[Desk], None]
"""One mistake, done to the desk's rows."""
