"""How a time is counted for one case: from its start, over pauses and the calendar, to its end."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sheetops.records.table import Record
from sheetops.rules.deadlines.derivations import Deadline, Step
from sheetops.rules.deadlines.windows import END_OF_DAY
from sheetops.rules.deadlines.workdays import IN_DAYS, Stage, first_workday_from
from sheetops.rules.deadlines.working_hours import later
from sheetops.rules.policy.facts import bounded_in, time_in
from sheetops.rules.policy.rows import Match
from sheetops.rules.policy.rulebook import Rulebook

_ON_SLIP = frozenset({"received_at", "inspected_at", "buyer_shipped_at", "x_shipped_at"})
"""Columns of the slip; all the others that start a time are the case's."""
_LONGEST_WAIT = 366 * 24 * 60
"""Minutes; a wait of more than a year is no wait."""


@dataclass(frozen=True, slots=True)
class Reckoning:
    """One case, its slip where it has one, the policy row that holds, and the handbook."""

    case: Record
    slip: Record | None
    match: Match
    book: Rulebook

    def start_from(self, columns: tuple[str, ...]) -> Step | None:
        """Return the first of `columns` that is filled in, in the slip or in the case."""
        for column in columns:
            found = time_in(self.slip if column in _ON_SLIP else self.case, column)
            if found is not None:
                return Step("start", found, column)
        return None

    def paused(self, start: Step) -> tuple[Step, ...]:
        """Return the start, and behind it the time for which the buyer owed us something."""
        waited = bounded_in(self.case, "waited_minutes") or 0
        if not waited or waited > _LONGEST_WAIT:
            return (start,)
        return (start, Step("waited", start.at + timedelta(minutes=waited), "", waited))

    def hours(
        self, name: str, columns: tuple[str, ...], given: int | None, default: int
    ) -> Deadline | None:
        """Return so many hours after the first of `columns` that is filled in."""
        start = self.start_from(columns)
        if start is None:
            return None
        hours = default if given is None else given
        due = start.at + timedelta(hours=hours)
        return Deadline(name, start.at, due, (start, Step("hours", due, self._by(given), hours)))

    def desk_hours(
        self, name: str, columns: tuple[str, ...], given: int | None, default: int
    ) -> Deadline | None:
        """Return the same in the hours in which the desk works."""
        start = self.start_from(columns)
        return None if start is None else self.worked(name, (start,), given, default)

    def worked(
        self, name: str, begun: tuple[Step, ...], given: int | None, default: int
    ) -> Deadline:
        """Return so many hours after the last of the steps `begun`, in which the desk works."""
        hours, rule = default if given is None else given, self.match.rule
        kind = "work_hours" if rule and rule.spans else "hours"
        due = self._later(begun[-1].at, hours)
        by = rule.policy_id if rule and (given is not None or rule.spans) else ""
        return Deadline(name, begun[0].at, due, (*begun, Step(kind, due, by, hours)))

    def _later(self, at: datetime, hours: int) -> datetime:
        rule = self.match.rule
        if rule is None or not rule.spans:
            return at + timedelta(hours=hours)
        return later(at, hours, rule.spans, self.book.calendar_of(self.case).is_workday)

    def days(
        self, name: str, columns: tuple[str, ...], given: int | None, default: int
    ) -> Deadline | None:
        """Return the end of the day so many days after the first of `columns` that is filled."""
        start = self.start_from(columns)
        if start is None:
            return None
        days = default if given is None else given
        due = datetime.combine(start.at.date() + timedelta(days=days), END_OF_DAY)
        return Deadline(name, start.at, due, (start, Step("days", due, self._by(given), days)))

    def _by(self, given: int | None) -> str:
        return self.match.rule.policy_id if self.match.rule and given is not None else ""

    def lengthened(self, stage: Stage, deadline: Deadline | None) -> Deadline | None:
        """Return the deadline with what the calendar adds to it; None for None."""
        if deadline is None:
            return None
        due, steps, in_days = deadline.due, deadline.steps, stage in IN_DAYS
        works = self.match.rule is not None and bool(self.match.rule.spans)
        kind = "added_days" if in_days else "added_work_hours" if works else "added_hours"
        for row, add in self.book.calendar_of(self.case).lengthened(stage, deadline.start, due):
            due = due + timedelta(days=add) if in_days else self._later(due, add)
            steps = (*steps, Step(kind, due, row.cal_id, add))
        return deadline._replace(due=due, steps=steps) if due > deadline.due else deadline

    def longer_window(self, start: datetime, end: datetime) -> Iterator[tuple[str, int]]:
        """Yield the number of each calendar row that lengthens the window, with its days."""
        rows = self.book.calendar_of(self.case).lengthened("window", start, end)
        return ((row.cal_id, add) for row, add in rows)

    def roll(self, day: date) -> date:
        """Return the day to which a last day moves that is a day off (Civil Code art. 203)."""
        return first_workday_from(self.book.calendar_of(self.case), day)
