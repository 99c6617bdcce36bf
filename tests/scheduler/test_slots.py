"""Slots move out of the quiet hours and on to workdays, each once; the bell rings for all."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sheetops.adapters.holidays import ChineseHolidays
from sheetops.scheduler.slots import awake, bell, is_meant_for, slots
from sheetops.scheduler.timetable import Entry

ZONE = ZoneInfo("Asia/Shanghai")
NIGHT = ("22:00", "07:00")


class EveryDay:
    def is_workday(self, day: date) -> bool:
        return True

    def known(self, year: int) -> bool:
        return True


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def found(entry: Entry, after: str, until: str) -> list[str]:
    days = ChineseHolidays() if entry.workdays_only else EveryDay()
    return [f"{slot:%m-%d %H:%M}" for slot in slots(entry, at(after), at(until), days)]


def test_slots_in_the_quiet_hours_become_one_at_their_end() -> None:
    entry = Entry("a", every_minutes=60, quiet=NIGHT)
    assert found(entry, "2026-11-22 20:30", "2026-11-23 08:00") == [
        "11-22 21:00",
        "11-23 07:00",
        "11-23 08:00",
    ]


def test_time_of_day_in_the_quiet_hours_waits_until_morning() -> None:
    entry = Entry("a", at=("18:30", "23:00"), quiet=NIGHT)
    assert found(entry, "2026-11-22 00:00", "2026-11-23 12:00") == [
        "11-22 07:00",
        "11-22 18:30",
        "11-23 07:00",
    ]


def test_quiet_hours_when_seen_from_inside_hold_back_the_slot() -> None:
    entry = Entry("a", at=("23:00",), quiet=NIGHT)
    assert found(entry, "2026-11-22 22:00", "2026-11-23 06:59") == []
    assert found(entry, "2026-11-23 06:59", "2026-11-23 07:00") == ["11-23 07:00"]


@pytest.mark.parametrize(
    ("quiet", "instant", "expected"),
    [
        (NIGHT, "2026-11-22 21:59", "2026-11-22 21:59"),
        (NIGHT, "2026-11-22 22:00", "2026-11-23 07:00"),
        (NIGHT, "2026-11-23 00:00", "2026-11-23 07:00"),
        (NIGHT, "2026-11-23 07:00", "2026-11-23 07:00"),
        (("12:00", "13:30"), "2026-11-23 12:00", "2026-11-23 13:30"),
        (("12:00", "13:30"), "2026-11-23 13:30", "2026-11-23 13:30"),
        ((), "2026-11-23 03:00", "2026-11-23 03:00"),
    ],
)
def test_quiet_hours_end_where_they_say(
    quiet: tuple[str, ...], instant: str, expected: str
) -> None:
    assert awake(Entry("a", every_minutes=15, quiet=quiet), at(instant)) == at(expected)


def test_slot_of_a_day_of_the_month_comes_on_that_day() -> None:
    entry = Entry("a", at=("09:00",), day_of_month=15)
    assert found(entry, "2026-01-01 00:00", "2026-03-31 00:00") == [
        "01-15 09:00",
        "02-15 09:00",
        "03-15 09:00",
    ]


def test_slot_of_a_day_of_the_month_when_that_is_off_comes_on_the_next_workday() -> None:
    entry = Entry("a", at=("09:00",), day_of_month=1, workdays_only=True)
    assert found(entry, "2025-12-31 00:00", "2026-12-31 00:00") == [
        "01-04 09:00",  # a Sunday that is worked
        "02-02 09:00",
        "03-02 09:00",
        "04-01 09:00",
        "05-06 09:00",  # after Labour Day
        "06-01 09:00",
        "07-01 09:00",
        "08-03 09:00",
        "09-01 09:00",
        "10-08 09:00",  # after the National Day
        "11-02 09:00",
        "12-01 09:00",
    ]


def test_slot_that_moved_past_the_holiday_is_seen_from_the_day_before() -> None:
    entry = Entry("a", at=("09:00",), day_of_month=1, workdays_only=True)
    assert found(entry, "2026-10-07 23:00", "2026-10-08 09:00") == ["10-08 09:00"]


def test_slot_of_an_hour_that_comes_twice_or_never_comes_once() -> None:
    """Where summer time ends 02:30 comes twice, and in spring not at all: the wall clock counts."""
    entry = Entry("a", at=("02:30",), missed="all")
    assert found(entry, "2026-10-24 12:00", "2026-10-26 12:00") == ["10-25 02:30", "10-26 02:30"]
    assert found(entry, "2026-03-29 01:59", "2026-03-29 03:00") == ["03-29 02:30"]


@pytest.mark.parametrize(
    ("entry", "instant", "expected"),
    [
        (Entry("a", every_minutes=15), "2026-11-22 03:00", True),
        (Entry("a", every_minutes=15, quiet=NIGHT), "2026-11-22 03:00", False),
        (Entry("a", every_minutes=15, days=("mon",)), "2026-11-22 10:00", False),
        (Entry("a", every_minutes=15, workdays_only=True), "2026-02-17 10:00", False),
        (Entry("a", every_minutes=15, workdays_only=True), "2026-02-14 10:00", True),
    ],
)
def test_job_of_every_few_minutes_runs_on_request_only_at_its_times(
    entry: Entry, instant: str, expected: bool
) -> None:
    assert is_meant_for(entry, at(instant), ChineseHolidays()) is expected


@pytest.mark.parametrize(
    "entry",
    [
        Entry("a", every_minutes=60, quiet=NIGHT),
        Entry("a", at=("23:00",), quiet=("22:00", "07:10")),
        Entry("a", at=("09:00",), day_of_month=1, workdays_only=True),
        Entry("a", at=("08:05",), days=("mon", "sat"), workdays_only=True),
    ],
    ids=lambda entry: str(entry.at or entry.every_minutes),
)
def test_bell_rings_for_every_slot(entry: Entry) -> None:
    clock, rung = bell(entry, ZONE), set()
    moment = at("2026-09-20 00:00").replace(tzinfo=ZONE)
    end = at("2026-11-20 00:00")
    while (rings := clock.get_next_fire_time(None, moment)) and rings.replace(tzinfo=None) <= end:
        rung.add(rings.replace(tzinfo=None))
        moment = rings + timedelta(microseconds=1)
    due = set(slots(entry, at("2026-09-20 00:00"), end, ChineseHolidays()))
    assert due
    assert due <= rung
