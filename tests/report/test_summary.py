"""The figures, against a month small enough to reckon by hand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from sheetops.records.columns import Value
from sheetops.records.text import Text
from sheetops.rules.reporting.figures import Mean, Rate, Slice
from sheetops.rules.reporting.rates import Window, is_disputed, kept, rates, resolve_outcome
from sheetops.rules.reporting.summary import Summary, refunds, reported_day, summarise
from tests.report.report_desk import INSPECT, LIMITS, NOW, REVIEW, Row, at, case, desk, due, month

WORDS = Text("", "")


@pytest.fixture
def summary() -> Summary:
    return summarise(month(), NOW, LIMITS, [])


def test_flows_compare_the_day_with_the_day_before(summary: Summary) -> None:
    assert (summary.came_in.now, summary.came_in.before) == (2, 3)
    assert (summary.decided.now, summary.decided.before) == (2, 1)
    assert (summary.closed.now, summary.closed.before) == (1, 2)


def test_refunded_money_is_the_slips_where_there_is_one(summary: Summary) -> None:
    # the slip of case 6 says 188.00, its row 198.00: 10.00 were deducted
    assert (summary.refunded.now, summary.refunded.before) == (Decimal("188.00"), Decimal("50.00"))


def test_a_refund_counts_once_when_slip_and_case_both_say_it() -> None:
    records = month()
    assert sum(a for _, a in refunds(records["applications"], records["slips"])) == Decimal(238)


def test_waiting_compares_now_with_the_same_time_yesterday(summary: Summary) -> None:
    # open now: 1, 2, 3, 7; yesterday at 18:30: 3, 5 (closed at 20:00), 6, 7
    assert (summary.waiting.now, summary.waiting.before) == (4, 4)


def test_a_final_state_without_closing_time_is_not_waiting() -> None:
    closed = desk(applications=[case("1", "2026-11-20 10:00", status="refunded")])
    assert summarise(closed, NOW, LIMITS, []).waiting.now == 0


def test_overdue_a_day_ago_counts_what_still_is_and_what_was_done_late_since() -> None:
    items = [
        due("2026-11-21 10:00"),  # overdue then too
        due("2026-11-23 12:00", what=INSPECT, turn="warehouse"),  # only since today
        due("2026-11-20 12:00", turn="buyer"),  # not the shop's own lateness
        due("2026-11-24 12:00", level="normal"),
    ]
    summary = summarise(month(), NOW, LIMITS, items)
    # the inspection of case 6, due 11-22 10:00, was done on 11-23 10:00
    assert (summary.overdue.now, summary.overdue.before) == (2, 2)
    assert summary.stages == (Slice(REVIEW, 1), Slice(INSPECT, 1))


def test_days_are_thirty_and_end_with_the_day(summary: Summary) -> None:
    assert len(summary.days) == 30
    assert summary.days[-1].day == date(2026, 11, 23)
    assert [day.came_in for day in summary.days[-9:]] == [1, 2, 0, 0, 0, 0, 0, 3, 2]


def test_a_report_in_the_morning_is_about_yesterday() -> None:
    assert reported_day(at("2026-11-23 08:30")) == date(2026, 11, 22)
    assert reported_day(at("2026-11-23 18:30")) == date(2026, 11, 23)


def test_figures_about_yesterday_take_yesterdays_flows() -> None:
    summary = summarise(month(), NOW, LIMITS, [], date(2026, 11, 22))
    assert (summary.came_in.now, summary.came_in.before) == (3, 0)
    assert summary.is_whole_day


def test_reasons_are_named_and_counted(summary: Summary) -> None:
    name = Text("7天无理由退换货", "7天无理由退换货")
    assert summary.reasons == (Slice(name, 8),)


def test_open_cases_by_state_follow_a_cases_life(summary: Summary) -> None:
    assert [(s.title.en, s.count) for s in summary.states] == [
        ("Pending review", 1),
        ("Approved, awaiting return", 1),
        ("Received, awaiting inspection", 1),
        ("Platform intervention", 1),
    ]


def test_shares_say_numerator_and_denominator(summary: Summary) -> None:
    found = {rate.title.en: (rate.part, rate.whole) for rate in summary.rates}
    # reviews: 1, 5, 6, 8 in time; 3 late, 7 never; 2 is not due yet, 4 was withdrawn before
    assert found["Reviewed on time"] == (4, 6)
    assert found["Inspected on time"] == (0, 1)
    assert found["Refunded on time"] == (1, 1)
    assert found["Resolved"] == (4, 4)
    assert found["Completed by the shop"] == (2, 2)
    assert found["Platform intervention"] == (1, 8)


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(4, 4, "—"), (5, 5, "100%"), (3, 7, "43%"), (0, 9, "0%"), (999, 1000, "99%"), (1, 8, "13%")],
)
def test_a_share_is_a_dash_below_five_and_never_rounds_up_to_all(
    part: int, whole: int, percent: str
) -> None:
    assert Rate(WORDS, part, whole, WORDS).percent == percent


def test_a_mean_of_fewer_than_five_says_nothing() -> None:
    assert Mean(WORDS, Decimal(10), 4, WORDS).value is None
    assert Mean(WORDS, Decimal(10), 6, WORDS).value == Decimal("1.7")


def test_a_deadline_kept_to_the_minute_is_kept() -> None:
    assert kept(at("2026-11-23 10:00:20"), at("2026-11-23 10:00:00"), NOW) is True
    assert kept(at("2026-11-23 10:01:00"), at("2026-11-23 10:00:00"), NOW) is False
    assert kept(None, at("2026-11-23 10:00"), NOW) is False
    assert kept(None, NOW + timedelta(hours=1), NOW) is None


@pytest.mark.parametrize(
    ("status", "words", "disputed"),
    [
        ("pending_review", "不需客服介入", False),
        ("pending_review", None, False),
        ("in_dispute", None, True),
        ("refunded", "客服已介入", True),
    ],
)
def test_intervention_is_seen_in_state_or_platforms_words(
    status: str, words: Value, disputed: bool
) -> None:
    row = case("1", "2026-11-20 10:00", status=status, cs_intervene=words)
    assert is_disputed(desk(applications=[row])["applications"][0]) is disputed


@pytest.mark.parametrize(("again", "solved"), [("2026-11-21 09:00", False), ("2026-11-28", True)])
def test_a_case_linked_again_within_seven_days_was_not_solved(again: str, solved: bool) -> None:
    closed = case("1", "2026-11-10 10:00", status="refunded", closed_at=at("2026-11-20 10:00"))
    rows = desk(applications=[closed])["applications"]
    window = Window(at("2026-11-01"), at("2026-12-01"), NOW)
    assert resolve_outcome(rows[0], window, {"AS-1": at(again)}) is solved


def test_cases_of_the_platform_itself_say_nothing_about_reviews() -> None:
    auto = desk(applications=[case("1", "2026-11-20 10:00", sys_auto=True)])["applications"]
    window = Window(at("2026-11-01"), at("2026-12-01"), NOW)
    review = rates(auto, [], [], window, LIMITS)[0]
    assert review.whole == 0


def test_goods_that_failed_inspection_are_not_late_while_talks_go_on() -> None:
    row: Row = {
        "slip_no": "TH1",
        "slip_type": "return",
        "received_at": at("2026-11-01 10:00"),
        "refund_due": at("2026-11-08 10:00"),
        "inspect_result": "fail",
    }
    window = Window(at("2026-11-01"), at("2026-12-01"), NOW)
    assert rates([], desk(slips=[row])["slips"], [], window, LIMITS)[2].whole == 0


def test_an_empty_shop_has_figures_too() -> None:
    summary = summarise(desk(), NOW, LIMITS, [])
    assert (summary.came_in.now, summary.overdue.before, summary.refunded.now) == (0, 0, 0)
    assert {rate.percent for rate in summary.rates} == {"—"}
