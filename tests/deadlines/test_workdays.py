"""The shop's calendar over the national one."""

from datetime import date, datetime
from typing import Any

import pytest

from sheetops.adapters.holidays import ChineseHolidays
from sheetops.rules.deadlines.workdays import CalendarRow, ShopWorkdays, first_workday_from

SATURDAY, SUNDAY, MONDAY = date(2026, 3, 7), date(2026, 3, 8), date(2026, 3, 9)


def row(kind: str, first: str, last: str = "", **more: Any) -> CalendarRow:
    end = date.fromisoformat(last or first)
    more.setdefault("is_workday", None)
    more.setdefault("added", {})
    return CalendarRow(f"C-{first}", kind, kind, date.fromisoformat(first), end, **more)


def over_nation(*rows: CalendarRow, shop: str | None = None) -> ShopWorkdays:
    return ShopWorkdays(ChineseHolidays(), rows, shop)


def test_closure_of_the_shop_is_off_although_the_nation_works() -> None:
    calendar = over_nation(row("closure", "2026-03-09", is_workday=False))
    assert not calendar.is_workday(MONDAY)
    assert calendar.is_workday(date(2026, 3, 10))


def test_make_up_row_is_worked_although_the_nation_rests() -> None:
    calendar = over_nation(row("makeup", "2026-03-07", is_workday=True))
    assert calendar.is_workday(SATURDAY)


def test_closure_wins_over_a_promotion_that_works_through() -> None:
    calendar = over_nation(
        row("promotion", "2026-03-01", "2026-03-31", is_workday=True),
        row("closure", "2026-03-09", is_workday=False),
    )
    assert calendar.is_workday(SUNDAY)
    assert not calendar.is_workday(MONDAY)


def test_buyer_keeps_a_day_off_that_the_shop_works() -> None:
    calendar = over_nation(row("makeup", "2026-03-07", is_workday=True))
    assert calendar.is_day_off(SATURDAY)
    assert first_workday_from(calendar, SATURDAY) == MONDAY


def test_buyer_gains_a_day_off_when_the_shop_is_closed() -> None:
    calendar = over_nation(row("closure", "2026-03-09", is_workday=False))
    assert first_workday_from(calendar, SATURDAY) == date(2026, 3, 10)


def test_calendar_laid_twice_asks_the_nation_itself() -> None:
    once = over_nation(row("makeup", "2026-03-07", is_workday=True))
    assert ShopWorkdays(once, ()).is_day_off(SATURDAY)


def test_row_of_another_shop_says_nothing() -> None:
    rows = (row("closure", "2026-03-09", is_workday=False, shops=("二店",)),)
    assert over_nation(*rows, shop="一店").is_workday(MONDAY)
    assert not over_nation(*rows, shop="二店").is_workday(MONDAY)


def test_year_is_known_once_the_shop_has_entered_its_holidays() -> None:
    assert not over_nation().known(2099)
    assert over_nation(row("holiday", "2099-10-01", "2099-10-07")).known(2099)


@pytest.mark.parametrize(
    ("start", "due", "reached"),
    [
        ("2026-02-13 10:00", "2026-02-14 10:00", []),
        ("2026-02-14 20:00", "2026-02-15 20:00", ["C-2026-02-15"]),
        ("2026-02-23 23:00", "2026-02-24 23:00", ["C-2026-02-15"]),
        ("2026-02-24 00:00", "2026-02-25 00:00", []),
    ],
)
def test_row_lengthens_what_falls_into_its_days(start: str, due: str, reached: list[str]) -> None:
    calendar = over_nation(row("holiday", "2026-02-15", "2026-02-23", added={"review": 24}))
    found = calendar.lengthened(
        "review", datetime.fromisoformat(start), datetime.fromisoformat(due)
    )
    assert [row.cal_id for row, _ in found] == reached


def test_row_reached_only_through_another_one_lengthens_too() -> None:
    calendar = over_nation(
        row("holiday", "2026-02-15", added={"review": 48}),
        row("promotion", "2026-02-17", added={"review": 12}),
    )
    start, due = map(datetime.fromisoformat, ("2026-02-14 09:00", "2026-02-15 09:00"))
    found = calendar.lengthened("review", start, due)
    assert [add for _, add in found] == [48, 12]


def test_row_without_end_hides_none_of_the_others() -> None:
    calendar = over_nation(
        row("promotion", "2020-01-01", "9999-12-31", is_workday=None),
        row("closure", "2026-03-09", is_workday=False),
    )
    assert not calendar.is_workday(MONDAY)
