"""What is due, worst first, and the cells that say so beside each case and slip."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sheetops.actions import SetValue
from sheetops.records.desk import Records
from sheetops.records.problems import Place
from sheetops.records.settings import Settings
from sheetops.records.table import Record
from sheetops.records.text import Language, Text
from sheetops.rules.deadlines.deadlines import Deadlines
from sheetops.rules.deadlines.derivations import Deadline, explained, lines
from sheetops.rules.deadlines.next_steps import CLOSED, LEVELS, NextStep, level_of, thresholds
from sheetops.rules.deadlines.outlook import (
    OVER,
    closed_cases,
    open_inspections,
    outlooks,
    refund_due,
)
from sheetops.rules.deadlines.workdays import Workdays
from sheetops.rules.policy.facts import word_in
from sheetops.rules.policy.rulebook import Rulebook
from sheetops.rules.writes import keyed_rows, write, write_all

INSPECT_ANYWAY = Text(
    "平台已先行退款，仍须验货", "The platform refunded first; inspect all the same"
)
_RANK = {level: rank for rank, level in enumerate(LEVELS)}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing to be done: `late_by` is zero until `due_at` has passed.

    `place` is the row in which it is recorded, in the applications book or the slip register.
    """

    case_id: str | None
    slip_no: str | None
    what: Text
    turn: str
    owner: str | None
    due_at: datetime
    level: str
    late_by: timedelta
    place: Place
    deadline: Deadline | None = None
    """How `due_at` came about; None where nobody asked."""

    @property
    def why(self) -> tuple[Text, ...]:
        """Return the derivation of `due_at`, a line for each step and clock."""
        return lines(self.deadline) if self.deadline else ()


def overdue_items(
    records: Records,
    now: datetime,
    settings: Settings,
    workdays: Workdays,
    levels: Iterable[str] = LEVELS,
) -> list[DueItem]:
    """Return what is to be done at one of `levels`, worst first: by level, then by deadline.

    Each open case appears once; a closed one whose goods still wait for inspection too.
    """
    book, wanted = Rulebook(records, settings, workdays), frozenset(levels)
    items = [item for item in _items(records, book, now) if item.level in wanted]
    return sorted(items, key=lambda item: (_RANK[item.level], item.due_at, item.case_id or ""))


def plan_overdue(
    records: Records, now: datetime, settings: Settings, language: Language, workdays: Workdays
) -> Iterator[SetValue]:
    """Plan next step, turn, deadline and level of every case, and the deadlines of every slip."""
    book = Rulebook(records, settings, workdays)
    levels: dict[int, str] = {}
    for outlook in outlooks(records, book, now):
        yield from _step_cells(outlook.case, outlook.step, language)
        slip = outlook.slip
        if slip is not None and slip["slip_status"] not in OVER:
            levels[slip.index] = outlook.step.level
            yield from _slip_times(outlook.times, slip, language)
    for case in closed_cases(records):
        yield from _step_cells(case, CLOSED, language)
    for _, slip, deadline in open_inspections(records, book):
        levels[slip.index] = level_of(deadline, now, book.limits)
    for slip in keyed_rows(records["slips"]):
        yield from write_all(slip, (("level", levels.get(slip.index, "done")),))


def valid_until(
    records: Records, now: datetime, settings: Settings, workdays: Workdays
) -> datetime:
    """Return the first instant after `now` at which time alone changes a planned value.

    That is the next moment at which a deadline becomes a warning, close or overdue, or midnight.
    """
    book = Rulebook(records, settings, workdays)
    return min(at for at in _moments(records, book, now) if at > now)


def _moments(records: Records, book: Rulebook, now: datetime) -> Iterator[datetime]:
    yield (now + _DAY).replace(hour=0, minute=0, second=0, microsecond=0)
    for outlook in outlooks(records, book, now):
        if outlook.step.deadline is not None:
            yield from thresholds(outlook.step.deadline, book.limits)
    for _, _, deadline in open_inspections(records, book):
        yield from thresholds(deadline, book.limits)


def _items(records: Records, book: Rulebook, now: datetime) -> Iterator[DueItem]:
    for outlook in outlooks(records, book, now):
        step = outlook.step
        if step.deadline is not None:
            yield _item(outlook.case, outlook.slip, step, step.deadline.due, now)
    for case, slip, deadline in open_inspections(records, book):
        level = level_of(deadline, now, book.limits)
        step = NextStep(INSPECT_ANYWAY, "warehouse", deadline.due, level, deadline)
        yield _item(case, slip, step, deadline.due, now)


def _item(
    case: Record, slip: Record | None, step: NextStep, due: datetime, now: datetime
) -> DueItem:
    return DueItem(
        case_id=word_in(case, "case_id"),
        slip_no=word_in(slip, "slip_no") if slip is not None else None,
        what=step.words,
        turn=step.turn,
        owner=word_in(case, "owner"),
        due_at=due,
        level=step.level,
        late_by=max(now - due, timedelta()),
        place=_where(case, slip, step),
        deadline=step.deadline,
    )


def _where(case: Record, slip: Record | None, step: NextStep) -> Place:
    """Return the row in which the step is recorded: the warehouse works in the slip register."""
    return slip.place() if slip is not None and step.turn == "warehouse" else case.place()


def _step_cells(case: Record, step: NextStep, language: Language) -> Iterator[SetValue]:
    yield from write_all(
        case,
        (
            ("next_step", step.words.to(language) or None),
            ("turn", step.turn),
            ("level", step.level),
        ),
    )
    why = explained(step.deadline, language) if step.deadline else None
    if step.due_at != case["due_at"]:
        yield from write(case, "due_at", step.due_at, _same(why) if why else None)
    if why != case["due_why"]:
        yield from write(case, "due_why", why)


def _slip_times(times: Deadlines, slip: Record, language: Language) -> Iterator[SetValue]:
    found: tuple[tuple[str, Deadline | None], ...] = (
        ("return_due", times.return_due),
        ("inspect_due", times.inspect_due),
        ("refund_due", refund_due(times)),
    )
    for column, deadline in found:
        wanted = deadline.due if deadline else None
        if wanted != slip[column]:
            yield from write(slip, column, wanted, _filed(deadline, language))


def _filed(deadline: Deadline | None, language: Language) -> Text | None:
    return _same(explained(deadline, language)) if deadline else None


def _same(words: str) -> Text:
    # a derivation is filed in the shop's language, and nowhere else
    return Text(words, words)
