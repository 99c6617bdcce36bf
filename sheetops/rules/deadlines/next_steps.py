"""What is to be done next on a case: one step, whose turn it is, one deadline, how near it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sheetops.records.settings import Limits
from sheetops.records.states import FINAL_STATES
from sheetops.records.text import Text
from sheetops.rules.deadlines.deadlines import Deadlines
from sheetops.rules.deadlines.derivations import Deadline, Step
from sheetops.rules.deadlines.stages import stage_of
from sheetops.rules.deadlines.step_words import DONE, STEPS
from sheetops.rules.deadlines.windows import END_OF_DAY

LEVELS = ("overdue", "close", "warning", "normal", "done")
"""Keys of the choice list `level`, worst first."""

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next step of a case; `turn` and `level` are keys of the choice lists of those names."""

    words: Text
    turn: str
    due_at: datetime | None
    level: str
    deadline: Deadline | None = None
    """How `due_at` came about; None for a case that is closed."""


def next_step(times: Deadlines, now: datetime) -> NextStep:
    """Return the one next step of the case whose deadlines `times` are; a closed case has none."""
    if times.case["status"] in FINAL_STATES:
        return CLOSED
    kind = STEPS[stage_of(times)]
    deadline = times.nearest(_ASKED[kind.deadline](times) or today(now))
    late = now > deadline.due
    return NextStep(
        words=kind.late if late else kind.words,
        turn=kind.late_turn if late else kind.turn,
        due_at=deadline.due,
        level=level_of(deadline, now, times.book.limits),
        deadline=deadline,
    )


CLOSED = NextStep(DONE, "nobody", None, "done")


def level_of(deadline: Deadline, now: datetime, limits: Limits) -> str:
    """Return how near the deadline is: overdue, close, warning or normal.

    A deadline is inclusive: at the very second it is still met.
    """
    late, close, warning = thresholds(deadline, limits)
    if now >= late:
        return "overdue"
    if now >= close:
        return "close"
    return "warning" if now >= warning else "normal"


def thresholds(deadline: Deadline, limits: Limits) -> tuple[datetime, datetime, datetime]:
    """Return from when on the deadline is overdue, close and a warning.

    Close is the last hour, a warning the last quarter of the time or the last four hours
    (both from the settings), whichever begins earlier.
    """
    due = deadline.due
    warned = max(deadline.whole / 4, timedelta(hours=limits.warn_hours))
    return due + _SECOND, due - timedelta(hours=limits.close_hours), due - warned


def today(now: datetime) -> Deadline:
    """Return the end of today: the deadline of a case that has no time to count from."""
    start, due = now.replace(hour=0, minute=0, second=0), datetime.combine(now, END_OF_DAY)
    return Deadline("today", start, due, (Step("today", due),))


_ASKED: dict[str, Callable[[Deadlines], Deadline | None]] = {
    "review": lambda times: times.review,
    "evidence": lambda times: times.evidence,
    "answer": lambda times: times.answer,
    "telling": lambda times: times.telling,
    "return": lambda times: times.return_due,
    "arrival": lambda times: times.arrival,
    "inspect": lambda times: times.inspect_due,
    "refund": lambda times: times.refund_due,
    "reship": lambda times: times.reship_due,
    "negotiation": lambda times: times.negotiation,
    "tracking": lambda times: times.tracking_told,
    "confirmation": lambda times: times.confirmation,
    "ruling": lambda times: times.ruling,
}
"""Name in `STEPS` → the deadline it means."""
