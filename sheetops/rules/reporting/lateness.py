"""What was not done in time: by step, how long it took beyond its deadline, and whose it was."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sheetops.records.settings import Limits
from sheetops.records.table import Record
from sheetops.records.text import Text
from sheetops.rules.policy.facts import time_in
from sheetops.rules.reporting.figures import Rate, Slice
from sheetops.rules.reporting.rates import (
    IN_TIME,
    Outcome,
    Window,
    inspect_due,
    inspect_outcome,
    refund_due,
    refund_outcome,
    review_due,
    review_outcome,
)


@dataclass(frozen=True, slots=True)
class LateStep:
    """One kind of step: kept of judged, how many of the late ones are still open, the worst."""

    kept: Rate
    still_open: int
    longest: timedelta

    @property
    def missed(self) -> int:
        """Return how many were late."""
        return self.kept.whole - self.kept.part


@dataclass(frozen=True, slots=True)
class Lateness:
    """The late steps of a time, and the people whose they were, most first."""

    steps: tuple[LateStep, ...]
    people: tuple[Slice, ...]

    @property
    def missed(self) -> int:
        """Return how many deadlines were missed."""
        return sum(step.missed for step in self.steps)


@dataclass(frozen=True, slots=True)
class _Promise:
    title: Text
    rows: Sequence[Record]
    judge: Callable[[Record, Window, Limits], Outcome]
    due: Callable[[Record, Limits], datetime | None]
    done: str
    whose: Callable[[Record], str]


def lateness(
    cases: Sequence[Record], slips: Sequence[Record], window: Window, limits: Limits
) -> Lateness:
    """Return what began in `window` and was not done in time, as known at its `now`.

    Reviews and refunds count for the owner of the case, inspections for whoever inspected.
    """
    owners = {case.text("case_id"): case.text("owner") for case in cases}
    promises = _promises(cases, slips, owners)
    people: Counter[str] = Counter()
    steps = tuple(_judged(promise, window, limits, people) for promise in promises)
    ranked = (Slice(Text(who, who), count) for who, count in people.most_common())
    return Lateness(steps, tuple(ranked))


def _promises(
    cases: Sequence[Record], slips: Sequence[Record], owners: Mapping[str, str]
) -> tuple[_Promise, ...]:
    def owner(slip: Record) -> str:
        return owners.get(slip.text("case_id"), "")

    def inspector(slip: Record) -> str:
        return slip.text("inspector")

    return (
        _Promise(_REVIEW, cases, review_outcome, review_due, "reviewed_at", _owner),
        _Promise(_INSPECT, slips, inspect_outcome, inspect_due, "inspected_at", inspector),
        _Promise(_REFUND, slips, refund_outcome, refund_due, "refunded_at", owner),
    )


def _owner(case: Record) -> str:
    return case.text("owner")


def _judged(promise: _Promise, window: Window, limits: Limits, people: Counter[str]) -> LateStep:
    """Return how one promise was kept; whoever broke it is added to `people`."""
    outcomes = [(row, promise.judge(row, window, limits)) for row in promise.rows]
    late = [row for row, outcome in outcomes if outcome is False]
    people.update(who for row in late if (who := promise.whose(row)))
    delays = (_delay(row, promise, window.now, limits) for row in late)
    known = [outcome for _, outcome in outcomes if outcome is not None]
    return LateStep(
        Rate(promise.title, sum(known), len(known), IN_TIME),
        sum(time_in(row, promise.done) is None for row in late),
        max(delays, default=timedelta()),
    )


def _delay(row: Record, promise: _Promise, now: datetime, limits: Limits) -> timedelta:
    due = promise.due(row, limits)
    return (time_in(row, promise.done) or now) - due if due else timedelta()


_REVIEW = Text("审核", "Review")
_INSPECT = Text("验货", "Inspection")
_REFUND = Text("退款", "Refund")
