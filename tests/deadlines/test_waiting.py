"""The time for which a buyer owes us something does not count as time to review."""

from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from sheetops.actions import SetValue
from sheetops.adapters.holidays import ChineseHolidays
from sheetops.records.desk import Records
from sheetops.records.settings import Settings
from sheetops.rules.deadlines.deadlines import deadlines
from sheetops.rules.deadlines.derivations import explain
from sheetops.rules.deadlines.waiting import waits
from sheetops.rules.policy.advice import plan_advice

Desk = Callable[..., Records]
at = datetime.fromisoformat
NATION = ChineseHolidays()
CASE = {
    "case_id": "AS20260301-0001",
    "status": "pending_review",
    "case_type": "return_refund",
    "goods_status": "received",
    "reason_code": "R07",
    "applied_at": at("2026-03-01 10:30"),
    "signed_at": at("2026-02-27 18:20"),
}


def row(when: str, new: str, case: str | None = "AS20260301-0001", field: str = "status") -> Any:
    return SimpleNamespace(
        logged_at=at(when), new_value=new, case_id=case, field=field, event="review", source=""
    )


ASKED = row("2026-03-01 15:00", "待补充凭证")
CAME = row("2026-03-02 08:20", "待审核")


def test_wait_ends_when_the_case_is_no_longer_waiting() -> None:
    assert waits([ASKED, CAME]) == {"AS20260301-0001": 17 * 60 + 20}


def test_two_waits_add_up_in_either_language() -> None:
    again = [
        row("2026-03-02 09:00", "Awaiting buyer evidence"),
        row("2026-03-02 09:30", "Pending review"),
    ]
    assert waits([ASKED, CAME, *again]) == {"AS20260301-0001": 17 * 60 + 50}


def test_wait_that_goes_on_is_not_counted_yet() -> None:
    assert waits([ASKED]) == {}


def test_other_fields_and_rows_without_a_case_are_no_wait() -> None:
    assert waits([row("2026-03-01 15:00", "待补充凭证", field="remark"), CAME]) == {}
    assert waits([row("2026-03-01 15:00", "待补充凭证", case=None), CAME]) == {}


def test_review_is_due_later_by_the_wait_and_says_so(desk: Desk, settings: Settings) -> None:
    records = desk(applications=(CASE | {"waited_minutes": 90},))
    found = deadlines(records["applications"][0], None, records, settings, NATION).review
    assert found is not None
    assert found.due == at("2026-03-02 12:00")
    assert explain(found).zh == (
        "退款申请时间 2026-03-01 10:30；等买家补充凭证 1 小时 30 分钟，不计时，从 2026-03-01 12:00 "
        "起算；P-QL-01 给 24 小时，到 2026-03-02 12:00"
    )


def test_advice_writes_the_wait_and_the_later_review_in_one_plan(
    desk: Desk, settings: Settings
) -> None:
    plan = list(
        plan_advice(
            desk(applications=(CASE,)), at("2026-03-02 09:00"), settings, NATION, [ASKED, CAME]
        )
    )
    wanted = {action.column: action.wanted for action in plan if isinstance(action, SetValue)}
    assert wanted["waited_minutes"] == 1040
    assert wanted["review_due"] == at("2026-03-03 03:50")
