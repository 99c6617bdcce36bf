"""The shop's figures at one instant: what came in, was decided, waits and is late; is it better."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from sheetops.records.desk import Records
from sheetops.records.settings import Limits
from sheetops.records.states import STATES
from sheetops.records.table import Record
from sheetops.records.text import Text
from sheetops.rules.deadlines.overdue import DueItem
from sheetops.rules.policy.facts import amount_in, time_in
from sheetops.rules.reporting.figures import Day, Mean, Pair, Rate, Slice
from sheetops.rules.reporting.rates import Window, hours_to_close, rates
from sheetops.rules.reporting.recent import recent_cases, recent_slips

DAYS = 30
"""The length of the window for shares, reasons and the charts: platforms count 28 or 30 days."""

OUR_TURNS = frozenset({"agent", "warehouse", "manager"})
"""Whose lateness is the shop's own."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures about `day` as known at `now`.

    Flows (came in, decided, closed, refunded) compare the day with the day before; stocks (waiting,
    overdue) compare this instant with the same time one day earlier.
    """

    day: date
    now: datetime
    came_in: Pair
    decided: Pair
    closed: Pair
    refunded: Pair
    waiting: Pair
    overdue: Pair
    stages: tuple[Slice, ...]
    """Overdue by stage, most first; only what is the shop's turn."""
    states: tuple[Slice, ...]
    """Open cases by state, in the order of a case's life."""
    reasons: tuple[Slice, ...]
    """Why buyers applied in the last 30 days, most first."""
    rates: tuple[Rate, ...]
    handling: Mean
    days: tuple[Day, ...]
    """The last 30 days, oldest first; the last one is `day`."""

    @property
    def is_whole_day(self) -> bool:
        """Whether the day was over when the figures were taken."""
        return self.day < self.now.date()


def summarise(
    records: Records,
    now: datetime,
    limits: Limits,
    items: Sequence[DueItem],
    day: date | None = None,
) -> Summary:
    """Return the figures about `day` (default: today) as known at `now`; `items` is what is due."""
    day = day or now.date()
    morning = datetime.combine(day, time())
    window = Window(morning - timedelta(days=DAYS - 1), morning + timedelta(days=1), now)
    since = window.since - timedelta(days=1)  # one day more, for the day before the first
    cases = list(recent_cases(records["applications"], since))
    known = {case.text("case_id") for case in cases} - {""}
    slips = list(recent_slips(records["slips"], since, known))
    days = tuple(_days(cases, slips, day))
    today, before = days[-1], days[-2]
    late = ours_overdue(items)
    earlier = now - timedelta(days=1)
    return Summary(
        day=day,
        now=now,
        came_in=Pair(today.came_in, before.came_in),
        decided=Pair(today.decided, before.decided),
        closed=Pair(today.closed, before.closed),
        refunded=Pair(today.refunded, before.refunded),
        waiting=Pair(open_at(cases, now), open_at(cases, earlier)),
        overdue=Pair(len(late), overdue_before(late, cases, slips, earlier, now)),
        stages=_slices(item.what for item in late),
        states=_states(cases),
        reasons=_reasons(cases, records, window),
        rates=rates(cases, slips, records["feedback"], window, limits),
        handling=hours_to_close(cases, window),
        days=days[1:],
    )


def reported_day(now: datetime) -> date:
    """Return the day that a report sent at `now` is about: before noon, the day before.

    A morning's report about the morning itself would say nothing.
    """
    return (now - timedelta(hours=12)).date()


def ours_overdue(items: Iterable[DueItem]) -> list[DueItem]:
    """Return the items that are overdue and the shop's own turn."""
    return [item for item in items if item.level == "overdue" and item.turn in OUR_TURNS]


def refunds(cases: Iterable[Record], slips: Iterable[Record]) -> Iterator[tuple[datetime, Decimal]]:
    """Yield (when, how much) for every refund, once for each case: the slip knows better."""
    on_slip: set[str] = set()
    for slip in slips:
        when, amount = time_in(slip, "refunded_at"), amount_in(slip, "refund_amount")
        if when and amount is not None and slip["slip_status"] != "void":
            on_slip.add(slip.text("case_id"))
            yield when, amount
    for case in cases:
        when, amount = time_in(case, "closed_at"), amount_in(case, "refund_amount")
        if when and amount and case.text("case_id") not in on_slip:
            yield when, amount


def _days(cases: Sequence[Record], slips: Sequence[Record], last: date) -> Iterator[Day]:
    """Yield one day more than is shown, so that the first shown day has one before it."""
    came_in, decided, closed = (
        Counter(when.date() for case in cases if (when := time_in(case, column)))
        for column in ("applied_at", "reviewed_at", "closed_at")
    )
    refunded: dict[date, Decimal] = {}
    for when, amount in refunds(cases, slips):
        refunded[when.date()] = refunded.get(when.date(), Decimal()) + amount
    for back in range(DAYS, -1, -1):
        day = last - timedelta(days=back)
        money = refunded.get(day, Decimal()).quantize(Decimal("0.01"))
        yield Day(day, came_in[day], decided[day], closed[day], money)


def open_at(cases: Iterable[Record], at: datetime) -> int:
    """Return how many cases were open at `at`; a final state without a time counts as closed."""
    return sum(
        (applied := time_in(case, "applied_at")) is not None
        and applied <= at
        and _was_open(case, at)
        for case in cases
    )


def _was_open(case: Record, at: datetime) -> bool:
    state = STATES.get(case.text("status"))
    if state is None or not state.final:
        return True
    closed = time_in(case, "closed_at")
    return closed is not None and closed > at


_STEPS = (
    ("applications", "review_due", "reviewed_at"),
    ("slips", "inspect_due", "inspected_at"),
    ("slips", "refund_due", "refunded_at"),
)
"""Steps of the shop whose due and done times the workbooks keep."""


def overdue_before(
    late: Sequence[DueItem],
    cases: Sequence[Record],
    slips: Sequence[Record],
    at: datetime,
    now: datetime,
) -> int:
    """Return how many items were overdue at `at`: those that still are, and those done since."""
    still = sum(item.due_at < at for item in late)
    tables = {"applications": cases, "slips": slips}
    done_since = sum(
        _done_late_between(row, due, done, at, now)
        for sheet, due, done in _STEPS
        for row in tables[sheet]
    )
    return still + done_since


def _done_late_between(row: Record, due: str, done: str, at: datetime, now: datetime) -> bool:
    due_at, done_at = time_in(row, due), time_in(row, done)
    return due_at is not None and done_at is not None and due_at < at < done_at <= now


def _slices(titles: Iterable[Text]) -> tuple[Slice, ...]:
    return tuple(Slice(title, count) for title, count in Counter(titles).most_common())


def _states(cases: Iterable[Record]) -> tuple[Slice, ...]:
    counts = Counter(case.text("status") for case in cases)
    return tuple(
        Slice(state.text, counts[key])
        for key, state in STATES.items()
        if counts[key] and not state.final
    )


def _reasons(cases: Iterable[Record], records: Records, window: Window) -> tuple[Slice, ...]:
    names: Mapping[str, str] = {row.key or "": row.text("name") for row in records["reasons"]}
    counts = Counter(
        case.text("reason_code") for case in cases if window.holds(time_in(case, "applied_at"))
    )
    return tuple(Slice(reason_title(code, names), count) for code, count in counts.most_common())


def reason_title(code: str, names: Mapping[str, str]) -> Text:
    """Return what a reason is called: its name, else its code."""
    if not code:
        return Text("未填原因", "No reason given")
    name = names.get(code) or code
    return Text(name, name)
