"""What the buyer is told as a case moves on, and the job that plans it all."""

import runpy
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import cast

import pytest

from sheetops.actions import Action, AddRow, PrintSlip, SetValue
from sheetops.adapters import shipped
from sheetops.adapters.slip_sheet import reply_texts
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.seed.scripts import script_rows
from sheetops.records.text import LANGUAGES, Language
from sheetops.rules.slips.plan import plan_slips
from sheetops.rules.slips.replies import Speaker, script_problems
from sheetops.rules.slips.scenes import case_reply, plan_replies
from tests.slips.slip_desk import (
    CASE,
    EXCHANGE,
    NOW,
    SETTINGS,
    Row,
    applied,
    at,
    desk,
    in_a_week,
    numbered,
)

TEXTS = reply_texts(None, "zh-CN")
COURIERS = [{"code": "SF", "name": "顺丰速运"}, {"code": "ZTO", "name": "中通快递"}]


def slip(case: Row, **recorded: Value) -> Row:
    planned = plan_slips(
        desk(applications=[{**case, "status": "await_return"}]),
        NOW,
        SETTINGS,
        "zh-CN",
        numbered(),
        return_due=in_a_week,
        replies=TEXTS,
    )
    (row,) = [action.values for action in planned if isinstance(action, AddRow)]
    return {**row, **recorded}


def voice(records: Records) -> Speaker:
    return Speaker(records, SETTINGS, "zh-CN", TEXTS)


def replies(case: Row, row: Row) -> list[Value]:
    records = desk(applications=[case], slips=[row], couriers=COURIERS)
    planned = list(plan_replies(voice(records)))
    assert list(plan_replies(voice(applied(records, planned)))) == []
    return [action.wanted for action in planned]


RECEIVED: Row = {"tracking_no": "75312345678901", "carrier": "ZTO", "received_at": NOW}
INSPECTED: Row = {**RECEIVED, "inspected_at": NOW}


@pytest.mark.parametrize("status", ["await_return", "in_transit", "received", "inspect_failed"])
def test_nothing_is_said_of_a_slip_when_there_is_none_yet(status: str) -> None:
    records = desk(applications=[{**CASE, "status": status}], couriers=COURIERS)
    assert case_reply(records["applications"][0], None, voice(records)) is None


def test_a_slip_on_its_way_keeps_its_first_reply() -> None:
    assert replies(CASE, slip(CASE)) == []
    assert replies({**CASE, "status": "in_transit"}, slip(CASE, tracking_no="75312345678901")) == []


def test_when_goods_have_come_the_buyer_is_told_when_they_are_inspected() -> None:
    (text,) = replies({**CASE, "status": "received"}, slip(CASE, **RECEIVED))
    assert "75312345678901" in str(text)
    assert "48 小时内验货" in str(text)


def test_a_failed_inspection_says_what_was_found() -> None:
    failed: Row = {**INSPECTED, "inspect_result": "fail", "grade": "C"}
    (text,) = replies({**CASE, "status": "inspect_failed"}, slip(CASE, **failed))
    assert "验货没有通过：影响完好" in str(text)


def test_a_refund_is_told_with_its_amount_also_when_it_closes_the_slip() -> None:
    paid: Row = {**INSPECTED, "refunded_at": NOW, "refund_amount": Decimal("190.50")}
    (text,) = replies({**CASE, "status": "refunded"}, slip(CASE, **paid))
    assert "退款 190.50 元" in str(text)


def test_a_replacement_is_told_with_its_courier_and_number() -> None:
    out: Row = {
        **INSPECTED,
        "x_shipped_at": NOW,
        "x_carrier": "SF",
        "x_tracking_no": "SF1234567890123",
    }
    (text,) = replies({**EXCHANGE, "status": "reshipped"}, slip(EXCHANGE, **out))
    assert "顺丰速运，快递单号 SF1234567890123" in str(text)


def test_a_void_slip_has_no_reply_to_paste() -> None:
    assert replies({**CASE, "status": "withdrawn"}, slip(CASE)) == [None]


def test_a_slip_that_was_closed_before_keeps_its_reply() -> None:
    closed = slip(CASE, **INSPECTED, slip_status="closed", refunded_at=NOW, reply="早先的话")
    assert replies({**CASE, "status": "refunded"}, closed) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"status": "pending_review", "decision": None}, "已收到"),
        ({"status": "need_evidence", "decision": "need_evidence"}, "补充一些凭证"),
        (
            {
                "status": "rejected",
                "decision": "refuse",
                "reject_reason": "not_intact",
                "reject_text": "吊牌已剪。",
                "alternative": "exchange",
                "policy_refs": "P-NR-01;P-FR-02",
            },
            "已经影响商品完好。吊牌已剪。\n依据：P-NR-01。\n我们可以为您提供另一个方案：换货",
        ),
        ({"decision": "approve_partial", "status": "await_refund"}, "退还 198.00 元"),
    ],
)
def test_a_case_without_a_slip_has_its_reply_too(change: Row, told: str) -> None:
    records = desk(applications=[{**CASE, **change}])
    text = case_reply(records["applications"][0], None, voice(records))
    assert text is not None
    assert told in text
    assert "{" not in text


def test_where_nothing_is_to_be_said_there_is_no_reply() -> None:
    records = desk(applications=[{**CASE, "status": "withdrawn"}])
    assert case_reply(records["applications"][0], None, voice(records)) is None


def test_a_case_with_a_slip_is_told_what_the_register_says() -> None:
    records = desk(applications=[CASE], slips=[slip(CASE)])
    text = case_reply(records["applications"][0], records["slips"][0], voice(records))
    assert text == records["slips"][0]["reply"]


def test_windows_are_told_as_the_policy_has_them_and_never_below_the_law() -> None:
    policy: list[Row] = [
        {"status": "active", "window_days": 15, "reason_class": ("quality",)},
        {"status": "active", "window_days": 3, "reason_class": ("no_reason",)},
        {"status": "draft", "window_days": 30, "reason_class": ("no_reason", "quality")},
    ]
    script: Row = {
        "scene": "received",
        "status": "active",
        "body": "{no_reason_days} {quality_days}",
    }
    records = desk(applications=[CASE], policy=policy, scripts=[script])
    assert voice(records).say("received", records["applications"][0]) == "7 15"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_starting_handbook_names_only_what_is_filled(language: Language) -> None:
    assert list(script_problems(desk(scripts=script_rows(language)))) == []


class EveryDay:
    """A calendar without a day off."""

    def is_workday(self, day: date) -> bool:
        return True

    def known(self, year: int) -> bool:
        return True


def job(records: Records) -> list[Action]:
    found = runpy.run_path(str(shipped.find("jobs", "generate_slips.py")))
    shop = SimpleNamespace(
        records=records,
        now=NOW,
        settings=SETTINGS,
        language="zh-CN",
        workdays=EveryDay(),
        problems=[],
        next_slip_number=numbered(),
        reply_texts=TEXTS,
    )
    return list(cast("Iterator[Action]", found["plan"](shop)))


def test_the_job_makes_a_slip_and_nothing_when_it_runs_again() -> None:
    before = desk(applications=[CASE, {**EXCHANGE, "case_id": "AS20260301-0008"}])
    actions = job(before)
    kinds = [type(a) for a in actions if not isinstance(a, SetValue)]
    assert kinds == [AddRow, PrintSlip] * 2
    assert job(applied(before, actions)) == []


def test_the_job_reckons_the_deadline_from_the_review() -> None:
    (row,) = [a.values for a in job(desk(applications=[CASE])) if isinstance(a, AddRow)]
    assert CASE["reviewed_at"] == at("2026-03-01 15:00")
    assert row["return_due"] == at("2026-03-08 23:59:59")
