"""Which policy row holds for a case."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sheetops.records.dictionary import SHEETS
from sheetops.records.table import Span, Table
from sheetops.rules.policy.rows import Match, PolicyBook, Scope, policies_in

Row = dict[str, Any]

PLAIN: Row = {
    "status": "active",
    "case_types": ("return_refund",),
    "reason_class": ("no_reason",),
    "start_event": "signed",
    "window_days": 7,
    "priority": 100,
    "valid_from": date(2026, 1, 1),
}
SCOPE = Scope("return_refund", "no_reason", "TS-2026-L", "服饰", "signed", date(2026, 3, 1))


def match(*rows: Row, scope: Scope = SCOPE) -> Match:
    full = [PLAIN | row for row in rows]
    columns = {
        key: [row.get(key) for row in full] for key in dict.fromkeys(k for r in full for k in r)
    }
    span = Span("handbook.xlsx", "政策", range(3, 3 + len(full)), {}, {})
    return PolicyBook(policies_in(Table(SHEETS["policy"], columns, (span,)))).match(scope)


def rule_of(found: Match) -> str | None:
    return found.rule.policy_id if found.rule else None


@pytest.mark.parametrize(
    ("row", "fits"),
    [
        ({}, True),
        ({"status": "draft"}, False),
        ({"status": "stopped"}, False),
        ({"case_types": ("exchange",)}, False),
        ({"reason_class": ("quality", "no_reason")}, True),
        ({"reason_class": ("quality",)}, False),
        ({"valid_from": date(2026, 3, 1)}, True),
        ({"valid_from": date(2026, 3, 2)}, False),
        ({"valid_to": date(2026, 3, 1)}, True),
        ({"valid_to": date(2026, 2, 28)}, False),
        ({"category": "*"}, True),
        ({"category": "服饰"}, True),
        ({"category": "生鲜；服饰"}, True),
        ({"category": "生鲜"}, False),
        ({"category": "ts-2026-*"}, True),
        ({"category": "TS-2025-*"}, False),
        ({"valid_from": None}, False),
        ({"policy_id": None}, False),
    ],
)
def test_row_holds_where_all_it_says_fits(row: Row, fits: bool) -> None:
    assert (rule_of(match({"policy_id": "P-1"} | row)) == "P-1") is fits


def test_smaller_priority_is_tried_first() -> None:
    rows = ({"policy_id": "P-A", "priority": 20}, {"policy_id": "P-B", "priority": 10})
    assert rule_of(match(*rows)) == "P-B"


def test_row_that_names_the_goods_comes_before_one_for_all() -> None:
    rows = ({"policy_id": "P-A", "category": "*"}, {"policy_id": "P-B", "category": "服饰"})
    assert rule_of(match(*rows)) == "P-B"


def test_exclusion_stands_beside_the_rule_and_not_in_its_place() -> None:
    found = match(
        {"policy_id": "P-X", "excluded": True, "category": "服饰", "window_days": None},
        {"policy_id": "P-1"},
    )
    assert rule_of(found) == "P-1"
    assert [row.policy_id for row in found.exclusions] == ["P-X"]


@pytest.mark.parametrize("category", ["*", None])
def test_exclusion_that_names_no_goods_excludes_none(category: str | None) -> None:
    assert match({"policy_id": "P-X", "excluded": True, "category": category}).exclusions == ()


@pytest.mark.parametrize(
    ("delivery", "wanted"), [("paid", "P-PAID"), ("shipped", "P-SHIP"), ("signed", "P-SIGN")]
)
def test_refund_without_return_takes_the_row_of_its_stage(delivery: str, wanted: str) -> None:
    types: Row = {"case_types": ("refund_only",), "window_days": 15}
    rows = (
        types | {"policy_id": "P-PAID", "start_event": "paid", "priority": 1},
        types | {"policy_id": "P-SHIP", "start_event": "shipped", "priority": 2},
        types | {"policy_id": "P-SIGN", "start_event": "signed", "priority": 3},
    )
    scope = SCOPE._replace(case_type="refund_only", delivery=delivery)
    assert rule_of(match(*rows, scope=scope)) == wanted


def test_row_for_goods_on_their_way_leaves_signed_goods_alone() -> None:
    rows = (
        {"policy_id": "P-WAY", "start_event": "shipped", "window_days": None, "priority": 1},
        {"policy_id": "P-NR", "priority": 100},
    )
    assert rule_of(match(*rows)) == "P-NR"
    assert rule_of(match(*rows, scope=SCOPE._replace(delivery="shipped"))) == "P-WAY"


def test_answers_differ_on_the_two_sides_of_a_day_of_change() -> None:
    rows = (
        {"policy_id": "P-OLD", "valid_to": date(2026, 2, 28)},
        {"policy_id": "P-NEW", "valid_from": date(2026, 3, 1), "agent_limit": Decimal("1.00")},
    )
    assert rule_of(match(*rows, scope=SCOPE._replace(day=date(2026, 2, 28)))) == "P-OLD"
    assert rule_of(match(*rows, scope=SCOPE._replace(day=date(2026, 3, 1)))) == "P-NEW"


def test_row_until_the_last_day_that_excel_knows_has_no_end() -> None:
    assert rule_of(match({"policy_id": "P-1", "valid_to": date(9999, 12, 31)})) == "P-1"


@pytest.mark.parametrize("days", [-1, 4_000_000])
def test_number_out_of_its_bounds_counts_as_empty(days: int) -> None:
    found = match({"policy_id": "P-1", "return_days": days, "review_hours": 36}).rule
    assert found is not None
    assert (found.return_days, found.review_hours) == (None, 36)
