"""The slots of an entry: the instants at which its job is meant to run, and when a clock rings."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING

from sheetops.rules.workdays import Workdays
from sheetops.scheduler.timetable import DAYS, Entry

if TYPE_CHECKING:
    from apscheduler.triggers.base import BaseTrigger

_DAY = timedelta(days=1)
_LONGEST_HOLIDAY = timedelta(days=31)
"""So far back a slot is looked for that waited for a workday or for the end of the quiet hours."""


def trigger(entry: Entry, zone: tzinfo) -> "BaseTrigger":
    """Return APScheduler's trigger for the times that the entry names, read in `zone`."""
    from apscheduler.triggers.combining import OrTrigger
    from apscheduler.triggers.cron import CronTrigger

    days = ",".join(day for day in DAYS if day in entry.days)
    if entry.every_minutes is not None and entry.every_minutes < 60:
        return CronTrigger(day_of_week=days, minute=f"*/{entry.every_minutes}", timezone=zone)
    if entry.every_minutes is not None:
        hours = f"*/{entry.every_minutes // 60}"
        return CronTrigger(day_of_week=days, hour=hours, minute=0, timezone=zone)
    times = [at.split(":") for at in entry.at]
    on = {"day": entry.day_of_month} if entry.day_of_month else {"day_of_week": days}
    return OrTrigger([CronTrigger(**on, hour=h, minute=m, timezone=zone) for h, m in times])


def bell(entry: Entry, zone: tzinfo) -> "BaseTrigger":
    """Return a trigger that rings whenever the entry may be due.

    It may ring once too often: a slot that moved to a workday or to the end of the quiet hours is
    known only to the ledger's question, not to the clock.
    """
    from apscheduler.triggers.combining import OrTrigger
    from apscheduler.triggers.cron import CronTrigger

    bells = [trigger(entry, zone)]
    moving = entry.at if entry.day_of_month and entry.workdays_only else ()
    for at in (*moving, *entry.quiet[1:]):
        hour, minute = at.split(":")
        bells.append(CronTrigger(hour=hour, minute=minute, timezone=zone))
    return OrTrigger(bells)


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

    Shop time is what the clock on the wall shows, so it is counted as if it were UTC, where every
    hour comes once: at the end of summer time the trigger finds the same instant again for ever.
    """
    clock = trigger(entry, UTC)
    end = until.replace(tzinfo=UTC)
    at = clock.get_next_fire_time(None, after.replace(tzinfo=UTC) + timedelta(microseconds=1))
    while at is not None and at <= end:
        yield at.replace(tzinfo=None)
        at = clock.get_next_fire_time(at, at + timedelta(microseconds=1))
