"""What nobody should have to type."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from sheetops.actions import SetValue
from sheetops.adapters.holidays import ChineseHolidays
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.settings import Settings
from sheetops.rules.completion.case_ids import CaseIds
from sheetops.rules.completion.plan import RowChange, plan_completion, stamp_changes

Desk = Callable[..., Records]
Row = dict[str, Any]
at = datetime.fromisoformat
NOW = at("2026-03-02 09:00")
NEW: Row = {
    "platform": "tmall",
    "refund_no": "106206407540810",
    "order_no": "3302710287203084298",
    "case_type": "return_refund",
    "goods_status": "received",
    "applied_at": at("2026-03-01 10:30"),
    "sku_code": "TS-L",
    "reason_code": "R01",
}
KEY = "tmall|106206407540810|"


def plan(
    records: Records, settings: Settings, filed: Iterable[str] = (), now: datetime = NOW
) -> list[SetValue]:
    return list(plan_completion(records, now, settings, ChineseHolidays(), lambda: filed))


def cells(actions: Iterable[SetValue]) -> dict[str, Value]:
    return {action.column: action.wanted for action in actions}


def test_new_row_is_completed_from_handbook_and_settings(desk: Desk, settings: Settings) -> None:
    agents = ({"agent_id": "KF012", "role": "aftersale", "status": "active"},)
    actions = plan(desk(applications=(NEW,), agents=agents), settings)
    assert cells(actions) == {
        "case_id": "AS20260301-0001",
        "owner": "KF012",
        "status": "pending_review",
        "shop": "棉麻小铺",
        "qty": 1,
        "item_title": "纯棉T恤",
        "sku_props": "白 L",
        "reason_text": "7天无理由退换货",
        "freight_bearer": "buyer",
    }
    assert {(action.key, action.book) for action in actions} == {(KEY, "applications.xlsx")}


def test_what_people_have_written_stays(desk: Desk, settings: Settings) -> None:
    typed = {
        "case_id": "AS20260301-0007",
        "status": "await_return",
        "shop": "二店",
        "qty": 2,
        "item_title": "T恤",
        "sku_props": "白",
        "reason_text": "不喜欢",
        "freight_bearer": "seller",
        "owner": "KF099",
    }
    assert plan(desk(applications=(NEW | typed,)), settings) == []


def test_planning_again_after_writing_yields_nothing(desk: Desk, settings: Settings) -> None:
    refunded = NEW | {
        "case_id": "AS20260220-0001",
        "refund_no": "106206407540811",
        "status": "refunded",
        "order_paid": Decimal("198.00"),
    }
    slip = {
        "slip_no": "TH1",
        "case_id": "AS20260220-0001",
        "refund_amount": Decimal("100.00"),
        "refunded_at": NOW,
    }
    agents = ({"agent_id": "KF012", "role": "aftersale", "status": "active"},)
    records = desk(applications=(NEW, refunded), slips=(slip,), agents=agents)
    found: dict[tuple[str, str], Value] = {}
    for action in plan(records, settings):
        found[action.key, action.column] = action.wanted
    again = Records({**records.tables, "applications": records["applications"].overlaid(found)})
    assert plan(again, settings) == []
    assert again["applications"][1]["refund_scope"] == "partial"


def test_case_number_is_never_given_again(desk: Desk, settings: Settings) -> None:
    known = NEW | {"case_id": "AS20260301-0003", "refund_no": "106206407540811"}
    records = desk(applications=(known, NEW))
    filed = ["AS20260301-0007", "AS20260301-0005", "AS20260228-0100", "job:x"]
    assert cells(plan(records, settings, filed))["case_id"] == "AS20260301-0008"


def test_case_number_takes_the_day_of_the_application_else_today(
    desk: Desk, settings: Settings
) -> None:
    other = {**NEW, "refund_no": "106206407540811", "applied_at": None}
    actions = plan(desk(applications=(NEW, other)), settings)
    given = [action.wanted for action in actions if action.column == "case_id"]
    assert given == ["AS20260301-0001", "AS20260302-0001"]


def test_case_numbers_grow_beyond_four_digits() -> None:
    numbers = CaseIds(["AS20260301-9999"])
    assert numbers.next(date(2026, 3, 1)) == "AS20260301-10000"
    assert numbers.next(date(2026, 3, 1)) == "AS20260301-10001"


def test_filing_log_is_not_asked_where_no_number_is_needed(desk: Desk, settings: Settings) -> None:
    def filed() -> Iterable[str]:
        raise AssertionError("the log was read")

    records = desk(applications=(NEW | {"case_id": "AS20260301-0001"},))
    list(plan_completion(records, NOW, settings, ChineseHolidays(), filed))


@pytest.mark.parametrize(
    "bare",
    [
        {"refund_no": None, "order_no": None, "applied_at": None},
        {"refund_no": None, "sku_code": None},
        {"platform": None, "order_no": None, "applied_at": None},
    ],
)
def test_row_without_a_natural_key_gets_nothing(desk: Desk, settings: Settings, bare: Row) -> None:
    assert plan(desk(applications=(NEW | bare,)), settings) == []


def test_row_that_lost_both_numbers_is_known_by_time_goods_and_price(
    desk: Desk, settings: Settings
) -> None:
    actions = plan(desk(applications=(NEW | {"refund_no": None, "order_no": None},)), settings)
    assert [action.column for action in actions].count("case_id") == 1


def test_second_row_of_one_refund_gets_no_number(desk: Desk, settings: Settings) -> None:
    actions = plan(desk(applications=(NEW, NEW)), settings)
    assert [action.column for action in actions].count("case_id") == 1


def test_platform_of_the_shop_is_filled_where_the_order_says_which_row(
    desk: Desk, settings: Settings
) -> None:
    found = cells(plan(desk(applications=(NEW | {"platform": None},)), settings))
    assert found["platform"] == "tmall"


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"reason_code": "R07"}, "seller"),
        ({"reason_code": "R01"}, "buyer"),  # the reason has no default: the policy row says
        ({"reason_code": "R16"}, None),
        ({"reason_code": None}, None),
        ({"case_type": "refund_only", "goods_status": "unshipped"}, None),
    ],
)
def test_freight_follows_reason_then_policy(
    desk: Desk, settings: Settings, change: Row, wanted: str | None
) -> None:
    found = cells(plan(desk(applications=(NEW | change,)), settings))
    assert found.get("freight_bearer") == wanted


AGENTS: tuple[Row, ...] = (
    {"agent_id": "KF011", "role": "aftersale", "status": "active", "on_duty": True},
    {"agent_id": "KF012", "role": "aftersale", "status": "active"},
    {"agent_id": "KF013", "role": "aftersale", "status": "active", "on_duty": False},
    {"agent_id": "KF014", "role": "aftersale", "status": "stopped", "on_duty": True},
    {"agent_id": "KF015", "role": "warehouse", "status": "active", "on_duty": True},
)


def test_cases_go_to_those_on_duty_who_have_fewest_open(desk: Desk, settings: Settings) -> None:
    busy = [
        NEW | {"refund_no": f"1062064075409{n:02d}", "case_id": f"AS20260301-1{n:03d}"}
        for n in range(4)
    ]
    owned = [case | {"owner": "KF011", "status": "pending_review"} for case in busy[:2]]
    closed = [case | {"owner": "KF012", "status": "refunded"} for case in busy[2:]]
    fresh = [NEW | {"refund_no": f"1062064075408{n:02d}"} for n in range(4)]
    records = desk(applications=(*owned, *closed, *fresh), agents=AGENTS)
    given = [a.wanted for a in plan(records, settings) if a.column == "owner"]
    assert given == ["KF012", "KF012", "KF011", "KF012"]


def test_nobody_is_assigned_where_nobody_is_on_duty(desk: Desk, settings: Settings) -> None:
    records = desk(applications=(NEW,), agents=AGENTS[2:])
    assert "owner" not in cells(plan(records, settings))


@pytest.mark.parametrize(
    ("change", "scope"),
    [
        ({"status": "refunded", "refund_amount": Decimal("198.00")}, "full"),
        ({"status": "refunded", "refund_amount": Decimal("100.00")}, "partial"),
        ({"status": "partially_refunded"}, "partial"),
        ({"status": "refunded"}, "full"),
        ({"status": "await_refund", "refund_amount": Decimal("100.00")}, None),
    ],
)
def test_refund_scope_follows_the_amount(
    desk: Desk, settings: Settings, change: Row, scope: str | None
) -> None:
    case = NEW | {"case_id": "AS20260301-0001", "order_paid": Decimal("198.00")} | change
    assert cells(plan(desk(applications=(case,)), settings)).get("refund_scope") == scope


def test_refund_is_taken_over_from_the_slip(desk: Desk, settings: Settings) -> None:
    case = NEW | {"case_id": "AS20260301-0001", "status": "refunded"}
    slip = {
        "slip_no": "TH1",
        "case_id": "AS20260301-0001",
        "refunded_at": NOW,
        "refund_amount": Decimal("198.00"),
    }
    found = cells(plan(desk(applications=(case,), slips=(slip,)), settings))
    assert (found["closed_at"], found["refund_amount"]) == (NOW, Decimal("198.00"))


@pytest.mark.parametrize(
    ("score", "level"), [(5, "good"), (4, "good"), (3, "fair"), (2, "poor"), (1, "poor")]
)
def test_feedback_level_follows_the_score(
    desk: Desk, settings: Settings, score: int, level: str
) -> None:
    records = desk(feedback=({"fb_id": "FB1", "score": score},))
    assert cells(plan(records, settings)) == {"level": level}


@pytest.mark.parametrize(
    ("row", "passed"),
    [
        ({"score": 60}, True),
        ({"score": 59}, False),
        ({"score": 59, "pass_mark": 50}, True),
        ({"score": 80, "pass_mark": 90}, False),
        ({"score": 0, "pass_mark": 0}, True),
        ({}, None),
    ],
)
def test_training_is_passed_at_the_mark_and_due_again(
    desk: Desk, settings: Settings, row: Row, passed: bool | None
) -> None:
    records = desk(training=({"train_id": "PX1", "date": date(2026, 3, 5)} | row,))
    found = cells(plan(records, settings))
    assert found.get("passed") is passed
    assert found["next_due"] == date(2026, 6, 3)


def test_changed_rows_are_stamped_once(desk: Desk, settings: Settings) -> None:
    case = NEW | {"case_id": "AS20260301-0001", "row_version": 3, "updated_by": "KF011"}
    records = desk(applications=(case,), slips=({"slip_no": "TH1"},))
    changes = (
        RowChange("applications", "AS20260301-0001", "KF012"),
        RowChange("applications", "AS20260301-0001", "KF012"),
        RowChange("slips", "TH1", "KF020"),
        RowChange("slips", "TH-gone", "KF020"),
        RowChange("policy", "P-NR-01", "KF001"),
    )
    found = [(a.key, a.column, a.wanted) for a in stamp_changes(records, changes, NOW)]
    assert found == [
        ("AS20260301-0001", "row_version", 4),
        ("AS20260301-0001", "updated_by", "KF012"),
        ("AS20260301-0001", "updated_at", NOW),
        ("TH1", "row_version", 1),
        ("TH1", "updated_by", "KF020"),
        ("TH1", "updated_at", NOW),
    ]
