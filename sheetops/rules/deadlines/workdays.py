"""Which days are worked, and what the shop's calendar adds to a deadline.

The shop's rows win over the national calendar when the question is who is at work. A buyer's time
is another question: there a row may only lengthen (七日办法 art. 20: exclusions are not widened).
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, Protocol

from sheetops.records.table import Record, Table
from sheetops.rules.policy.facts import bounded_in, day_in, flag_in, word_in

Stage = Literal["review", "inspect", "window", "return", "refund"]
IN_DAYS: frozenset[Stage] = frozenset({"window", "return", "refund"})
"""Stages that the calendar lengthens by days; the others by hours."""

ADDED_COLUMNS: tuple[tuple[Stage, str], ...] = (
    ("review", "review_hours_add"),
    ("inspect", "inspect_hours_add"),
    ("window", "window_days_add"),
    ("return", "return_days_add"),
    ("refund", "refund_days_add"),
)
"""Stage → the calendar column that lengthens it."""

_SAYS = {"closure": 0, "makeup": 1, "holiday": 2}
"""Whose word counts where two rows speak of one day: the smallest; all other kinds come last."""
_DEFAULT_WORKDAY = {"closure": False, "makeup": True, "holiday": False}
_DAY = timedelta(days=1)


class Workdays(Protocol):
    """Tells working days from days off."""

    def is_workday(self, day: date) -> bool:
        """Return whether `day` is worked."""
        ...

    def known(self, year: int) -> bool:
        """Return whether the holidays of `year` are known; else Monday to Friday are worked."""
        ...


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """One row of the shop's calendar. `added` maps a stage to hours or days, never negative."""

    cal_id: str
    name: str
    kind: str
    first: date
    last: date
    is_workday: bool | None
    added: dict[Stage, int]
    shops: tuple[str, ...] = ()

    def covers(self, day: date) -> bool:
        """Return whether `day` lies in the row's span, both ends included."""
        return self.first <= day <= self.last


def calendar_rows(table: Table) -> list[CalendarRow]:
    """Return the rows that can be used: with a number and with dates in the right order."""
    return [row for row in map(_as_row, table) if row is not None]


def _as_row(record: Record) -> CalendarRow | None:
    cal_id, first = word_in(record, "cal_id"), day_in(record, "date_from")
    last = day_in(record, "date_to") or first
    if cal_id is None or first is None or last is None or last < first:
        return None
    kind, said = word_in(record, "kind") or "other", flag_in(record, "is_workday")
    added = {stage: bounded_in(record, name) or 0 for stage, name in ADDED_COLUMNS}
    if kind == "courier_stop" and record["return_days_add"] is None:
        # nothing can be sent on these days; nobody waits for more than a year
        added["return"] = min((last - first).days + 1, 365)
    return CalendarRow(
        cal_id=cal_id,
        name=word_in(record, "name") or cal_id,
        kind=kind,
        first=first,
        last=last,
        is_workday=_DEFAULT_WORKDAY.get(kind) if said is None else said,
        added={stage: add for stage, add in added.items() if add},
        shops=_shops(word_in(record, "applies_shop") or ""),
    )


def _shops(text: str) -> tuple[str, ...]:
    for mark in "；、，,":
        text = text.replace(mark, ";")
    return tuple(part.strip() for part in text.split(";") if part.strip())


class _Spans:
    """Rows in the order of their first days, found by a day in logarithmic time."""

    def __init__(self, rows: tuple[CalendarRow, ...]) -> None:
        self._rows = rows
        self._firsts = [row.first.toordinal() for row in rows]
        self._longest = max(((row.last - row.first).days for row in rows), default=0)

    def reaching(self, day: date) -> Sequence[CalendarRow]:
        """Return the rows from the first on that may still last on `day`."""
        if not self._rows:
            return ()
        return self._rows[bisect_left(self._firsts, day.toordinal() - self._longest) :]


class ShopWorkdays:
    """The national calendar with the shop's rows laid over it, for one shop name."""

    def __init__(
        self, national: Workdays, rows: Iterable[CalendarRow], shop: str | None = None
    ) -> None:
        # a calendar laid over twice still asks the nation itself
        self.national: Workdays = (
            national.national if isinstance(national, ShopWorkdays) else national
        )
        mine = [row for row in rows if not row.shops or shop is None or shop in row.shops]
        self.rows = tuple(sorted(mine, key=lambda row: (row.first, row.cal_id)))
        self._every = _Spans(self.rows)
        self._added = {
            stage: _Spans(tuple(row for row in self.rows if stage in row.added))
            for stage, _ in ADDED_COLUMNS
        }
        self._worked: dict[date, bool] = {}
        self._off: dict[date, bool] = {}

    def is_workday(self, day: date) -> bool:
        """Return whether the desk works on `day`: the shop's rows first, then the nation's."""
        found = self._worked.get(day)
        if found is None:
            found = self._worked[day] = self._is_worked(day)
        return found

    def known(self, year: int) -> bool:
        """Return whether holidays of `year` are known to the nation or entered by the shop.

        The notice comes in one piece: who has entered National Day has entered the year.
        """
        first, last = date(year, 10, 1), date(year, 10, 31)
        return self.national.known(year) or any(
            row.kind == "holiday" and row.first <= last and row.last >= first for row in self.rows
        )

    def is_day_off(self, day: date) -> bool:
        """Return whether `day` counts as a day off when a buyer's last day is looked at.

        Civil Code art. 203: a last day that is a statutory day off moves to the day after.
        Weekends are days off here, which is the reading in the buyer's favour. A row of the shop
        can add days off and never take one away.
        """
        found = self._off.get(day)
        if found is None:
            found = self._off[day] = not self.national.is_workday(day) or any(
                row.is_workday is False for row in self._covering(day)
            )
        return found

    def lengthened(
        self, stage: Stage, start: datetime, due: datetime
    ) -> Iterator[tuple[CalendarRow, int]]:
        """Yield each row that falls between `start` and `due`, with what it adds.

        Days for the stages in `IN_DAYS`, hours otherwise. A row reached only because an earlier one
        has lengthened the deadline counts too; the caller adds in the order given.
        """
        day = start.date()
        for row in self._added[stage].reaching(day):
            if row.first > due.date():
                return
            if row.last >= day:
                add = row.added[stage]
                due += timedelta(days=add) if stage in IN_DAYS else _hours(add)
                yield row, add

    def _is_worked(self, day: date) -> bool:
        said = [row for row in self._covering(day) if row.is_workday is not None]
        if not said:
            return self.national.is_workday(day)
        return bool(min(said, key=lambda row: _SAYS.get(row.kind, len(_SAYS))).is_workday)

    def _covering(self, day: date) -> Iterator[CalendarRow]:
        for row in self._every.reaching(day):
            if row.first > day:
                return
            if row.covers(day):
                yield row


def first_workday_from(calendar: ShopWorkdays, day: date) -> date:
    """Return `day`, or where it is a day off for the buyer the first day after that is none."""
    for _ in range(366):
        if not calendar.is_day_off(day):
            return day
        day += _DAY
    return day


def _hours(count: int) -> timedelta:
    return timedelta(hours=count)
