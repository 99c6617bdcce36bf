"""One turn: which jobs are due at this instant, run once; shared by `run` and `serve`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sheetops.adapters import shipped
from sheetops.adapters.lease import hold
from sheetops.adapters.state.ledger import Run
from sheetops.records.text import Text
from sheetops.scheduler.due import due_jobs, due_slots, next_slot
from sheetops.scheduler.timetable import DAYS, Entry, load_timetable
from sheetops.shop import Shop
from sheetops.shop.running import DayRun, Progress, perform, slots_now


def timetable(shop: Shop) -> tuple[Entry, ...]:
    """Return the shop's timetable: its own, else the one that is shipped."""
    return load_timetable(shipped.find("jobs", "schedule.toml", shop.folder))


def run_due(shop: Shop, progress: Progress) -> DayRun:
    """Run everything that is due; nothing when nothing changed and no time of day has come."""
    with hold(shop.folder, shop.state_folder, shop.now):
        entries = timetable(shop)
        timed = [entry for entry in entries if entry.at]
        fingerprint = shop.fingerprint()
        if shop.state.glances.unchanged(fingerprint, shop.now) and not _due(shop, timed):
            return DayRun(unchanged=True)
        # what runs every so many minutes runs whenever somebody asks and something changed
        due = [
            (entry.job, slot)
            for entry in entries
            for slot in (_slots(shop, entry) if entry.at else [_slot_now(shop, entry.job)])
        ]
        done = perform(shop, due, progress)
        if done.settled and done.settled.is_complete and not done.errors:
            shop.state.glances.remember(fingerprint, shop.valid_until())
        else:
            shop.state.glances.forget()
        return done


def run_named(shop: Shop, names: Sequence[str], progress: Progress) -> DayRun:
    """Run the jobs named, in the order given."""
    with hold(shop.folder, shop.state_folder, shop.now):
        return perform(shop, slots_now(shop, names), progress)


def due_now(shop: Shop) -> list[str]:
    """Return the names of the jobs that a run would run now."""
    return [entry.job for entry in timetable(shop) if not entry.at or _slots(shop, entry)]


@dataclass(frozen=True, slots=True)
class Line:
    """One job in the timetable, with its last run and its next."""

    entry: Entry
    last: Run | None
    next: datetime | None

    def cells(self) -> tuple[Text | str, ...]:
        """Return what a table shows."""
        last = self.last
        result = _RESULTS[last.state] if last else ""
        seconds = f"{last.seconds:.2f}" if last and last.seconds is not None else ""
        return (
            self.entry.job,
            _when(self.entry),
            str(last.started) if last else "",
            Text(f"{result.zh}：{last.note}", f"{result.en}: {last.note}")
            if last and last.note and isinstance(result, Text)
            else result,
            seconds,
            str(self.next) if self.next else "",
        )

    def as_json(self) -> dict[str, Any]:
        """Return the line for a program."""
        last = self.last
        return {
            "job": self.entry.job,
            "every_minutes": self.entry.every_minutes,
            "at": self.entry.at,
            "days": self.entry.days,
            "last_started": last.started.isoformat() if last else None,
            "last_state": last.state if last else None,
            "last_seconds": last.seconds if last else None,
            "note": last.note if last else None,
            "next": self.next.isoformat() if self.next else None,
        }


def timetable_of(shop: Shop) -> list[Line]:
    """Return every job with its times, its last run and its next slot."""
    zone, ledger = ZoneInfo(shop.settings.time_zone), shop.state.ledger
    return [
        Line(entry, ledger.latest(entry.job), next_slot(entry, shop.now, zone, shop.workdays))
        for entry in timetable(shop)
    ]


_RESULTS = {
    "done": Text("完成", "done"),
    "failed": Text("失败", "failed"),
    "running": Text("进行中", "running"),
    "abandoned": Text("中断，将重跑", "cut off, runs again"),
}


def _slot_now(shop: Shop, job: str) -> datetime:
    return slots_now(shop, [job])[0][1]


def _due(shop: Shop, entries: Sequence[Entry]) -> list[tuple[str, datetime]]:
    zone = ZoneInfo(shop.settings.time_zone)
    return due_jobs(entries, shop.state.ledger, shop.now, zone, shop.workdays)


def _slots(shop: Shop, entry: Entry) -> list[datetime]:
    zone = ZoneInfo(shop.settings.time_zone)
    return due_slots(entry, shop.state.ledger, shop.now, zone, shop.workdays)


def _when(entry: Entry) -> Text:
    days = "" if entry.days == DAYS else " " + " ".join(entry.days)
    if entry.every_minutes:
        n = entry.every_minutes
        return Text(f"每 {n} 分钟{days}", f"every {n} minutes{days}")
    times = ", ".join(entry.at)
    return Text(f"每天 {times}{days}", f"daily at {times}{days}")
