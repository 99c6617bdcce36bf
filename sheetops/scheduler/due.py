"""Which slots of a timetable are due: those since the last that was done."""

from datetime import datetime, timedelta
from typing import Protocol

from sheetops.rules.deadlines.workdays import Workdays
from sheetops.scheduler.slots import is_meant_for, slots
from sheetops.scheduler.timetable import Entry

_LONGEST_CATCH_UP = timedelta(days=31)
"""Slots further back are not caught up one by one, however long the machine was off."""
_LONGEST_WAIT = timedelta(days=366)


class Runs(Protocol):
    """What must be known of earlier runs (`sheetops.adapters.state.ledger.Ledger`)."""

    def last_slot(self, job: str, until: datetime) -> datetime | None:
        """Return the latest slot up to `until` that was done."""
        ...

    def known_since(self, job: str, now: datetime) -> datetime:
        """Return since when the shop has had the job."""
        ...


def due_slots(entry: Entry, ledger: Runs, now: datetime, workdays: Workdays) -> list[datetime]:
    """Return the slots (shop time, naive) of the entry that are due at `now`, oldest first.

    A job that never ran: at once where it runs every so many minutes; where it has times of day,
    from the next of them on, so that setting a shop up sends no report about yesterday. Slots that
    were done while the clock was ahead do not count until their time has come.
    """
    last = ledger.last_slot(entry.job, now)
    since = last or ledger.known_since(entry.job, now)
    if last is None and entry.every_minutes is not None:
        return [now] if is_meant_for(entry, now, workdays) else []
    due = [*slots(entry, max(since, now - _LONGEST_CATCH_UP), now, workdays)]
    return due if entry.missed == "all" else due[-1:]


def next_slot(entry: Entry, now: datetime, workdays: Workdays) -> datetime | None:
    """Return the first slot of the entry after `now`; None where no day ever fits."""
    return next(slots(entry, now, now + _LONGEST_WAIT, workdays), None)
