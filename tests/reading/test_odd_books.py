"""Workbooks as they really come: merged, hidden, half formula, far-flung, formatted but empty."""

import io
import zipfile
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from sheetops.adapters.workbook.read import read_book
from sheetops.records.dictionary import APPLICATIONS_BOOK, HANDBOOK
from sheetops.records.references import references
from tests.checks.check_desk import table as rows_of
from tests.reading.broken_books import BROKEN_BOOKS
from tests.reading.small_books import (
    APPLICATIONS,
    KEY,
    ONLY_APPLICATIONS,
    Cells,
    book,
    drawn,
    met,
    patched,
    place_of,
    read,
)

OTHER: Cells = {"case_id": "AS20260301-0008"}
SHEET_PART = "xl/worksheets/sheet1.xml"


def cases(data: bytes) -> list[object]:
    found, _ = read(data)
    return list(found.column("case_id"))


def test_rows_know_their_place_when_blank_rows_lie_between() -> None:
    found, problems = read(book(KEY, {}, {}, OTHER))
    assert list(found.spans[0].rows) == [2, 5]
    assert found.place(1, "case_id").cell == "A5"
    assert problems == []


def test_row_is_skipped_when_only_a_private_column_is_filled() -> None:
    def number(sheet: Worksheet) -> None:
        for row in range(2, 50):
            sheet.cell(row, len(APPLICATIONS.columns) + 1).value = row

    assert cases(book(KEY, {}, OTHER, change=number)) == ["AS20260301-0007", "AS20260301-0008"]


def test_row_is_read_when_its_only_value_is_zero() -> None:
    found, _ = read(book(KEY, {"order_paid": 0}))
    assert len(found) == 2


def test_hidden_and_filtered_rows_are_read_like_the_others() -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["A"].hidden = True
        sheet.auto_filter.ref = "A1:C4"
        sheet.auto_filter.add_filter_column(0, ["AS20260301-0007"])

    assert cases(book(KEY, OTHER, KEY, change=hide)) == [
        "AS20260301-0007",
        "AS20260301-0008",
        "AS20260301-0007",
    ]


def test_totals_row_is_no_record() -> None:
    def add(sheet: Worksheet) -> None:
        last = openpyxl.utils.get_column_letter(len(APPLICATIONS.columns))
        shape = Table(displayName="applications", ref=f"A1:{last}4", totalsRowCount=1)
        sheet.add_table(shape)

    data = book(KEY, OTHER, {"case_id": "合计"}, change=add)
    assert cases(data) == ["AS20260301-0007", "AS20260301-0008"]
    found, _ = read(data)
    assert found.spans[0].table_name == "applications"


def test_dates_are_right_when_the_book_counts_from_1904() -> None:
    def write(workbook: Any, sheet: Any) -> None:
        style = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        moment = datetime.fromisoformat("2026-03-01 10:30")
        sheet.write_string(1, 0, "AS20260301-0007")
        sheet.write_datetime(1, place_of("applied_at"), moment, style)
        sheet.write_number(1, place_of("paid_at"), 44620.4375)

    found, _ = read(drawn(write, date_1904=True))
    assert (
        found[0]["applied_at"] == found[0]["paid_at"] == datetime.fromisoformat("2026-03-01 10:30")
    )


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?"])
def test_error_value_is_named_with_its_cell(text: str) -> None:
    def write(_: Any, sheet: Any) -> None:
        sheet.write_string(1, 0, "AS20260301-0007")
        sheet.write_formula(1, place_of("remark"), "=A9", None, text)

    found, problems = read(drawn(write))
    assert found[0]["remark"] is None
    assert [(p.code, p.place.key) for p in problems] == [("error-value", "AS20260301-0007")]
    assert text in problems[0].message("zh-CN")


def test_error_value_is_named_when_no_reader_knows_it() -> None:
    data = book({**KEY, "remark": "#N/A"})
    data = patched(data, SHEET_PART, b"#N/A", b"#SPILL!")
    found, problems = read(data)
    assert found.column("case_id") == ["AS20260301-0007"]
    assert [p.code for p in problems] == ["error-value"]


def test_row_is_named_when_all_it_holds_is_an_error() -> None:
    assert met(book({"remark": "#N/A"})) == [("error-value", f"{_letter('remark')}2")]


def _letter(key: str) -> str:
    return openpyxl.utils.get_column_letter(place_of(key) + 1)


def test_formula_counts_with_its_result_and_is_named() -> None:
    found, problems = read(BROKEN_BOOKS["formula-in-cell"].wrong)
    assert found[0]["remark"] == "可以"
    assert [(p.code, p.place.cell) for p in problems] == [
        ("formula-in-cell", f"{_letter('remark')}2")
    ]


def test_formula_that_says_nothing_is_blank_and_not_without_result() -> None:
    def write(_: Any, sheet: Any) -> None:
        sheet.write_string(1, 0, "AS20260301-0007")
        sheet.write_formula(1, place_of("remark"), '=""', None, "")

    as_excel_writes_it = b' t="str"><f>""</f><v></v>'
    found, problems = read(
        patched(drawn(write), SHEET_PART, b'><f>""</f><v></v>', as_excel_writes_it)
    )
    assert found[0]["remark"] is None
    assert "formula-without-value" not in [p.code for p in problems]


def test_truth_value_is_no_amount_when_the_column_has_ones() -> None:
    found, problems = read(book({**KEY, "order_paid": 1}, {**OTHER, "order_paid": True}))
    assert found.column("order_paid") == [1, None]
    assert [p.code for p in problems] == ["number-unreadable"]


@pytest.mark.parametrize("cell", ["XFD1048576", "A1048576", "XFD2", "ZZ900000"])
def test_far_cell_is_no_harm(cell: str) -> None:
    """The bulk reader alone would want up to 550 GB for the rectangle around it."""

    def scribble(sheet: Worksheet) -> None:
        sheet[cell] = "x"

    found = cases(book(KEY, OTHER, change=scribble))
    assert found[:2] == ["AS20260301-0007", "AS20260301-0008"]


def test_half_a_million_formatted_rows_leave_nothing() -> None:
    """What Excel leaves behind when somebody formats whole columns down to the last row."""
    rows = b"".join(
        b'<row r="%d" spans="1:3"><c r="A%d" s="0"/><c r="B%d" s="0"/></row>' % (n, n, n)
        for n in range(3, 500_000)
    )
    data = patched(book(KEY), SHEET_PART, b"</sheetData>", rows + b"</sheetData>")
    found, problems = read(data)
    assert (list(found.column("case_id")), problems) == (["AS20260301-0007"], [])


def test_cell_of_32767_characters_is_read() -> None:
    found, _ = read(book({**KEY, "remark": "很" * 32_767}))
    assert len(found[0].text("remark")) == 32_767


def test_text_beginning_with_an_equals_sign_stays_text() -> None:
    def write(_: Any, sheet: Any) -> None:
        sheet.write_string(1, 0, "AS20260301-0007")
        sheet.write_string(1, place_of("reason_text"), "=1+1 件都坏了")

    found, problems = read(drawn(write))
    assert (found[0]["reason_text"], problems) == ("=1+1 件都坏了", [])


def test_rows_are_read_when_out_of_order() -> None:
    row = b'<row r="9"><c r="A9" t="inlineStr"><is><t>AS20260301-0009</t></is></c></row>'
    data = patched(book(KEY), SHEET_PART, b'<row r="2"', row + b'<row r="2"')
    assert sorted(map(str, cases(data))) == ["AS20260301-0007", "AS20260301-0009"]


def test_book_is_damaged_when_its_texts_are_missing() -> None:
    data = drawn(lambda _, sheet: sheet.write_string(1, 0, "AS20260301-0007"))
    data = patched(data, "xl/sharedStrings.xml", b"<si>", b"<!-- -->")
    assert [code for code, _ in met(data)] == ["book-damaged"]


@pytest.mark.parametrize("cut", range(100, 5000, 487))
def test_truncated_book_is_a_problem_and_nothing_raises(cut: int) -> None:
    data = book(KEY)
    tables, problems = read_book(data[:cut], ONLY_APPLICATIONS, "a.xlsx", "zh-CN")
    assert (tables, [p.code for p in problems]) == ({}, ["book-damaged"])


@pytest.mark.parametrize("at", range(40, 5000, 97))
def test_changed_byte_never_raises(at: int) -> None:
    data = bytearray(book(KEY))
    data[at % len(data)] ^= 0x55
    tables, problems = read_book(bytes(data), ONLY_APPLICATIONS, "a.xlsx", "zh-CN")
    assert tables or problems


def test_other_archives_are_no_workbooks() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    assert met(stream.getvalue()) == [("book-not-workbook", None)]


def test_every_sheet_that_is_missing_is_named() -> None:
    _, problems = read_book(book(KEY), APPLICATIONS_BOOK, "applications.xlsx", "en")
    assert [p.place.sheet for p in problems if p.code == "sheet-missing"] == ["Feedback", "Lists"]


def test_references_are_read_with_the_handbook() -> None:
    known = references({"agents": rows_of("agents", [{"agent_id": "KF012"}])})
    data = book({**KEY, "owner": "kf012 小林"})
    tables, _ = read_book(data, ONLY_APPLICATIONS, "a.xlsx", "zh-CN", known)
    assert tables["applications"][0]["owner"] == "KF012"


def test_problem_shows_no_personal_data() -> None:
    _, problems = read(book({**KEY, "receiver_phone": 13812348998}))
    said = "".join(p.message("zh-CN") + p.message("en") for p in problems)
    assert "13812348998" not in said


def test_handbook_of_a_new_shop_reads_without_a_problem() -> None:
    from sheetops.adapters.workbook.build import build_book
    from sheetops.records.seed import starting_handbook

    data = build_book(HANDBOOK, "zh-CN", starting_handbook("zh-CN"))
    tables, problems = read_book(data, HANDBOOK, "handbook.xlsx", "zh-CN")
    assert problems == []
    assert len(tables["reasons"]) == len(starting_handbook("zh-CN")["reasons"])
