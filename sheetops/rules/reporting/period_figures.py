"""The figures of a week or a month beside those of the one before."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sheetops.records.desk import Records
from sheetops.records.settings import Limits
from sheetops.records.table import Table
from sheetops.records.text import Text
from sheetops.rules.deadlines.overdue import DueItem
from sheetops.rules.policy.facts import time_in
from sheetops.rules.reporting.feedback_figures import Feedback, feedback_figures
from sheetops.rules.reporting.figures import Mean, Pair, Rate
from sheetops.rules.reporting.lateness import Lateness, lateness
from sheetops.rules.reporting.periods import Period
from sheetops.rules.reporting.rates import Window, hours_to_close, rates
from sheetops.rules.reporting.recent import recent_cases, recent_slips
from sheetops.rules.reporting.scores import ScoreCard, ScoreCards
from sheetops.rules.reporting.summary import (
    open_at,
    ours_overdue,
    overdue_before,
    reason_title,
    refunds,
)

WEEKS, MONTHS = 8, 6
"""How far back the charts of the two reports go."""


@dataclass(frozen=True, slots=True)
class Step:
    """One week or month of the chart; `label` is digits alone."""

    label: str
    came_in: int
    closed: int


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """What happened in `period`, known at `now`; every pair has the period before beside it."""

    period: Period
    now: datetime
    came_in: Pair
    decided: Pair
    closed: Pair
    refunded: Pair
    waiting: Pair
    """Open at the end of the period, and at its beginning."""
    overdue: Pair
    """Overdue now, and at the end of the period before; only what is the shop's turn."""
    rates: tuple[tuple[Rate, Rate], ...]
    handling: tuple[Mean, Mean]
    reasons: tuple[tuple[Text, Pair], ...]
    """Why buyers applied, most first."""
    feedback: tuple[Feedback, Feedback]
    late: tuple[Lateness, Lateness]
    cards: tuple[ScoreCard, ...]
    """By number; nobody about whom there is nothing to say."""
    steps: tuple[Step, ...]
    """The last weeks or months, oldest first; the last one is `period`."""


def period_figures(
    records: Records, period: Period, now: datetime, limits: Limits, items: Sequence[DueItem]
) -> PeriodFigures:
    """Return the figures of `period` as known at `now`; `items` is what is due."""
    desk = _Two(records, period, now, limits)
    late = ours_overdue(items)
    return PeriodFigures(
        period=period,
        now=now,
        came_in=desk.count("applied_at"),
        decided=desk.count("reviewed_at"),
        closed=desk.count("closed_at"),
        refunded=desk.money(),
        waiting=Pair(open_at(desk.cases, period.ends), open_at(desk.cases, period.begins)),
        overdue=Pair(len(late), overdue_before(late, desk.cases, desk.slips, period.begins, now)),
        rates=desk.rates(),
        handling=(hours_to_close(desk.cases, desk.this), hours_to_close(desk.cases, desk.last)),
        reasons=desk.reasons(),
        feedback=(feedback_figures(records, desk.this), feedback_figures(records, desk.last)),
        late=(
            lateness(desk.cases, desk.slips, desk.this, limits),
            lateness(desk.cases, desk.slips, desk.last, limits),
        ),
        cards=tuple(_cards(records, desk.this, limits, items)),
        steps=_steps(records["applications"], period),
    )


class _Two:
    """The rows of a period and the one before, read once."""

    def __init__(self, records: Records, period: Period, now: datetime, limits: Limits) -> None:
        before = period.before
        self.this = Window(period.begins, period.ends, now)
        self.last = Window(before.begins, before.ends, now)
        self.cases = list(recent_cases(records["applications"], before.begins))
        known = {case.text("case_id") for case in self.cases} - {""}
        self.slips = list(recent_slips(records["slips"], before.begins, known))
        self._records = records
        self._limits = limits

    def count(self, column: str) -> Pair:
        """Return how many cases have a time in `column` in each of the two."""
        times = [time_in(case, column) for case in self.cases]
        return Pair(sum(map(self.this.holds, times)), sum(map(self.last.holds, times)))

    def money(self) -> Pair:
        """Return what was refunded, CNY."""
        paid = list(refunds(self.cases, self.slips))
        return Pair(_sum(paid, self.this), _sum(paid, self.last))

    def rates(self) -> tuple[tuple[Rate, Rate], ...]:
        """Return every share of this period beside that of the one before."""
        feedback = list(self._records["feedback"])
        now, before = (
            rates(self.cases, self.slips, feedback, window, self._limits)
            for window in (self.this, self.last)
        )
        return tuple(zip(now, before, strict=True))

    def reasons(self) -> tuple[tuple[Text, Pair], ...]:
        """Return reason → how many applied for it, most first."""
        names: Mapping[str, str] = {
            row.key or "": row.text("name") for row in self._records["reasons"]
        }
        now, before = (
            Counter(
                case.text("reason_code")
                for case in self.cases
                if window.holds(time_in(case, "applied_at"))
            )
            for window in (self.this, self.last)
        )
        return tuple(
            (reason_title(code, names), Pair(count, before[code]))
            for code, count in now.most_common()
        )


def _sum(paid: Iterable[tuple[datetime, Decimal]], window: Window) -> Decimal:
    total = sum((amount for when, amount in paid if window.holds(when)), Decimal())
    return total.quantize(Decimal("0.01"))


def _cards(
    records: Records, window: Window, limits: Limits, items: Sequence[DueItem]
) -> list[ScoreCard]:
    cards = ScoreCards(records, window, limits, items)
    numbers = sorted({row.text("agent_id") for row in records["agents"]} - {""})
    return [card for number in numbers if not (card := cards.of(number)).is_blank]


def _steps(cases: Table, period: Period) -> tuple[Step, ...]:
    came_in, closed = _by_day(cases, "applied_at"), _by_day(cases, "closed_at")
    return tuple(
        Step(
            f"{one.since:%Y-%m}" if one.is_month else f"{one.since:%m-%d}",
            _between(came_in, one),
            _between(closed, one),
        )
        for one in period.run_up(MONTHS if period.is_month else WEEKS)
    )


def _by_day(cases: Table, column: str) -> Counter[date]:
    """Return day → how many; by column, which is quick for a hundred thousand rows."""
    return Counter(value.date() for value in cases.column(column) if isinstance(value, datetime))


def _between(days: Mapping[date, int], period: Period) -> int:
    return sum(count for day, count in days.items() if period.since <= day < period.until)
