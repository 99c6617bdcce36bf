"""Dates and times as people and Excel write them."""

import re
from datetime import date, datetime, time, timedelta

from sheetops.records.spelling import half_width

EARLIEST = datetime.fromisoformat("2000-01-01")
LATEST = datetime.fromisoformat("2099-12-31T23:59:59")
"""Outside of these a date is a slip of the pen, and deadlines counted from it would overflow."""

_START_1900 = datetime.fromisoformat("1899-12-30")
_START_1904 = datetime.fromisoformat("1904-01-01")
_WRITTEN = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*[日号]?"
    r"(?:[T\s,]*(?P<half>上午|下午|晚上|中午|凌晨|早上|AM|PM)?\s*"
    r"(?P<hour>\d{1,2})\s*[:时点]\s*(?:(?P<minute>\d{1,2})\s*分?)?"
    r"(?:\s*:?\s*(?P<second>\d{1,2})(?:\.\d+)?\s*秒?)?\s*(?P<after>AM|PM)?)?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\s*(\d{2}):?(\d{2}):?(\d{2})?)?")
_AFTERNOON = frozenset({"下午", "晚上", "PM"})


def parse_moment(text: str) -> datetime | None:
    """Return the instant that `text` says; None where it says none, or one that does not exist.

    Year first, as in `2026/3/1`, `2026年3月1日 10:30`, `2026.3.1`, `20260301` or ISO 8601. Day or
    month first is not guessed.
    """
    plain = half_width(text)
    found = _WRITTEN.fullmatch(plain)
    if found:
        parts = [int(found[name] or 0) for name in ("year", "month", "day", "hour")]
        parts[3] = _hour(parts[3], (found["half"] or found["after"] or "").upper())
        parts += [int(found[name] or 0) for name in ("minute", "second")]
    elif digits := _DIGITS.fullmatch(plain):
        parts = [int(part or 0) for part in digits.groups()]
    else:
        return None
    return _instant(parts)


def _hour(hour: int, half: str) -> int:
    if half in _AFTERNOON and hour < 12:
        return hour + 12
    return 0 if half in ("AM", "凌晨") and hour == 12 else hour


def _instant(parts: list[int]) -> datetime | None:
    year, month, day, hour, minute, second = parts
    next_day = hour == 24 and minute == second == 0
    try:
        moment = datetime.combine(
            date(year, month, day), time(0 if next_day else hour, minute, second)
        )
    except ValueError:
        return None
    return moment + timedelta(days=1) if next_day and year < 9999 else moment


def from_serial(number: float, is_1904: bool) -> datetime | None:
    """Return the instant of an Excel serial number, to the second; None far outside.

    The 1900 system counts days from 1899-12-30 (right from 1900-03-01 on, before that Excel has a
    29 February that never was), the 1904 system from 1904-01-01.
    """
    if not -1_000_000 < number < 3_000_000:
        return None
    start = _START_1904 if is_1904 else _START_1900
    return to_second(start + timedelta(days=number))


def to_second(moment: datetime) -> datetime:
    """Return the nearest whole second; Excel keeps instants as fractions that never quite fit."""
    if not moment.microsecond:
        return moment
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)


def as_moment(found: date | datetime) -> datetime:
    """Return a date as the midnight it begins with, and an instant to the second."""
    if isinstance(found, datetime):
        return to_second(found.replace(tzinfo=None) if found.tzinfo else found)
    return datetime.combine(found, time())


def is_plausible(moment: datetime) -> bool:
    """Whether a shop can mean this instant."""
    return EARLIEST <= moment <= LATEST
