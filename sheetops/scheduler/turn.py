"""One turn: which jobs are due at this instant, run once; shared by `run` and `serve`."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sheetops.adapters import shipped
from sheetops.adapters.heartbeat import Beat, last_beat
from sheetops.adapters.lease import hold
from sheetops.adapters.logbook import Logbook
from sheetops.scheduler.account import account, logged, show_alive
from sheetops.scheduler.due import due_slots, next_slot
from sheetops.scheduler.slots import is_meant_for
from sheetops.scheduler.timetable import Entry, load_timetable
from sheetops.shop import Shop
from sheetops.shop.housekeeping import tidy
from sheetops.shop.jobs import job_names
from sheetops.shop.recovering import settle_exchanges
from sheetops.shop.running import DayRun, Progress, perform, slots_now


def timetable(shop: Shop) -> tuple[Entry, ...]:
    """Return the shop's timetable: its own, else the one that is shipped.

    SettingsError for a mistake in it, a job that does not exist included.
    """
    path = shipped.find("jobs", "schedule.toml", shop.folder)
    return load_timetable(path, job_names(shop.folder))


def run_due(shop: Shop, progress: Progress) -> DayRun:
    """Run everything that is due; nothing when nothing changed and no time of day has come."""
    with logged(shop) as log, hold(shop.folder, shop.state_folder, shop.now):
        shop.told.extend(settle_exchanges(shop))
        entries = timetable(shop)
        _look_back(shop, last_beat(shop.state_folder, shop.folder), log)
        fingerprint = shop.fingerprint()
        if shop.state.glances.unchanged(fingerprint, shop.now):
            done = DayRun(unchanged=True)
        else:
            done = _perform(shop, entries, fingerprint, progress)
            account(shop, done, log)
        show_alive(shop, done)
        return done


def run_named(shop: Shop, names: Sequence[str], progress: Progress) -> DayRun:
    """Run the jobs named, in the order given."""
    with logged(shop) as log, hold(shop.folder, shop.state_folder, shop.now):
        shop.told.extend(settle_exchanges(shop))
        done = perform(shop, slots_now(shop, names), progress)
        if done.errors:
            shop.state.glances.forget()  # what was not done is due at the next run
        account(shop, done, log)
        return done


def due_now(shop: Shop) -> list[str]:
    """Return the names of the jobs that a run would run now."""
    return [entry.job for entry in timetable(shop) if _slots(shop, entry)]


def _perform(shop: Shop, entries: Sequence[Entry], fingerprint: str, progress: Progress) -> DayRun:
    due = [(entry.job, slot) for entry in entries for slot in _slots(shop, entry)]
    done = perform(shop, due, progress)
    if done.settled and done.settled.is_complete and not done.errors:
        shop.state.glances.remember(fingerprint, _looked_away_until(shop, entries))
    else:
        shop.state.glances.forget()
    return done


def _looked_away_until(shop: Shop, entries: Sequence[Entry]) -> datetime:
    """Return the first instant at which time alone gives a run something to do.

    What the timetable asks of the calendar is asked now: a run that finds nothing changed reads no
    workbook, the handbook included.
    """
    nexts = [next_slot(entry, shop.now, shop.workdays) for entry in entries if entry.at]
    return min([shop.valid_until(), *(slot for slot in nexts if slot is not None)])


def _look_back(shop: Shop, last: Beat | None, log: Logbook) -> None:
    """Notice a clock that went back, and once a day tidy up."""
    age = last.age(shop.now) if last else None
    if age is None or age < timedelta():
        # what was decided at a time that has not come yet is decided again
        shop.state.glances.forget()
    if last is not None and age is not None and age < timedelta():
        log.write(shop.now, "clock-went-back", last_turn=last.at)
    if last is None or not last.at.startswith(shop.now.date().isoformat()):
        gone = tidy(shop)
        if gone:
            log.write(shop.now, "tidied", **gone)


def _slots(shop: Shop, entry: Entry) -> list[datetime]:
    """Return the slots that a run would claim now.

    What runs every so many minutes runs whenever somebody asks, too: then for the slot of now.
    """
    due = due_slots(entry, shop.state.ledger, shop.now, shop.workdays)
    if due or entry.at or not is_meant_for(entry, shop.now, shop.workdays):
        return due
    return [slots_now(shop, [entry.job])[0][1]]
