"""The slots of an entry: the instants at which its job is meant to run, and when a clock rings."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sheetops.rules.deadlines.workdays import Workdays
from sheetops.scheduler.timetable import DAYS, Entry

if TYPE_CHECKING:
    from apscheduler.triggers.base import BaseTrigger

_DAY = timedelta(days=1)
_LONGEST_HOLIDAY = timedelta(days=31)
"""So far back a slot is looked for that waited for a workday or for the end of the quiet hours."""


def bell(entry: Entry, zone: ZoneInfo) -> "BaseTrigger":
    """Return APScheduler's trigger that rings whenever the entry may be due.

    It may ring once too often: a slot that moved to a workday or to the end of the quiet hours is
    known only to the ledger's question, not to the clock.
    """
    from apscheduler.triggers.combining import OrTrigger

    moving = entry.at if entry.day_of_month and entry.workdays_only else ()
    moved = [_daily(at, zone) for at in (*moving, *entry.quiet[1:])]
    return OrTrigger([*_named_bells(entry, zone), *moved])


def slots(entry: Entry, after: datetime, until: datetime, workdays: Workdays) -> Iterator[datetime]:
    """Yield the entry's slots in (after, until], in shop time and rising, each once.

    `days`, `day_of_month` and `workdays_only` speak of the day that the timetable names; a slot in
    the quiet hours then waits for their end, even where that is the next day.
    """
    last = None
    for named in _named(entry, after - _reach(entry), until):
        day = _workday(entry, named, workdays)
        slot = awake(entry, day) if day else None
        if slot is not None and after < slot <= until and slot != last:
            last = slot
            yield slot


def is_meant_for(entry: Entry, now: datetime, workdays: Workdays) -> bool:
    """Return whether the entry lets its job run at `now`: a right day, and not a quiet hour."""
    is_day = DAYS[now.weekday()] in entry.days
    is_worked = not entry.workdays_only or workdays.is_workday(now.date())
    return is_day and is_worked and awake(entry, now) == now


def awake(entry: Entry, instant: datetime) -> datetime:
    """Return `instant`, or the end of the quiet hours that it falls into."""
    if not entry.quiet:
        return instant
    begin, end = (time.fromisoformat(word) for word in entry.quiet)
    at = instant.time()
    if begin < end:
        return instant.combine(instant, end) if begin <= at < end else instant
    if at >= begin:
        return instant.combine(instant + _DAY, end)
    return instant.combine(instant, end) if at < end else instant


def _named_bells(entry: Entry, zone: ZoneInfo) -> "list[BaseTrigger]":
    from apscheduler.triggers.cron import CronTrigger

    days = ",".join(day for day in DAYS if day in entry.days)
    every = entry.every_minutes
    if every is None:
        on = {"day": entry.day_of_month} if entry.day_of_month else {"day_of_week": days}
        return [_daily(at, zone, **on) for at in entry.at]
    if every < 60:
        return [CronTrigger(day_of_week=days, minute=f"*/{every}", timezone=zone)]
    return [CronTrigger(day_of_week=days, hour=f"*/{every // 60}", minute=0, timezone=zone)]


def _daily(at: str, zone: ZoneInfo, **on: str | int | None) -> "BaseTrigger":
    from apscheduler.triggers.cron import CronTrigger

    hour, minute = at.split(":")
    return CronTrigger(hour=hour, minute=minute, timezone=zone, **on)


def _reach(entry: Entry) -> timedelta:
    """Return how far back a slot may have been named that comes only now."""
    if entry.day_of_month and entry.workdays_only:
        return _LONGEST_HOLIDAY + _DAY
    return _DAY if entry.quiet else timedelta()


def _workday(entry: Entry, named: datetime, workdays: Workdays) -> datetime | None:
    """Return when a slot comes that the timetable names: None for a day off.

    What comes once a month does not fall away with a day off: it waits for the next workday.
    """
    if not entry.workdays_only or workdays.is_workday(named.date()):
        return named
    if entry.day_of_month is None:
        return None
    later = (named + _DAY * days for days in range(1, _LONGEST_HOLIDAY.days))
    return next((day for day in later if workdays.is_workday(day.date())), None)


def _named(entry: Entry, after: datetime, until: datetime) -> Iterator[datetime]:
    """Yield the instants that the timetable names in (after, until].

    Shop time is what the clock on the wall shows. The triggers of the alarm clock are not asked: at
    the end of summer time, where an hour comes twice, they find the same instant for ever.
    """
    times = _times(entry)
    day = after.date()
    while day <= until.date():
        if _is_named(entry, day):
            for at in times:
                instant = datetime.combine(day, at)
                if after < instant <= until:
                    yield instant
        day += _DAY


def _is_named(entry: Entry, day: date) -> bool:
    if entry.day_of_month is not None:
        return day.day == entry.day_of_month
    return DAYS[day.weekday()] in entry.days


def _times(entry: Entry) -> list[time]:
    """Return the times of day, rising; minutes are counted from midnight."""
    if entry.every_minutes is None:
        return sorted(time.fromisoformat(at) for at in entry.at)
    return [time(m // 60, m % 60) for m in range(0, 24 * 60, entry.every_minutes)]
