"""A clock that jumps: no slot runs twice, and nothing stands still until the wrong time comes."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from sheetops.adapters.clock import FixedClock
from sheetops.adapters.logbook import Logbook
from sheetops.adapters.state.database import Database
from sheetops.adapters.state.ledger import Ledger
from sheetops.adapters.workbook.build.new_shop import init_shop
from sheetops.scheduler.due import due_slots
from sheetops.scheduler.timetable import Entry
from sheetops.scheduler.turn import run_due
from sheetops.shop import Shop

DAILY = Entry("mail", at=("18:30",))


class EveryDay:
    def is_workday(self, day: date) -> bool:
        return True

    def known(self, year: int) -> bool:
        return True


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    database = Database(tmp_path / "state.db")
    yield Ledger(database)
    database.close()


def run(ledger: Ledger, entry: Entry, now: str) -> list[str]:
    """Run what is due as a turn does, and return the slots that ran."""
    instant, ran = datetime.fromisoformat(now), []
    for slot in due_slots(entry, ledger, instant, EveryDay()):
        if ledger.claim(entry.job, slot, instant):
            ledger.finish(entry.job, slot, instant, 0.1, 0)
            ran.append(f"{slot:%Y-%m-%d %H:%M}")
    return ran


def test_slot_when_the_clock_goes_back_does_not_run_twice(ledger: Ledger) -> None:
    run(ledger, DAILY, "2026-11-22 12:00")
    assert run(ledger, DAILY, "2026-11-22 18:31") == ["2026-11-22 18:30"]
    assert run(ledger, DAILY, "2026-11-22 18:29") == []
    assert run(ledger, DAILY, "2026-11-22 18:31") == []
    assert run(ledger, DAILY, "2026-11-23 18:31") == ["2026-11-23 18:30"]


def test_job_when_the_clock_was_years_ahead_does_not_stand_still(ledger: Ledger) -> None:
    run(ledger, DAILY, "2026-11-21 12:00")
    run(ledger, DAILY, "2026-11-21 18:31")
    assert run(ledger, DAILY, "2036-01-05 08:00") == ["2036-01-04 18:30"]
    assert run(ledger, DAILY, "2026-11-22 18:31") == ["2026-11-22 18:30"]
    assert run(ledger, DAILY, "2026-11-23 18:31") == ["2026-11-23 18:30"]


def test_job_first_met_while_the_clock_was_ahead_is_due_at_its_next_time(ledger: Ledger) -> None:
    assert run(ledger, DAILY, "2036-01-05 08:00") == []
    assert run(ledger, DAILY, "2026-11-22 10:00") == []
    assert run(ledger, DAILY, "2026-11-22 18:30") == ["2026-11-22 18:30"]


def test_turn_when_the_clock_went_back_looks_again_and_logs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHEETOPS_STATE", str(tmp_path / "state"))
    init_shop(tmp_path / "shop", "en", "A shop")

    def turn(now: datetime) -> bool:
        return run_due(Shop(tmp_path / "shop", FixedClock(now)), lambda *_: None).unchanged

    now = datetime.fromisoformat("2026-11-23 10:00")
    for minutes in range(3):
        turn(now + timedelta(minutes=minutes))
    assert turn(now + timedelta(minutes=3))
    assert not turn(now - timedelta(days=3))
    shop = Shop(tmp_path / "shop", FixedClock(now))
    events = [line["event"] for line in Logbook(shop.state_folder).lines()]
    assert events.count("clock-went-back") == 1


def test_ledger_when_old_keeps_the_last_of_each_job(ledger: Ledger) -> None:
    first = datetime.fromisoformat("2026-01-01 18:30")
    for days in range(100):
        slot = first + timedelta(days=days)
        ledger.claim("mail", slot, slot)
        ledger.finish("mail", slot, slot, 0.1, 0)
    ledger.claim("rare", first, first)
    ledger.finish("rare", first, first, 0.1, 0)
    ledger.claim("never", first, first)
    ledger.fail("never", first, first, 0.1, "no")
    assert ledger.forget_before(first + timedelta(days=200)) == 100
    assert ledger.last_slot("mail") == first + timedelta(days=99)
    assert ledger.last_slot("rare") == first
    assert not ledger.claim("rare", first, first)


def test_record_counts_what_was_done_and_what_broke_off(ledger: Ledger) -> None:
    slot = datetime.fromisoformat("2026-11-23 18:30")
    ledger.claim("mail", slot, slot)
    ledger.fail("mail", slot, slot, 0.1, "no")
    ledger.claim("mail", slot, slot)
    ledger.abandon_running()
    ledger.claim("mail", slot, slot)
    ledger.finish("mail", slot, slot, 2.5, 0)
    found = ledger.record("mail", slot - timedelta(days=30))
    assert (found.done, found.longest, found.broken) == (1, 2.5, 2)
    assert ledger.record("mail", slot + timedelta(days=1)).broken == 0
