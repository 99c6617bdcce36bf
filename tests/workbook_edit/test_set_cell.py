import math
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import load_workbook

from sheetops.adapters.workbook.editing import EditRefused, Formula, SetCell, Value, edit
from tests.corpus.packages import book, pack, package, part, paths, strings_part, worksheet

_ONE = '<row r="1"><c r="A1" s="2"><v>5</v></c><c r="B1"><v>6</v></c></row>'


def _set(data: bytes, cell: str, value: Value) -> bytes:
    return edit(data, [SetCell("Sheet1", cell, value)])


def _rows(data: bytes) -> str:
    markup = part(data)
    return markup[markup.index("<sheetData>") + 11 : markup.index("</sheetData>")]


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _refused(data: bytes, cell: str, value: Value) -> EditRefused:
    with pytest.raises(EditRefused) as caught:
        _set(data, cell, value)
    return caught.value


@pytest.mark.parametrize(
    ("value", "markup"),
    [
        ("退货", '<c r="A1" s="2" t="inlineStr"><is><t>退货</t></is></c>'),
        ("0012", '<c r="A1" s="2" t="inlineStr"><is><t>0012</t></is></c>'),
        ("=1+1", '<c r="A1" s="2" t="inlineStr"><is><t>=1+1</t></is></c>'),
        ("a\n b", '<c r="A1" s="2" t="inlineStr"><is><t xml:space="preserve">a\n b</t></is></c>'),
        ("a<&>", '<c r="A1" s="2" t="inlineStr"><is><t>a&lt;&amp;&gt;</t></is></c>'),
        ("_x0041_", '<c r="A1" s="2" t="inlineStr"><is><t>_x005F_x0041_</t></is></c>'),
        ("a\r\x01", '<c r="A1" s="2" t="inlineStr"><is><t>a_x000D__x0001_</t></is></c>'),
        (True, '<c r="A1" s="2" t="b"><v>1</v></c>'),
        (7, '<c r="A1" s="2"><v>7</v></c>'),
        (0.1, '<c r="A1" s="2"><v>0.1</v></c>'),
        (Decimal("19.90"), '<c r="A1" s="2"><v>19.9</v></c>'),
        (Formula('=B1&"<"'), '<c r="A1" s="2"><f>B1&amp;"&lt;"</f></c>'),
        (None, '<c r="A1" s="2"/>'),
        ("", '<c r="A1" s="2"/>'),
    ],
)
def test_value_is_written_in_its_own_type_and_the_style_stays(value: Value, markup: str) -> None:
    assert markup in _rows(_set(book(worksheet(_ONE)), "A1", value))


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    data = _set(book(worksheet(_ONE)), "A1", text)
    read = load_workbook(BytesIO(data)).get_sheet_by_name("Sheet1").to_python()[0][0]
    assert read == text


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**53), 2**53))
def test_any_number_comes_back_exactly(number: float) -> None:
    data = _set(book(worksheet(_ONE)), "B1", number)
    read = openpyxl.load_workbook(BytesIO(data))["Sheet1"]["B1"].value
    assert read == number


@pytest.mark.parametrize(
    "number", [math.nan, math.inf, Decimal("NaN"), 2**53 + 1, Decimal("0.12345678901234567890")]
)
def test_number_that_no_cell_holds_exactly_is_refused(number: Value) -> None:
    assert _refused(book(worksheet(_ONE)), "A1", number).reason == "number-not-storable"


@given(st.datetimes(_moment("1904-01-02"), _moment("9999-12-31")), st.booleans())
def test_any_moment_comes_back_to_the_second(moment: datetime, is_1904: bool) -> None:
    moment = moment.replace(microsecond=0)
    before = '<workbookPr date1904="1"/>' if is_1904 else ""
    data = _set(book(worksheet(_ONE), before_sheets=before), "A1", moment)
    assert openpyxl.load_workbook(BytesIO(data))["Sheet1"]["A1"].value == moment


@pytest.mark.parametrize(
    ("day", "serial"), [("1900-01-01", "1"), ("1900-02-28", "59"), ("1900-03-01", "61")]
)
def test_days_before_march_1900_count_as_excel_counts(day: str, serial: str) -> None:
    assert f"<v>{serial}</v>" in _rows(_set(book(worksheet(_ONE)), "A1", date.fromisoformat(day)))


def test_day_that_the_book_cannot_count_is_refused() -> None:
    old = book(worksheet(_ONE))
    mac = book(worksheet(_ONE), before_sheets='<workbookPr date1904="1"/>')
    assert _refused(old, "A1", date(1899, 12, 31)).reason == "date-not-storable"
    assert _refused(mac, "A1", date(1903, 12, 31)).reason == "date-not-storable"
    assert _refused(old, "A1", datetime(2026, 1, 1, tzinfo=UTC)).reason == "date-not-storable"


def test_date_gets_a_copy_of_the_style_with_a_date_format() -> None:
    data = edit(
        book(worksheet(_ONE)),
        [
            SetCell("Sheet1", "A1", date(2026, 1, 2)),
            SetCell("Sheet1", "B1", _moment("2026-01-02 03:04:05")),
            SetCell("Sheet1", "C1", date(2026, 1, 2)),
        ],
    )
    cells = openpyxl.load_workbook(BytesIO(data))["Sheet1"]
    assert cells["A1"].number_format == "yyyy-mm-dd"
    assert cells["A1"].alignment.horizontal == "center"
    assert cells["B1"].number_format == "yyyy-mm-dd hh:mm:ss"
    assert cells["C1"].number_format == "yyyy-mm-dd"
    assert part(data, "xl/styles.xml").count("<xf ") == 1 + 4 + 3
    assert '<cellXfs count="7">' in part(data, "xl/styles.xml")
    assert '<numFmts count="3">' in part(data, "xl/styles.xml")


def test_date_keeps_the_date_format_that_a_person_chose() -> None:
    data = book(worksheet('<row r="1"><c r="A1" s="1"/></row>'))
    changed = _set(data, "A1", _moment("2026-01-02 03:00"))
    assert '<c r="A1" s="1"><v>46024.125</v></c>' in _rows(changed)
    assert part(changed, "xl/styles.xml") == part(data, "xl/styles.xml")


def test_date_in_a_book_without_styles_brings_them() -> None:
    data = edit(
        book(worksheet('<row r="1"><c r="A1"/></row>'), styles=None),
        [SetCell("Sheet1", "A1", date(2026, 1, 2))],
    )
    cell = openpyxl.load_workbook(BytesIO(data))["Sheet1"]["A1"]
    assert (cell.value, cell.number_format) == (_moment("2026-01-02"), "yyyy-mm-dd")


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("x" * 32_768, "text-not-storable"),
        ("\ud800", "text-not-storable"),
        (Formula("="), "formula-not-storable"),
        (Formula("A" * 9000), "formula-not-storable"),
        ([1], "value-not-storable"),
        (1j, "value-not-storable"),
    ],
)
def test_value_that_no_cell_holds_is_refused(value: Value, reason: str) -> None:
    refusal = _refused(book(worksheet(_ONE)), "A1", value)
    assert refusal.reason == reason
    assert refusal.message.zh
    assert refusal.message.en


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1" t="s"><v>0</v></c>', "rich text"),
        ('<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>', "ab"),
        ('<c r="A1" t="str"><v>a</v></c>', "a"),
        ('<c r="A1"><v>1.50</v></c>', Decimal("1.5")),
        ('<c r="A1"><v>1.5E0</v></c>', 1.5),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" s="1"><v>46024</v></c>', date(2026, 1, 2)),
        ('<c r="A1"><f>B1+1</f><v>3</v></c>', Formula("=B1+1")),
        ('<c r="A1" s="2"/>', None),
        ('<c r="B1"/>', None),
    ],
)
def test_value_already_there_leaves_the_file_as_it_is(cell: str, value: Value) -> None:
    data = book(
        worksheet(f'<row r="1">{cell}</row>'),
        strings=strings_part(
            '<r><t>rich</t></r><r><t> text</t></r><rPh sb="0" eb="1"><t>x</t></rPh>'
        ),
    )
    assert _set(data, "A1", value) == data


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1"><v>1</v></c>', "1"),
        ('<c r="A1" t="b"><v>1</v></c>', 1),
        ('<c r="A1"><v>1</v></c>', True),
        ('<c r="A1"><f>1</f><v>1</v></c>', 1),
        ('<c r="A1" t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c r="A1" t="s"><v>9</v></c>', "x"),
    ],
)
def test_value_that_only_looks_the_same_is_written(cell: str, value: Value) -> None:
    data = book(worksheet(f'<row r="1">{cell}</row>'), strings=strings_part("<t>1</t>"))
    assert _set(data, "A1", value) != data


def test_new_cell_stands_in_order_and_the_spans_grow() -> None:
    rows = '<row r="2" spans="2:4" ht="20"><c r="B2"><v>1</v></c><c r="D2"><v>2</v></c></row>'
    data = edit(book(worksheet(rows)), [SetCell("Sheet1", "C2", 9), SetCell("Sheet1", "AA2", 8)])
    assert _rows(data) == (
        '<row r="2" spans="2:27" ht="20"><c r="B2"><v>1</v></c><c r="C2"><v>9</v></c>'
        '<c r="D2"><v>2</v></c><c r="AA2"><v>8</v></c></row>'
    )


def test_new_rows_stand_in_order() -> None:
    edits = [SetCell("Sheet1", cell, 1) for cell in ("A9", "A5", "A1", "A7")]
    data = edit(book(worksheet('<row r="3"/><row r="6"/>')), edits)
    numbers = [line.split('"')[1] for line in _rows(data).split("<row r=")[1:]]
    assert numbers == ["1", "3", "5", "6", "7", "9"]


def test_dimension_grows_around_the_new_cell() -> None:
    sheet = worksheet(_ONE, before='<dimension ref="A1:B1"/>')
    assert '<dimension ref="A1:D7"/>' in part(_set(book(sheet), "D7", 1))
    empty = worksheet(before='<dimension ref="A1"/>')
    assert '<dimension ref="C3"/>' in part(_set(book(empty), "C3", 1))


def test_new_cell_takes_the_style_of_its_row_else_of_its_column() -> None:
    columns = '<cols><col min="2" max="3" width="9" style="2"/></cols>'
    rows = '<row r="1" s="3" customFormat="1"/><row r="2"/>'
    edits = [SetCell("Sheet1", cell, 1) for cell in ("B1", "C2", "D2")]
    markup = _rows(edit(book(worksheet(rows, before=columns)), edits))
    assert '<c r="B1" s="3">' in markup
    assert '<c r="C2" s="2">' in markup
    assert '<c r="D2">' in markup


def test_only_the_meant_cell_differs_and_other_parts_keep_their_bytes() -> None:
    data = book(worksheet(_ONE))
    changed = _set(data, "B1", 7)
    assert part(changed) == part(data).replace("<v>6</v>", "<v>7</v>")
    assert [path for path in paths(data) if part(data, path) != part(changed, path)] == [
        "xl/worksheets/sheet1.xml"
    ]


def test_first_cell_of_a_merged_range_is_written_and_the_others_are_refused() -> None:
    data = book(worksheet(_ONE, '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'))
    assert _set(data, "A1", 1)
    refusal = _refused(data, "B2", 1)
    assert (refusal.reason, refusal.place) == ("inside-merged-range", "Sheet1!B2")


def test_array_formulas_and_data_tables_are_refused() -> None:
    rows = (
        '<row r="1"><c r="A1"><f t="array" ref="A1:A2">B1:B2</f></c><c r="B1">'
        '<f t="array" ref="B1">SUM(1)</f></c><c r="C1"><f t="dataTable" ref="C1:C3" r1="A1"/></c>'
        "</row>"
    )
    data = book(worksheet(rows))
    assert _refused(data, "A2", 1).reason == "inside-array-formula"
    assert _refused(data, "C3", 1).reason == "inside-data-table"
    assert "<v>1</v>" in _rows(_set(data, "B1", 1))


@pytest.mark.parametrize("cell", ["", "A0", "XFE1", "A1048577", "A1:B2", "5", "A", "甲1"])
def test_place_outside_of_a_sheet_is_refused(cell: str) -> None:
    assert _refused(book(worksheet(_ONE)), cell, 1).reason == "outside-sheet"


def test_sheet_is_found_as_excel_finds_it() -> None:
    data = book({"A &amp; B": worksheet(_ONE)})  # type: ignore[arg-type] # several sheets
    assert edit(data, [SetCell("a & b", "A1", 1)])
    with pytest.raises(EditRefused, match="unknown-sheet"):
        edit(data, [SetCell("C", "A1", 1)])


def test_chart_sheet_is_refused() -> None:
    files = package(worksheet(_ONE)).files()
    rels = "xl/_rels/workbook.xml.rels"
    files[rels] = files[rels].replace(b'/worksheet"', b'/chartsheet"')
    assert _refused(pack(files), "A1", 1).reason == "not-a-worksheet"


def test_duplicate_and_signed_packages_are_refused() -> None:
    files = package(worksheet(_ONE)).files()
    double = pack(files | {"XL/Workbook.xml": b"<a/>"})
    signed = pack(files | {"_xmlsignatures/sig1.xml": b"<a/>"})
    assert _refused(double, "A1", 1).reason == "duplicate-part"
    assert _refused(signed, "A1", 1).reason == "signed"


def test_refused_edit_leaves_nothing_half_done() -> None:
    data = book(worksheet(_ONE))
    before = bytes(data)
    with pytest.raises(EditRefused):
        edit(data, [SetCell("Sheet1", "A1", 1), SetCell("Nowhere", "A1", 1)])
    assert data == before
