"""An export opens new cases, brings facts, and tells what contradicts."""

from datetime import datetime
from decimal import Decimal

import pytest

from sheetops.actions import AddRow, SetValue, ShelveImport
from sheetops.adapters.exports import read_export
from sheetops.records.desk import Records
from sheetops.rules.importing.export import Export
from sheetops.rules.importing.plan import plan_import
from sheetops.rules.importing.taken import Fate
from tests.importing.export_files import as_csv, as_xlsx, exported
from tests.importing.import_desk import (
    DONE,
    NOW,
    RETURNED,
    SETTINGS,
    codes,
    desk,
    known,
    plan,
    take,
    written,
)


def test_a_new_refund_becomes_a_row_with_everything_the_export_knows() -> None:
    actions = plan(exported())
    assert isinstance(actions[0], AddRow)
    assert (actions[0].sheet, actions[0].book) == ("applications", "applications.xlsx")
    assert actions[0].key == "tmall|106206407540810|"
    assert actions[0].values == {
        "platform": "tmall",
        "shop": "测试店",
        "status": "pending_review",
        "refund_no": "106206407540810",
        "order_no": "3302710287203084298",
        "case_type": "return_refund",
        "goods_status": "received",
        "applied_at": datetime.fromisoformat("2026-09-28 10:30:00"),
        "sku_code": "TS-2026-001-L",
        "order_paid": Decimal("198.00"),
        "reason_code": "R01",
        "reason_detail": "尺码偏大",
        "phase": "onsale",
        "buyer_nick": "t**8",
        "item_title": "纯棉T恤",
        "apply_amount": Decimal("198.00"),
        "paid_at": datetime.fromisoformat("2026-09-20 14:05:00"),
        "reason_text": "7天无理由退换货",
        "deadline_platform": datetime.fromisoformat("2026-10-03 10:30:00"),
        "platform_status": "买家已经申请退款，等待卖家同意",
        "cs_intervene": "不需客服介入",
        "sys_auto": False,
    }
    assert isinstance(actions[1], ShelveImport)
    assert (actions[1].name, actions[1].to) == ("退款管理.xlsx", "done")


def test_the_planned_key_is_the_one_the_table_builds() -> None:
    (row,) = (a for a in plan(exported()) if isinstance(a, AddRow))
    added = desk()["applications"].overlaid({}, [(row.book, row.values)])
    assert added.keys == (row.key,)


@pytest.mark.parametrize("encoding", ["xlsx", "gb18030"])
def test_the_same_file_changes_nothing_the_second_time(encoding: str) -> None:
    rows = [
        exported(),
        exported(退款编号="106206407540811", **DONE),
        exported(退款编号="106206407540812", **RETURNED),
        exported(退款编号="1.06E+14", 订单编号="3302710287203084299"),
        exported(退款编号="106206407540813", 退款状态="玄学状态", 买家退款原因="星座不合"),
    ]
    data = as_xlsx(rows) if encoding == "xlsx" else as_csv(rows, encoding)
    found = read_export(data, "退款")
    assert isinstance(found, Export)
    first = list(plan_import(found, desk(), NOW, SETTINGS))
    added = [(a.book, a.values) for a in first if isinstance(a, AddRow)]
    assert len(added) == 5
    after = desk()["applications"].overlaid({}, added)
    again = plan_import(found, Records({**desk().tables, "applications": after}), NOW, SETTINGS)
    assert [type(action) for action in again] == [ShelveImport]


def test_facts_win_in_columns_that_only_exports_fill() -> None:
    case = known(platform_status="旧状态", buyer_nick="x**x", deadline_platform=None)
    assert written(plan(exported(), on=desk(case))) == {
        ("applications", "platform_status"): "买家已经申请退款，等待卖家同意",
        ("applications", "buyer_nick"): "t**8",
        ("applications", "deadline_platform"): datetime.fromisoformat("2026-10-03 10:30:00"),
    }


def test_only_what_is_empty_is_filled_where_people_type_too() -> None:
    case = known(reason_detail="客服写的说明", remark=None, order_paid=None)
    actions = plan(exported(商家备注="=老客户"), on=desk(case))
    assert written(actions) == {
        ("applications", "remark"): "=老客户",
        ("applications", "order_paid"): Decimal("198.00"),
    }


def test_nothing_is_taken_away_when_the_export_does_not_tell_it() -> None:
    case = known()
    assert written(plan(exported(买家会员名称=None, 超时时间="-"), on=desk(case))) == {}


def test_what_contradicts_is_told_and_left_alone() -> None:
    case = known(order_paid=Decimal("188.00"), case_type="refund_only")
    taken = take(exported(), on=desk(case))
    assert taken.actions == []
    assert codes(taken) == ["import-differs", "import-differs"]
    assert "198.00" in taken.problems[1].message("zh-CN") + taken.problems[0].message("zh-CN")


def test_a_typed_time_may_be_off_by_minutes() -> None:
    case = known(applied_at=datetime.fromisoformat("2026-09-28 10:33:00"))
    assert codes(take(exported(), on=desk(case))) == []


def test_a_row_that_an_agent_typed_gets_its_refund_number() -> None:
    case = known(refund_no=None)
    assert written(plan(exported(), on=desk(case))) == {
        ("applications", "refund_no"): "106206407540810"
    }


def test_goods_go_forward_and_never_back() -> None:
    forward = plan(exported(货物状态="买家已退货"), on=desk(known()))
    assert written(forward) == {("applications", "goods_status"): "returned"}
    back = plan(exported(货物状态="买家未收到货"), on=desk(known()))
    assert written(back) == {}


def test_an_unknown_reason_is_other_and_told() -> None:
    taken = take(exported(买家退款原因="星座不合"))
    (row,) = taken.actions
    assert isinstance(row, AddRow)
    assert (row.values["reason_code"], row.values["reason_text"]) == ("R99", "星座不合")
    assert codes(taken) == ["import-unknown-reason"]


def test_an_unknown_status_is_recorded_verbatim_and_told() -> None:
    taken = take(exported(退款状态="玄学状态"))
    (row,) = taken.actions
    assert isinstance(row, AddRow)
    assert (row.values["status"], row.values["platform_status"]) == ("pending_review", "玄学状态")
    assert codes(taken) == ["import-unknown-status"]
    assert taken.problems[0].place.row == 2
    again = take(exported(退款状态="玄学状态"), on=desk(known(status="await_return")))
    assert {a.column for a in again.actions if isinstance(a, SetValue)} == {"platform_status"}


def test_a_damaged_refund_number_is_never_a_key() -> None:
    taken = take(exported(退款编号="1.06E+14"))
    (row,) = taken.actions
    assert isinstance(row, AddRow)
    assert "refund_no" not in row.values
    assert row.key == "3302710287203084298|TS-2026-001-L|2026-09-28 10:30:00"
    assert codes(taken) == ["import-number-damaged"]


def test_a_row_without_any_usable_number_is_told() -> None:
    taken = take(exported(退款编号="1.06E+14", 订单编号="3.3E+18", 商品编码=None), exported())
    assert codes(taken) == ["import-number-damaged", "import-number-damaged", "import-row-unusable"]
    assert len(taken.actions) == 1


def test_a_doubled_row_is_taken_once_and_told_when_it_differs() -> None:
    same = take(exported(), exported())
    assert (len(same.actions), codes(same)) == (1, [])
    other = take(exported(), exported(买家退款金额="50.00"))
    (row,) = other.actions
    assert isinstance(row, AddRow)
    assert row.values["apply_amount"] == Decimal("50.00")
    assert codes(other) == ["import-row-doubled"]


def test_a_refund_that_stands_in_the_book_twice_is_left_to_the_desk() -> None:
    twice = desk(known(), known(case_id="AS20260928-0002", sub_order_no="3302710287203084299"))
    taken = take(exported(**DONE), on=twice)
    assert (taken.actions, codes(taken)) == ([], ["import-ambiguous"])
    assert taken.fates == {Fate.CONFLICTING: 1}
