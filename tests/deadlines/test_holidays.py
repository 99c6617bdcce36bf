"""The national calendar: the State Council's notices, checked against a second source."""

from datetime import date, timedelta

import holidays
import pytest

from sheetops.adapters.holidays import ChineseHolidays

NATION = ChineseHolidays()

# the State Council's notices on 2025 and 2026: make-up workdays, all on weekends
MADE_UP = [
    "2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11",
    "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
]  # fmt: skip
# first and last day off
OFF = [
    ("2025-01-28", "2025-02-04"), ("2025-05-01", "2025-05-05"), ("2025-10-01", "2025-10-08"),
    ("2026-01-01", "2026-01-03"), ("2026-02-15", "2026-02-23"), ("2026-04-04", "2026-04-06"),
    ("2026-05-01", "2026-05-05"), ("2026-06-19", "2026-06-21"), ("2026-09-25", "2026-09-27"),
    ("2026-10-01", "2026-10-07"),
]  # fmt: skip


@pytest.mark.parametrize("day", MADE_UP)
def test_make_up_day_is_worked_although_it_is_a_weekend(day: str) -> None:
    assert date.fromisoformat(day).weekday() >= 5
    assert NATION.is_workday(date.fromisoformat(day))


@pytest.mark.parametrize(("first", "last"), OFF)
def test_holiday_is_off_from_its_first_day_to_its_last(first: str, last: str) -> None:
    day, end = date.fromisoformat(first), date.fromisoformat(last)
    while day <= end:
        assert not NATION.is_workday(day), day
        day += timedelta(days=1)


@pytest.mark.parametrize("year", [2025, 2026])
def test_two_sources_agree_on_every_day(year: int) -> None:
    second = holidays.country_holidays("CN", years=year)
    day = date(year, 1, 1)
    while day.year == year:
        assert NATION.is_workday(day) == second.is_working_day(day), day
        day += timedelta(days=1)


def test_year_without_data_is_worked_monday_to_friday() -> None:
    assert NATION.known(2026)
    assert not NATION.known(2099)
    assert NATION.is_workday(date(2099, 10, 1))  # a Thursday
    assert not NATION.is_workday(date(2099, 10, 3))
