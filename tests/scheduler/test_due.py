"""Due slots are those of the trigger since the last that was done, each once."""

from datetime import date, datetime

import pytest

from sheetops.adapters.holidays import ChineseHolidays
from sheetops.scheduler.due import due_slots, next_slot
from sheetops.scheduler.timetable import Entry

DAILY = Entry("email_summary", at=("18:30",))


class Runs:
    """A ledger that remembers one slot."""

    def __init__(self, last: str | None = None, since: str | None = None) -> None:
        self._last = datetime.fromisoformat(last) if last else None
        self._since = since

    def last_slot(self, job: str, until: datetime) -> datetime | None:
        return self._last

    def known_since(self, job: str, now: datetime) -> datetime:
        return datetime.fromisoformat(self._since) if self._since else now


class EveryDay:
    def is_workday(self, day: date) -> bool:
        return True

    def known(self, year: int) -> bool:
        return True


def due(entry: Entry, now: str, last: str | None = None, since: str | None = None) -> list[str]:
    slots = due_slots(entry, Runs(last, since), datetime.fromisoformat(now), EveryDay())
    return [slot.isoformat(" ", "minutes") for slot in slots]


def test_daily_job_when_its_time_has_come() -> None:
    assert due(DAILY, "2026-11-23 18:31", last="2026-11-22 18:30") == ["2026-11-23 18:30"]


def test_daily_job_when_its_slot_was_done() -> None:
    assert due(DAILY, "2026-11-23 18:31", last="2026-11-23 18:30") == []


def test_daily_job_when_the_shop_is_new_sends_nothing_about_yesterday() -> None:
    assert due(DAILY, "2026-11-23 10:00") == []
    assert due(DAILY, "2026-11-23 18:30", since="2026-11-23 10:00") == ["2026-11-23 18:30"]


def test_daily_job_when_the_machine_was_off_for_days() -> None:
    every = Entry("a", at=("18:30",), missed="all")
    assert due(DAILY, "2026-11-23 09:00", last="2026-11-19 18:30") == ["2026-11-22 18:30"]
    assert len(due(every, "2026-11-23 09:00", last="2026-11-19 18:30")) == 3


def test_job_of_every_few_minutes_when_it_never_ran_is_due_at_once() -> None:
    entry = Entry("check", every_minutes=15)
    assert due(entry, "2026-11-23 10:07") == ["2026-11-23 10:07"]
    assert due(entry, "2026-11-23 10:29", last="2026-11-23 10:15") == []
    assert due(entry, "2026-11-23 10:30", last="2026-11-23 10:15") == ["2026-11-23 10:30"]


def test_days_when_named_monday_to_friday_mean_monday_to_friday() -> None:
    entry = Entry("a", at=("08:00",), days=("mon", "tue", "wed", "thu", "fri"), missed="all")
    slots = due(entry, "2026-11-23 09:00", last="2026-11-15 20:00")
    days = [datetime.fromisoformat(slot).strftime("%a") for slot in slots]
    assert days == ["Mon", "Tue", "Wed", "Thu", "Fri", "Mon"]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-02-14 09:00", ["2026-02-14 08:00"]),  # a Saturday that is worked (make-up day)
        ("2026-02-16 09:00", []),  # a Monday in the Spring Festival
    ],
)
def test_workdays_only_knows_holidays_and_make_up_days(now: str, expected: list[str]) -> None:
    entry = Entry("a", at=("08:00",), workdays_only=True)
    instant = datetime.fromisoformat(now)
    last = instant.replace(hour=7).isoformat()
    slots = due_slots(entry, Runs(last), instant, ChineseHolidays())
    assert [slot.isoformat(" ", "minutes") for slot in slots] == expected


def test_next_slot_skips_days_off() -> None:
    entry = Entry("a", at=("08:00",), workdays_only=True)
    found = next_slot(entry, datetime.fromisoformat("2026-02-14 09:00"), ChineseHolidays())
    assert found == datetime.fromisoformat("2026-02-24 08:00")
