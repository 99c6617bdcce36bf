"""An agent asks why a case is due when it is, and gets the answer, line by line."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from sheetops.adapters.board_sheet import board_book
from sheetops.adapters.holidays import ChineseHolidays
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.settings import Settings
from sheetops.records.text import Language
from sheetops.rules.deadlines.accounts import account_of
from sheetops.rules.deadlines.overdue import overdue_items
from sheetops.rules.reporting.board import board
from sheetops.rules.reporting.masked_board import masked

Row = dict[str, Value]
Desk = Callable[..., Records]
at = datetime.fromisoformat
NATION = ChineseHolidays()
NOW = at("2026-03-02 12:00")
CASE: Row = {
    "case_id": "AS20260302-0001",
    "refund_no": "106206407540810",
    "status": "pending_review",
    "platform": "tmall",
    "case_type": "return_refund",
    "goods_status": "received",
    "reason_code": "R01",
    "applied_at": at("2026-03-02 10:40"),
    "signed_at": at("2026-02-26 18:20"),
    "deadline_platform": at("2026-03-07 10:40"),
    "policy_verdict": "no_refusal",
    "policy_refs": "P-NR-01",
    "policy_why": "在七天无理由期限内",
}
SLIP: Row = {"slip_no": "TH20260302-00018", "case_id": "AS20260302-0001", "slip_status": "issued"}


def told(
    records: Records, number: str, settings: Settings, language: Language = "zh-CN"
) -> list[str]:
    account = account_of(records, number, NOW, settings, NATION)
    return [] if account is None else [line.to(language) for line in account.told()]


def test_account_answers_why_a_case_is_due_when_it_is(desk: Desk, settings: Settings) -> None:
    records = desk(applications=(CASE,))
    assert told(records, "AS20260302-0001", settings) == [
        "现在该做：审核并填写审核结论（轮到客服），截止 2026-03-03 10:40",
        "为什么是 2026-03-03 10:40：",
        "  1. 退款申请时间 2026-03-02 10:40",
        "  2. P-NR-01 给 24 小时，到 2026-03-03 10:40",
        "  3. 另有平台时限 2026-03-07 10:40",
        "  4. 另有法定最迟 2026-03-17 23:59（七日办法31条）",
        "政策建议：不可拒绝。在七天无理由期限内",
        "  P-NR-01 P-NR-01：",
        "各项时限：",
        "  审核截止 2026-03-03 10:40：退款申请时间 2026-03-02 10:40；"
        "P-NR-01 给 24 小时，到 2026-03-03 10:40",
        "  退换货期限截止 2026-03-05 23:59：签收时间 2026-02-26 18:20；"
        "P-NR-01 从次日起算 7 天，到 2026-03-05 23:59",
    ]


def test_account_says_the_same_in_english(desk: Desk, settings: Settings) -> None:
    lines = told(desk(applications=(CASE,)), "AS20260302-0001", settings, "en")
    assert lines[:3] == [
        "Now: Review and record the decision (Agent), due 2026-03-03 10:40",
        "Why 2026-03-03 10:40:",
        "  1. Applied at 2026-03-02 10:40",
    ]


@pytest.mark.parametrize("number", ["106206407540810", "TH20260302-00018", " AS20260302-0001 "])
def test_case_is_found_by_refund_number_and_slip_too(
    desk: Desk, settings: Settings, number: str
) -> None:
    records = desk(applications=(CASE,), slips=(SLIP,))
    account = account_of(records, number, NOW, settings, NATION)
    assert account is not None
    assert account.as_json("en")["case"] == "AS20260302-0001"


def test_unknown_number_has_no_account(desk: Desk, settings: Settings) -> None:
    assert told(desk(applications=(CASE,)), "AS19990101-0001", settings) == []


def test_closed_case_still_tells_its_times(desk: Desk, settings: Settings) -> None:
    lines = told(desk(applications=(CASE | {"status": "refunded"},)), "AS20260302-0001", settings)
    assert lines[0] == "已完结：退款成功"
    assert any("审核截止" in line for line in lines)


def test_account_for_a_program_holds_each_deadline_with_its_steps(
    desk: Desk, settings: Settings
) -> None:
    account = account_of(desk(applications=(CASE,)), "AS20260302-0001", NOW, settings, NATION)
    assert account is not None
    found = account.as_json("en")
    assert found["due_at"] == at("2026-03-03 10:40")
    assert found["policy_refs"] == ["P-NR-01"]
    assert found["deadlines"] == [
        {
            "name": "Review due",
            "due_at": at("2026-03-03 10:40"),
            "steps": ["Applied at 2026-03-02 10:40", "P-NR-01 gives 24 h, until 2026-03-03 10:40"],
        },
        {
            "name": "Window end",
            "due_at": at("2026-03-05 23:59:59"),
            "steps": [
                "Signed at 2026-02-26 18:20",
                "P-NR-01 counts 7 d from the next day, until 2026-03-05 23:59",
            ],
        },
    ]


@pytest.mark.parametrize("leaves_the_house", [False, True])
def test_board_says_why_in_a_comment_but_not_in_a_copy_that_leaves_the_house(
    desk: Desk, settings: Settings, leaves_the_house: bool
) -> None:
    records, later = desk(applications=(CASE,)), NOW + timedelta(days=1)
    made = board(records, later, settings, overdue_items(records, later, settings, NATION), ())
    book = load_workbook(BytesIO(board_book(masked(made) if leaves_the_house else made, "zh-CN")))
    notes = [cell.comment.text for row in book.worksheets[0] for cell in row if cell.comment]
    if leaves_the_house:
        assert notes == []
    else:
        (note,) = notes
        assert "2. P-NR-01 给 24 小时，到 2026-03-03 10:40" in note
