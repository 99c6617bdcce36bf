from io import BytesIO

import openpyxl
import pytest
import xlsxwriter

from sheetops.adapters.workbook.editing import (
    AppendRows,
    EditRefused,
    Formula,
    SetCell,
    edit,
    survey,
)
from tests.corpus.packages import book, pack, package, part, table_part, worksheet

_ROWS = "".join(
    f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="B{row}"><v>{row}</v></c></row>'
    for row in range(1, 5)
)
_TOTALS = '<row r="5"><c r="A5" t="str"><v>Sum</v></c><c r="B5"><f>SUM(B2:B4)</f><v>9</v></c></row>'
_XM = "http://schemas.microsoft.com/office/excel/2006/main"


def _book(after: str = "", rows: str = _ROWS, workbook: str = "", totals: bool = False) -> bytes:
    attributes = ' totalsRowCount="1"' if totals else ""
    area, filtered = ("A1:B5", "A1:B4") if totals else ("A1:B4", None)
    total = {"A": 'totalsRowLabel="Sum"', "B": 'totalsRowFunction="sum"'} if totals else None
    table = table_part(
        area, ["A", "B"], "T", attributes=attributes, filtered=filtered, inside=total
    )
    sheet = worksheet(rows + (_TOTALS if totals else ""), after)
    return book(sheet, tables={"Sheet1": [table]}, workbook=workbook)


def _append(data: bytes, count: int = 2) -> bytes:
    return edit(data, [AppendRows("Sheet1", None, [[1, 2]] * count)])


@pytest.mark.parametrize(
    ("area", "grown"),
    [
        ("B2:B4", "B2:B6"),
        ("A2:B4", "A2:B6"),
        ("B4", "B4:B6"),
        ("A1:F4", "A1:F6"),
        ("B2:B3 A4", "B2:B3 A4:A6"),
        ("B2:B3", "B2:B3"),
        ("B2:B9", "B2:B9"),
        ("D2:D4", "D2:D4"),
        ("A1:A1048576", "A1:A1048576"),
    ],
)
@pytest.mark.parametrize(
    "markup",
    [
        '<conditionalFormatting sqref="@"><cfRule type="x" priority="1"/></conditionalFormatting>',
        '<dataValidations count="1"><dataValidation sqref="@"/></dataValidations>',
        '<ignoredErrors><ignoredError sqref="@" numberStoredAsText="1"/></ignoredErrors>',
        '<extLst><ext uri="u" xmlns:x14="urn:x14" xmlns:xm="' + _XM + '">'
        "<x14:conditionalFormatting><xm:sqref>@</xm:sqref></x14:conditionalFormatting></ext></extLst>",
        '<extLst><ext uri="u" xmlns:x14="urn:x14" xmlns:xm="' + _XM + '">'
        "<x14:dataValidation><xm:sqref>@</xm:sqref></x14:dataValidation></ext></extLst>",
    ],
)
def test_formats_and_validations_that_ended_on_the_last_row_grow(
    markup: str, area: str, grown: str
) -> None:
    assert markup.replace("@", grown) in part(_append(_book(markup.replace("@", area))))


def test_validation_does_not_grow_into_another_one() -> None:
    after = (
        '<dataValidations count="2"><dataValidation sqref="B2:B4"/>'
        '<dataValidation sqref="B5:B99"/></dataValidations>'
    )
    assert after in part(_append(_book(after)))


def test_selection_and_links_stay() -> None:
    after = '<hyperlinks><hyperlink ref="B4" location="Sheet1!A1"/></hyperlinks>'
    assert after in part(_append(_book(after)))


@pytest.mark.parametrize(
    ("text", "grown"),
    [
        ("Sheet1!$B$2:$B$4", "Sheet1!$B$2:$B$6"),
        ("Sheet1!$A$1:$K$4", "Sheet1!$A$1:$K$6"),
        ("Sheet1!$B$4", "Sheet1!$B$4"),
        ("Sheet1!$A$4:$B$4", "Sheet1!$A$4:$B$4"),
        ("Other!$B$2:$B$4", "Other!$B$2:$B$4"),
        ("OFFSET(Sheet1!$B$2:$B$4,1,0)", "OFFSET(Sheet1!$B$2:$B$6,1,0)"),
    ],
)
def test_names_that_ended_on_the_last_row_grow(text: str, grown: str) -> None:
    names = '<definedNames><definedName name="N">@</definedName></definedNames>'
    changed = _append(_book(workbook=names.replace("@", text)))
    assert names.replace("@", grown) in part(changed, "xl/workbook.xml")


def test_charts_print_areas_and_filters_of_a_real_book_grow() -> None:
    stream = BytesIO()
    made = xlsxwriter.Workbook(stream)
    sheet, board = made.add_worksheet("Data"), made.add_worksheet("Board")
    sheet.add_table("A1:B4", {"columns": [{"header": "A"}, {"header": "B"}]})
    for row in range(1, 4):
        sheet.write_row(row, 0, [row, row])
    chart = made.add_chart({"type": "line"})
    chart.add_series({"categories": "=Data!$A$2:$A$4", "values": "=Data!$B$2:$B$4"})
    board.insert_chart("A1", chart)
    sheet.print_area("A1:B4")
    made.close()
    data = edit(stream.getvalue(), [AppendRows("Data", None, [[4, 4]])])
    drawn = part(data, "xl/charts/chart1.xml")
    assert "<c:f>Data!$A$2:$A$5</c:f>" in drawn
    assert "<c:f>Data!$B$2:$B$5</c:f>" in drawn
    assert "Data!$A$1:$B$5" in part(data, "xl/workbook.xml")


def test_source_of_a_pivot_table_grows() -> None:
    made = package(worksheet(_ROWS), tables={"Sheet1": [table_part("A1:B4", ["A", "B"], "T")]})
    source = '<worksheetSource ref="@" sheet="Sheet1"/>'
    made.add(
        "xl/pivotCache/pivotCacheDefinition1.xml",
        f"<pivotCacheDefinition>{source.replace('@', 'A1:B4')}</pivotCacheDefinition>",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.pivotCacheDefinition+xml",
    )
    changed = part(_append(pack(made)), "xl/pivotCache/pivotCacheDefinition1.xml")
    assert source.replace("@", "A1:B6") in changed


def test_totals_row_moves_down_and_covers_the_new_rows() -> None:
    data = _append(_book(totals=True))
    sheet = openpyxl.load_workbook(BytesIO(data))["Sheet1"]
    assert [[cell.value for cell in row] for row in sheet["A4:B7"]] == [
        [4, 4],
        [1, 2],
        [1, 2],
        ["Sum", "=SUM(B2:B6)"],
    ]
    table = part(data, "xl/tables/table1.xml")
    assert 'ref="A1:B7"' in table
    assert '<autoFilter ref="A1:B6"/>' in table


def test_totals_row_leaves_its_style_and_height_to_itself() -> None:
    rows = _ROWS + (
        '<row r="5" ht="40" customHeight="1"><c r="A5" s="2" t="str"><v>Sum</v></c></row>'
    )
    table = table_part("A1:B5", ["A", "B"], "T", attributes=' totalsRowCount="1"', filtered="A1:B4")
    data = _append(book(worksheet(rows), tables={"Sheet1": [table]}), 1)
    markup = part(data)
    assert (
        '<row r="6" ht="40" customHeight="1"><c r="A6" s="2" t="str"><v>Sum</v></c></row>' in markup
    )
    assert '<row r="5"><c r="A5"><v>1</v></c>' in markup


def test_totals_row_with_other_cells_beside_it_moves_alone() -> None:
    rows = _ROWS + _TOTALS.replace("</row>", '<c r="D5" t="str"><v>stays</v></c></row>')
    table = table_part("A1:B5", ["A", "B"], "T", attributes=' totalsRowCount="1"', filtered="A1:B4")
    data = _append(book(worksheet(rows), tables={"Sheet1": [table]}))
    sheet = openpyxl.load_workbook(BytesIO(data))["Sheet1"]
    assert (sheet["D5"].value, sheet["A7"].value) == ("stays", "Sum")


@pytest.mark.parametrize(
    ("after", "rows"),
    [
        ('<mergeCells><mergeCell ref="A5:B5"/></mergeCells>', _ROWS),
        ('<hyperlinks><hyperlink ref="B5" location="A1"/></hyperlinks>', _ROWS),
        ("", _ROWS.replace("</row>", '<c r="D1"><f>B5*2</f><v>18</v></c></row>', 1)),
    ],
)
def test_totals_row_that_something_hangs_on_is_refused(after: str, rows: str) -> None:
    data = _book(after, rows, totals=True)
    with pytest.raises(EditRefused) as caught:
        _append(data)
    assert caught.value.reason in ("totals-row", "inside-merged-range")


def test_cells_below_the_totals_row_are_never_overwritten() -> None:
    rows = _ROWS + _TOTALS + '<row r="7"><c r="A7"><v>1</v></c></row>'
    table = table_part("A1:B5", ["A", "B"], "T", attributes=' totalsRowCount="1"', filtered="A1:B4")
    data = book(worksheet(rows), tables={"Sheet1": [table]})
    assert _append(data, 1)
    with pytest.raises(EditRefused, match="cells-below-table"):
        _append(data, 2)


def test_range_that_covers_the_totals_row_grows_and_its_own_format_moves() -> None:
    after = (
        '<conditionalFormatting sqref="A2:B5"><cfRule/></conditionalFormatting>'
        '<conditionalFormatting sqref="B5"><cfRule/></conditionalFormatting>'
    )
    markup = part(_append(_book(after, totals=True)))
    assert 'sqref="A2:B7"' in markup
    assert 'sqref="B7"' in markup


def test_rows_that_fit_into_blank_ones_leave_the_totals_row_where_it_is() -> None:
    rows = '<row r="1"/>' + _TOTALS
    table = table_part("A1:B5", ["A", "B"], "T", attributes=' totalsRowCount="1"', filtered="A1:B4")
    data = _append(book(worksheet(rows), tables={"Sheet1": [table]}), 3)
    assert survey(data, "Sheet1").tables[0].totals_row == 5


def test_heading_is_renamed_in_its_table_too() -> None:
    data = edit(_book(), [SetCell("Sheet1", "B1", "退款\n金额")])
    assert survey(data, "Sheet1").tables[0].columns == ("A", "退款\n金额")
    assert 'name="退款_x000a_金额"' in part(data, "xl/tables/table1.xml")


@pytest.mark.parametrize("value", [7, "", "b", None, Formula("A2"), "x" * 300])
def test_heading_that_a_table_cannot_have_is_refused(value: object) -> None:
    with pytest.raises(EditRefused) as caught:
        edit(_book(), [SetCell("Sheet1", "A1", value)])  # type: ignore[arg-type] # any kind
    assert caught.value.reason == "table-header"


def test_heading_that_a_formula_names_is_refused() -> None:
    rows = _ROWS.replace("</row>", '<c r="D1"><f>SUM(T[B])</f><v>18</v></c></row>', 1)
    with pytest.raises(EditRefused, match="table-header"):
        edit(_book(rows=rows), [SetCell("Sheet1", "B1", "New")])
    assert edit(_book(rows=rows), [SetCell("Sheet1", "A1", "New")])


def test_total_that_is_replaced_is_known_to_the_table() -> None:
    data = edit(
        _book(totals=True),
        [SetCell("Sheet1", "A5", "合计"), SetCell("Sheet1", "B5", Formula("=MAX(T[B])"))],
    )
    table = part(data, "xl/tables/table1.xml")
    assert 'totalsRowLabel="合计"' in table
    assert 'totalsRowFunction="custom"' in table
    assert "<totalsRowFormula>MAX(T[B])</totalsRowFormula>" in table
