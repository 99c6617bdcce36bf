"""The desk of the demo shop while mistakes are being made: its rows, and who is spoilt already."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sheetops.adapters.demo.rows import Cells
from sheetops.records.columns import Value
from sheetops.records.text import Language, Text

_STRIDE = 5


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
        """Return an untouched case in one of the states, the first state first.

        `wanted` names values that it must have. Other mistakes are kept away from it; an empty
        row when there is none left.
        """
        return self._take(self.cases, "status", statuses, wanted)

    def slip(self, *statuses: str, **wanted: Value) -> Cells:
        """Return an untouched slip in one of the states, as `case` does."""
        return self._take(self.slips, "slip_status", statuses, wanted)

    def _take(
        self, rows: Sequence[Cells], column: str, states: Sequence[str], wanted: dict[str, Value]
    ) -> Cells:
        for state in states:
            fits = {column: state, **wanted}
            found = [
                row
                for row in rows
                if id(row) not in self.spoilt
                and all(row.get(key) == value for key, value in fits.items())
            ]
            if found:
                # mistakes are spread over the month
                row = found[-1 - (_STRIDE * len(self.spoilt)) % len(found)]
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
