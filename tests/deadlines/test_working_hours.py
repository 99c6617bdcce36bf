"""Time that passes only in shifts of working days, lunch left out, make-up days counted."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetops.adapters.holidays import ChineseHolidays
from sheetops.rules.deadlines.workdays import ShopWorkdays
from sheetops.rules.deadlines.working_hours import later, spans_in

OFFICE = spans_in("09:00-12:00;13:00-18:00")
NIGHT = spans_in("20:00-02:00")
CALENDAR = ShopWorkdays(ChineseHolidays(), ())
at = datetime.fromisoformat


@pytest.mark.parametrize(
    ("start", "hours", "wanted", "why"),
    [
        ("2026-03-02 09:00", 3, "2026-03-02 12:00", "the morning is over at noon, not after lunch"),
        ("2026-03-02 09:00", 4, "2026-03-02 14:00", "lunch does not count"),
        ("2026-03-02 12:30", 1, "2026-03-02 14:00", "begun at lunch"),
        ("2026-03-02 07:00", 8, "2026-03-02 18:00", "before opening"),
        ("2026-03-02 20:00", 1, "2026-03-03 10:00", "after closing"),
        ("2026-03-02 17:30", 8, "2026-03-03 17:30", "over night"),
        ("2026-03-06 17:00", 2, "2026-03-09 10:00", "over a weekend"),
        ("2026-02-13 17:00", 2, "2026-02-14 10:00", "Saturday 14 Feb 2026 is a make-up day"),
        ("2026-02-14 17:00", 2, "2026-02-24 10:00", "over 春节 2026, off from 15 to 23 Feb"),
        ("2026-09-30 17:00", 2, "2026-10-08 10:00", "over 国庆 2026, off from 1 to 7 Oct"),
        ("2026-10-09 17:00", 2, "2026-10-10 10:00", "Saturday 10 Oct 2026 is a make-up day"),
        ("2024-02-28 17:00", 9, "2024-02-29 18:00", "leap day"),
    ],
)
def test_hours_pass_while_somebody_is_at_work(
    start: str, hours: int, wanted: str, why: str
) -> None:
    assert later(at(start), hours, OFFICE, CALENDAR.is_workday) == at(wanted), why


@pytest.mark.parametrize(
    ("start", "hours", "wanted"),
    [
        ("2026-03-02 21:00", 4, "2026-03-03 01:00"),
        ("2026-03-03 01:00", 2, "2026-03-03 21:00"),
        ("2026-03-07 01:30", 1, "2026-03-09 20:30"),  # Friday's shift ends on Saturday at 2
    ],
)
def test_shift_past_midnight_belongs_to_the_day_on_which_it_begins(
    start: str, hours: int, wanted: str
) -> None:
    assert later(at(start), hours, NIGHT, CALENDAR.is_workday) == at(wanted)


@pytest.mark.parametrize(
    ("cell", "spans"),
    [
        ("", ()),
        ("09:00-18:00", ((540, 540),)),
        ("13:00-18:00；09:00-12:00", ((540, 180), (780, 300))),
        ("09:00-13:00;12:00-18:00", ((540, 540),)),
        ("22:00-06:00", ((1320, 480),)),
        ("00:00-24:00", ((0, 1440),)),
        ("nine to five", ()),
        ("09:00", ()),
        ("09:00-25:00", ()),
        ("09:61-10:00", ()),
    ],
)
def test_cell_is_read_as_spans_or_as_none(cell: str, spans: tuple[tuple[int, int], ...]) -> None:
    assert spans_in(cell) == spans


def test_calendar_that_never_opens_keeps_nobody_waiting_for_ever() -> None:
    def never(_: date) -> bool:
        return False

    assert later(at("2026-03-02 09:00"), 3, OFFICE, never) == at("2026-03-02 12:00")


@given(
    st.datetimes(at("2025-01-01"), at("2026-11-30")).map(lambda t: t.replace(microsecond=0)),
    st.integers(1, 60),
    st.integers(1, 60),
    st.sampled_from([OFFICE, NIGHT, spans_in("00:00-24:00"), ()]),
)
def test_working_hours_add_up_and_never_end_before_the_clock_does(
    start: datetime, one: int, two: int, spans: tuple[tuple[int, int], ...]
) -> None:
    works = CALENDAR.is_workday
    end = later(start, one + two, spans, works)
    assert later(later(start, one, spans, works), two, spans, works) == end
    assert end >= start + timedelta(hours=one + two)
