from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from sheetops.adapters.workbook.edit import (
    AppendRows,
    EditRefused,
    Formula,
    RemoveRows,
    SetCell,
    edit,
    survey,
)
from sheetops.adapters.workbook.edit.edits import Edit
from tests.corpus.packages import book, pack, package, part, table_part, worksheet


def _cell(name: str, value: object = None, formula: str = "", more: str = "") -> str:
    if formula:
        return f'<c r="{name}"{more}><f>{formula}</f><v>{value}</v></c>'
    if isinstance(value, str):
        return f'<c r="{name}" t="inlineStr"{more}><is><t>{value}</t></is></c>'
    return f'<c r="{name}"{more}><v>{value}</v></c>'


def _row(number: int, *cells: str, more: str = "") -> str:
    return f'<row r="{number}"{more}>{"".join(cells)}</row>'


def _numbered(number: int, *cells: str) -> str:
    """Row 2 holds 20, row 3 holds 30, and so on."""
    return _row(number, _cell(f"A{number}", number * 10), *cells)


_HEAD = _row(1, _cell("A1", "No"), _cell("B1", "Twice"))
_FIVE = "".join(map(_numbered, range(2, 7)))


def _table(area: str = "A1:B6") -> str:
    return table_part(area, ["No", "Twice"], "T")


def _book(rows: str = _FIVE, after: str = "", area: str = "A1:B6", **more: object) -> bytes:
    tables = {"Sheet1": [_table(area)]}
    return book(worksheet(_HEAD + rows, after), tables=tables, **more)


def _remove(data: bytes, *rows: int, table: str | None = None) -> bytes:
    return edit(data, [RemoveRows("Sheet1", table, rows)])


def _refused(data: bytes, *edits: Edit) -> EditRefused:
    with pytest.raises(EditRefused) as caught:
        edit(data, edits)
    return caught.value


def _sheet(data: bytes, name: str = "Sheet1") -> Worksheet:
    return openpyxl.load_workbook(BytesIO(data))[name]


def _column(data: bytes, letter: str = "A") -> list[object]:
    return [cell.value for cell in _sheet(data)[letter]]


def test_rows_below_move_up_and_the_table_shrinks() -> None:
    data = _remove(_book(), 3, 5)
    assert _column(data) == ["No", 20, 40, 60]
    assert survey(data, "Sheet1").tables[0].last_row == 4
    assert 'autoFilter ref="A1:B4"' in part(data, "xl/tables/table1.xml")


def test_no_rows_change_nothing() -> None:
    assert _remove(_book()) == _book()


def test_rows_may_be_named_twice_and_in_any_order() -> None:
    assert _remove(_book(), 5, 3, 5) == _remove(_book(), 3, 5)


def test_two_removals_one_after_the_other_equal_one() -> None:
    one = edit(_book(), [RemoveRows("Sheet1", "T", [3]), RemoveRows("Sheet1", "T", [4])])
    assert _column(one) == _column(_remove(_book(), 3, 5))


def test_edits_before_and_after_are_kept() -> None:
    edits: list[Edit] = [
        SetCell("Sheet1", "A6", 61),
        RemoveRows("Sheet1", "T", [2]),
        SetCell("Sheet1", "A5", 62),
        AppendRows("Sheet1", "T", [[70]]),
    ]
    assert _column(edit(_book(), edits)) == ["No", 30, 40, 50, 62, 70]


def test_last_row_of_a_table_stays_blank() -> None:
    data = _remove(_book(), 2, 3, 4, 5, 6)
    assert _column(data) == ["No", None]
    assert survey(data, "Sheet1").tables[0].ref.bottom == 2
    assert _column(edit(data, [AppendRows("Sheet1", "T", [[99]])])) == ["No", 99]


@pytest.mark.parametrize("row", [1, 7])
def test_a_row_outside_of_the_table_is_refused(row: int) -> None:
    assert _refused(_book(), RemoveRows("Sheet1", "T", [row])).reason == "not-a-table-row"


def test_rows_keep_their_looks() -> None:
    rows = _FIVE.replace('<row r="6">', '<row r="6" ht="44" customHeight="1" hidden="1">')
    data = _remove(_book(rows), 3)
    found = _sheet(data).row_dimensions[5]
    assert (found.height, found.hidden) == (44, True)


def test_formulas_of_rows_go_along() -> None:
    rows = "".join(_numbered(n, _cell(f"B{n}", n * 20, f"A{n}*2")) for n in range(2, 7)) + _row(
        8, _cell("A8", 200, "SUM(A2:A6)"), _cell("B8", 60, "$A$6")
    )
    data = _remove(_book(rows), 3, 4)
    assert _column(data, "B") == ["Twice", "=A2*2", "=A3*2", "=A4*2", None, "=$A$4"]
    assert _sheet(data)["A6"].value == "=SUM(A2:A4)"


def test_the_last_row_that_a_sheet_can_have_moves_up_and_whole_columns_stay() -> None:
    rows = _FIVE + _row(1_048_576, _cell("A1048576", 7, "SUM(A:A)"))
    after = '<conditionalFormatting sqref="B1:B1048576 C2:C1048576"/>'
    markup = part(_remove(_book(rows, after), 3))
    assert '<c r="A1048575"><f>SUM(A:A)</f>' in markup
    assert 'sqref="B1:B1048576 C2:C1048575"' in markup  # the last row is filled: no room


def test_a_value_that_was_calculated_from_a_row_is_calculated_anew() -> None:
    rows = _FIVE + _row(8, _cell("A8", 200, "SUM(A2:A6)"), _cell("B8", 5, "2+3"))
    data = _remove(_book(rows), 3)
    assert '<c r="A7"><f>SUM(A2:A5)</f></c>' in part(data)
    assert '<c r="B7"><f>2+3</f><v>5</v></c>' in part(data)
    assert 'fullCalcOnLoad="1"' in part(data, "xl/workbook.xml")


def test_a_row_number_in_a_formula_is_calculated_anew() -> None:
    rows = "".join(_numbered(n, _cell(f"B{n}", n - 1, "ROW()-1")) for n in range(2, 7))
    markup = part(_remove(_book(rows), 4))
    assert '<c r="B3"><f>ROW()-1</f><v>2</v></c>' in markup
    assert '<c r="B5"><f>ROW()-1</f></c>' in markup


def test_formula_that_needs_the_row_is_refused_with_its_place() -> None:
    rows = _FIVE + _row(8, _cell("A8", 30, "A3+1"))
    refusal = _refused(_book(rows), RemoveRows("Sheet1", "T", [3]))
    assert (refusal.reason, refusal.place, refusal.detail) == (
        "row-referenced",
        "Sheet1!A8",
        "A3+1",
    )


def test_formulas_on_other_sheets_follow() -> None:
    other = worksheet(
        _row(1, _cell("A1", 60, "Sheet1!A6"), _cell("B1", 1, "SUM('Sheet1'!$A$2:A6)*A6"))
    )
    data = pack(
        package({"Sheet1": worksheet(_HEAD + _FIVE), "Other": other}, tables={"Sheet1": [_table()]})
    )
    new = _remove(data, 3)
    assert _sheet(new, "Other")["A1"].value == "=Sheet1!A5"
    assert _sheet(new, "Other")["B1"].value == "=SUM('Sheet1'!$A$2:A5)*A6"


def test_shared_formula_is_taken_apart_only_where_rows_read_differently() -> None:
    def shared(n: int) -> str:
        text = "A2+$A$6" if n == 2 else ""
        ref = ' ref="B2:B6"' if n == 2 else ""
        return f'<c r="B{n}"><f t="shared"{ref} si="0">{text}</f><v>1</v></c>'

    data = _remove(_book("".join(_numbered(n, shared(n)) for n in range(2, 7))), 3)
    assert '<f t="shared" ref="B2:B5" si="0">A2+$A$5</f>' in part(data)
    assert _column(data, "B")[1:] == ["=A2+$A$5", "=A3+$A$5", "=A4+$A$5", "=A5+$A$5"]


def test_shared_formula_whose_rows_read_differently_gets_texts_of_its_own() -> None:
    def shared(n: int) -> str:
        text, ref = ("SUM(A2:A4)", ' ref="B3:B5"') if n == 3 else ("", "")
        return f'<c r="B{n}"><f t="shared"{ref} si="0">{text}</f><v>1</v></c>'

    rows = _numbered(2) + "".join(_numbered(n, shared(n)) for n in range(3, 6)) + _numbered(6)
    data = _remove(_book(rows), 2)
    assert _column(data, "B")[1:4] == ["=SUM(A2:A3)", "=SUM(A2:A4)", "=SUM(A3:A5)"]


def test_master_of_a_shared_formula_hands_it_on() -> None:
    def shared(n: int) -> str:
        text, ref = ("A2*2", ' ref="B2:B6"') if n == 2 else ("", "")
        return f'<c r="B{n}"><f t="shared"{ref} si="0">{text}</f><v>1</v></c>'

    data = _remove(_book("".join(_numbered(n, shared(n)) for n in range(2, 7))), 2)
    assert _column(data, "B")[1:] == ["=A2*2", "=A3*2", "=A4*2", "=A5*2"]


def test_calculation_chain_follows() -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = "".join(_numbered(n, _cell(f"B{n}", n * 20, f"A{n}*2")) for n in range(2, 7))
    cells = "".join(
        f'<c r="B{n}"{" i=" + chr(34) + "1" + chr(34) if n == 6 else ""}/>' for n in (6, 5, 4, 3, 2)
    )
    data = _remove(_book(rows, chain=f'<calcChain xmlns="{main}">{cells}</calcChain>'), 6, 3)
    chain = part(data, "xl/calcChain.xml")
    assert '<c r="B4" i="1"/><c r="B3"/><c r="B2"/></calcChain>' in chain


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
    markup = part(_remove(_book(after=after), 3, 5))
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
    data = _remove(_book(after=after, workbook=names), 2, 3)
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
    refusal = _refused(_book(after=after), RemoveRows("Sheet1", None, [3]))
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
    data = _remove(_book(after=after, workbook=names), 3)
    markup = part(data)
    assert '<mergeCells count="1"><mergeCell ref="A8:B8"/></mergeCells>' in markup
    assert '<hyperlinks><hyperlink ref="A5" location="\'Sheet1\'!A4"/></hyperlinks>' in markup
    assert '<brk id="2" man="1"/><brk id="5" man="1"/>' in markup
    workbook = part(data, "xl/workbook.xml")
    assert "Sheet1!$A$2:$A$5<" in workbook
    assert "Sheet1!$A$1:$B$5<" in workbook


def test_the_only_links_take_their_group_along() -> None:
    after = '<hyperlinks><hyperlink ref="A3" location="Sheet1!A1"/></hyperlinks>'
    assert "hyperlinks" not in part(_remove(_book(after=after), 3))


def test_a_name_for_the_row_is_refused() -> None:
    names = '<definedNames><definedName name="One">Sheet1!$A$3</definedName></definedNames>'
    refusal = _refused(_book(workbook=names), RemoveRows("Sheet1", "T", [3]))
    assert (refusal.reason, refusal.place) == ("row-referenced", "One")


def test_something_beside_the_table_is_refused_and_blanks_are_not() -> None:
    beside = _numbered(3, _cell("D3", "mine"))
    rows = _numbered(2, '<c r="D2" s="2"/>') + beside + "".join(map(_numbered, range(4, 7)))
    refusal = _refused(_book(rows), RemoveRows("Sheet1", "T", [2, 3]))
    assert (refusal.reason, refusal.place) == ("cell-beside-table", "Sheet1!D3")
    assert _column(_remove(_book(rows), 2))[1] == 30


def test_something_beside_rows_that_stay_goes_along() -> None:
    rows = "".join(map(_numbered, range(2, 6))) + _numbered(6, _cell("D6", "mine"))
    assert _sheet(_remove(_book(rows), 3))["D5"].value == "mine"


def test_another_table_below_moves_and_one_beside_is_refused() -> None:
    def with_second(area: str) -> bytes:
        second = table_part(area, ["X"], "U", identity=2)
        rows = _HEAD + _FIVE + _row(9, _cell("A9", "X")) + _row(10, _cell("A10", 1))
        return book(worksheet(rows), tables={"Sheet1": [_table(), second]})

    data = _remove(with_second("A9:A10"), 3, table="T")
    assert survey(data, "Sheet1").tables[1].ref.top == 8
    refusal = _refused(with_second("D2:D4"), RemoveRows("Sheet1", "T", [3]))
    assert (refusal.reason, refusal.detail) == ("table-beside-table", "U")


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="B3" t="e" vm="1"><v>#VALUE!</v></c>',
        '<c r="B3" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>',
    ],
)
def test_a_picture_in_a_cell_of_the_row_is_refused_unless_it_was_copied(cell: str) -> None:
    rows = _numbered(2) + _numbered(3, cell) + "".join(map(_numbered, range(4, 7)))
    refusal = _refused(_book(rows), RemoveRows("Sheet1", "T", [3]))
    assert (refusal.reason, refusal.place) == ("picture-in-cell", "Sheet1!B3")
    free = edit(_book(rows), [RemoveRows("Sheet1", "T", [3], has_copy=True)])
    assert _column(free) == ["No", 20, 40, 50, 60]


def test_a_colour_scale_whose_end_is_a_formula_follows() -> None:
    after = (
        '<conditionalFormatting sqref="A2:A6"><cfRule type="colorScale" priority="1"><colorScale>'
        '<cfvo type="formula" val="$A$6"/><cfvo type="max"/></colorScale></cfRule>'
        "</conditionalFormatting>"
    )
    assert '<cfvo type="formula" val="$A$5"/>' in part(_remove(_book(after=after), 3))


def test_merged_cells_across_the_row_are_refused() -> None:
    after = '<mergeCells count="1"><mergeCell ref="B3:B4"/></mergeCells>'
    assert _refused(_book(after=after), RemoveRows("Sheet1", "T", [3])).reason == "cannot-follow"


def test_protected_sheet_is_refused_unless_told() -> None:
    data = _book(after='<sheetProtection sheet="1"/>')
    assert _refused(data, RemoveRows("Sheet1", "T", [3])).reason == "sheet-protected"
    free = edit(data, [RemoveRows("Sheet1", "T", [3])], respect_protection=False)
    assert _column(free) == ["No", 20, 40, 50, 60]


def test_rows_and_cells_without_names_are_understood() -> None:
    rows = _FIVE.replace('<row r="5"><c r="A5">', "<row><c>")
    data = _remove(_book(rows), 4)
    assert _column(data) == ["No", 20, 30, 50, 60]
    assert '<row r="4"><c><v>50</v></c></row>' in part(data)


def test_comments_in_the_markup_hide_nothing() -> None:
    rows = _FIVE.replace("<v>60</v>", '<v>60</v><!-- <c r="A6"> -->')
    markup = part(_remove(_book(rows), 3))
    assert '<row r="5"><c r="A5"><v>60</v><!-- <c r="A6"> --></c></row>' in markup


def test_frozen_rows_that_go_are_fewer() -> None:
    before = (
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="3" topLeftCell="A4"'
        ' state="frozen"/><selection pane="bottomLeft" activeCell="A6" sqref="A6"/></sheetView>'
        "</sheetViews>"
    )
    data = book(worksheet(_HEAD + _FIVE, before=before), tables={"Sheet1": [_table()]})
    markup = part(_remove(data, 3))
    assert '<pane ySplit="2" topLeftCell="A3"' in markup
    assert 'activeCell="A5" sqref="A5"' in markup


def test_a_formula_written_before_follows_too() -> None:
    edits: list[Edit] = [
        SetCell("Sheet1", "D9", Formula("A6+A2")),
        RemoveRows("Sheet1", "T", [3]),
    ]
    assert _sheet(edit(_book(), edits))["D8"].value == "=A5+A2"


def test_reference_through_several_sheets_is_refused() -> None:
    other = worksheet(_row(1, _cell("A1", 60, "SUM(Sheet1:Other!A6)")))
    sheets: dict[str, str | bytes] = {"Sheet1": worksheet(_HEAD + _FIVE), "Other": other}
    data = pack(package(sheets, tables={"Sheet1": [_table()]}))
    assert _refused(data, RemoveRows("Sheet1", "T", [3])).reason == "row-referenced"


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

    data = _remove(_drawn(draw), 3, 4)
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
    assert _refused(noted, remove).reason == "note-on-row"
    refusal = _refused(pictured, remove)
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
    assert _sheet(data)["D3"].value is None


def test_sparklines_and_extended_formats_follow() -> None:
    def draw(writer: Any, sheet: Any) -> None:
        for row in (3, 6):
            sheet.add_sparkline(f"D{row}", {"range": f"Sheet1!A{row}:B{row}"})
        sheet.conditional_format("A2:A6", {"type": "data_bar", "data_bar_2010": True})

    markup = part(_remove(_drawn(draw), 3))
    assert "<xm:f>Sheet1!A5:B5</xm:f><xm:sqref>D5</xm:sqref>" in markup
    assert "<xm:sqref>D3" not in markup
    assert markup.count("<xm:sqref>A2:A5</xm:sqref>") == 1
