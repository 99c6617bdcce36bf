"""An identifier in a cell of the format General gets the text format, or F2 makes it a number."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from openpyxl.cell.cell import Cell

from sheetops.adapters.workbook.editing import SetCell, Value, edit
from sheetops.adapters.workbook.editing.cells import is_taken_for_number
from tests.corpus.packages import STYLES, book, part, worksheet

ORDER = "3302710287203084000"
ONE = '<row r="1"><c r="A1" s="3"/></row>'


def cells(data: bytes, **wanted: Value) -> dict[str, Cell]:
    """Return the cells as openpyxl sees them once the values are written."""
    new = edit(data, [SetCell("Sheet1", name, value) for name, value in wanted.items()])
    sheet = openpyxl.load_workbook(BytesIO(new))["Sheet1"]
    return {name: sheet[name] for name in wanted}


@pytest.mark.parametrize(
    "text",
    [ORDER, "13812348998", "00123", "1E5", "12.5e-3", "+8613812348998", "3-5", "2026/3/1", "10:30"],
)
def test_text_that_excel_would_make_a_number_gets_the_text_format(text: str) -> None:
    found = cells(book(worksheet(ONE)), A1=text)["A1"]
    assert (found.value, found.data_type, found.number_format) == (text, "s", "@")


@pytest.mark.parametrize("text", ["买家 13812348998", "12", "TH20260301-00070", "", "1,5", "E5"])
def test_other_text_leaves_the_format_alone(text: str) -> None:
    assert not is_taken_for_number(text)
    data = book(worksheet(ONE))
    assert part(edit(data, [SetCell("Sheet1", "A1", text)]), "xl/styles.xml") == part(
        data, "xl/styles.xml"
    )


def test_the_rest_of_the_style_stays_and_one_copy_serves_all() -> None:
    data = edit(
        book(worksheet(ONE)),
        [SetCell("Sheet1", name, ORDER) for name in ("A1", "A2", "A3")],
    )
    before = STYLES.count("<xf ")
    assert part(data, "xl/styles.xml").count("<xf ") == before + 2  # of style 3 and of style 0
    sheet = openpyxl.load_workbook(BytesIO(data))["Sheet1"]
    assert not sheet["A1"].protection.locked


def test_format_that_a_person_chose_stays() -> None:
    found = cells(book(worksheet('<row r="1"><c r="A1" s="2"/></row>')), A1=ORDER)["A1"]
    assert found.number_format == "#,##0.00"


def test_quote_prefix_is_enough() -> None:
    styles = STYLES.replace(
        '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" apply',
        '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" apply',
    )
    assert styles != STYLES
    data = book(worksheet(ONE), styles=styles)
    new = edit(data, [SetCell("Sheet1", "A1", ORDER)])
    assert part(new, "xl/styles.xml") == styles


def test_date_after_an_identifier_shows_as_a_date_in_the_same_style() -> None:
    new = edit(
        book(worksheet(ONE)),
        [SetCell("Sheet1", "A1", ORDER), SetCell("Sheet1", "A1", date(2026, 1, 2))],
    )
    found = openpyxl.load_workbook(BytesIO(new))["Sheet1"]["A1"]
    assert (found.number_format, found.protection.locked) == ("yyyy-mm-dd", False)


def test_writing_again_changes_nothing() -> None:
    once = edit(book(worksheet(ONE)), [SetCell("Sheet1", "A1", ORDER)])
    assert edit(once, [SetCell("Sheet1", "A1", ORDER)]) == once
