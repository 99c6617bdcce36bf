"""Which cases get a slip, what stands in the register, and that nothing is made twice."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from sheetops.actions import Action, AddRow, PrintSlip, SetValue
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.dictionary import SHEETS
from sheetops.records.problems import Place, Problem, ProblemKind, Severity
from sheetops.records.settings import ReturnAddress
from sheetops.records.text import Text
from sheetops.rules.slips.numbering import is_valid
from sheetops.rules.slips.plan import plan_slips, slip_problems
from tests.slips.slip_desk import (
    CASE,
    EXCHANGE,
    NOW,
    SETTINGS,
    STOCK,
    Row,
    applied,
    at,
    desk,
    in_a_week,
    numbered,
)

REPLIES = {
    "approved_self": "{user_name_masked}，编号 {RMA}，{return_due} 前寄到 {return_address}",
    "approved_pickup": "{pickup_at} 上门取件，编号 {RMA}",
    "exchange_stock": "换 {exchange_item}，编号 {RMA}",
    "exchange_short": "{exchange_item} 缺货，可换 {alternatives}，或退款",
}


def plan(records: Records, problems: Sequence[Problem] = ()) -> list[Action]:
    actions = plan_slips(
        records,
        NOW,
        SETTINGS,
        "zh-CN",
        numbered(),
        return_due=in_a_week,
        problems=problems,
        replies=REPLIES,
    )
    return list(actions)


def rows(actions: Sequence[Action]) -> list[Row]:
    return [action.values for action in actions if isinstance(action, AddRow)]


def cells(actions: Sequence[Action], sheet: str) -> dict[tuple[str, str], Value]:
    return {
        (a.key, a.column): a.wanted for a in actions if isinstance(a, SetValue) and a.sheet == sheet
    }


def test_an_approved_return_gets_a_register_row_and_a_print() -> None:
    actions = plan(desk(applications=[CASE]))
    (row,) = rows(actions)
    assert row["slip_no"] == "TH20260301-00013"
    assert is_valid(str(row["slip_no"]))
    assert (row["slip_type"], row["slip_status"], row["case_id"]) == (
        "return",
        "issued",
        "AS20260301-0007",
    )
    assert row["items"] == "TS-001-L×1"
    assert row["return_due"] == at("2026-03-08 23:59:59")
    assert (row["issued_at"], row["issued_by"], row["return_mode"]) == (NOW, "KF012", "self")
    assert row["ship_to_addr"] == "浙江省杭州市余杭区良渚街道 1 号"
    assert (row["x_sku"], row["x_qty"]) == (None, None)
    (printed,) = [a for a in actions if isinstance(a, PrintSlip)]
    assert printed.slip_no == row["slip_no"]
    assert printed.values["order_no"] == "3302710287203084298"


def test_a_register_row_fills_every_column_that_jobs_must_fill() -> None:
    (row,) = rows(plan(desk(applications=[CASE])))
    must = [c.key for c in SHEETS["slips"].columns if c.of_jobs and c.need == "always"]
    assert [key for key in must if row.get(key) is None] == []
    assert set(row) <= set(SHEETS["slips"].by_key)


def test_a_slip_carries_nothing_personal_about_the_buyer() -> None:
    actions = plan(desk(applications=[CASE, {**EXCHANGE, "case_id": "AS20260301-0008"}]))
    told = " ".join(str(a.values) for a in actions if isinstance(a, AddRow | PrintSlip))
    assert not [v for v in ("t**8", "张*", "13812345678", "某路 9 号") if v in told]


def test_notes_are_six_short_lines_at_most() -> None:
    changes: list[Row] = [{}, {"return_mode": "pickup", "pickup_at": at("2026-03-02 14:00")}]
    for change in changes:
        for case in (CASE, EXCHANGE):
            (row,) = rows(plan(desk(applications=[{**case, **change}])))
            lines = str(row["notes"]).splitlines()
            assert len(lines) == 6
            assert max(map(len, lines)) <= 36


def test_planning_again_yields_nothing() -> None:
    before = desk(applications=[CASE, {**EXCHANGE, "case_id": "AS20260301-0008"}])
    assert plan(applied(before, plan(before))) == []


def test_a_row_that_waits_in_the_journal_counts_as_a_slip() -> None:
    before = desk(applications=[CASE])
    (row,) = rows(plan(before))
    waiting = replace(before, tables={**before.tables, "slips": desk(slips=[row])["slips"]})
    assert rows(plan(waiting)) == []


@pytest.mark.parametrize(
    "change",
    [
        {"decision": "refuse"},
        {"decision": "approve_refund"},
        {"decision": None},
        {"status": "pending_review"},
        {"status": "refunded"},
        {"case_id": None},
    ],
)
def test_other_cases_get_no_slip(change: Row) -> None:
    assert rows(plan(desk(applications=[{**CASE, **change}]))) == []


@pytest.mark.parametrize("column", ["order_no", "reviewed_at", "freight_bearer", "owner"])
def test_an_incomplete_case_gets_no_slip_and_the_reason_is_told(column: str) -> None:
    records = desk(applications=[{**CASE, column: None}])
    assert rows(plan(records)) == []
    (problem,) = slip_problems(records, SETTINGS)
    assert problem.code == "slip-withheld"
    assert SHEETS["applications"].by_key[column].title.zh in problem.message("zh-CN")
    assert problem.place.row == 3


def test_a_reason_is_told_once() -> None:
    records = desk(applications=[{**CASE, "owner": None}])
    (problem,) = slip_problems(records, SETTINGS, [an_error("owner")])
    assert problem.message("zh-CN").count("；") == 0


def an_error(column: str, severity: Severity = Severity.ERROR) -> Problem:
    words = Text("测试", "test")
    place = Place("applications.xlsx", key="AS20260301-0007")
    kind = ProblemKind("test-kind", severity, Text("数量不对", "wrong"), words, words)
    return Problem(kind, place, {}, "applications", column)


def test_an_error_in_the_row_holds_the_slip_back() -> None:
    records = desk(applications=[CASE])
    assert rows(plan(records, [an_error("qty")])) == []
    (problem,) = slip_problems(records, SETTINGS, [an_error("qty")])
    assert "数量不对" in problem.message("zh-CN")
    assert "wrong" in problem.message("en")


@pytest.mark.parametrize(
    "problem",
    [an_error("notified_at"), an_error("qty", Severity.WARNING)],
    ids=["later", "warning"],
)
def test_a_warning_or_what_is_filled_later_holds_nothing_back(problem: Problem) -> None:
    assert len(rows(plan(desk(applications=[CASE]), [problem]))) == 1


def test_why_a_slip_was_withheld_does_not_withhold_it_again() -> None:
    records = desk(applications=[{**CASE, "owner": None}])
    told = list(slip_problems(records, SETTINGS))
    assert len(rows(plan(desk(applications=[CASE]), told))) == 1


def test_without_a_return_address_every_slip_waits() -> None:
    settings = replace(SETTINGS, return_address=ReturnAddress(name="售后部"))
    records = desk(applications=[CASE])
    (problem,) = slip_problems(records, settings)
    assert problem.code == "return-address-missing"
    assert "电话" in problem.message("zh-CN")
    assert problem.place.book == "sheetops.toml"
    actions = plan_slips(records, NOW, settings, "zh-CN", numbered(), return_due=in_a_week)
    assert rows(list(actions)) == []


def test_an_exchange_reserves_its_replacement() -> None:
    actions = plan(desk(applications=[EXCHANGE]))
    (row,) = rows(actions)
    assert (str(row["slip_no"])[:2], row["slip_type"]) == ("HH", "exchange")
    assert (row["x_sku"], row["x_qty"]) == ("TS-001-M", 1)
    stock = cells(actions, "inventory")
    assert stock["TS-001-M", "reserved_exchange"] == 1
    assert stock["TS-001-M", "available"] == 0


def test_the_last_piece_goes_to_who_applied_first() -> None:
    late = {**EXCHANGE, "case_id": "AS20260301-0001", "applied_at": at("2026-03-01 12:00")}
    early = {**EXCHANGE, "case_id": "AS20260301-0002", "applied_at": at("2026-03-01 09:00")}
    records = desk(applications=[late, early])
    assert [row["case_id"] for row in rows(plan(records))] == ["AS20260301-0002"]
    (problem,) = slip_problems(records, SETTINGS, replies=REPLIES)
    assert (problem.code, problem.place.key) == ("exchange-short-stock", "AS20260301-0001")


def test_short_stock_proposes_the_same_item_in_other_make_ups_or_a_refund() -> None:
    records = desk(applications=[{**EXCHANGE, "qty": 2}])
    assert rows(plan(records)) == []
    (problem,) = slip_problems(records, SETTINGS, replies=REPLIES)
    assert problem.message("zh-CN") == ("换货商品 TS-001-M 可换 1 件，需要 2 件，暂不能开换货单。")
    remedy = problem.remedy("zh-CN")
    assert "同款可换：纯棉T恤（黑 M） TS-002-M（3 件）。" in remedy
    assert "纯棉T恤（白 M） 缺货，可换 纯棉T恤（黑 M），或退款" in remedy
    assert "马克杯" not in remedy
    assert "TS-001-L" not in remedy  # that one comes back
    assert "{" not in problem.remedy("en")


def test_short_stock_without_another_make_up_says_so() -> None:
    wanted = {**EXCHANGE, "sku_code": "X", "exchange_sku": "CUP-1", "qty": 10}
    (problem,) = slip_problems(desk(applications=[wanted]), SETTINGS, replies=REPLIES)
    assert "同款其他规格也没有货" in problem.remedy("zh-CN")


@pytest.mark.parametrize("change", [{"exchange_sku": "NONE"}, {"exchange_sku": "TS-009"}])
def test_an_item_that_may_not_be_given_gets_no_slip(change: Row) -> None:
    stock: list[Row] = [
        *STOCK,
        {"sku_code": "TS-009", "item_title": "清仓", "on_hand": 9, "no_exchange": True},
    ]
    records = desk(applications=[{**EXCHANGE, **change}], inventory=stock)
    assert rows(plan(records)) == []
    assert [p.code for p in slip_problems(records, SETTINGS)] == ["slip-withheld"]


def slip_of(case: Row, **recorded: Value) -> dict[str, Value]:
    (row,) = rows(plan(desk(applications=[case])))
    return {**row, **recorded}


def state_after(case: Row, **recorded: Value) -> Value:
    records = desk(applications=[case], slips=[slip_of({**case, **APPROVED}, **recorded)])
    return applied(records, plan(records))["slips"][0]["slip_status"]


APPROVED: Row = {"status": "await_return", "decision": "approve_return"}


@pytest.mark.parametrize(
    ("recorded", "state"),
    [
        ({}, "issued"),
        ({"tracking_no": "75312345678901"}, "in_transit"),
        ({"buyer_shipped_at": NOW}, "in_transit"),
        ({"tracking_no": "75312345678901", "received_at": NOW}, "received"),
        ({"received_at": NOW, "inspected_at": NOW}, "inspected"),
    ],
)
def test_the_state_of_a_slip_follows_what_is_recorded(recorded: Row, state: str) -> None:
    assert state_after(CASE, **recorded) == state


@pytest.mark.parametrize("status", ["refunded", "partially_refunded", "goods_sent_back"])
def test_an_inspected_slip_closes_with_its_case(status: str) -> None:
    case = {**CASE, "status": status}
    assert state_after(case, received_at=NOW, inspected_at=NOW) == "closed"


def test_goods_are_inspected_even_when_the_platform_refunded_first() -> None:
    case = {**CASE, "status": "refunded", "fast_refund": True}
    assert state_after(case) == "issued"
    assert state_after(case, tracking_no="75312345678901", received_at=NOW) == "received"


@pytest.mark.parametrize(
    "change",
    [
        {"status": "withdrawn"},
        {"status": "converted"},
        {"status": "closed_timeout"},
        {"status": "rejected", "decision": "refuse"},
    ],
)
def test_the_slip_of_a_dropped_case_is_void_and_kept(change: Row) -> None:
    assert state_after({**CASE, **change}) == "void"


def test_a_parcel_on_its_way_is_received_although_the_case_was_withdrawn() -> None:
    assert state_after({**CASE, "status": "withdrawn"}, tracking_no="753123456") == "in_transit"


def test_a_void_slip_frees_its_reservation() -> None:
    slip = slip_of(EXCHANGE)
    records = desk(applications=[{**EXCHANGE, "status": "withdrawn"}], slips=[slip])
    actions = plan(records)
    number = str(slip["slip_no"])
    assert cells(actions, "slips") == {(number, "slip_status"): "void", (number, "reply"): None}
    assert cells(actions, "inventory")["TS-001-M", "available"] == 1
    assert plan(applied(records, actions)) == []


def test_a_case_approved_again_gets_a_new_number_and_the_void_one_stays_void() -> None:
    void = slip_of(CASE, slip_status="void", slip_no="TH20260228-00018", reply=None)
    actions = plan(desk(applications=[CASE], slips=[void]))
    assert len(rows(actions)) == 1
    assert cells(actions, "slips") == {}


def test_a_reopened_case_reviewed_anew_gets_a_second_slip_and_the_first_stays_closed() -> None:
    closed = slip_of(CASE, received_at=NOW, inspected_at=NOW, slip_status="closed")
    again = {**CASE, "reviewed_at": NOW + timedelta(days=20)}
    closed["slip_no"] = "TH20260228-00018"
    actions = plan(desk(applications=[again], slips=[closed]))
    assert len(rows(actions)) == 1
    assert cells(actions, "slips") == {}


def test_a_case_closed_by_mistake_gets_its_slip_back_and_no_second_one() -> None:
    closed = slip_of(CASE, slip_status="closed")
    actions = plan(desk(applications=[CASE], slips=[closed]))
    assert rows(actions) == []
    assert cells(actions, "slips") == {(str(closed["slip_no"]), "slip_status"): "issued"}


def test_a_shipped_replacement_is_no_longer_reserved() -> None:
    slip = slip_of(EXCHANGE, received_at=NOW, inspected_at=NOW, x_shipped_at=NOW)
    actions = plan(desk(applications=[{**EXCHANGE, "status": "reshipped"}], slips=[slip]))
    assert cells(actions, "inventory")["TS-001-M", "reserved_exchange"] == 0


def test_sent_goods_are_counted_as_in_return_until_inspected() -> None:
    on_way = slip_of({**CASE, "qty": 2}, tracking_no="75312345678901")
    actions = plan(desk(applications=[{**CASE, "status": "in_transit"}], slips=[on_way]))
    assert cells(actions, "inventory")["TS-001-L", "in_return"] == 2


def test_a_reply_names_number_address_and_deadline() -> None:
    (row,) = rows(plan(desk(applications=[CASE])))
    assert row["reply"] == (
        "亲，编号 TH20260301-00013，2026年3月8日（周日）24:00 前寄到"
        " 浙江省杭州市余杭区良渚街道 1 号"
    )


def test_a_script_of_the_handbook_wins_over_the_shipped_text() -> None:
    script = {
        "script_id": "S-1",
        "scene": "approved_self",
        "status": "active",
        "body": "按 {policy_ref} 同意，{eta}，单号 {RMA}",
        "policy_ref": "P-NR-01",
    }
    draft = {**script, "script_id": "S-0", "status": "draft", "body": "草稿"}
    records = desk(applications=[CASE], scripts=[draft, script])
    (row,) = rows(plan(records))
    assert row["reply"] == "按 P-NR-01 同意，{eta}，单号 TH20260301-00013"


def test_a_pick_up_says_when_the_courier_comes() -> None:
    case = {**CASE, "return_mode": "pickup", "pickup_at": at("2026-03-02 14:00")}
    (row,) = rows(plan(desk(applications=[case])))
    assert row["reply"] == "2026年3月2日（周一）14:00 上门取件，编号 TH20260301-00013"
    assert "2026年3月2日（周一）14:00 快递员上门取件" in str(row["notes"])


def test_an_exchange_that_is_collected_says_both() -> None:
    case = {**EXCHANGE, "return_mode": "pickup", "pickup_at": at("2026-03-02 14:00")}
    (row,) = rows(plan(desk(applications=[case])))
    assert row["reply"] == (
        "换 纯棉T恤（白 M），编号 HH20260301-00013\n"
        "这次由快递员上门取件（2026年3月2日（周一）14:00），您包好等候就可以，不用自己寄出。"
    )


def test_quality_claims_are_not_asked_for_intact_goods() -> None:
    reasons = [{"code": "R07", "name": "质量问题", "reason_class": "quality"}]
    records = desk(applications=[{**CASE, "reason_code": "R07"}], reasons=reasons)
    (row,) = rows(plan(records))
    assert "完好" not in str(row["notes"])


def test_a_number_that_was_changed_is_told() -> None:
    good, bad = slip_of(CASE), {**slip_of(CASE), "slip_no": "TH20260301-00014"}
    records = desk(applications=[CASE], slips=[good, bad])
    (problem,) = slip_problems(records, SETTINGS)
    assert (problem.code, problem.place.row) == ("slip-number-check-digit", 4)
    assert "TH20260301-00014" in problem.message("zh-CN")


def test_a_script_that_cannot_be_filled_is_told_with_the_others() -> None:
    script: Row = {"scene": "notice", "body": "{nope}", "status": "active"}
    (problem,) = slip_problems(desk(scripts=[script]), SETTINGS)
    assert problem.code == "script-placeholder-unknown"


@pytest.mark.parametrize("lost", ["the book", "a heading"])
def test_without_a_register_that_can_be_read_nothing_is_planned(lost: str) -> None:
    records = desk(applications=[CASE], slips=[slip_of(CASE)])
    register = records["slips"]
    columns = {key: values for key, values in register.columns.items() if key != "case_id"}
    without = {} if lost == "the book" else {"slips": replace(register, columns=columns)}
    others = {key: table for key, table in records.tables.items() if key != "slips"}
    unread = replace(records, tables={**others, **without})
    assert plan(unread) == []
    assert list(slip_problems(unread, SETTINGS)) == []


@pytest.mark.parametrize("state", ["closed", "void"])
def test_a_slip_that_is_done_with_stays_so_while_its_case_cannot_be_read(state: str) -> None:
    slip = slip_of(CASE, slip_status=state, received_at=NOW, inspected_at=NOW)
    assert cells(plan(desk(applications=[], slips=[slip])), "slips") == {}
