"""The advice on a case, and the rows it rests on."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from sheetops.adapters.holidays import ChineseHolidays
from sheetops.records.desk import Records
from sheetops.records.seed.policy import policy_rows
from sheetops.records.seed.reasons import reason_rows
from sheetops.records.settings import Settings
from sheetops.rules.policy.verdict_words import WORDS
from sheetops.rules.policy.verdicts import Verdict, verdict

Desk = Callable[..., Records]
Row = dict[str, Any]
at = datetime.fromisoformat

CASE: Row = {
    "case_id": "AS20260301-0001",
    "status": "pending_review",
    "case_type": "return_refund",
    "goods_status": "received",
    "reason_code": "R01",
    "sku_code": "TS-L",
    "order_paid": Decimal("198.00"),
    "applied_at": at("2026-03-01 10:30"),
    "signed_at": at("2026-02-26 18:20"),
}
QUALITY: Row = {
    "reason_code": "R07",
    "evidence": "evidence/1.jpg",
    "reason_detail": "洗过一次袖口就开线了，附照片",
}
UNSHIPPED: Row = {"case_type": "refund_only", "goods_status": "unshipped", "signed_at": None}
EXCHANGE: Row = {"case_type": "exchange", "exchange_sku": "TS-L"}
CUSTOM: Row = {
    "policy_id": "P-NR-X1",
    "status": "active",
    "case_types": ("return_refund", "exchange"),
    "reason_class": ("no_reason",),
    "category": "服饰",
    "start_event": "signed",
    "excluded": True,
    "exclusion_basis": "custom",
    "priority": 10,
    "valid_from": date(2026, 1, 1),
}
CONSENT: Row = CUSTOM | {"policy_id": "P-NR-C1", "buyer_confirmed_req": True}


def judged(desk: Desk, settings: Settings, change: Row, *more: Row, **rows: Any) -> Verdict:
    """Return the verdict on the plain case with `change`; `more` are further policy rows."""
    records = desk(applications=(CASE | change,), **rows)
    if more:
        known = [row.fields() for row in records["policy"]]
        records = desk(applications=(CASE | change,), **{"policy": (*known, *more), **rows})
    now = at("2026-03-01 12:00")
    return verdict(records["applications"][0], records, now, settings, ChineseHolidays())


def said(found: Verdict) -> tuple[str, str, str]:
    assert "{" not in found.words.zh + found.words.en
    return found.verdict, found.ground, ";".join(found.refs)


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        # 七日办法 art. 10: notice within the window
        ({}, ("no_refusal", "within", "P-NR-01")),
        ({"applied_at": at("2026-03-05 23:59:59")}, ("no_refusal", "within", "P-NR-01")),
        ({"applied_at": at("2026-03-06 00:00:00")}, ("refuse", "window_passed", "P-NR-01")),
        # 民法典 art. 203: Saturday 7 March rolls to Monday
        (
            {"signed_at": at("2026-02-28 09:00"), "applied_at": at("2026-03-09 23:00")},
            ("no_refusal", "within_rolled", "P-NR-01"),
        ),
        ({"goods_status": "shipped", "signed_at": None}, ("no_refusal", "not_begun", "P-NR-01")),
        ({"signed_at": None}, ("person", "incomplete", "P-NR-01")),
        # TOP refuse: unshipped refund-only knows no refusal, whatever the reason
        (UNSHIPPED, ("no_refusal", "unshipped", "P-RO-01")),
        (UNSHIPPED | {"reason_code": None}, ("no_refusal", "unshipped", "")),
        (UNSHIPPED | {"reason_code": "R14"}, ("no_refusal", "unshipped", "")),
        (UNSHIPPED | {"case_type": "return_refund"}, ("person", "not_shipped_return", "")),
        # dispute rule 27: shipped after the buyer applied
        (
            {
                "case_type": "refund_only",
                "goods_status": "shipped",
                "shipped_at": at("2026-03-01 11:00"),
            },
            ("no_refusal", "shipped_after", ""),
        ),
        # dispute rule 23: on its way
        (
            {
                "case_type": "refund_only",
                "goods_status": "shipped",
                "shipped_at": at("2026-02-27 11:00"),
                "reason_code": "R16",
            },
            ("person", "intercept", ""),
        ),
        ({"sys_auto": True}, ("no_refusal", "system", "")),
        (QUALITY, ("approve", "approve", "P-QL-01")),
        (QUALITY | {"evidence": None}, ("person", "evidence", "P-QL-01")),
        (QUALITY | {"reason_detail": "坏了"}, ("person", "detail", "P-QL-01")),
        (QUALITY | {"applied_at": at("2026-03-06 00:00:00")}, ("person", "claim_late", "P-QL-01")),
        (QUALITY | {"signed_at": None}, ("person", "incomplete", "P-QL-01")),
        (QUALITY | {"apply_amount": Decimal("200.00")}, ("person", "too_much", "P-QL-01")),
        ({"reason_code": "R14"}, ("person", "counterfeit", "")),
        ({"reason_code": "R16"}, ("person", "no_rule", "")),
        ({"reason_code": None}, ("person", "no_reason_code", "")),
        ({"reason_code": "R88"}, ("person", "no_reason_code", "")),
        ({"applied_at": None}, ("person", "incomplete", "")),
        ({"case_type": None}, ("person", "incomplete", "")),
        ({"goods_status": None, "signed_at": None}, ("person", "incomplete", "")),
        (EXCHANGE, ("no_refusal", "within", "P-NR-01")),
        (EXCHANGE | {"exchange_sku": "TS-M"}, ("person", "stock", "P-NR-01")),
        (EXCHANGE | {"qty": 6}, ("person", "stock", "P-NR-01")),
        (EXCHANGE | {"exchange_sku": "TS-XXL"}, ("person", "stock", "P-NR-01")),
        (EXCHANGE | {"exchange_sku": None}, ("person", "incomplete", "P-NR-01")),
    ],
)
def test_verdict_rests_on_named_rows(
    desk: Desk, settings: Settings, change: Row, wanted: tuple[str, str, str]
) -> None:
    assert said(judged(desk, settings, change)) == wanted


@pytest.mark.parametrize(
    ("row", "change", "wanted"),
    [
        # 消法 art. 25: statutory exclusions need no consent
        (CUSTOM, {}, ("refuse", "excluded", "P-NR-X1")),
        (CUSTOM | {"category": "生鲜"}, {}, ("no_refusal", "within", "P-NR-01")),
        # 七日办法 art. 20: the others only with the buyer's confirmation at purchase
        (CONSENT, {}, ("no_refusal", "no_consent", "P-NR-01;P-NR-C1")),
        (CONSENT, {"buyer_confirmed": False}, ("no_refusal", "no_consent", "P-NR-01;P-NR-C1")),
        (CONSENT, {"buyer_confirmed": True}, ("refuse", "excluded", "P-NR-C1")),
        # an exclusion is about no-reason returns: quality claims stand
        (CUSTOM, QUALITY, ("approve", "approve", "P-QL-01")),
    ],
)
def test_exclusion_holds_only_as_far_as_the_law_lets_it(
    desk: Desk, settings: Settings, row: Row, change: Row, wanted: tuple[str, str, str]
) -> None:
    assert said(judged(desk, settings, change, row)) == wanted


def test_goods_marked_without_a_row_that_says_why_are_not_refused(
    desk: Desk, settings: Settings
) -> None:
    goods = ({"sku_code": "TS-L", "seven_day": False},)
    assert said(judged(desk, settings, {}, inventory=goods)) == ("person", "no_ground", "P-NR-01")


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"owner": "KF012"}, ("person", "amount", "P-QL-01")),
        ({"owner": "KF012", "approver": "KF001"}, ("approve", "approve", "P-QL-01")),
        ({"owner": "KF012", "apply_amount": Decimal("100.00")}, ("approve", "approve", "P-QL-01")),
        ({"owner": "KF012", "apply_amount": Decimal("150.00")}, ("approve", "approve", "P-QL-01")),
        ({"owner": "KF013"}, ("approve", "approve", "P-QL-01")),
        ({"owner": None}, ("approve", "approve", "P-QL-01")),
    ],
)
def test_amount_above_the_agents_limit_needs_a_person(
    desk: Desk, settings: Settings, change: Row, wanted: tuple[str, str, str]
) -> None:
    agents = (
        {"agent_id": "KF012", "limit_refund": Decimal("150.00")},
        {"agent_id": "KF013", "limit_refund": Decimal("300.00")},
    )
    assert said(judged(desk, settings, QUALITY | change, agents=agents)) == wanted


def test_limit_of_the_policy_row_counts_where_it_is_smaller(desk: Desk, settings: Settings) -> None:
    agents = ({"agent_id": "KF013", "limit_refund": Decimal("300.00")},)
    row = CUSTOM | {
        "policy_id": "P-QL-00",
        "reason_class": ("quality",),
        "excluded": False,
        "window_days": 7,
        "agent_limit": Decimal("50.00"),
    }
    found = judged(desk, settings, QUALITY | {"owner": "KF013"}, row, agents=agents)
    assert said(found) == ("person", "amount", "P-QL-00")
    assert found.facts["limit"] == Decimal("50.00")


def test_words_name_both_ends_of_a_rolled_window(desk: Desk, settings: Settings) -> None:
    change = {"signed_at": at("2026-02-28 09:00"), "applied_at": at("2026-03-09 23:00")}
    assert judged(desk, settings, change).words.zh == (
        "原期限 2026-03-07 23:59，末日放假顺延至 2026-03-09 23:59，仍在期限内：请同意。"
    )


def test_missing_cell_is_named_in_each_language(desk: Desk, settings: Settings) -> None:
    words = judged(desk, settings, {"signed_at": None}).words
    assert "签收时间" in words.zh
    assert "Signed at" in words.en


def test_verdict_words_stay_within_a_cell_that_people_read() -> None:
    assert all(len(words.zh) <= 60 and len(words.en) <= 110 for words in WORDS.values())


SEED = {"policy": policy_rows("zh-CN"), "reasons": reason_rows("zh-CN")}


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({}, ("no_refusal", "within", "P-NR-01")),
        ({"applied_at": at("2026-03-06 00:00")}, ("refuse", "window_passed", "P-NR-01")),
        ({"goods_status": "shipped", "signed_at": None}, ("no_refusal", "not_begun", "P-RO-02")),
        (EXCHANGE, ("no_refusal", "within", "P-EX-01")),
        (UNSHIPPED, ("no_refusal", "unshipped", "P-RO-01")),
        (QUALITY, ("approve", "approve", "P-QL-01")),
        ({"sku_code": "MUG-CUSTOM-01"}, ("refuse", "excluded", "P-NR-X1")),
        ({"reason_code": "R14"}, ("person", "counterfeit", "P-CF-01")),
    ],
)
def test_starting_handbook_gives_the_law_its_due(
    desk: Desk, settings: Settings, change: Row, wanted: tuple[str, str, str]
) -> None:
    assert said(judged(desk, settings, change, **SEED)) == wanted
