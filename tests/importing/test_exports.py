"""Exports are recognised and read with all their warts; what cannot be read is told."""

import io
from datetime import datetime
from decimal import Decimal

import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from sheetops.adapters.exports import read_export
from sheetops.records.problems import Problem
from sheetops.rules.importing.export import Export
from sheetops.rules.importing.layout import heading_key, recognise
from sheetops.rules.importing.platform_words import fact_of
from sheetops.rules.importing.presets import PRESETS
from sheetops.rules.importing.problem_kinds import KINDS
from tests.importing.export_files import (
    HEADINGS_2016,
    HEADINGS_2017,
    Cell,
    as_csv,
    as_xlsx,
    exported,
)

NAME = "退款管理.xlsx"


def taken(data: bytes, name: str = NAME) -> Export:
    found = read_export(data, name)
    assert isinstance(found, Export)
    return found


def refused(data: bytes, name: str = NAME) -> Problem:
    found = read_export(data, name)
    assert isinstance(found, Problem)
    return found


def only(**changed: Cell) -> dict[str, object]:
    (row,) = taken(as_xlsx([exported(**changed)])).rows
    return dict(row.facts)


def codes(**changed: Cell) -> list[tuple[str, str | None]]:
    (row,) = taken(as_xlsx([exported(**changed)])).rows
    return [(problem.code, problem.place.column) for problem in row.problems]


def test_presets_have_the_platforms_headings_in_its_order() -> None:
    by_key = {preset.key: [h.words for h in preset.headings] for preset in PRESETS}
    assert by_key["tmall_refund_2016"] == HEADINGS_2016
    assert by_key["tmall_refund_2017"] == HEADINGS_2017
    assert len(HEADINGS_2016) == len(HEADINGS_2017) == 39


def test_every_fact_of_a_row_is_read() -> None:
    assert only(退货物流单号="75312345678901", 退货物流公司="中通快递", 责任方="买家责任") == {
        "refund_no": "106206407540810",
        "order_no": "3302710287203084298",
        "paid_at": datetime.fromisoformat("2026-09-20 14:05:00"),
        "sku_code": "TS-2026-001-L",
        "buyer_nick": "t**8",
        "order_paid": Decimal("198.00"),
        "item_title": "纯棉T恤",
        "apply_amount": Decimal("198.00"),
        "handled": False,
        "case_type": "return_refund",
        "applied_at": datetime.fromisoformat("2026-09-28 10:30:00"),
        "deadline_platform": datetime.fromisoformat("2026-10-03 10:30:00"),
        "platform_status": "买家已经申请退款，等待卖家同意",
        "goods_status": "received",
        "cs_intervene": "不需客服介入",
        "slip.tracking_no": "75312345678901",
        "slip.carrier": "中通快递",
        "reason_text": "7天无理由退换货",
        "reason_detail": "尺码偏大",
        "responsible": "buyer",
        "phase": "onsale",
        "zero_second": False,
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t"])
def test_a_csv_is_read_in_the_encodings_of_platforms(encoding: str, separator: str) -> None:
    data = as_csv([exported(买家会员名称="𠮷野家")], encoding, separator=separator)
    export = taken(data, "退款.csv")
    assert [row.facts["buyer_nick"] for row in export.rows] == ["𠮷野家"]
    assert export.rows[0].number == 2


def test_an_old_workbook_is_read() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("退款管理")
    for column, heading in enumerate(HEADINGS_2016):
        sheet.write(0, column, heading)
        sheet.write(1, column, exported().get(heading))
    target = io.BytesIO()
    book.save(target)
    assert taken(target.getvalue(), "退款.xls").rows[0].facts["refund_no"] == "106206407540810"


def test_instants_of_an_old_workbook_are_read() -> None:
    applied = datetime.fromisoformat("2026-09-28 10:30:00")
    book = xlwt.Workbook()
    sheet = book.add_sheet("退款管理")
    style = xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm:ss")
    for column, heading in enumerate(HEADINGS_2016):
        sheet.write(0, column, heading)
        if heading == "退款的申请时间":
            sheet.write(1, column, applied, style)
        else:
            sheet.write(1, column, exported().get(heading))
    target = io.BytesIO()
    book.save(target)
    assert taken(target.getvalue(), "退款.xls").rows[0].facts["applied_at"] == applied


def test_the_layout_of_2017_is_told_from_that_of_2016() -> None:
    rows = [{**exported(), "商家编码": "TS-9", "主数据编码": "1"}]
    export = taken(as_xlsx(rows, HEADINGS_2017))
    assert export.preset.key == "tmall_refund_2017"
    assert export.rows[0].facts["sku_code"] == "TS-9"
    assert taken(as_xlsx([exported()])).preset.key == "tmall_refund_2016"


def test_headings_are_found_below_a_title_and_on_another_sheet() -> None:
    data = as_xlsx([exported()], above=["退款管理导出", ""], sheets_before=["说明"])
    assert [row.number for row in taken(data).rows] == [4]


@pytest.mark.parametrize(
    "spelt",
    ["退款状态 ", " 退款 状态", "退款状态\u3000", "\ufeff退款状态", "退款状态.1", "退\u00a0款状态"],
)
def test_headings_are_found_however_they_are_spelt(spelt: str) -> None:
    assert heading_key(spelt) == "退款状态"


def test_slash_and_underscore_and_width_make_no_difference() -> None:
    assert heading_key("手工退款_系统退款") == heading_key("手工退款／系统退款")
    assert heading_key("金额（元）") == heading_key("金额(元)")
    assert heading_key("入帐") == heading_key("入账")


def test_moved_columns_and_private_ones_make_no_difference() -> None:
    headings = ["月份", *reversed(HEADINGS_2016)]
    assert taken(as_xlsx([exported()], headings)).rows[0].facts["order_paid"] == Decimal("198.00")


def test_a_near_miss_names_the_missing_columns() -> None:
    headings = [h for h in HEADINGS_2016 if h not in ("退款状态", "货物状态")]
    problem = refused(as_xlsx([exported()], headings))
    assert problem.code == "import-near-miss"
    assert "退款状态、货物状态" in problem.message("zh-CN")
    assert "2016" in problem.message("en")


def test_another_table_is_no_export() -> None:
    assert refused(as_xlsx([], ["日期", "访客数"])).code == "import-unknown-layout"
    assert refused(as_xlsx([], [])).code == "import-unreadable"
    assert refused(b"a,b\n1,2\n", "x.csv").code == "import-unknown-layout"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 cut off",
        as_xlsx([exported()])[:900],
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 damaged",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        b"\x00\x01\x02\x03",
        b"\xff\xfe\x00",
    ],
)
def test_a_file_is_refused_when_it_cannot_be_read(data: bytes) -> None:
    problem = refused(data)
    assert problem.code == "import-unreadable"
    assert problem.place.book == f"inbox/{NAME}"


@pytest.mark.parametrize(
    "guarded", ["'106206407540810", '="106206407540810"', "１０６２０６４０７５４０８１０"]
)
def test_guards_are_taken_off_numbers(guarded: str) -> None:
    assert only(退款编号=guarded)["refund_no"] == "106206407540810"


@pytest.mark.parametrize(
    "damaged", ["1.06206407540E+14", "1.93E+15", 3.302710287203084e18, "12345"]
)
def test_a_damaged_number_is_told_and_never_used(damaged: Cell) -> None:
    assert "order_no" not in only(订单编号=damaged)
    assert codes(订单编号=damaged) == [("import-number-damaged", "订单编号")]


def test_a_number_that_excel_kept_whole_is_used() -> None:
    assert only(退款编号=106206407540810.0)["refund_no"] == "106206407540810"


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("￥1,198.50", Decimal("1198.50")),
        ("198元", Decimal("198.00")),
        (198.0, Decimal("198.00")),
        ("0.00", Decimal("0.00")),
        ("无退款申请", None),
        ("没有申请退款", None),
        ("-", None),
        ("", None),
    ],
)
def test_amounts_are_read_as_exports_write_them(said: Cell, amount: Decimal | None) -> None:
    assert only(买家退款金额=said).get("apply_amount") == amount
    assert codes(买家退款金额=said) == []


def test_what_is_not_understood_is_told_with_its_column() -> None:
    assert codes(买家退款金额="约二百") == [("import-value-unreadable", "买家退款金额")]
    assert codes(超时时间="下周") == [("import-value-unreadable", "超时时间")]
    assert codes(货物状态="在月球上") == [("import-value-unreadable", "货物状态")]
    assert codes(是否需要退货="也许") == [("import-value-unreadable", "是否需要退货")]
    handled = {"手工退款/系统退款": "外星退款"}
    assert codes(**handled) == [("import-value-unreadable", "手工退款/系统退款")]


@pytest.mark.parametrize("said", ["2026/9/28 10:30", "2026-09-28 10:30:00", 46293.4375])
def test_times_are_read_as_exports_write_them(said: Cell) -> None:
    assert only(退款的申请时间=said)["applied_at"] == datetime.fromisoformat("2026-09-28 10:30:00")


@pytest.mark.parametrize("text", ["=1+1", "+86很大", "-5分", "@我", "=HYPERLINK(1)", "'单引号"])
def test_what_buyers_write_stays_text(text: str) -> None:
    assert only(买家退款说明=text)["reason_detail"] == text
    assert taken(as_csv([exported(买家退款说明=text)])).rows[0].facts["reason_detail"] == text


def test_rows_that_are_no_application_are_counted() -> None:
    data = as_xlsx([exported(), exported(退款状态="没有申请退款"), {}])
    export = taken(data)
    assert (len(export.rows), export.idle) == (1, 1)


def test_nothing_personal_is_quoted_in_a_problem() -> None:
    data = as_xlsx([exported(买家退款金额="打13800138000问")])
    (problem,) = taken(data).rows[0].problems
    assert "13800138000" not in problem.message("zh-CN") + problem.message("en")


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        ("买家已经申请退款，等待卖家同意", "waiting"),
        ("买家已经申请退款,等待卖家同意", "waiting"),
        ("卖家已经同意退款，等待买家退货 ", "agreed"),
        ("买家已经退货，等待卖家确认收货", "returned"),
        ("卖家拒绝退款", "refused"),
        ("退款关闭", "closed"),
        ("退款成功", "success"),
        ("SUCCESS", "success"),
        ("已取消", "closed"),
        ("取消", "closed"),
        ("没有申请退款", "none"),
        ("玄学状态", None),
        ("", None),
    ],
)
def test_the_platforms_words_are_known(words: str, fact: str | None) -> None:
    assert fact_of(words) == fact


@given(st.lists(st.lists(st.text(max_size=8), max_size=12), max_size=8))
def test_any_table_is_recognised_or_not(rows: list[list[str]]) -> None:
    recognise(rows)


@given(st.binary(max_size=200))
def test_any_file_is_taken_or_told(data: bytes) -> None:
    assert read_export(data, "x.csv")


def test_every_kind_has_its_own_code() -> None:
    assert len({kind.code for kind in KINDS}) == len(KINDS)
