"""The figures of a week and a month, reckoned by hand, beside those of the time before."""

import itertools
from datetime import date, timedelta
from decimal import Decimal

import pytest

from sheetops.rules.reporting.figures import Pair
from sheetops.rules.reporting.period_figures import PeriodFigures, period_figures
from sheetops.rules.reporting.periods import Period, last_month, last_week, month_of
from tests.report.report_desk import LIMITS, NOW, at, due
from tests.report.sample_mails import items, whole_desk


def figures(period: Period) -> PeriodFigures:
    return period_figures(whole_desk(), period, NOW, LIMITS, items())


def week() -> PeriodFigures:
    return figures(last_week(NOW))


@pytest.mark.parametrize(
    ("now", "key", "zh"),
    [
        ("2026-11-23 08:50", "2026-W47", "2026 年第 47 周（11-16 至 11-22）"),
        ("2026-11-29 23:59", "2026-W47", "2026 年第 47 周（11-16 至 11-22）"),
        ("2027-01-04 08:50", "2026-W53", "2026 年第 53 周（12-28 至 01-03）"),
    ],
)
def test_week_is_the_last_that_is_over_by_iso_8601(now: str, key: str, zh: str) -> None:
    assert (last_week(at(now)).key, last_week(at(now)).title.zh) == (key, zh)


@pytest.mark.parametrize(
    ("now", "key"), [("2026-12-01 08:50", "2026-11"), ("2027-01-31 08:50", "2026-12")]
)
def test_month_is_the_last_that_is_over(now: str, key: str) -> None:
    assert last_month(at(now)).key == key


def test_run_up_ends_with_the_period_and_has_no_gap() -> None:
    months = month_of(date(2026, 3, 15)).run_up(4)
    assert [period.key for period in months] == ["2025-12", "2026-01", "2026-02", "2026-03"]
    assert all(one.until == two.since for one, two in itertools.pairwise(months))


def test_flows_when_counted_are_of_the_week_and_the_one_before() -> None:
    found = week()
    assert found.came_in == Pair(5, 1)  # 3 on the 22nd, 2 on the 16th; the one of the 15th before
    assert found.decided == Pair(2, 1)
    assert found.closed == Pair(3, 0)
    assert found.refunded == Pair(Decimal("50.00"), Decimal("0.00"))


def test_stocks_when_counted_are_of_the_end_and_the_beginning() -> None:
    found = week()
    assert found.waiting == Pair(3, 1)
    assert found.overdue.now == 2


def test_month_when_asked_for_holds_the_days_of_the_week_too() -> None:
    found = figures(month_of(NOW.date()))
    assert found.came_in == Pair(8, 0)
    assert found.refunded == Pair(Decimal("238.00"), Decimal("0.00"))


def test_overdue_when_it_is_a_buyers_turn_is_not_the_shops() -> None:
    bought = [*items(), due(turn="buyer")]
    found = period_figures(whole_desk(), last_week(NOW), NOW, LIMITS, bought)
    assert found.overdue.now == 2


def test_lateness_when_steps_were_late_says_by_how_much_and_whose() -> None:
    late, before = week().late
    review, inspection, refund = late.steps
    assert (review.missed, review.kept.whole, review.still_open) == (2, 4, 1)
    # AS-0007 was due on the 17th at 10:00 and still waits
    assert review.longest == NOW - at("2026-11-17 10:00")
    assert (inspection.missed, inspection.longest) == (1, timedelta(hours=24))
    assert refund.missed == 0
    assert [(one.title.zh, one.count) for one in late.people] == [("KF012", 2)]
    assert (late.missed, before.missed) == (3, 0)


def test_reasons_when_counted_stand_beside_those_before() -> None:
    assert [(title.zh, pair) for title, pair in week().reasons] == [("7天无理由退换货", Pair(5, 1))]


def test_feedback_when_it_came_is_counted_and_complaints_are_watched() -> None:
    this, last = week().feedback
    assert (this.count, last.count) == (5, 0)
    assert this.rating.value == Decimal("3.8")
    assert this.scores == ((5, 2), (4, 2), (3, 0), (2, 0), (1, 1))
    assert [(tag.title.en, tag.count) for tag in this.tags] == [("Slow", 1)]
    assert (this.complaints, this.unanswered) == (1, ("FB4",))


def test_cards_when_there_is_nothing_to_say_are_left_out() -> None:
    assert [card.agent for card in week().cards] == ["KF012"]


def test_steps_when_drawn_end_with_the_period() -> None:
    steps = week().steps
    assert [step.label for step in steps][-2:] == ["11-09", "11-16"]
    assert [(step.came_in, step.closed) for step in steps][-2:] == [(1, 0), (5, 3)]
