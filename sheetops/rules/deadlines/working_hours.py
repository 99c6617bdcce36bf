"""Time that passes only while somebody is at work: shifts of a working day, with lunch left out."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

Spans = tuple[tuple[int, int], ...]
"""Begin and length of each span of a working day, in minutes from its midnight, in order.

A span that goes on past midnight belongs to the day on which it begins.
"""

_DAY_MINUTES = 24 * 60
_DAY = timedelta(days=1)
_LONGEST_REST = 400
"""Days without work after which nobody is waited for: a calendar that never opens is a mistake."""


def spans_in(text: str) -> Spans:
    """Return the spans that a cell such as `09:00-12:00;13:00-18:00` lists; () where it is none.

    Spans that overlap count once.
    """
    found: list[tuple[int, int]] = []
    for part in text.replace("；", ";").split(";"):
        if part.strip():
            span = _span(part.strip())
            if span is None:
                return ()
            found.append(span)
    return _disjoint(sorted(found))


def later(start: datetime, hours: int, spans: Spans, works: Callable[[date], bool]) -> datetime:
    """Return when `hours` of work have passed since `start`; without spans, hours by the clock.

    `works` tells working days. The instant is the last at which the time is still running, so
    work that ends a shift exactly is due at its end, not at the next one's beginning.
    """
    left = timedelta(hours=hours)
    if not spans:
        return start + left
    day = start.date() - _DAY  # a night shift of the day before may still be on
    for _ in range(_LONGEST_REST):
        if works(day):
            for begin, length in spans:
                opens = datetime.combine(day, time()) + timedelta(minutes=begin)
                closes, opens = opens + timedelta(minutes=length), max(opens, start)
                if closes - opens >= left and closes > opens:
                    return opens + left
                left -= max(closes - opens, timedelta())
                start = max(start, closes)
        day += _DAY
    return start + left


def _span(part: str) -> tuple[int, int] | None:
    begin, _, end = part.partition("-")
    first, last = _minutes(begin), _minutes(end)
    if first is None or last is None:
        return None
    return (first, (last - first) % _DAY_MINUTES or _DAY_MINUTES)


def _minutes(text: str) -> int | None:
    hours, _, minutes = text.strip().partition(":")
    if not (hours.isdecimal() and minutes.isdecimal()) or len(minutes) != 2:
        return None
    found = int(hours) * 60 + int(minutes)
    return found if int(minutes) < 60 and found <= _DAY_MINUTES else None


def _disjoint(spans: list[tuple[int, int]]) -> Spans:
    joined: list[tuple[int, int]] = []
    for begin, length in spans:
        if joined and begin < sum(joined[-1]):
            first, had = joined[-1]
            joined[-1] = (first, max(had, begin + length - first))
        else:
            joined.append((begin, length))
    return tuple(joined)
