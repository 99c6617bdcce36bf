"""Worked examples of the buyer's window, with the article beside each."""

from datetime import date, datetime, timedelta

import pytest

from sheetops.adapters.holidays import ChineseHolidays
from sheetops.rules.deadlines.derivations import Step, explain
from sheetops.rules.deadlines.windows import Window, last_day, window_from
from sheetops.rules.deadlines.workdays import ShopWorkdays, first_workday_from

CALENDAR = ShopWorkdays(ChineseHolidays(), ())


def window(signed: str, days: int = 7, *, next_day: bool = True, rolls: bool = True) -> Window:
    return window_from(
        Step("start", datetime.fromisoformat(signed), "signed_at"),
        days,
        "P-NR-01",
        from_next_day=next_day,
        roll=(lambda day: first_workday_from(CALENDAR, day)) if rolls else None,
    )


@pytest.mark.parametrize(
    ("signed", "strict", "end", "why"),
    [
        ("2026-03-02 18:20", "2026-03-09", "2026-03-09", "七日办法 10: from the day after signing"),
        ("2026-03-02 00:00:00", "2026-03-09", "2026-03-09", "10: midnight belongs to its new day"),
        ("2026-03-02 23:59:59", "2026-03-09", "2026-03-09", "10: 24:00 edge, the day is the same"),
        ("2026-03-03 00:00:00", "2026-03-10", "2026-03-10", "10: a second later is the next day"),
        ("2024-02-22 12:00", "2024-02-29", "2024-02-29", "10: leap day"),
        ("2025-02-24 12:00", "2025-03-03", "2025-03-03", "10: month end of a common year"),
        ("2024-02-23 12:00", "2024-03-01", "2024-03-01", "10: over the leap day"),
        ("2025-12-25 12:00", "2026-01-01", "2026-01-04", "民法典 203: 元旦, then make-up Sunday"),
        ("2026-02-28 18:20", "2026-03-07", "2026-03-09", "203: Saturday moves to Monday"),
        ("2026-02-07 09:00", "2026-02-14", "2026-02-14", "203: make-up Saturday is worked"),
        ("2026-02-08 09:00", "2026-02-15", "2026-02-24", "203: first day of 春节"),
        ("2026-02-12 09:00", "2026-02-19", "2026-02-24", "203: inside 春节"),
        ("2026-02-16 09:00", "2026-02-23", "2026-02-24", "203: last day of 春节"),
        ("2026-02-21 09:00", "2026-02-28", "2026-02-28", "203: make-up Saturday after 春节"),
        ("2025-09-27 09:00", "2025-10-04", "2025-10-09", "203: 国庆 and 中秋 of 2025"),
        ("2026-09-24 09:00", "2026-10-01", "2026-10-08", "203: first day of 国庆"),
        ("2026-09-28 09:00", "2026-10-05", "2026-10-08", "203: inside 国庆"),
        ("2026-10-03 09:00", "2026-10-10", "2026-10-10", "203: make-up Saturday after 国庆"),
        ("2026-09-13 09:00", "2026-09-20", "2026-09-20", "203: make-up Sunday before 国庆"),
        ("2026-05-02 09:00", "2026-05-09", "2026-05-09", "203: make-up Saturday after 劳动节"),
        ("2025-01-19 09:00", "2025-01-26", "2025-01-26", "203: make-up Sunday before 春节 2025"),
    ],
)  # fmt: skip
def test_no_reason_window_ends_at_the_end_of_its_last_day(
    signed: str, strict: str, end: str, why: str
) -> None:
    found = window(signed)
    assert found.strict == datetime.fromisoformat(f"{strict} 23:59:59"), why
    assert found.end == datetime.fromisoformat(f"{end} 23:59:59"), why


MADE_UP = [
    # 国务院办公厅关于2025年部分节假日安排的通知
    "2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11",
    # 国务院办公厅关于2026年部分节假日安排的通知
    "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
]  # fmt: skip


@pytest.mark.parametrize("day", MADE_UP)
def test_window_that_ends_on_a_make_up_day_does_not_roll(day: str) -> None:
    # Civil Code art. 203: the last day moves where it is a day off, and a make-up day is none
    last = date.fromisoformat(day)
    found = window(f"{last - timedelta(days=7)} 12:00")
    assert (found.strict.date(), found.end.date()) == (last, last)


@pytest.mark.parametrize("day", MADE_UP)
def test_window_that_ends_the_day_before_a_make_up_day_never_passes_it(day: str) -> None:
    last = date.fromisoformat(day) - timedelta(days=1)
    found = window(f"{last - timedelta(days=7)} 12:00")
    assert found.end.date() in (last, date.fromisoformat(day))


def test_window_that_does_not_roll_stays_strict() -> None:
    found = window("2026-02-12 09:00", rolls=False)
    assert found.end == found.strict == datetime.fromisoformat("2026-02-19 23:59:59")


@pytest.mark.parametrize(
    ("days", "next_day", "last"),
    [(7, True, "2026-03-09"), (7, False, "2026-03-08"), (1, False, "2026-03-02"),
     (0, False, "2026-03-02"), (0, True, "2026-03-02"), (15, True, "2026-03-17")],
)  # fmt: skip
def test_same_day_counting_counts_the_first_day(days: int, next_day: bool, last: str) -> None:
    found = last_day(date(2026, 3, 2), days, from_next_day=next_day)
    assert found == date.fromisoformat(last)


def test_derivation_names_event_rule_and_roll_over_in_both_languages() -> None:
    words = explain(window("2026-02-28 18:20").deadline)
    assert words.zh == (
        "签收时间 2026-02-28 18:20；P-NR-01 从次日起算 7 天，到 2026-03-07 23:59；"
        "最后一天放假，顺延 2 天，到 2026-03-09 23:59（民法典203条）"
    )
    assert words.en == (
        "Signed at 2026-02-28 18:20; P-NR-01 counts 7 d from the next day, until 2026-03-07 23:59;"
        " the last day is a day off: 2 d on, until 2026-03-09 23:59 (Civil Code art. 203)"
    )
