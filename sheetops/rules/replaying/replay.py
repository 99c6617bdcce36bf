"""Puts every case of a span to two handbooks, or to one and to what was told at the time."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice

from sheetops.records.desk import Records
from sheetops.records.settings import Settings
from sheetops.records.table import Table
from sheetops.records.text import Text
from sheetops.rules.deadlines.workdays import Workdays
from sheetops.rules.filing.log_rows import LogRow
from sheetops.rules.policy.rulebook import Rulebook
from sheetops.rules.replaying.differences import Difference, Totals
from sheetops.rules.replaying.judging import Answer, Bench, Due
from sheetops.rules.replaying.lives import Life, Lives

_CHUNK = 2_000
"""Cases that are judged together."""
ENOUGH = 1_000_000
"""Pieces in stock when nothing says that there were none."""

Progress = Callable[[str, int, int], None]
Months = Iterable[tuple[str, Sequence[LogRow]]]
"""Month (`2026-03`) and its rows of the log, in order."""


@dataclass(slots=True)
class Replay:
    """What a replay found. `differences` are in the order in which the cases ended."""

    first: date
    last: date
    sides: tuple[Text, Text] = (Text("", ""), Text("", ""))
    """What is compared with what."""
    totals: Totals = field(default_factory=Totals)
    differences: list[Difference] = field(default_factory=list)
    left_out: int = 0
    """Cases of the span whose first row the log does not have."""
    never_told: int = 0
    """Cases that were over before anybody was advised; only asked where that is compared."""


def bench(records: Records, settings: Settings, national: Workdays, now: datetime) -> Bench:
    """Return the handbook in `records`, ready to judge; `national` knows the public holidays."""
    plenty, bare = (
        Rulebook(_with_stock(records, count), settings, national) for count in (ENOUGH, 0)
    )
    return Bench(plenty, bare, now)


def replay(
    months: Months,
    span: tuple[date, date],
    before: Bench,
    after: Bench | None,
    progress: tuple[Progress, int],
) -> Replay:
    """Return what would have been otherwise for the cases applied for in `span`.

    With `after`, each case is put to both handbooks; without it, what was told at the time is
    compared with what `before` says. The log comes month by month and none is kept; `progress`
    is shown each month's name, its number and how many there are.
    """
    found = Replay(*span)
    lives = Lives(*span)
    show, total = progress
    for number, (month, rows) in enumerate(months):
        show(month, number, total)
        _judge_all(found, lives.feed(rows), before, after)
    _judge_all(found, lives.rest(), before, after)
    found.left_out = lives.left_out
    return found


def _judge_all(found: Replay, lives: Iterator[Life], before: Bench, after: Bench | None) -> None:
    while chunk := list(islice(lives, _CHUNK)):
        pairs = _compared(chunk, before, after) if after else _told(chunk, before)
        for life, (was, will) in zip(chunk, pairs, strict=True):
            if was is None:
                found.never_told += 1
                continue
            difference = found.totals.add(life, was, will)
            if difference is not None:
                found.differences.append(difference)


def _compared(
    lives: Sequence[Life], before: Bench, after: Bench
) -> Iterator[tuple[Answer | None, Answer]]:
    first, bare = _as_stocked(lives, before)
    return zip(first, after.answers(lives, bare), strict=True)


def _told(lives: Sequence[Life], now: Bench) -> Iterator[tuple[Answer | None, Answer]]:
    for life, answer in zip(lives, _as_stocked(lives, now)[0], strict=True):
        review = {stage: due for stage, due in answer.dues.items() if stage == "review"}
        yield _filed(life, review.get("review")), replace(answer, dues=review)


def _as_stocked(lives: Sequence[Life], book: Bench) -> tuple[list[Answer], list[bool]]:
    """Return the answers with the stock of the time, and which cases found none.

    An exchange was short of stock where only that explains what it was told.
    """
    answers = list(book.answers(lives))
    doubted = [
        place
        for place, (life, answer) in enumerate(zip(lives, answers, strict=True))
        if life.known.get("case_type") == "exchange"
        and life.known.get("policy_verdict") == "person" != answer.verdict
    ]
    bare = [False] * len(lives)
    again = book.answers([lives[place] for place in doubted], [True] * len(doubted))
    for place, answer in zip(doubted, again, strict=True):
        if answer.judged is not None and answer.judged.ground == "stock":
            answers[place], bare[place] = answer, True
    return answers, bare


def _filed(life: Life, review: Due | None) -> Answer | None:
    """Return what the case was told at the time; None where it was told nothing."""
    known = life.known
    verdict, refs, end = (known.get(k) for k in ("policy_verdict", "policy_refs", "window_end"))
    if not isinstance(verdict, str):
        return None
    due = known.get("review_due")
    dues = {}
    if review is not None and isinstance(due, datetime):
        is_late = review.is_late if review.done_at is None else review.done_at > due
        dues["review"] = Due(due, review.done_at, is_late)
    return Answer(
        verdict=verdict,
        refs=tuple(refs.split(";")) if isinstance(refs, str) else (),
        window_end=end if isinstance(end, datetime) else None,
        dues=dues,
    )


def _with_stock(records: Records, count: int) -> Records:
    goods = records["inventory"]
    columns = {
        **goods.columns,
        "on_hand": [count] * len(goods),
        "reserved_exchange": [0] * len(goods),
    }
    counted = Table(goods.sheet, columns, goods.spans)
    return Records({**records.tables, "inventory": counted})
