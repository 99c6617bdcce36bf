"""What is due, worst first, and the cells beside the rows."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from sheetops.actions import Action, FileEntry, SetValue
from sheetops.adapters.holidays import ChineseHolidays
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.settings import Settings
from sheetops.rules.deadlines.overdue import overdue_items, plan_overdue, valid_until
from sheetops.rules.policy.advice import plan_advice
from sheetops.rules.policy.versions import version_of
from tests.deadlines.conftest import NO_REASON, as_table

Desk = Callable[..., Records]
Row = dict[str, Any]
at = datetime.fromisoformat
NATION = ChineseHolidays()
NOW = at("2026-03-02 09:00")
PENDING: Row = {
    "status": "pending_review",
    "case_type": "return_refund",
    "goods_status": "received",
    "reason_code": "R01",
    "owner": "KF012",
    "signed_at": at("2026-02-26 18:20"),
}
LATE = PENDING | {"case_id": "AS20260228-0001", "applied_at": at("2026-02-28 09:00")}
CLOSE = PENDING | {"case_id": "AS20260301-0001", "applied_at": at("2026-03-01 09:30")}
NORMAL = PENDING | {"case_id": "AS20260302-0001", "applied_at": at("2026-03-02 08:00")}
LATEST = PENDING | {"case_id": "AS20260227-0001", "applied_at": at("2026-02-27 09:00")}
VERSION = version_of(as_table("policy", (NO_REASON,))[0])
DONE = PENDING | {"case_id": "AS20260220-0001", "status": "refunded"}


def cells(actions: Iterable[Action], key: str) -> dict[str, Value]:
    return {a.column: a.wanted for a in actions if isinstance(a, SetValue) and a.key == key}


def laid(records: Records, actions: Iterable[Action]) -> Records:
    """Return the records as they are once `actions` are written."""
    found: dict[str, dict[tuple[str, str], Value]] = {}
    for action in (action for action in actions if isinstance(action, SetValue)):
        found.setdefault(action.sheet, {})[action.key, action.column] = action.wanted
    tables = {name: records[name].overlaid(found.get(name, {})) for name in records.tables}
    return Records(tables)


def test_items_are_worst_first(desk: Desk, settings: Settings) -> None:
    records = desk(applications=(NORMAL, LATE, CLOSE, DONE, LATEST))
    items = overdue_items(records, NOW, settings, NATION)
    assert [(item.case_id, item.level) for item in items] == [
        ("AS20260227-0001", "overdue"),
        ("AS20260228-0001", "overdue"),
        ("AS20260301-0001", "close"),
        ("AS20260302-0001", "normal"),
    ]


def test_warning_comes_before_what_is_due_sooner_but_has_its_time(
    desk: Desk, settings: Settings
) -> None:
    waiting = PENDING | {
        "case_id": "AS20260224-0001",
        "status": "rejected",
        "applied_at": at("2026-02-24 09:00"),
        "notified_at": at("2026-02-24 10:00"),
    }
    items = overdue_items(desk(applications=(NORMAL, waiting)), NOW, settings, NATION)
    assert [(item.case_id, item.level) for item in items] == [
        ("AS20260224-0001", "warning"),
        ("AS20260302-0001", "normal"),
    ]
    assert items[0].due_at > items[1].due_at


def test_void_slip_is_no_slip(desk: Desk, settings: Settings) -> None:
    case = LATE | {"status": "await_return", "reviewed_at": NOW}
    slip = {"slip_no": "TH1", "slip_status": "issued", "case_id": "AS20260228-0001"}
    void = {"slip_no": "TH2", "slip_status": "void", "case_id": "AS20260228-0001"}
    (kept,) = overdue_items(desk(applications=(case,), slips=(slip, void)), NOW, settings, NATION)
    (none,) = overdue_items(desk(applications=(case,), slips=(void,)), NOW, settings, NATION)
    assert (kept.slip_no, none.slip_no) == ("TH1", None)


def test_item_says_who_has_to_do_what_by_when_and_where(desk: Desk, settings: Settings) -> None:
    (item,) = overdue_items(desk(applications=(LATE,)), NOW, settings, NATION)
    assert (item.turn, item.owner, item.due_at) == ("agent", "KF012", at("2026-03-01 09:00"))
    assert item.late_by == timedelta(days=1)
    assert item.what.zh == "审核并填写审核结论"
    assert (item.place.book, item.place.row) == ("applications.xlsx", 3)


def test_items_can_be_asked_for_by_level(desk: Desk, settings: Settings) -> None:
    records = desk(applications=(NORMAL, LATE, CLOSE))
    found = overdue_items(records, NOW, settings, NATION, levels=("close",))
    assert [item.case_id for item in found] == ["AS20260301-0001"]


def test_case_cells_say_what_comes_next_in_the_shops_language(
    desk: Desk, settings: Settings
) -> None:
    records = desk(applications=(LATE,))
    plan = plan_overdue(records, NOW, settings, "en", NATION)
    assert cells(plan, "AS20260228-0001") == {
        "next_step": "Review and record the decision",
        "turn": "agent",
        "level": "overdue",
        "due_at": at("2026-03-01 09:00"),
        "due_why": (
            "Applied at 2026-02-28 09:00; P-NR-01 gives 24 h, until 2026-03-01 09:00; "
            "besides: the law's 2026-03-15 23:59 (Seven-Day Measures art. 31)"
        ),
    }


def test_closed_case_is_cleared(desk: Desk, settings: Settings) -> None:
    old = {"next_step": "给买家退款", "turn": "agent", "level": "overdue", "due_at": NOW}
    records = desk(applications=(DONE | old,))
    plan = plan_overdue(records, NOW, settings, "zh-CN", NATION)
    assert cells(plan, "AS20260220-0001") == {
        "next_step": None,
        "turn": "nobody",
        "level": "done",
        "due_at": None,
    }


def test_slip_cells_follow_the_case(desk: Desk, settings: Settings) -> None:
    case = LATE | {"status": "received", "reviewed_at": at("2026-02-28 12:00")}
    slip = {
        "slip_no": "TH20260228-00016",
        "slip_status": "received",
        "slip_type": "return",
        "case_id": "AS20260228-0001",
        "received_at": at("2026-02-28 18:00"),
    }
    records = desk(applications=(case,), slips=(slip,))
    plan = plan_overdue(records, NOW, settings, "zh-CN", NATION)
    assert cells(plan, "TH20260228-00016") == {
        "return_due": at("2026-03-07 23:59:59"),
        "inspect_due": at("2026-03-02 18:00"),
        "refund_due": at("2026-03-07 18:00"),
        "level": "warning",
    }


@pytest.mark.parametrize("status", ["void", "closed"])
def test_slip_that_is_over_has_nothing_due(desk: Desk, settings: Settings, status: str) -> None:
    slip = {"slip_no": "TH1", "slip_status": status, "case_id": "AS20260228-0001"}
    records = desk(applications=(LATE,), slips=(slip,))
    assert cells(plan_overdue(records, NOW, settings, "zh-CN", NATION), "TH1") == {"level": "done"}


def test_exchange_slip_has_no_refund_deadline(desk: Desk, settings: Settings) -> None:
    case = LATE | {"status": "received", "case_type": "exchange"}
    slip = {
        "slip_no": "HH1",
        "slip_status": "received",
        "slip_type": "exchange",
        "case_id": "AS20260228-0001",
        "received_at": at("2026-03-01 18:00"),
    }
    records = desk(applications=(case,), slips=(slip,))
    assert "refund_due" not in cells(plan_overdue(records, NOW, settings, "en", NATION), "HH1")


def test_goods_are_inspected_although_the_platform_refunded_first(
    desk: Desk, settings: Settings
) -> None:
    slip = {
        "slip_no": "TH1",
        "slip_status": "received",
        "case_id": "AS20260220-0001",
        "received_at": at("2026-02-28 08:00"),
    }
    records = desk(applications=(DONE,), slips=(slip,))
    plan = list(plan_overdue(records, NOW, settings, "zh-CN", NATION))
    assert cells(plan, "TH1") == {"level": "overdue"}
    assert cells(plan, "AS20260220-0001")["level"] == "done"
    (item,) = overdue_items(records, NOW, settings, NATION)
    assert (item.slip_no, item.turn, item.level) == ("TH1", "warehouse", "overdue")
    assert item.place.book == "slips.xlsx"  # the warehouse works in the slip register


def test_row_without_a_key_is_left_alone(desk: Desk, settings: Settings) -> None:
    bare = LATE | {"case_id": None}
    assert list(plan_overdue(desk(applications=(bare,)), NOW, settings, "en", NATION)) == []


def test_second_row_with_the_same_key_is_left_to_the_checks(desk: Desk, settings: Settings) -> None:
    records = desk(applications=(LATE, LATE | {"applied_at": NOW}))
    plan = list(plan_overdue(records, NOW, settings, "en", NATION))
    assert len(plan) == len({(action.key, action.column) for action in plan})
    assert cells(plan, "AS20260228-0001")["due_at"] == at("2026-03-01 09:00")


def test_advice_writes_verdict_rows_and_times_with_their_reasons(
    desk: Desk, settings: Settings
) -> None:
    plan = list(plan_advice(desk(applications=(LATE,)), NOW, settings, NATION))
    assert cells(plan, "AS20260228-0001") == {
        "review_due": at("2026-03-01 09:00"),
        "window_end": at("2026-03-05 23:59:59"),
        "policy_verdict": "no_refusal",
        "policy_refs": "P-NR-01",
        "policy_why": (
            "在七天无理由期限内（截止 2026-03-05 23:59），商品不在排除范围：请同意。"
            f"〔P-NR-01 版本 {VERSION}；退货退款；买家已收到货；R01 7天无理由退换货；"
            "退款申请时间 2026-02-28 09:00；签收时间 2026-02-26 18:20；期限到 2026-03-05 23:59〕"
        ),
    }
    why = {a.column: a.reason for a in plan if isinstance(a, SetValue) and a.reason}
    assert why.keys() == {"review_due", "window_end", "policy_verdict"}
    assert [a.source for a in plan if isinstance(a, FileEntry)] == [
        f"handbook.xlsx!政策!P-NR-01@{VERSION}"
    ]


def test_advice_stays_as_it_was_when_the_case_was_decided(desk: Desk, settings: Settings) -> None:
    decided = LATE | {
        "status": "await_return",
        "policy_verdict": "person",
        "policy_refs": "P-OLD",
        "review_due": at("2026-03-01 09:00"),
        "window_end": at("2026-03-05 23:59:59"),
    }
    assert list(plan_advice(desk(applications=(decided,)), NOW, settings, NATION)) == []


def test_case_closed_before_anyone_looked_gets_its_times_only(
    desk: Desk, settings: Settings
) -> None:
    closed = LATE | {"status": "refunded"}
    plan = plan_advice(desk(applications=(closed,)), NOW, settings, NATION)
    assert set(cells(plan, "AS20260228-0001")) == {"review_due", "window_end"}
    timed = closed | {"review_due": at("2026-03-01 09:00")}
    assert list(plan_advice(desk(applications=(timed,)), NOW, settings, NATION)) == []


def test_planning_again_after_writing_yields_nothing(desk: Desk, settings: Settings) -> None:
    slip = {"slip_no": "TH1", "slip_status": "issued", "case_id": "AS20260228-0001"}
    case = LATE | {"status": "await_return"}
    records = desk(applications=(case, CLOSE, NORMAL, DONE), slips=(slip,))
    advised = list(plan_advice(records, NOW, settings, NATION))
    records = laid(records, advised)
    records = laid(records, plan_overdue(records, NOW, settings, "zh-CN", NATION))
    filed = [action for action in advised if isinstance(action, FileEntry)]
    assert list(plan_advice(records, NOW, settings, NATION, (), filed)) == []
    assert list(plan_overdue(records, NOW, settings, "zh-CN", NATION)) == []


@pytest.mark.parametrize(
    ("applied", "now", "wanted"),
    [
        ("2026-03-01 20:00", "2026-03-02 09:00", "2026-03-02 14:00:00"),  # warning begins
        ("2026-03-01 20:00", "2026-03-02 14:00", "2026-03-02 19:00:00"),  # close begins
        ("2026-03-01 20:00", "2026-03-02 19:00", "2026-03-02 20:00:01"),  # overdue begins
        ("2026-03-01 20:00", "2026-03-02 20:00:01", "2026-03-03 00:00:00"),  # midnight
    ],
)
def test_plan_is_valid_until_the_next_threshold_or_midnight(
    desk: Desk, settings: Settings, applied: str, now: str, wanted: str
) -> None:
    records = desk(applications=(NORMAL | {"applied_at": at(applied)},))
    assert valid_until(records, at(now), settings, NATION) == at(wanted)


def test_plan_stays_the_same_until_it_says(desk: Desk, settings: Settings) -> None:
    cases = [
        NORMAL | {"case_id": f"AS20260302-{n:04d}", "applied_at": NOW - timedelta(minutes=37 * n)}
        for n in range(60)
    ]
    records, now = desk(applications=cases), NOW
    for _ in range(25):
        until = valid_until(records, now, settings, NATION)
        records = laid(records, plan_overdue(records, now, settings, "en", NATION))
        before = until - timedelta(seconds=1)
        assert list(plan_overdue(records, before, settings, "en", NATION)) == []
        now = until
        changed = list(plan_overdue(records, now, settings, "en", NATION))
        assert changed or now.time().isoformat() == "00:00:00"


def test_calendar_of_the_cases_own_shop_counts(desk: Desk, settings: Settings) -> None:
    row = {
        "cal_id": "C1",
        "date_from": date(2026, 3, 1),
        "date_to": date(2026, 3, 3),
        "review_hours_add": 24,
        "applies_shop": "二店",
    }
    records = desk(applications=(LATE, CLOSE | {"shop": "二店"}), calendar=(row,))
    items = {item.case_id: item for item in overdue_items(records, NOW, settings, NATION)}
    assert items["AS20260228-0001"].due_at == at("2026-03-01 09:00")
    assert items["AS20260301-0001"].due_at == at("2026-03-03 09:30")
