"""What stands in the cells of a new book: text stays text, and it reads back as it was meant."""

import zipfile
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from sheetops.adapters.workbook.build import Raw, build_book
from sheetops.adapters.workbook.build.starting import as_table, list_rows, references_to
from sheetops.adapters.workbook.editing import AppendRows, edit
from sheetops.adapters.workbook.read import read_book
from sheetops.records.dictionary import APPLICATIONS_BOOK, HANDBOOK, SHEETS, SLIPS_BOOK
from sheetops.records.seed import example_handbook
from sheetops.records.text import LANGUAGES, Language

TODAY = date(2026, 11, 23)
NOON = datetime.fromisoformat("2026-03-01 12:00")


def _first(column: str, value: object) -> object:
    """Return what the first row of a new applications book holds for `value` in `column`."""
    data = build_book(APPLICATIONS_BOOK, "zh-CN", {"applications": [{column: value}]})  # type: ignore[dict-item]  # any value may come
    sheet = load_workbook(BytesIO(data))["申请登记"]
    letter = next(cell.column_letter for cell in sheet[2] if cell.value == _title(column))
    return sheet[f"{letter}3"].value


def _title(column: str) -> str:
    return SHEETS["applications"].by_key[column].title.zh


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@name", "#N/A", "'quoted"])
def test_text_that_looks_like_something_else_stays_text(text: str) -> None:
    data = build_book(APPLICATIONS_BOOK, "zh-CN", {"applications": [{"reason_detail": text}]})
    assert load_workbook(BytesIO(data))["申请登记"]["N3"].value == text
    assert b"<f>" not in zipfile.ZipFile(BytesIO(data)).read("xl/worksheets/sheet2.xml")


def test_a_nineteen_digit_order_number_keeps_every_digit() -> None:
    assert _first("order_no", "3302710287203084298") == "3302710287203084298"


def test_an_escape_sequence_is_not_decoded_and_control_characters_are_dropped() -> None:
    assert _first("remark", "a_x0041_b") == "a_x005F_x0041_b"
    assert _first("remark", "a\x00b\x0bc") == "abc"


def test_values_are_shown_in_the_shops_words() -> None:
    assert _first("status", "await_return") == "待买家寄回"
    assert _first("freight_insured", False) == "否"
    assert _first("order_paid", Decimal("198.00")) == 198
    assert _first("applied_at", NOON) == NOON


def test_a_raw_cell_is_written_as_it_was_typed() -> None:
    assert _first("order_paid", Raw("１９８")) == "１９８"
    assert _first("order_no", Raw(3.302710287203084e18)) == 3.302710287203084e18


@pytest.mark.parametrize("language", LANGUAGES)
def test_reading_a_new_handbook_gives_back_its_rows_without_a_problem(language: Language) -> None:
    rows = example_handbook(language, TODAY)
    labels = references_to(rows)
    data = build_book(HANDBOOK, language, {**rows, "lists": list_rows(rows)}, labels)
    tables, problems = read_book(data, HANDBOOK, "handbook.xlsx", language, labels)
    assert [problem.message("en") for problem in problems] == []
    for key, wanted in rows.items():
        for column in SHEETS[key].columns:
            found = list(tables[key].column(column.key))
            assert found == [row.get(column.key) for row in wanted], (key, column.key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_book_reads_as_empty_without_a_problem(language: Language) -> None:
    for book in (APPLICATIONS_BOOK, SLIPS_BOOK):
        data = build_book(book, language, {})
        tables, problems = read_book(data, book, book.file, language)
        assert list(problems) == []
        assert all(len(table) == 0 for table in tables.values())


def test_rows_are_appended_from_the_blank_row_on() -> None:
    data = build_book(SLIPS_BOOK, "zh-CN", {})
    rows = [{"退货编号": f"TH20261123-0001{n}", "单据类型": "退货单"} for n in (1, 2)]
    grown = edit(data, [AppendRows("退换货单", "slips", rows)])
    sheet = load_workbook(BytesIO(grown))["退换货单"]
    assert [sheet["A3"].value, sheet["A4"].value] == ["TH20261123-00011", "TH20261123-00012"]
    assert sheet.tables["slips"].ref.endswith("4")
    assert sheet["A4"].number_format == "@"
    assert sheet.row_dimensions[4].height == sheet.row_dimensions[3].height == 32


def test_the_same_input_gives_the_same_bytes() -> None:
    rows = {"applications": [{"order_no": "3302710287203084298"}]}
    first = build_book(APPLICATIONS_BOOK, "en", rows, shop="A")
    assert build_book(APPLICATIONS_BOOK, "en", rows, shop="A") == first
    assert build_book(APPLICATIONS_BOOK, "en", rows, shop="B") != first


def test_dropdown_sources_leave_out_what_is_stopped() -> None:
    rows = example_handbook("zh-CN", TODAY)
    offered = [row.get("agents") for row in list_rows(rows)]
    assert "KF002" in offered
    assert "KF011" not in offered
    assert len(as_table(SHEETS["agents"], rows["agents"])) == len(rows["agents"])
