from io import BytesIO
from typing import Any

import pytest

from sheetops.adapters.workbook.editing import (
    RemoveRows,
    edit,
)
from tests.corpus.packages import book, part, worksheet
from tests.workbook_edit.small_table import (
    FIVE,
    HEAD,
    column,
    numbered,
    refused,
    remove,
    rows_book,
    sheet_of,
    table,
)


def test_formats_and_validations_shrink_and_follow() -> None:
    after = (
        '<conditionalFormatting sqref="A2:B6"><cfRule type="expression" priority="1">'
        "<formula>$A2&gt;MAX($A$2:$A$6)-10</formula></cfRule></conditionalFormatting>"
        '<conditionalFormatting sqref="A3"><cfRule type="expression" priority="2">'
        "<formula>$A3&gt;1</formula></cfRule></conditionalFormatting>"
        '<conditionalFormatting sqref="A5:A6"><cfRule type="expression" priority="3">'
        "<formula>COUNTIF($A$5:$A5,$A5)&gt;1</formula></cfRule></conditionalFormatting>"
        '<dataValidations count="2"><dataValidation type="list" sqref="B3"><formula1>"x"</formula1>'
        '</dataValidation><dataValidation type="custom" sqref="A2:A6 B6">'
        "<formula1>A2&gt;0</formula1></dataValidation></dataValidations>"
    )
    markup = part(remove(rows_book(after=after), 3, 5))
    assert '<conditionalFormatting sqref="A2:B4">' in markup
    assert "<formula>$A2&gt;MAX($A$2:$A$4)-10</formula>" in markup
    assert "$A3&gt;1" not in markup
    assert '<conditionalFormatting sqref="A4">' in markup
    assert "<formula>COUNTIF($A$4:$A4,$A4)&gt;1</formula>" in markup
    assert '<dataValidations count="1"><dataValidation type="custom" sqref="A2:A4 B4">' in markup


def test_ranges_with_room_below_keep_their_end() -> None:
    after = (
        '<mergeCells count="1"><mergeCell ref="A90:B90"/></mergeCells>'
        '<conditionalFormatting sqref="A2:A900 A950:A960"><cfRule type="expression" priority="1">'
        "<formula>COUNTIF($A$2:$A$900,$A2)&gt;1</formula></cfRule></conditionalFormatting>"
    )
    names = '<definedNames><definedName name="All">Sheet1!$A$2:$A$900</definedName></definedNames>'
    data = remove(rows_book(after=after, workbook=names), 2, 3)
    markup = part(data)
    assert 'sqref="A2:A900 A948:A958"' in markup
    assert "COUNTIF($A$2:$A$900,$A2)" in markup
    assert 'mergeCell ref="A88:B88"' in markup
    assert "Sheet1!$A$2:$A$900<" in part(data, "xl/workbook.xml")


def test_format_that_names_the_row_for_good_is_refused() -> None:
    after = (
        '<conditionalFormatting sqref="A2:B6"><cfRule type="expression" priority="1">'
        "<formula>$A2&gt;$A$3</formula></cfRule></conditionalFormatting>"
    )
    refusal = refused(rows_book(after=after), RemoveRows("Sheet1", None, [3]))
    assert (refusal.reason, refusal.detail) == ("row-referenced", "$A2>$A$3")


def test_links_merged_cells_names_and_breaks_follow() -> None:
    after = (
        '<mergeCells count="2"><mergeCell ref="A3:B3"/><mergeCell ref="A9:B9"/></mergeCells>'
        '<hyperlinks><hyperlink ref="A3" location="Sheet1!A1"/>'
        '<hyperlink ref="A6" location="\'Sheet1\'!A5"/></hyperlinks>'
        '<rowBreaks count="2" manualBreakCount="2"><brk id="3" man="1"/><brk id="6" man="1"/>'
        "</rowBreaks>"
    )
    names = (
        '<definedNames><definedName name="All">Sheet1!$A$2:$A$6</definedName>'
        '<definedName name="_xlnm.Print_Area" localSheetId="0">Sheet1!$A$1:$B$6</definedName>'
        "</definedNames>"
    )
    data = remove(rows_book(after=after, workbook=names), 3)
    markup = part(data)
    assert '<mergeCells count="1"><mergeCell ref="A8:B8"/></mergeCells>' in markup
    assert '<hyperlinks><hyperlink ref="A5" location="\'Sheet1\'!A4"/></hyperlinks>' in markup
    assert '<brk id="2" man="1"/><brk id="5" man="1"/>' in markup
    workbook = part(data, "xl/workbook.xml")
    assert "Sheet1!$A$2:$A$5<" in workbook
    assert "Sheet1!$A$1:$B$5<" in workbook


def test_the_only_links_take_their_group_along() -> None:
    after = '<hyperlinks><hyperlink ref="A3" location="Sheet1!A1"/></hyperlinks>'
    assert "hyperlinks" not in part(remove(rows_book(after=after), 3))


def test_a_name_for_the_row_is_refused() -> None:
    names = '<definedNames><definedName name="One">Sheet1!$A$3</definedName></definedNames>'
    refusal = refused(rows_book(workbook=names), RemoveRows("Sheet1", "T", [3]))
    assert (refusal.reason, refusal.place) == ("row-referenced", "One")


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="B3" t="e" vm="1"><v>#VALUE!</v></c>',
        '<c r="B3" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>',
    ],
)
def test_a_picture_in_a_cell_of_the_row_is_refused_unless_it_was_copied(cell: str) -> None:
    rows = numbered(2) + numbered(3, cell) + "".join(map(numbered, range(4, 7)))
    refusal = refused(rows_book(rows), RemoveRows("Sheet1", "T", [3]))
    assert (refusal.reason, refusal.place) == ("picture-in-cell", "Sheet1!B3")
    free = edit(rows_book(rows), [RemoveRows("Sheet1", "T", [3], has_copy=True)])
    assert column(free) == ["No", 20, 40, 50, 60]


def test_a_colour_scale_whose_end_is_a_formula_follows() -> None:
    after = (
        '<conditionalFormatting sqref="A2:A6"><cfRule type="colorScale" priority="1"><colorScale>'
        '<cfvo type="formula" val="$A$6"/><cfvo type="max"/></colorScale></cfRule>'
        "</conditionalFormatting>"
    )
    assert '<cfvo type="formula" val="$A$5"/>' in part(remove(rows_book(after=after), 3))


def test_merged_cells_across_the_row_are_refused() -> None:
    after = '<mergeCells count="1"><mergeCell ref="B3:B4"/></mergeCells>'
    assert refused(rows_book(after=after), RemoveRows("Sheet1", "T", [3])).reason == "cannot-follow"


def test_frozen_rows_that_go_are_fewer() -> None:
    before = (
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="3" topLeftCell="A4"'
        ' state="frozen"/><selection pane="bottomLeft" activeCell="A6" sqref="A6"/></sheetView>'
        "</sheetViews>"
    )
    data = book(worksheet(HEAD + FIVE, before=before), tables={"Sheet1": [table()]})
    markup = part(remove(data, 3))
    assert '<pane ySplit="2" topLeftCell="A3"' in markup
    assert 'activeCell="A5" sqref="A5"' in markup


def _drawn(draw: object) -> bytes:
    import xlsxwriter

    assert callable(draw)
    stream = BytesIO()
    writer = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = writer.add_worksheet("Sheet1")
    rows = [[number * 10, number] for number in range(2, 7)]
    columns = [{"header": "No"}, {"header": "Twice"}]
    sheet.add_table("A1:B6", {"name": "T", "columns": columns, "data": rows})
    draw(writer, sheet)
    writer.close()
    return stream.getvalue()


def test_notes_pictures_charts_and_controls_move_up_in_their_size() -> None:
    from tests.corpus.made_by_xlsxwriter import PNG

    def draw(writer: Any, sheet: Any) -> None:
        sheet.write_comment("B6", "called", {"author": "Wang"})
        sheet.insert_image("D6", "dot.png", {"image_data": BytesIO(PNG)})
        sheet.insert_button("F9", {"caption": "Run"})
        chart = writer.add_chart({"type": "line"})
        chart.add_series({"values": "=Sheet1!$A$2:$A$6"})
        sheet.insert_chart("H3", chart)

    data = remove(_drawn(draw), 3, 4)
    assert '<comment ref="B4"' in part(data, "xl/comments1.xml")
    vml = part(data, "xl/drawings/vmlDrawing1.vml")
    assert "<x:Row>3</x:Row>" in vml
    assert "<c:f>Sheet1!$A$2:$A$4</c:f>" in part(data, "xl/charts/chart1.xml")
    drawing = part(data, "xl/drawings/drawing1.xml")
    before = part(_drawn(draw), "xl/drawings/drawing1.xml")
    assert [_rows_of(anchor) for anchor in (before, drawing)] == [
        [5, 5, 2, 16],
        [3, 3, 2, 16],
    ]


def _rows_of(drawing: str) -> list[int]:
    import re

    return [int(row) for row in re.findall(r"<xdr:row>(\d+)</xdr:row>", drawing)]


def test_a_picture_or_a_note_on_the_row_is_refused() -> None:
    from tests.corpus.made_by_xlsxwriter import PNG

    noted = _drawn(lambda _, sheet: sheet.write_comment("B3", "called"))
    pictured = _drawn(
        lambda _, sheet: sheet.insert_image("D3", "dot.png", {"image_data": BytesIO(PNG)})
    )
    remove = RemoveRows("Sheet1", "T", [3])
    assert refused(noted, remove).reason == "note-on-row"
    refusal = refused(pictured, remove)
    assert (refusal.reason, refusal.place) == ("picture-on-row", "Sheet1!3")


def test_what_the_caller_has_copied_goes_with_its_row() -> None:
    def draw(_: Any, sheet: Any) -> None:
        sheet.write("D3", "private")
        sheet.write_comment("B3", "of this row")
        sheet.write_comment("B6", "stays")

    data = edit(_drawn(draw), [RemoveRows("Sheet1", "T", [3], has_copy=True)])
    comments = part(data, "xl/comments1.xml")
    assert "of this row" not in comments
    assert '<comment ref="B5"' in comments
    vml = part(data, "xl/drawings/vmlDrawing1.vml")
    assert vml.count("<x:Row>") == 1
    assert "<x:Row>4</x:Row>" in vml
    assert sheet_of(data)["D3"].value is None


def test_sparklines_and_extended_formats_follow() -> None:
    def draw(writer: Any, sheet: Any) -> None:
        for row in (3, 6):
            sheet.add_sparkline(f"D{row}", {"range": f"Sheet1!A{row}:B{row}"})
        sheet.conditional_format("A2:A6", {"type": "data_bar", "data_bar_2010": True})

    markup = part(remove(_drawn(draw), 3))
    assert "<xm:f>Sheet1!A5:B5</xm:f><xm:sqref>D5</xm:sqref>" in markup
    assert "<xm:sqref>D3" not in markup
    assert markup.count("<xm:sqref>A2:A5</xm:sqref>") == 1
