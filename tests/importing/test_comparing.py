"""What an export does to the book beside single cells: orders, parts, what has vanished."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

import pytest

from sheetops.actions import AddRow, SetValue
from sheetops.adapters.exports import read_export
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.settings import Settings
from sheetops.rules.importing.export import Export
from sheetops.rules.importing.note import note_of
from sheetops.rules.importing.plan import take_in
from sheetops.rules.importing.taken import Fate, Import
from tests.filing.filing_desk import table
from tests.importing.export_files import Cell, as_xlsx, exported
from tests.importing.export_layouts import HEADINGS, ORDER, REFUND, ROWS, SUB

NOW = datetime.fromisoformat("2026-09-29 12:00:00")
SETTINGS = Settings(id="shop-1", name="测试店", platform="tmall")
CASE: Mapping[str, Value] = {
    "case_id": "AS20260928-0001",
    "platform": "tmall",
    "shop": "测试店",
    "refund_no": REFUND,
    "order_no": ORDER,
    "sku_code": "TS-2026-001-L",
    "status": "await_return",
    "case_type": "return_refund",
    "applied_at": datetime.fromisoformat("2026-09-28 10:30:00"),
}


def take(key: str, rows: Sequence[Mapping[str, Cell]], *cases: Mapping[str, Value]) -> Import:
    found = read_export(as_xlsx(rows, HEADINGS[key]), "导出.xlsx")
    assert isinstance(found, Export)
    tables = [table("applications", *cases), table("slips"), table("reasons"), table("couriers")]
    records = Records({one.sheet.key: one for one in tables})
    return take_in(found, records, NOW, SETTINGS)


def written(taken: Import) -> dict[str, Value]:
    return {a.column: a.wanted for a in taken.actions if isinstance(a, SetValue)}


def codes(taken: Import) -> list[str]:
    return [problem.code for problem in taken.problems]


def refunds(*numbers: int, **changed: Cell) -> list[Mapping[str, Cell]]:
    day = "2026-09-{:02d} 10:30:00"
    return [
        exported(退款编号=str(106206407540800 + n), 退款的申请时间=day.format(n), **changed)
        for n in numbers
    ]


def cases(*numbers: int, **changed: Value) -> list[Mapping[str, Value]]:
    return [
        {
            **CASE,
            "case_id": f"AS202609{n:02d}-0001",
            "refund_no": str(106206407540800 + n),
            "applied_at": datetime.fromisoformat(f"2026-09-{n:02d} 10:30:00"),
            **changed,
        }
        for n in numbers
    ]


# orders


def test_an_order_export_fills_in_and_opens_no_case() -> None:
    taken = take("qianniu_sales", [ROWS["qianniu_sales"]], CASE)
    assert written(taken) == {
        "paid_at": datetime.fromisoformat("2026-09-20 14:05:00"),
        "shipped_at": datetime.fromisoformat("2026-09-21 09:00:00"),
        "sub_order_no": SUB,
        "sku_props": "颜色:白;尺码:L",
        "item_title": "纯棉T恤",
        "order_paid": Decimal("198.00"),
    }
    assert taken.fates == {Fate.CHANGED: 1}
    alone = take("qianniu_sales", [ROWS["qianniu_sales"]])
    assert (alone.actions, alone.problems, alone.fates) == ([], [], {Fate.UNCONCERNED: 1})


def test_another_part_of_the_order_is_left_alone() -> None:
    other = {**CASE, "sku_code": "TS-2026-002-S", "sub_order_no": "3302710287203084300"}
    assert take("qianniu_sales", [ROWS["qianniu_sales"]], other).actions == []


def test_the_sum_of_an_order_is_not_taken_for_the_price_of_an_item() -> None:
    taken = take("taobao_orders", [ROWS["taobao_orders"]], CASE)
    assert "order_paid" not in written(taken)
    assert written(taken)["paid_at"] == datetime.fromisoformat("2026-09-20 14:05:00")


@pytest.mark.parametrize(
    ("key", "said", "told"),
    [
        ("qianniu_sales", {"退款状态": "买家已经申请退款，等待卖家同意"}, True),
        ("qianniu_sales", {"退款状态": "退款成功", "退款金额": "10.00"}, False),
        ("taobao_orders", {"退款金额": "198.00"}, True),
        ("taobao_orders", {"退款金额": "0.00"}, False),
        ("taobao_orders", {"退款金额": "无退款申请"}, False),
    ],
)
def test_a_refund_that_nobody_recorded_is_told(
    key: str, said: Mapping[str, Cell], told: bool
) -> None:
    row = {**ROWS[key], **said}
    assert codes(take(key, [row])) == (["import-refund-unrecorded"] if told else [])
    assert codes(take(key, [row], CASE)) == []


# exports without refund numbers


def test_a_case_is_known_by_its_part_of_the_order() -> None:
    row = {**ROWS["jushuitan_refund"], "线上状态": "SUCCESS", "货物状态": "SELLER_RECEIVED"}
    mine = {**CASE, "sub_order_no": SUB, "status": "await_refund"}
    other = {**CASE, "case_id": "AS20260928-0002", "sub_order_no": ORDER, "refund_no": REFUND[:-1]}
    taken = take("jushuitan_refund", [row], other, mine)
    keys = {action.key for action in taken.actions if isinstance(action, SetValue)}
    assert keys == {"AS20260928-0001"}
    assert written(taken)["status"] == "refunded"


def test_a_case_that_is_open_comes_before_a_closed_one() -> None:
    closed = {**CASE, "case_id": "AS20260901-0001", "status": "withdrawn"}
    taken = take("kuaimai_refund", [ROWS["kuaimai_refund"]], closed, CASE)
    assert {action.key for action in taken.actions if isinstance(action, SetValue)} == {
        "AS20260928-0001"
    }
    # its type contradicts; without a status nothing moves
    assert codes(taken) == ["import-differs"]
    assert "status" not in written(taken)


def test_a_row_that_cannot_be_known_is_told() -> None:
    taken = take("jushuitan_refund", [{**ROWS["jushuitan_refund"], "商品编码": None}])
    assert (codes(taken), taken.fates) == (["import-row-unusable"], {Fate.UNUSABLE: 1})


def test_a_case_opened_by_its_part_gets_its_refund_number_from_a_later_export() -> None:
    (opened,) = take("jushuitan_refund", [ROWS["jushuitan_refund"]]).actions
    assert isinstance(opened, AddRow)
    later = take("tmall_refund_2016", [exported()], {**opened.values, "case_id": CASE["case_id"]})
    assert written(later)["refund_no"] == REFUND
    assert later.fates == {Fate.CHANGED: 1}


def test_a_claim_of_another_platform_is_recorded_as_such() -> None:
    (action,) = take("jd_claims", [ROWS["jd_claims"]]).actions
    assert isinstance(action, AddRow)
    told = ("platform", "shop", "status", "apply_amount")
    assert [action.values[key] for key in told] == [
        "other",
        "测试店京东",
        "refunded",
        Decimal("15.00"),
    ]


# what has vanished


def test_a_case_that_the_export_should_have_is_told() -> None:
    rows = [*refunds(10, 12), *refunds(14, 退款状态="退款关闭")]
    taken = take("tmall_refund_2016", rows, *cases(10, 11, 12))
    assert codes(taken).count("import-vanished") == 1
    (problem,) = (one for one in taken.problems if one.code == "import-vanished")
    assert problem.facts == {"value": "106206407540811"}
    assert not any(isinstance(a, SetValue) and a.key == "AS20260911-0001" for a in taken.actions)


@pytest.mark.parametrize(
    "case",
    [
        *cases(9, 15),
        *cases(11, platform="taobao"),
        *cases(11, refund_no=None),
    ],
)
def test_a_case_that_the_export_cannot_have_is_not_missed(case: Mapping[str, Value]) -> None:
    rows = [*refunds(10), *refunds(14, 退款状态="退款关闭")]
    taken = take("tmall_refund_2016", rows, *cases(10, 14), case)
    assert "import-vanished" not in codes(taken)


def test_an_export_of_one_status_is_no_proof_that_others_vanished() -> None:
    rows = refunds(10, 14)
    assert "import-vanished" not in codes(take("tmall_refund_2016", rows, *cases(11)))
    rows = [*refunds(10), *refunds(14, 退款状态="退款关闭")]
    assert "import-vanished" in codes(take("tmall_refund_2016", rows, *cases(11)))


def test_an_export_that_leaves_out_most_is_a_selection() -> None:
    rows = [*refunds(1), *refunds(20, 退款状态="退款关闭")]
    taken = take("tmall_refund_2016", rows, *cases(*range(1, 12)))
    assert "import-vanished" not in codes(taken)
    assert "还有 10 单不在这份导出里" in note_of(taken).zh
    assert "导出里没有" not in note_of(taken).zh


# what the platform proves besides


@pytest.mark.parametrize(
    ("state", "case_type", "said", "goes"),
    [
        ("in_transit", "return_refund", {"客服介入状态": "已介入"}, "in_dispute"),
        ("in_dispute", "return_refund", {"客服介入状态": "举证中"}, None),
        ("in_transit", "return_refund", {"客服介入状态": "处理完成"}, None),
        ("reshipped", "exchange", {"退款状态": "换货成功"}, "exchanged"),
        ("await_reship", "exchange", {"退款状态": "待发出换货商品"}, None),
    ],
)
def test_disputes_and_exchanges_move_when_the_platform_proves_it(
    state: str, case_type: str, said: Mapping[str, Cell], goes: str | None
) -> None:
    back = {"退款状态": "买家已经退货，等待卖家确认收货", "退货物流单号": "75312345678901"}
    need = "换货" if case_type == "exchange" else "是"
    row = exported(**{**back, "是否需要退货": need, **said})
    taken = take("tmall_refund_2016", [row], {**CASE, "status": state, "case_type": case_type})
    assert written(taken).get("status") == goes
    assert "import-status-conflict" not in codes(taken)


def test_an_unknown_word_of_the_platforms_service_is_told() -> None:
    taken = take("tmall_refund_2016", [exported(客服介入状态="小二在路上")])
    (problem,) = (one for one in taken.problems if one.code == "import-unknown-status")
    assert problem.place.column == "客服介入状态"
    assert "小二在路上" in problem.message("zh-CN")


def test_a_dispute_is_recorded_as_one_from_the_start() -> None:
    (action,) = take("tmall_refund_2016", [exported(客服介入状态="客服已介入")]).actions
    assert isinstance(action, AddRow)
    assert action.values["status"] == "in_dispute"


# the preview


def test_the_preview_counts_each_fate() -> None:
    rows = [*refunds(10, 11, 12), *refunds(13, 退款状态="退款关闭")]
    known = take("tmall_refund_2016", refunds(10)).actions[0]
    assert isinstance(known, AddRow)
    same = {**known.values, "case_id": "AS20260910-0001"}
    changed = {**same, **cases(11)[0], "platform_status": None, "reason_code": None}
    taken = take("tmall_refund_2016", rows, same, changed, *cases(12, order_paid=Decimal(1)))
    assert {words.en: n for words, n in taken.counts.items() if n} == {
        "new": 1,
        "changed": 1,
        "unchanged": 1,
        "conflicting": 1,
    }
