"""The managers' daily mail as plain words and numbers: what the templates put into place."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sheetops.records.text import Language, Text
from sheetops.rules.board import Board, short_key
from sheetops.rules.figures import Day, Pair, Rate, Slice
from sheetops.rules.notices import Notice, ago
from sheetops.rules.overdue import DueItem
from sheetops.rules.summary import Summary

WORST = 10
"""A manager reads ten lines; the attached board has them all."""

BARS = 14
_HIGHEST = 48
"""Height of the highest bar, in pixels."""


@dataclass(frozen=True, slots=True)
class Line:
    """One of the worst items; `tone` is `overdue`, `warning` or `plain`."""

    how_long: str
    case: str
    slip: str
    what: str
    who: str
    due: str
    tone: str


@dataclass(frozen=True, slots=True)
class Number:
    """A figure and the one before it, as they are read."""

    value: str
    before: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One day of the chart; heights are pixels."""

    day: str
    came_in: int
    closed: int
    came_in_px: int
    closed_px: int


def mail_key(now: datetime) -> str:
    """Return the key under which the mail of a day goes out: never twice a day."""
    return f"daily-{now:%Y-%m-%d}"


def daily(board: Board, language: Language) -> Mapping[str, object]:
    """Return what the templates of the daily mail are filled with.

    `board` is masked (`sheetops.rules.masked_board.masked`): no buyer leaves the house.
    """
    summary = board.summary
    worst = [item for item in board.items if item.level in _TONES and item.turn != "manager"]
    return {
        "shop": board.shop,
        "day": f"{summary.day:%m-%d}",
        "date": f"{summary.day:%Y-%m-%d}",
        "as_of": f"{board.now:%Y-%m-%d %H:%M}",
        "is_today": not summary.is_whole_day,
        "headline": headline(summary).to(language),
        "came_in": _number(summary.came_in),
        "decided": _number(summary.decided),
        "closed": _number(summary.closed),
        "waiting": _number(summary.waiting),
        "overdue": _number(summary.overdue),
        "refunded": _number(summary.refunded),
        "is_late": bool(summary.overdue.now),
        "rates": [_rate(share, language) for share in summary.rates[:5]],
        "bars": bars(summary.days),
        "worst": [_line(item, board.now, language) for item in worst[:WORST]],
        "more": max(0, len(worst) - WORST),
        "to_decide": [_line(i, board.now, language) for i in _to_decide(board)][:WORST],
        "notices": [(n.words.to(language), n.urgent) for n in _urgent_first(board)],
        "errors": board.errors,
        "warnings": len(board.problems) - board.errors,
        "problem_kinds": [(s.title.to(language), s.count) for s in _kinds(board)[:3]],
        "reasons": [(s.title.to(language), s.count) for s in summary.reasons[:5]],
    }


def headline(summary: Summary) -> Text:
    """Return how the day went, in one sentence."""
    said = _DAY.filled(
        zh_day=f"{summary.day.month} 月 {summary.day.day} 日",
        en_day=english_day(summary.day),
        came_in=summary.came_in.now,
        decided=summary.decided.now,
        closed=summary.closed.now,
    )
    late = _lateness(summary.overdue)
    return Text(said.zh + late.zh, said.en + late.en)


def english_day(day: date) -> str:
    """Return `22 Nov`, whatever the machine's language is."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def bars(days: Sequence[Day]) -> list[Bar]:
    """Return the last 14 days as bars; a day with anything in it shows at least two pixels."""
    shown = days[-BARS:]
    most = max((max(day.came_in, day.closed) for day in shown), default=0)
    return [
        Bar(
            f"{day.day:%m-%d}",
            day.came_in,
            day.closed,
            _height(day.came_in, most),
            _height(day.closed, most),
        )
        for day in shown
    ]


def _height(count: int, most: int) -> int:
    return max(2, round(_HIGHEST * count / most)) if count else 0


def _lateness(overdue: Pair) -> Text:
    now, change = overdue.now, overdue.change
    if not now:
        return _CLEARED.filled(before=overdue.before) if overdue.before else _NONE_LATE
    if not change:
        return _AS_LATE.filled(n=now)
    return (_MORE_LATE if change > 0 else _FEWER_LATE).filled(n=now, change=abs(change))


def _number(pair: Pair) -> Number:
    return Number(f"{pair.now:,}", f"{pair.before:,}")


def _rate(share: Rate, language: Language) -> tuple[str, str, str]:
    return share.title.to(language), share.percent, f"{share.part} / {share.whole}"


def _line(item: DueItem, now: datetime, language: Language) -> Line:
    span = ago(abs(now - item.due_at)).to(language)
    late = item.level == "overdue"
    return Line(
        how_long=(_LATE if late else _LEFT).filled(span=span).to(language),
        case=item.case_id or short_key(item.place.key or ""),
        slip=item.slip_no or "",
        what=item.what.to(language),
        who=_who(item).to(language),
        due=f"{item.due_at:%m-%d %H:%M}",
        tone=_TONES.get(item.level, "plain"),
    )


def _who(item: DueItem) -> Text:
    if item.turn in _DESKS:
        return _DESKS[item.turn]
    return Text(item.owner, item.owner) if item.owner else _NOBODY


def _to_decide(board: Board) -> list[DueItem]:
    """Return what waits for a supervisor, whether it is late or not."""
    return [item for item in board.items if item.turn == "manager"]


def _urgent_first(board: Board) -> list[Notice]:
    return sorted(board.notices, key=lambda notice: not notice.urgent)


def _kinds(board: Board) -> list[Slice]:
    counts = Counter(problem.kind.title for problem in board.problems)
    return [Slice(title, count) for title, count in counts.most_common()]


_TONES = {"overdue": "overdue", "close": "warning", "warning": "warning"}
_DESKS = {"warehouse": Text("仓库", "Warehouse"), "manager": Text("主管", "Supervisor")}
_NOBODY = Text("未分派", "Unassigned")
_LATE = Text("逾期 {span}", "{span} overdue")
_LEFT = Text("剩 {span}", "{span} left")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY = Text(
    "{zh_day}新增 {came_in} 单，审核 {decided} 单，完结 {closed} 单；",
    "{en_day}: {came_in} came in, {decided} were decided and {closed} closed; ",
)
_NONE_LATE = Text("目前没有逾期。", "nothing is overdue.")
_CLEARED = Text(
    "昨日此时的 {before} 项逾期已处理完，目前没有逾期。",
    "what was overdue a day ago ({before}) is done, nothing is overdue now.",
)
_AS_LATE = Text("目前逾期 {n} 项，与昨日此时相同。", "{n} overdue now, as many as a day ago.")
_MORE_LATE = Text(
    "目前逾期 {n} 项，比昨日此时多 {change} 项。", "{n} overdue now, {change} more than a day ago."
)
_FEWER_LATE = Text(
    "目前逾期 {n} 项，比昨日此时少 {change} 项。", "{n} overdue now, {change} fewer than a day ago."
)
