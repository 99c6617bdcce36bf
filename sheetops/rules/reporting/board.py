"""What the board shows, as frozen data: figures, today's work by person, problems and notices."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Protocol

from sheetops.errors import SheetopsError
from sheetops.records.desk import Records
from sheetops.records.problems import Place, Problem, Severity
from sheetops.records.settings import Settings
from sheetops.records.text import Text
from sheetops.rules.deadlines.overdue import DueItem
from sheetops.rules.deadlines.workdays import Workdays
from sheetops.rules.notices.tasks import notice_tasks
from sheetops.rules.reconciling.problem_kinds import reconciling_notices
from sheetops.rules.reporting.notices import (
    Held,
    Notice,
    mail_notices,
    notices,
    stopped_notices,
    waiting_notices,
    year_notices,
)
from sheetops.rules.reporting.summary import OUR_TURNS, Summary, summarise

_LEVELS = ("overdue", "close", "warning", "normal")

WAREHOUSE = Text("仓库", "Warehouse")
SUPERVISOR = Text("主管", "Supervisor")
UNASSIGNED = Text("未分派", "Unassigned")


@dataclass(frozen=True, slots=True)
class Desk:
    """The work of one person, or of the warehouse or the supervisor; worst first."""

    title: Text
    items: tuple[DueItem, ...]

    @property
    def overdue(self) -> int:
        """Return how many of the items are overdue."""
        return sum(item.level == "overdue" for item in self.items)


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that `board.xlsx` says; also what the daily mail is made from."""

    shop: str
    now: datetime
    summary: Summary
    desks: tuple[Desk, ...]
    problems: tuple[Problem, ...]
    """Errors before warnings, and by urgency."""
    notices: tuple[Notice, ...]
    slips: Mapping[str, Place]
    """Slip number → its row in the register, for the slips that the items name."""
    masked: bool = False
    """Whether it may leave the house: no names, no buyer's words, no links."""

    @property
    def errors(self) -> int:
        """Return how many problems are errors."""
        return sum(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def items(self) -> tuple[DueItem, ...]:
        """Return all items on all desks, worst first."""
        return tuple(sorted((i for desk in self.desks for i in desk.items), key=worst_first))


class ShopNow(Protocol):
    """What a board is made from: a shop at one instant."""

    @property
    def records(self) -> Records:
        """Return everything that was read."""
        ...

    @property
    def now(self) -> datetime:
        """Return the instant, shop time."""
        ...

    @property
    def settings(self) -> Settings:
        """Return the shop's settings."""
        ...

    @property
    def workdays(self) -> Workdays:
        """Return the calendar."""
        ...

    @property
    def problems(self) -> Sequence[Problem]:
        """Return everything that the checks found."""
        ...

    @property
    def obstacle(self) -> SheetopsError | None:
        """Return why nothing may be decided now; None where nothing is in the way."""
        ...

    def waiting(self) -> Sequence[Held]:
        """Return the results that wait until a workbook is closed."""
        ...

    def troubled_mails(self) -> Sequence[object]:
        """Return the mails that somebody has to settle."""
        ...


def board_of(
    shop: ShopNow,
    items: Sequence[DueItem],
    day: date | None = None,
    more: Iterable[Notice] = (),
) -> Board:
    """Return the board of `shop`, its figures about `day` (default: today).

    `more` are notices that only this board has; they stand last.
    """
    more = (
        *stopped_notices(shop.obstacle),
        *waiting_notices(shop.waiting(), shop.now),
        *mail_notices(len(shop.troubled_mails())),
        *year_notices(shop.workdays, shop.now.date()),
        *reconciling_notices(shop.problems),
        *more,
    )
    return board(shop.records, shop.now, shop.settings, items, shop.problems, more, day=day)


def board(
    records: Records,
    now: datetime,
    settings: Settings,
    items: Sequence[DueItem],
    problems: Sequence[Problem],
    more: Iterable[Notice] = (),
    *,
    day: date | None = None,
) -> Board:
    """Return the board as of `now`, its figures about `day` (default: today).

    `items` is what is due (`overdue_items`), `problems` everything the checks found, `more` the
    notices that do not come from the calendar (results that wait, mails that are uncertain).
    """
    work = [*items, *notice_tasks(records["calendar"], now)]
    return Board(
        shop=settings.name,
        now=now,
        summary=summarise(records, now, settings.limits, items, day),
        desks=tuple(_desks(work, _names(records), now.date())),
        problems=tuple(sorted(problems, key=_most_urgent)),
        notices=(*more, *notices(records["calendar"], now)),
        slips=MappingProxyType(dict(_slip_places(items, records))),
    )


def worst_first(item: DueItem) -> tuple[int, datetime, str]:
    """Return the order of work: overdue first, then by deadline."""
    level = _LEVELS.index(item.level) if item.level in _LEVELS else len(_LEVELS)
    return level, item.due_at, item.case_id or ""


def _desks(items: Iterable[DueItem], names: Mapping[str, str], today: date) -> Iterator[Desk]:
    """Yield the desks, those with most overdue first."""
    found: dict[tuple[str, str], list[DueItem]] = {}
    for item in items:
        if is_for_today(item, today):
            found.setdefault(_whose(item), []).append(item)
    desks = [
        Desk(_title(whose, names), tuple(sorted(work, key=worst_first)))
        for whose, work in sorted(found.items())
    ]
    yield from sorted(desks, key=lambda desk: (-desk.overdue, worst_first(desk.items[0])))


def _slip_places(items: Iterable[DueItem], records: Records) -> Iterator[tuple[str, Place]]:
    for number in {item.slip_no for item in items if item.slip_no}:
        slip = records["slips"].find(number)
        if slip is not None:
            yield number, slip.place()


def is_for_today(item: DueItem, today: date) -> bool:
    """Whether somebody has to see to it today: what is a buyer's turn only once it is overdue."""
    if item.turn not in OUR_TURNS:
        return item.level == "overdue"
    return item.level not in ("normal", "done") or item.due_at.date() <= today


def _whose(item: DueItem) -> tuple[str, str]:
    if item.turn in {"warehouse", "manager"}:
        return item.turn, ""
    return "agent", item.owner or ""


def _title(whose: tuple[str, str], names: Mapping[str, str]) -> Text:
    turn, owner = whose
    if turn == "warehouse":
        return WAREHOUSE
    if turn == "manager":
        return SUPERVISOR
    if not owner:
        return UNASSIGNED
    label = f"{owner} {names.get(owner, '')}".strip()
    return Text(label, label)


def _names(records: Records) -> Mapping[str, str]:
    return {row.key or "": row.text("name") for row in records["agents"]}


def _most_urgent(problem: Problem) -> tuple[bool, int, str, int]:
    place = problem.place
    return (
        problem.severity is not Severity.ERROR,
        problem.kind.urgency,
        place.book,
        place.row or 0,
    )


def short_key(key: str) -> str:
    """Return a row's key as people read it: of a natural key, its number's last six digits."""
    if "|" not in key:
        return key
    numbers = [part for part in key.split("|") if part[-6:].isdigit()]
    return f"…{numbers[0][-6:]}" if numbers else ""
