"""The year 2026, hour by hour, with crashes, outages and a clock that jumps: every slot once.

A crash is a process that kills itself (SIGKILL) between two statements, as a power cut would.
"""

import os
import random
import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from sheetops.adapters.holidays import ChineseHolidays
from sheetops.adapters.state.database import Database
from sheetops.adapters.state.ledger import Ledger
from sheetops.scheduler.due import due_slots
from sheetops.scheduler.timetable import Entry

FIRST = datetime.fromisoformat("2026-01-01 00:00")
LAST = datetime.fromisoformat("2027-01-01 00:00")
HOUR = timedelta(hours=1)
NIGHT = ("22:00", "07:00")

# holidays and make-up days of 2026 as the State Council announced them
OFF = [("01-01", 3), ("02-15", 9), ("04-04", 3), ("05-01", 5), ("06-19", 3), ("09-25", 3)]
OFF += [("10-01", 7)]
WORKED = {"01-04", "02-14", "02-28", "05-09", "09-20", "10-10"}

TIMETABLE = (
    Entry("hourly", every_minutes=60, quiet=NIGHT, missed="all"),
    Entry("six_hourly", every_minutes=360, days=("mon", "wed"), missed="all"),
    Entry("late", at=("23:00",), quiet=NIGHT, missed="all"),
    Entry("digests", at=("08:30",), workdays_only=True, missed="all"),
    Entry("daily", at=("18:30",), missed="all"),
    Entry("weekly", at=("09:00",), days=("mon",), missed="all"),
    Entry("monthly", at=("09:00",), day_of_month=1, workdays_only=True, missed="all"),
)


@dataclass
class Machine:
    """The job machine: real ledger, and jobs that count how often their effects came to pass."""

    path: Path
    seed: int
    crashes: int = 0

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.database = Database(self.path)
        self.database.prepare("CREATE TABLE IF NOT EXISTS effects (job TEXT, slot TEXT)")
        self.workdays = ChineseHolidays()

    def turn(self, now: datetime, timetable: tuple[Entry, ...], crashing: bool) -> None:
        """Run what is due as a run does; after a crash the machine starts anew, at once."""
        if crashing:
            self.crashes += self._is_killed(now, timetable)
        self._turn(now, timetable, dies_at=None)

    def _is_killed(self, now: datetime, timetable: tuple[Entry, ...]) -> bool:
        """Run in a process of its own that kills itself on the way, if anything is due at all."""
        dies_at = self.random.randrange(4)
        self.database.close()
        child = os.fork()
        if child == 0:
            self.database = Database(self.path)
            self._turn(now, timetable, dies_at)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        self.database = Database(self.path)
        return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL

    def _turn(self, now: datetime, timetable: tuple[Entry, ...], dies_at: int | None) -> None:
        ledger = Ledger(self.database)
        ledger.abandon_running()
        due = [
            (entry.job, slot)
            for entry in timetable
            for slot in due_slots(entry, ledger, now, self.workdays)
        ]
        for job, slot in due:
            if not ledger.claim(job, slot, now):
                continue
            self._die(dies_at == 0)
            with self.database.transaction():
                self.database.execute("INSERT INTO effects VALUES (?, ?)", (job, slot.isoformat()))
                self._die(dies_at == 1)
                ledger.finish(job, slot, now, 0.1, 1)
                self._die(dies_at == 2)
            self._die(dies_at == 3)

    def _die(self, is_time: bool) -> None:
        if is_time:
            os.kill(os.getpid(), signal.SIGKILL)

    def done(self) -> Counter[tuple[str, datetime]]:
        rows = self.database.rows("SELECT job, slot FROM effects")
        return Counter((row["job"], datetime.fromisoformat(row["slot"])) for row in rows)


pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")


@pytest.fixture
def machine(quick_path: Path) -> Iterator[Machine]:
    made = Machine(quick_path / "state.db", seed=2026)
    yield made
    made.database.close()


def days() -> Iterator[datetime]:
    day = FIRST
    while day < LAST:
        yield day
        day += timedelta(days=1)


def is_worked(day: date) -> bool:
    """Said by the announcement alone, without the code under test."""
    for begin, count in OFF:
        first = date.fromisoformat(f"2026-{begin}")
        if first <= day < first + timedelta(days=count):
            return False
    return day.weekday() < 5 or f"{day:%m-%d}" in WORKED


def expected() -> set[tuple[str, datetime]]:
    """Every slot of the year, by counting days and hours."""
    found: set[tuple[str, datetime]] = set()
    told: set[int] = set()
    for day in days():
        found |= {("hourly", day.replace(hour=hour)) for hour in range(7, 22)}
        if day.weekday() in (0, 2):
            found |= {("six_hourly", day.replace(hour=hour)) for hour in (0, 6, 12, 18)}
        found.add(("late", day.replace(hour=7)))
        found.add(("daily", day.replace(hour=18, minute=30)))
        if is_worked(day.date()):
            found.add(("digests", day.replace(hour=8, minute=30)))
            if day.month not in told:
                found.add(("monthly", day.replace(hour=9)))
            told.add(day.month)
        if day.weekday() == 0:
            found.add(("weekly", day.replace(hour=9)))
    return {(job, slot) for job, slot in found if slot > FIRST}


def known_from_the_start(machine: Machine) -> None:
    """Let the shop know its jobs, and have run those of every few minutes once."""
    ledger = Ledger(machine.database)
    for entry in TIMETABLE:
        ledger.known_since(entry.job, FIRST)
        if entry.every_minutes:
            ledger.claim(entry.job, FIRST, FIRST)
            ledger.finish(entry.job, FIRST, FIRST, 0.1, 0)


def test_year_with_crashes_and_outages_has_every_slot_once(machine: Machine) -> None:
    known_from_the_start(machine)
    chance, now, off_until = random.Random(7), FIRST, FIRST
    outages = 0
    while now < LAST - HOUR:
        now += HOUR
        if now < off_until:
            continue
        if chance.random() < 0.01:
            off_until = now + HOUR * chance.randint(1, 90)
            outages += 1
            continue
        machine.turn(now, TIMETABLE, crashing=chance.random() < 0.04)
    machine.turn(LAST - timedelta(minutes=1), TIMETABLE, crashing=False)
    done = machine.done()
    assert [slot for slot, times in done.items() if times != 1] == []
    assert set(done) == expected()
    assert machine.crashes > 100
    assert outages > 30


def test_year_with_a_clock_that_jumps_back_runs_no_slot_twice(machine: Machine) -> None:
    known_from_the_start(machine)
    chance, now = random.Random(8), FIRST
    jumps = 0
    while now < LAST - HOUR:
        now += HOUR
        if chance.random() < 0.02:
            now = max(FIRST, now - HOUR * chance.randint(1, 30))
            jumps += 1
        machine.turn(now, TIMETABLE, crashing=chance.random() < 0.01)
    machine.turn(LAST - timedelta(minutes=1), TIMETABLE, crashing=False)
    done = machine.done()
    assert [slot for slot, times in done.items() if times != 1] == []
    assert set(done) == expected()
    assert jumps > 100


def test_year_when_only_the_latest_counts_catches_up_one_slot_each(machine: Machine) -> None:
    """After an outage the latest slot of each job runs, and none twice."""
    timetable = (Entry("daily", at=("18:30",)), Entry("weekly", at=("09:00",), days=("mon",)))
    ledger = Ledger(machine.database)
    for entry in timetable:
        ledger.known_since(entry.job, FIRST)
    chance, now, wanted = random.Random(9), FIRST, set()
    while now < LAST - timedelta(days=12):
        since, now = now, now + HOUR * chance.randint(1, 250)
        for job, slots in _slots_between(since, now).items():
            if slots:
                wanted.add((job, max(slots)))
        machine.turn(now, timetable, crashing=chance.random() < 0.3)
    done = machine.done()
    assert set(done.values()) == {1}
    assert set(done) == wanted


def _slots_between(since: datetime, until: datetime) -> dict[str, list[datetime]]:
    daily = [day.replace(hour=18, minute=30) for day in days()]
    weekly = [day.replace(hour=9) for day in days() if day.weekday() == 0]
    return {
        "daily": [slot for slot in daily if since < slot <= until],
        "weekly": [slot for slot in weekly if since < slot <= until],
    }
