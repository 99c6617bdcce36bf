"""Columns are found by their heading: either language, moved, renamed a little, on rows 1 to 10."""

from collections import Counter
from collections.abc import Sequence

import openpyxl
import pytest

from sheetops.adapters.workbook.read_headings import find_headings
from sheetops.records.dictionary import SHEETS
from sheetops.records.sheets import Sheet
from sheetops.records.spelling import folded
from sheetops.records.text import LANGUAGES, Language
from tests.reading.small_books import KEY, book, met, read, saved


def small(*rows: Sequence[object], title: str = "申请登记") -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return saved(workbook)


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_are_found_when_in_either_language(language: Language) -> None:
    table, problems = read(book(KEY, language=language))
    assert table.column("case_id") == ["AS20260301-0007"]
    assert problems == []


@pytest.mark.parametrize(
    "heading",
    ["订单 编号", "订单编号　", "ＯＲＤＥＲ  NO.", "order no.", "订单号", "Order Number\n"],
)
def test_heading_is_found_when_case_width_or_spaces_differ(heading: str) -> None:
    table, _ = read(small(["售后单号", heading], ["AS20260301-0007", "330271028720"]))
    assert table.column("order_no") == ["330271028720"]


def test_headings_are_found_when_languages_and_private_columns_mix() -> None:
    rows = (
        ["我的备注", "Order no.", "", "处理状态", "Case ID"],
        ["a", "330271028720", "b", "待审核", "AS20260301-0007"],
    )
    table, problems = read(small(*rows))
    assert (table[0]["case_id"], table[0]["status"]) == ("AS20260301-0007", "pending_review")
    assert "heading-doubled" not in [problem.code for problem in problems]


@pytest.mark.parametrize("above", range(10))
def test_header_row_is_found_when_notes_stand_above(above: int) -> None:
    table, problems = read(book(KEY, above=[["云杉旗舰店 申请登记"]] * above))
    assert table.spans[0].header_row == above + 1
    assert list(table.spans[0].rows) == [above + 2]
    assert problems == []


def test_header_row_is_the_one_with_most_headings_when_another_row_has_one() -> None:
    table, _ = read(
        small(["订单编号"], ["售后单号", "订单编号"], ["AS20260301-0007", "330271028720"])
    )
    assert table.spans[0].header_row == 2


def test_own_name_wins_when_another_column_has_an_alias() -> None:
    rows = ["售后单号", "超时时间", "平台超时时间"], ["AS20260301-0007", "别的", "2026-03-06 10:30"]
    table, problems = read(small(*rows))
    assert str(table[0]["deadline_platform"]) == "2026-03-06 10:30:00"
    assert "heading-doubled" not in [problem.code for problem in problems]


def test_doubled_heading_names_its_columns() -> None:
    _, problems = read(
        small(["售后单号", "备注", "售后单号"], ["AS20260301-0007", "", "AS20260301-0008"])
    )
    message = next(p.message("en") for p in problems if p.code == "heading-doubled")
    assert "A, C" in message


def test_missing_headings_are_named() -> None:
    _, problems = read(small(["售后单号"], ["AS20260301-0007"]))
    message = next(p.message("zh-CN") for p in problems if p.code == "heading-missing")
    assert "处理状态" in message


def test_sheet_is_found_when_it_was_renamed() -> None:
    table, problems = read(book(KEY, title="三月申请"))
    assert (table.spans[0].title, problems) == ("三月申请", [])


def test_sheet_is_not_taken_for_ours_when_few_headings_fit() -> None:
    assert met(small(["订单编号", "售后单号"], title="快递对账")) == [("sheet-missing", None)]


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_no_two_columns_of_a_sheet_share_a_name(sheet: Sheet) -> None:
    names = Counter(
        name for column in sheet.columns for name in {folded(t) for t in column.title.both()}
    )
    assert [name for name, count in names.items() if count > 1] == []
    assert find_headings(sheet, [[column.title.en for column in sheet.columns]]) is not None
