"""The managers' daily mail as plain words and numbers: what the templates put into place."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sheetops.records.text import Language, Text
from sheetops.rules.reporting.board import Board
from sheetops.rules.reporting.charts import chart_words, day_chart
from sheetops.rules.reporting.figure_words import english_day
from sheetops.rules.reporting.figures import Day, Pair, Rate
from sheetops.rules.reporting.mail_lines import number, worst_lines, worth_knowing
from sheetops.rules.reporting.overrides import NO_OVERRIDES, Overrides
from sheetops.rules.reporting.summary import Summary


def mail_key(now: datetime) -> str:
    """Return the key under which the mail of a day goes out: never twice a day."""
    return f"daily-{now:%Y-%m-%d}"


def daily(
    board: Board, language: Language, beside: Overrides = NO_OVERRIDES
) -> Mapping[str, object]:
    """Return what the templates of the daily mail are filled with.

    `board` is masked (`reporting.masked_board`): nothing about a buyer leaves the house. `beside`
    counts what was decided beside the rules within the last 24 hours.
    """
    summary = board.summary
    chart = day_chart(summary.days)
    return {
        "shop": board.shop,
        "day": f"{summary.day:%m-%d}",
        "date": f"{summary.day:%Y-%m-%d}",
        "as_of": f"{board.now:%Y-%m-%d %H:%M}",
        "is_today": not summary.is_whole_day,
        "headline": headline(summary).to(language),
        "came_in": number(summary.came_in),
        "decided": number(summary.decided),
        "closed": number(summary.closed),
        "waiting": number(summary.waiting),
        "overdue": number(summary.overdue),
        "refunded": number(summary.refunded),
        "is_late": bool(summary.overdue.now),
        "rates": [_rate(share, language) for share in summary.rates[:5] if share.whole],
        "chart": chart,
        "chart_words": chart_words(chart).to(language),
        "trend": trend(summary.days).to(language),
        "overrides": beside.words(_LAST_DAY).to(language),
        "reasons": [(s.title.to(language), s.count) for s in summary.reasons[:5]],
        **worst_lines(board, language),
        **worth_knowing(board, language),
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


def trend(days: Sequence[Day]) -> Text:
    """Return whether the work grows: what came in and what was closed in the last seven days."""
    week = days[-7:]
    came_in, closed = sum(day.came_in for day in week), sum(day.closed for day in week)
    if not came_in and not closed:
        return _QUIET
    words = _EVEN if came_in == closed else _GROWS if came_in > closed else _SHRINKS
    return words.filled(came_in=came_in, closed=closed, n=abs(came_in - closed))


def _lateness(overdue: Pair) -> Text:
    now, change = overdue.now, overdue.change
    if not now:
        return _CLEARED.filled(before=overdue.before) if overdue.before else _NONE_LATE
    if not change:
        return _AS_LATE.filled(n=now)
    return (_MORE_LATE if change > 0 else _FEWER_LATE).filled(n=now, change=abs(change))


def _rate(share: Rate, language: Language) -> tuple[str, str, str]:
    return share.title.to(language), share.percent, f"{share.part} / {share.whole}"


_DAY = Text(
    "{zh_day}新增 {came_in} 单，审核 {decided} 单，完结 {closed} 单；",
    "{en_day}: {came_in} came in, {decided} were decided and {closed} closed; ",
)
_LAST_DAY = Text("近 24 小时", "Last 24 h")
_QUIET = Text("近 7 天没有新增，也没有完结。", "Nothing came in or was closed in the last 7 days.")
_EVEN = Text(
    "近 7 天新增 {came_in} 单，完结也是 {closed} 单，积压没有变化。",
    "Last 7 days: {came_in} came in and as many were closed.",
)
_GROWS = Text(
    "近 7 天新增 {came_in} 单，完结 {closed} 单，积压多了 {n} 单。",
    "Last 7 days: {came_in} came in, {closed} were closed; the backlog grew by {n}.",
)
_SHRINKS = Text(
    "近 7 天新增 {came_in} 单，完结 {closed} 单，积压少了 {n} 单。",
    "Last 7 days: {came_in} came in, {closed} were closed; the backlog shrank by {n}.",
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
