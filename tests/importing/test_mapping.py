"""An export that nobody knows is mapped once, by a guess that a person corrects."""

import tomllib
from pathlib import Path

import pytest

from sheetops.adapters.exports import NotReadable, best_guess, read_export
from sheetops.adapters.exports.mappings import load_presets, new_mapping, save_mapping
from sheetops.records.text import LANGUAGES, Language
from sheetops.rules.importing.export import Export
from sheetops.rules.importing.facts import fact_named, fact_names
from sheetops.rules.importing.mapping import MappingError, preset_of
from sheetops.rules.importing.mapping_text import mapping_text
from sheetops.rules.importing.presets import PRESETS, Purpose
from sheetops.rules.importing.readers import READERS
from tests.importing.export_files import Cell, as_csv, as_xlsx

HEADINGS = [
    *("售后编号", "平台订单", "商品编码(SKU)", "买家申请时间", "售后种类", "当前状态"),
    *("实退金额(元)", "收件人", "手机", "退货快递", "退货运单号", "问题描述", "客服备注", "😀"),
]
ROW: dict[str, Cell] = {
    "售后编号": "306206407540810",
    "平台订单": "3302710287203084298",
    "商品编码(SKU)": "TS-2026-001-L",
    "买家申请时间": "2026/9/28 10:30",
    "售后种类": "退货退钱",
    "当前状态": "待商家瞧瞧",
    "实退金额(元)": "198.00",
    "收件人": "王小明",
    "手机": "13800138000",
    "退货快递": "中通",
    "退货运单号": "75312345678901",
    "问题描述": "尺码偏大",
}
COLUMNS = {"售后编号": "退款编号", "平台订单": "Order no.", "当前状态": "platform_status"}


def mapped(language: Language = "zh-CN") -> str:
    return mapping_text(best_guess(as_xlsx([ROW], HEADINGS)), "万里牛售后", language)


def test_columns_are_guessed_by_heading_and_content() -> None:
    guessed = {c.heading: c.fact for c in best_guess(as_xlsx([ROW], HEADINGS)).columns}
    assert guessed == {
        "售后编号": "refund_no",
        "平台订单": "order_no",
        "商品编码(SKU)": "sku_code",
        "买家申请时间": "applied_at",
        "售后种类": "case_type",
        "当前状态": "platform_status",
        "实退金额(元)": "apply_amount",
        "收件人": None,
        "手机": None,
        "退货快递": "slip.carrier",
        "退货运单号": "slip.tracking_no",
        "问题描述": "reason_detail",
        "客服备注": "remark",
        "😀": None,
    }


def test_a_column_whose_cells_say_something_else_is_not_guessed() -> None:
    row = {**ROW, "售后编号": "AS-1", "买家申请时间": "上周"}
    guessed = {c.heading: c.fact for c in best_guess(as_xlsx([row], HEADINGS)).columns}
    assert guessed["售后编号"] != "refund_no"
    assert guessed["买家申请时间"] is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mapping_is_read_again_as_it_was_guessed(language: Language) -> None:
    text = mapped(language)
    preset = preset_of(tomllib.loads(text), "万里牛售后")
    assert {h.words: h.fact for h in preset.headings} == {
        c.heading: c.fact for c in best_guess(as_xlsx([ROW], HEADINGS)).columns
    }
    assert "王小明" not in text
    assert "13800138000" not in text
    assert '"退货退钱" = ""' in text
    assert '"待商家瞧瞧" = ""' in text


def test_the_mapping_is_used_from_then_on(tmp_path: Path) -> None:
    path = new_mapping(tmp_path, "万里牛售后单(20261123).xlsx")
    assert path == tmp_path / "imports" / "万里牛售后单.toml"
    text = mapped().replace('"退货退钱" = ""', '"退货退钱" = "退货退款"')
    save_mapping(path, text.replace('"待商家瞧瞧" = ""', '"待商家瞧瞧" = "等待卖家同意"'))
    presets, wrong = load_presets(tmp_path)
    assert wrong == []
    for data in (as_xlsx([ROW], HEADINGS), as_csv([ROW], "gb18030", HEADINGS)):
        export = read_export(data, "第二份.xlsx", presets)
        assert isinstance(export, Export)
        assert (export.preset.own, export.layout.certainty) == (True, 1.0)
        (row,) = export.rows
        assert row.problems == ()
        assert row.facts["case_type"] == "return_refund"
        assert row.facts["platform_status"] == "等待卖家同意"
        assert row.facts["refund_no"] == "306206407540810"


def test_a_mapping_never_overwrites_one(tmp_path: Path) -> None:
    save_mapping(tmp_path / "a.toml", "first")
    with pytest.raises(FileExistsError):
        save_mapping(tmp_path / "a.toml", "second")
    assert (tmp_path / "a.toml").read_text() == "first"


def test_every_fact_is_found_by_its_names() -> None:
    for fact, name in fact_names().items():
        assert fact_named(fact) == fact
        assert {fact_named(word) for word in name.both()} <= READERS.keys()
    assert fact_named("不存在的列") is None


def test_an_order_export_of_another_platform_can_be_mapped() -> None:
    found = {"title": "拼多多", "purpose": "orders", "platform": "other", "columns": COLUMNS}
    preset = preset_of(found, "x")
    assert (preset.purpose, preset.platform) == (Purpose.ORDERS, "other")
    assert {h.words for h in preset.required} == set(COLUMNS)


@pytest.mark.parametrize(
    ("found", "why"),
    [
        ({"columns": {"甲": "没有这列"}}, "没有“没有这列”这一列"),
        ({"columns": {"甲": "退款编号", "乙": "refund_no"}}, "都对应"),
        ({"columns": {"甲": "退款状态"}}, "认不出是哪一单"),
        ({"columns": {"甲": 5}}, "引号"),
        ({"columns": []}, "一行一项"),
        ({"colums": {}}, "没有名为 colums 的项"),
        ({"purpose": "refund", "columns": COLUMNS}, "refunds 或 orders"),
        ({"platform": "天猫", "columns": COLUMNS}, "platform 只能是"),
        ({"title": 5, "columns": COLUMNS}, "引号"),
        ({"words": {"某列": {}}, "columns": COLUMNS}, "某列"),
        ({}, "认不出是哪一单"),
    ],
)
def test_a_mistake_in_a_mapping_is_told(found: dict[str, object], why: str) -> None:
    with pytest.raises(MappingError) as told:
        preset_of(found, "x")
    assert why in told.value.why.zh
    assert told.value.why.en.isascii() or "甲" in told.value.why.en or "列" in told.value.why.en


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"[columns\n", "写法有误"),
        ("表头".encode("gb18030"), "不是 UTF-8"),
        (b" " * 2_000_000, "太大"),
        (b"x = 1", "没有名为 x 的项"),
    ],
)
def test_a_mapping_that_cannot_be_read_is_a_problem(
    tmp_path: Path, content: bytes, why: str
) -> None:
    path = tmp_path / "imports" / "坏.toml"
    path.parent.mkdir()
    path.write_bytes(content)
    presets, (problem,) = load_presets(tmp_path)
    assert presets == PRESETS
    assert problem.code == "import-mapping-wrong"
    assert why in problem.message("zh-CN")
    assert "imports/坏.toml" in problem.message("en")


def test_a_file_without_headings_cannot_be_mapped() -> None:
    with pytest.raises(NotReadable):
        best_guess(b"1,2\n3,4\n")
