"""Which slots of a timetable are due: those of the trigger since the last that was done."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from sheetops.adapters.state.ledger import Ledger
from sheetops.rules.workdays import Workdays
from sheetops.scheduler.timetable import DAYS, Entry

if TYPE_CHECKING:
    from apscheduler.triggers.base import BaseTrigger

_LONGEST_CATCH_UP = timedelta(days=31)
"""Slots further back are not caught up one by one, however long the machine was off."""


class _Runs(Protocol):
    def last_slot(self, job: str) -> datetime | None: ...
    def known_since(self, job: str, now: datetime) -> datetime: ...


def trigger(entry: Entry, zone: ZoneInfo) -> "BaseTrigger":
    """Return APScheduler's trigger for the entry, in the shop's time zone."""
    from apscheduler.triggers.combining import OrTrigger
    from apscheduler.triggers.cron import CronTrigger

    days = ",".join(day for day in DAYS if day in entry.days)
    if entry.every_minutes is not None and entry.every_minutes < 60:
        return CronTrigger(day_of_week=days, minute=f"*/{entry.every_minutes}", timezone=zone)
    if entry.every_minutes is not None:
        hours = f"*/{entry.every_minutes // 60}"
        return CronTrigger(day_of_week=days, hour=hours, minute=0, timezone=zone)
    times = [time.split(":") for time in entry.at]
    return OrTrigger(
        [CronTrigger(day_of_week=days, hour=h, minute=m, timezone=zone) for h, m in times]
    )


def due_slots(
    entry: Entry, ledger: Ledger | _Runs, now: datetime, zone: ZoneInfo, workdays: Workdays
) -> list[datetime]:
    """Return the slots (shop time, naive) of the entry that are due at `now`, oldest first.

    A job that never ran: at once where it runs every so many minutes; where it has times of day,
    from the next of them on, so that setting a shop up sends no report about yesterday.
    """
    last = ledger.last_slot(entry.job)
    since = last or ledger.known_since(entry.job, now)
    if last is None and entry.every_minutes is not None:
        return [now]
    slots = [
        slot
        for slot in _slots(entry, max(since, now - _LONGEST_CATCH_UP), now, zone)
        if not entry.workdays_only or workdays.is_workday(slot.date())
    ]
    return slots if entry.missed == "all" else slots[-1:]


def due_jobs(
    timetable: Sequence[Entry], ledger: Ledger, now: datetime, zone: ZoneInfo, workdays: Workdays
) -> list[tuple[str, datetime]]:
    """Return (job, slot) for all that is due, in the order of a day's run."""
    return [
        (entry.job, slot)
        for entry in timetable
        for slot in due_slots(entry, ledger, now, zone, workdays)
    ]


def next_slot(entry: Entry, now: datetime, zone: ZoneInfo, workdays: Workdays) -> datetime | None:
    """Return the first slot of the entry after `now`; None where no day ever fits."""
    for slot in _slots(entry, now, now + timedelta(days=366), zone):
        if not entry.workdays_only or workdays.is_workday(slot.date()):
            return slot
    return None


def _slots(entry: Entry, after: datetime, until: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """Yield the trigger's slots in (after, until]."""
    clock = trigger(entry, zone)
    end = until.replace(tzinfo=zone)
    at = clock.get_next_fire_time(None, after.replace(tzinfo=zone) + timedelta(microseconds=1))
    while at is not None and at <= end:
        yield at.replace(tzinfo=None)
        at = clock.get_next_fire_time(at, at + timedelta(microseconds=1))
