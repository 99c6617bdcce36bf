"""Every layout of an export is recognised in every format, and its rows say what they say."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from sheetops.adapters.exports import read_export
from sheetops.records.problems import Problem
from sheetops.rules.importing.export import Export
from sheetops.rules.importing.presets import PRESETS, Purpose
from sheetops.rules.importing.readers import READERS
from tests.importing.export_files import Cell, as_csv, as_page, as_xls, as_xlsx
from tests.importing.export_layouts import HEADINGS, ORDER, REFUND, ROWS, SUB

Rows = Sequence[Mapping[str, Cell]]
Write = Callable[[Rows, Sequence[str]], bytes]
FORMATS: Mapping[str, Write] = {
    "xlsx": as_xlsx,
    "xlsx below titles": lambda rows, h: as_xlsx(rows, h, above=["退款管理导出", "2026-09-29", ""]),
    "xls": as_xls,
    "html": lambda rows, h: as_page(rows, "utf-8", h),
    "html in gbk": lambda rows, h: as_page(rows, "gbk", h),
    "utf-8": lambda rows, h: as_csv(rows, "utf-8", h),
    "utf-8 with mark": lambda rows, h: as_csv(rows, "utf-8-sig", h),
    "gbk": lambda rows, h: as_csv(rows, "gbk", h),
    "gb18030": lambda rows, h: as_csv(rows, "gb18030", h),
    "tabs": lambda rows, h: as_csv(rows, "utf-8", h, "\t"),
    "tabs in gbk": lambda rows, h: as_csv(rows, "gbk", h, "\t"),
}
APPLIED = datetime.fromisoformat("2026-09-28 10:30:00")


def read(key: str, write: Write = as_xlsx, **changed: Cell) -> Export:
    found = read_export(write([{**ROWS[key], **changed}], HEADINGS[key]), "导出")
    assert isinstance(found, Export), found
    return found


@pytest.mark.parametrize("written", FORMATS)
@pytest.mark.parametrize("key", HEADINGS)
def test_a_layout_is_recognised_in_every_format(key: str, written: str) -> None:
    export = read(key, FORMATS[written])
    assert export.preset.key == key
    assert export.layout.certainty == 1.0
    assert export.layout.unknown == ()
    (row,) = export.rows
    assert row.facts["order_no"] == ORDER
    assert row.problems == ()
    assert export.told == ()


@pytest.mark.parametrize("guard", ["'{}", "‘{}", '="{}"', '= "{}"', " {} ", "\t{}", "{}.0"])
@pytest.mark.parametrize("written", ["xlsx", "xls", "gbk", "html", "tabs"])
def test_guards_are_taken_off_numbers_in_every_format(written: str, guard: str) -> None:
    guarded = {"退款编号": guard.format(REFUND), "订单编号": guard.format(ORDER)}
    row = {**ROWS["qianniu_refund_2026"], **guarded}
    found = read_export(FORMATS[written]([row], HEADINGS["qianniu_refund_2026"]), "导出")
    assert isinstance(found, Export)
    assert [found.rows[0].facts.get(fact) for fact in ("refund_no", "order_no")] == [REFUND, ORDER]


def test_a_guard_that_is_not_quoted_is_taken_off_too() -> None:
    data = as_csv([ROWS["tmall_refund_2016"]], "gbk", HEADINGS["tmall_refund_2016"])
    found = read_export(data.replace(REFUND.encode(), f'="{REFUND}"'.encode()), "导出.csv")
    assert isinstance(found, Export)
    assert found.rows[0].facts["refund_no"] == REFUND


@pytest.mark.parametrize("key", [key for key in HEADINGS if not key.startswith("jushuitan_refund")])
def test_a_preset_has_the_headings_of_the_export_in_their_order(key: str) -> None:
    (preset,) = (preset for preset in PRESETS if preset.key == key)
    words = [heading.words for heading in preset.headings]
    # of 快麦 only positions on the screen are known: the preset knows more
    assert words[: len(HEADINGS[key])] == list(HEADINGS[key])


def test_every_preset_is_tried_with_a_file_of_its_own() -> None:
    reports = {preset.key for preset in PRESETS if preset.purpose is Purpose.REPORT}
    assert {preset.key for preset in PRESETS} == set(HEADINGS) | reports
    assert len({preset.key for preset in PRESETS}) == len(PRESETS)


def test_every_fact_of_a_preset_can_be_read() -> None:
    for preset in PRESETS:
        assert preset.facts <= READERS.keys()
        assert preset.words.keys() <= preset.facts


@pytest.mark.parametrize("key", [key for key in HEADINGS if "refund_20" in key or "sanit" in key])
def test_a_refund_export_tells_what_a_case_needs(key: str) -> None:
    (row,) = read(key).rows
    told = ("refund_no", "sku_code", "case_type", "applied_at", "apply_amount", "platform_status")
    assert [row.facts[fact] for fact in told] == [
        REFUND,
        "TS-2026-001-L",
        "return_refund",
        APPLIED,
        Decimal("198.00"),
        "买家已经申请退款，等待卖家同意",
    ]


@pytest.mark.parametrize(("said", "is_auto"), [("自动退款", True), ("未命中", False), (None, None)])
def test_a_smart_strategy_means_that_the_platform_acted(said: str, is_auto: bool | None) -> None:
    (row,) = read("qianniu_refund_2026", 智能退款策略=said).rows
    assert row.facts.get("smart_refund") == is_auto


def test_sales_tell_the_parts_of_an_order() -> None:
    (row,) = read("qianniu_sales").rows
    assert row.facts["sub_order_no"] == SUB
    assert row.facts["shipped_at"] == datetime.fromisoformat("2026-09-21 09:00:00")
    assert row.facts["order_paid"] == Decimal("198.00")
    assert "refund_seen" not in row.facts


def test_jushuitan_tells_the_platforms_words_and_drops_what_it_cancelled() -> None:
    (row,) = read("jushuitan_refund").rows
    assert (row.facts["goods_status"], row.facts["qty"]) == ("received", 1)
    assert row.facts["platform_status"] == "WAIT_SELLER_AGREE"
    dropped = read("jushuitan_refund", 状态="作废")
    assert (len(dropped.rows), dropped.idle) == (0, 1)


@pytest.mark.parametrize(
    ("code", "words", "case_type"),
    [
        ("5", "退款成功", "return_refund"),
        (5.0, "退款成功", "return_refund"),
        ("1", "取消退款", None),
    ],
)
def test_wangdiantong_writes_codes(code: Cell, words: str, case_type: str | None) -> None:
    kind = "2" if case_type else "9"
    (row,) = read("wangdiantong_refund", 平台状态=code, 退换单类型=kind).rows
    assert row.facts["platform_status"] == words
    assert row.facts.get("case_type") == case_type
    told = [(problem.code, problem.place.column) for problem in row.problems]
    assert told == ([] if case_type else [("import-value-unreadable", "退换单类型")])


def test_kuaimai_and_other_platforms_have_words_of_their_own() -> None:
    (ticket,) = read("kuaimai_refund").rows
    assert ticket.facts["case_type"] == "refund_only"
    (claim,) = read("jd_claims").rows
    assert claim.facts["platform_status"] == "退款成功"


def test_a_report_is_known_and_refused() -> None:
    headings = ["统计日期", "店铺名称", "访客数", "成功退款金额", "评价数"]
    found = read_export(as_xlsx([], headings), "日报.xlsx")
    assert isinstance(found, Problem)
    assert found.code == "import-not-for-import"
    assert "生意参谋店铺日报" in found.message("zh-CN")


@pytest.mark.parametrize(
    "spelt", ["商品 id", "商品 ID", "商品id", "商品ＩＤ", "卖家真实姓名（新）", "卖家真实姓名新"]
)
def test_spellings_of_one_heading_are_one(spelt: str) -> None:
    key = "qianniu_refund_2026"
    old = "商品 id" if "商品" in spelt else "卖家真实姓名(新)"
    headings = [spelt if heading == old else heading for heading in HEADINGS[key]]
    found = read_export(as_xlsx([ROWS[key]], headings), "导出")
    assert isinstance(found, Export)
    assert (found.preset.key, found.layout.unknown, found.layout.absent) == (key, (), ())


def test_of_a_doubled_heading_the_platforms_own_column_is_taken() -> None:
    key = "qianniu_refund_2026"
    added = ["月份", "单品情况用时间", "退款完结时间", "退款的申请时间", "付款时间", "单量"]
    doubled = {h: f"{h}.1" for h in added if h in HEADINGS[key]}
    headings = [*added, *(doubled.get(h, h) for h in HEADINGS[key])]
    row = {**ROWS[key], "退款的申请时间": "九月", "退款的申请时间.1": "2026-09-28 10:30:00"}
    found = read_export(as_xlsx([row], headings), "导出")
    assert isinstance(found, Export)
    assert found.rows[0].facts["applied_at"] == APPLIED
    assert found.layout.doubled["退款的申请时间.1"] == headings.index("退款的申请时间.1")
    assert set(found.layout.unknown) == {"月份", "单品情况用时间", "付款时间", "单量"}


def test_parts_of_one_export_on_several_sheets_are_read_as_one() -> None:
    rows = [{**ROWS["tmall_refund_2016"], "退款编号": str(106206407540810 + n)} for n in range(5)]
    rows[3]["退款状态"] = None
    found = read_export(as_xls(rows, titles=("一", "二")), "导出.xls")
    assert isinstance(found, Export)
    assert sorted(row.text("refund_no")[-1] for row in found.rows) == ["0", "1", "2", "3", "4"]
    assert {(row.sheet, row.number) for row in found.rows} == {
        *(("一", number) for number in (2, 3, 4)),
        *(("二", number) for number in (2, 3)),
    }


def test_of_several_reports_in_a_workbook_the_refunds_are_taken() -> None:
    from io import BytesIO

    import xlsxwriter

    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        for title, key in (
            ("订单报表", "taobao_orders_2026"),
            ("销售明细", "qianniu_sales"),
            ("退款", "qianniu_refund_2026"),
        ):
            sheet = book.add_worksheet(title)
            sheet.write_row(0, 0, HEADINGS[key])
            sheet.write_row(1, 0, [ROWS[key].get(heading) for heading in HEADINGS[key]])
    found = read_export(target.getvalue(), "千牛.xlsx")
    assert isinstance(found, Export)
    assert found.preset.key == "qianniu_refund_2026"
    assert set(found.left_out.sheets) == {"订单报表", "销售明细"}


def test_the_page_of_exports_names_every_source() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "imports.md").read_text("utf-8")
    for preset in PRESETS:
        name = preset.title.zh.split("（")[0].removesuffix("导出")
        assert name in page or preset.own, preset.key
