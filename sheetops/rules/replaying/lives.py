"""Follows every case through the filing log: what was known when it was decided, what came of it.

The log is fed month by month. Cases that are over are handed out at the end of each month and
forgotten, so that a year of any size needs the memory of a month and of the cases still open.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from sheetops.records.columns import Value
from sheetops.records.sheets import Sheet
from sheetops.records.slips import SLIPS
from sheetops.records.states import FINAL_STATES
from sheetops.rules.filing.log_rows import LogRow
from sheetops.rules.replaying.filed_facts import Fact, facts_of, sheet_of

UNDECIDED = (None, "pending_review", "need_evidence")
"""States in which the advice still follows the facts; afterwards it stays as it was."""


@dataclass(slots=True)
class Life:
    """One case: its facts and its slip's as the log has them last, and those it was decided on."""

    case_id: str | None = None
    facts: dict[str, Value] = field(default_factory=dict)
    slip: dict[str, Value] = field(default_factory=dict)
    known: dict[str, Value] = field(default_factory=dict)
    """What was known when the case was advised on last; see `Lives`."""
    instant: datetime | None = None
    is_opened: bool = False
    """Whether the log has the case from its first row on."""
    is_decided: bool = False

    @property
    def is_over(self) -> bool:
        """Whether the case has ended."""
        return self.facts.get("status") in FINAL_STATES

    @property
    def applied_on(self) -> date | None:
        """Return the day on which the buyer applied."""
        applied = self.facts.get("applied_at")
        return applied.date() if isinstance(applied, datetime) else None


class Lives:
    """The cases that were applied for from `first` to `last`, both days included.

    What people changed and what jobs did in one run is filed under one instant, and advice is
    given at its end. So a case was advised on what was filed up to the end of the last run before
    the one in which it was decided; a case that was recorded with its decision, on what its first
    run filed.
    """

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self.left_out = 0
        """Cases of the span whose first row the log does not have."""
        self._by_case: dict[str, Life] = {}
        self._by_refund: dict[str, Life] = {}
        self._handed_out: set[str] = set()

    @property
    def are_open(self) -> bool:
        """Whether cases are followed whose end has not been seen."""
        return bool(self._by_case or self._by_refund)

    def feed(self, rows: Iterable[LogRow]) -> Iterator[Life]:
        """Follow the cases through `rows`, the next of the log; yield those that are over then."""
        for row in rows:
            sheet = sheet_of(row)
            life = self._life(row) if sheet else None
            if sheet is not None and life is not None:
                self._tell(life, row, sheet)
        yield from self._take(only_over=True)

    def rest(self) -> Iterator[Life]:
        """Yield the cases that are still open at the end of the log."""
        yield from self._take(only_over=False)

    def _life(self, row: LogRow) -> Life | None:
        """Return the life that the row belongs to; None for one that was handed out already."""
        if row.case_id is None:
            refund = row.refund_no or ""
            is_new = refund not in self._handed_out
            return self._by_refund.setdefault(refund, Life()) if is_new else None
        found = self._by_case.get(row.case_id)
        if found is None and row.case_id not in self._handed_out:
            found = self._by_refund.pop(row.refund_no or "", None) or Life()
            found.case_id = row.case_id
            self._by_case[row.case_id] = found
        return found

    def _tell(self, life: Life, row: LogRow, sheet: Sheet) -> None:
        if row.logged_at != life.instant:
            if not life.is_decided:
                life.known = dict(life.facts)
            elif not life.known:
                life.known = dict(life.facts)  # recorded with its decision
            life.instant = row.logged_at
        facts = list(facts_of(row, sheet))
        if sheet is SLIPS:
            _tell_slip(life, row, facts)
            return
        if _is_opening(row):
            if life.is_opened and row.field == "status":
                return  # the row was seen anew: what it says has been filed before
            life.is_opened = True
        life.facts.update(facts)
        life.is_decided = life.facts.get("status") not in UNDECIDED

    def _take(self, *, only_over: bool) -> Iterator[Life]:
        for lives in (self._by_case, self._by_refund):
            for key in [k for k, life in lives.items() if self._goes(life, only_over)]:
                life = lives.pop(key)
                self._handed_out.add(key)
                if not self._is_of_span(life):
                    continue
                if life.is_opened:
                    yield _settled(life)
                else:
                    self.left_out += 1

    def _goes(self, life: Life, only_over: bool) -> bool:
        is_foreign = life.applied_on is not None and not self._is_of_span(life)
        return not only_over or life.is_over or is_foreign

    def _is_of_span(self, life: Life) -> bool:
        day = life.applied_on
        return day is not None and self.first <= day <= self.last


def _is_opening(row: LogRow) -> bool:
    """Whether a case begins: its row is seen first, or a row without other numbers gets its own."""
    is_new = row.event in ("new", "import") and row.old_value is None
    return is_new and (row.field == "status" or (row.field == "case_id" and not row.refund_no))


def _tell_slip(life: Life, row: LogRow, facts: Iterable[Fact]) -> None:
    """A case may get a second slip; the one that was opened last counts."""
    if life.slip.get("slip_no") != row.slip_no:
        life.slip = {"slip_no": row.slip_no, "case_id": row.case_id}
    life.slip.update(facts)


def _settled(life: Life) -> Life:
    """Return the life with what was known, also where it was never decided."""
    if not life.is_decided or not life.known:
        life.known = dict(life.facts)
    return life
