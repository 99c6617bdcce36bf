from datetime import date
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from sheetops.adapters.workbook.editing import (
    AppendRows,
    EditRefused,
    SetCell,
    append,
    edit,
    survey,
)
from sheetops.adapters.workbook.editing.edits import Edit, RowValues
from tests.corpus.packages import book, part, table_part, worksheet

_HEAD = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>No</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>Qty</t></is></c>'
    '<c r="C1" t="inlineStr"><is><t>Twice</t></is></c></row>'
)
_TWO = (
    '<row r="2" ht="30" customHeight="1"><c r="A2" t="str"><v>1</v></c><c r="B2" s="2"><v>5</v></c>'
    '<c r="C2"><f>T[[#This Row],[Qty]]*2</f><v>10</v></c></row>'
    '<row r="3" ht="25" customHeight="1"><c r="A3" t="str"><v>2</v></c><c r="B3" s="2"><v>6</v></c>'
    '<c r="C3"><f>T[[#This Row],[Qty]]*2</f><v>12</v></c></row>'
)
_TWICE = {"Twice": "<calculatedColumnFormula>T[[#This Row],[Qty]]*2</calculatedColumnFormula>"}


def _table(area: str, attributes: str = "", inside: dict[str, str] | None = None) -> str:
    return table_part(
        area, ["No", "Qty", "Twice"], "T", attributes=attributes, inside=_TWICE | (inside or {})
    )


def _book(rows: str = _HEAD + _TWO, area: str = "A1:C3", after: str = "", **more: str) -> bytes:
    return book(worksheet(rows, after), tables={"Sheet1": [_table(area, **more)]})  # type: ignore[arg-type] # attributes only


def _append(data: bytes, *rows: RowValues, table: str | None = None) -> bytes:
    return edit(data, [AppendRows("Sheet1", table, rows)])


def _sheet(data: bytes) -> Worksheet:
    return openpyxl.load_workbook(BytesIO(data))["Sheet1"]


def _values(data: bytes) -> list[tuple[object, ...]]:
    return list(_sheet(data).iter_rows(values_only=True))


def _refused(data: bytes, *rows: RowValues, table: str | None = None) -> EditRefused:
    with pytest.raises(EditRefused) as caught:
        _append(data, *rows, table=table)
    return caught.value


def test_rows_stand_below_the_last_one_and_the_table_grows() -> None:
    data = _append(_book(), {"No": "0003", "Qty": 7}, ["0004", 8])
    assert _values(data)[3:] == [
        ("0003", 7, "=T[[#This Row],[Qty]]*2"),
        ("0004", 8, "=T[[#This Row],[Qty]]*2"),
    ]
    table = part(data, "xl/tables/table1.xml")
    assert table.count('ref="A1:C5"') == 2


def test_new_rows_look_like_the_last_one() -> None:
    sheet = _sheet(_append(_book(), ["x", 7], ["y", 8]))
    assert [sheet.row_dimensions[row].height for row in (4, 5)] == [25, 25]
    assert sheet["B5"].number_format == sheet["B3"].number_format
    assert sheet["B5"].alignment.horizontal == "center"


def test_value_given_for_a_calculated_column_wins() -> None:
    assert _values(_append(_book(), ["x", 7, 99]))[3] == ("x", 7, 99)


def test_date_in_a_new_row_is_seen_as_a_date() -> None:
    sheet = _sheet(_append(_book(), [date(2026, 1, 2)], [date(2026, 1, 3)]))
    assert [sheet[cell].number_format for cell in ("A4", "A5")] == ["yyyy-mm-dd"] * 2


def test_blank_rows_at_the_end_of_the_table_are_filled_first() -> None:
    blank = '<row r="4"><c r="B4" s="2"/><c r="C4"><f>T[[#This Row],[Qty]]*2</f><v>0</v></c></row>'
    data = _append(_book(_HEAD + _TWO + blank, "A1:C5"), ["x", 1], ["y", 2], ["z", 3])
    assert [row[:2] for row in _values(data)[3:]] == [("x", 1), ("y", 2), ("z", 3)]
    assert survey(data, "Sheet1").tables[0].last_row == 6


def test_blank_row_of_a_new_table_leaves_no_hole() -> None:
    data = _append(_book(_HEAD, "A1:C2", attributes=' insertRow="1"'), ["first", 1])
    assert _values(data)[1:] == [("first", 1, "=T[[#This Row],[Qty]]*2")]
    table = part(data, "xl/tables/table1.xml")
    assert 'ref="A1:C2"' in table
    assert "insertRow" not in table


def test_gap_inside_of_the_table_is_left_alone() -> None:
    rows = _HEAD + '<row r="4"><c r="A4"><v>1</v></c></row>'
    assert _values(_append(_book(rows, "A1:C4"), ["x", 1]))[1:5] == [
        (None, None, None),
        (None, None, None),
        (1, None, None),
        ("x", 1, "=T[[#This Row],[Qty]]*2"),
    ]


def test_edit_before_an_append_is_seen_by_it() -> None:
    edits: list[Edit] = [SetCell("Sheet1", "A2", "x"), AppendRows("Sheet1", None, [["y"]])]
    data = edit(_book(_HEAD, "A1:C2"), edits)
    assert [row[0] for row in _values(data)] == ["No", "x", "y"]


def test_headings_with_line_breaks_are_found_as_people_typed_them() -> None:
    table = table_part("A1:A2", ["退款_x000a_编号"], "T")
    data = book(worksheet('<row r="2"><c r="A2"><v>1</v></c></row>'), tables={"Sheet1": [table]})
    assert _values(_append(data, {"退款\n编号": "9"}))[2] == ("9",)


def test_table_without_headings_grows() -> None:
    data = _book(_TWO, "A2:C3", attributes=' headerRowCount="0"')
    assert _values(_append(data, ["x"]))[3][0] == "x"


def test_table_is_chosen_by_name_or_because_it_is_the_only_one() -> None:
    tables = [_table("A1:C3"), table_part("E1:E2", ["X"], "Other", identity=2)]
    two = book(worksheet(_HEAD + _TWO), tables={"Sheet1": tables})
    none = book(worksheet(_HEAD))
    assert _append(two, ["x"], table="other")
    assert _refused(two, ["x"]).reason == "several-tables"
    assert _refused(two, ["x"], table="Third").reason == "unknown-table"
    assert _refused(none, ["x"]).reason == "no-table"


def test_row_that_does_not_fit_the_table_is_refused() -> None:
    assert _refused(_book(), {"Nope": 1}).reason == "unknown-column"
    assert _refused(_book(), [1, 2, 3, 4]).reason == "too-many-values"


def test_no_rows_change_nothing() -> None:
    assert _append(_book()) == _book()


def test_cells_below_the_table_are_never_overwritten() -> None:
    note = '<row r="5"><c r="B5" t="str"><v>note</v></c></row>'
    data = _book(_HEAD + _TWO + note)
    assert _values(_append(data, ["x"]))[4][1] == "note"
    refusal = _refused(data, ["x"], ["y"])
    assert (refusal.reason, refusal.place) == ("cells-below-table", "Sheet1!B5")


def test_cells_beside_the_table_stay_where_they_are() -> None:
    note = '<row r="4"><c r="E4" t="str"><v>note</v></c></row>'
    assert _values(_append(_book(_HEAD + _TWO + note), ["x"]))[3][:5] == (
        "x", None, "=T[[#This Row],[Qty]]*2", None, "note",
    )  # fmt: skip


def test_other_table_below_is_never_grown_into() -> None:
    tables = [_table("A1:C3"), table_part("C5:D6", ["X", "Y"], "Other", identity=2)]
    data = book(worksheet(_HEAD + _TWO), tables={"Sheet1": tables})
    assert _append(data, ["x"], table="T")
    assert _refused(data, ["x"], ["y"], table="T").reason == "cells-below-table"


def test_merged_cells_below_the_table_are_refused() -> None:
    data = _book(after='<mergeCells><mergeCell ref="A4:B4"/></mergeCells>')
    assert _refused(data, ["x"]).reason == "inside-merged-range"


def test_last_row_of_the_sheet_is_the_end() -> None:
    rows = '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    data = _book(rows, "A1048575:C1048576")
    assert _refused(data, ["x"]).reason == "sheet-full"


def test_formula_with_plain_references_is_filled_down() -> None:
    rows = _HEAD + _TWO.replace("T[[#This Row],[Qty]]", "B3+$B$2")
    calculated = {"Twice": "<calculatedColumnFormula>B2+$B$2*2</calculatedColumnFormula>"}
    data = _append(_book(rows, inside=calculated), ["x", 1], ["y", 2])  # type: ignore[arg-type] # a mapping
    assert [row[2] for row in _values(data)[3:]] == ["=B4+$B$2*2", "=B5+$B$2*2"]


def test_formula_shared_by_the_column_is_filled_down() -> None:
    rows = _HEAD + (
        '<row r="2"><c r="A2"><v>1</v></c>'
        '<c r="C2"><f t="shared" ref="C2:C3" si="0">B2*2</f></c></row>'
        '<row r="3"><c r="A3"><v>1</v></c><c r="C3"><f t="shared" si="0"/></c></row>'
    )
    calculated = {"Twice": "<calculatedColumnFormula>B2*2</calculatedColumnFormula>"}
    data = _append(_book(rows, inside=calculated), ["x"])  # type: ignore[arg-type] # a mapping
    assert _values(data)[3][2] == "=B4*2"


def test_hidden_last_row_does_not_hide_the_new_ones() -> None:
    rows = _HEAD + _TWO.replace('<row r="3"', '<row r="3" hidden="1"')
    assert not _sheet(_append(_book(rows), ["x"])).row_dimensions[4].hidden


@pytest.mark.parametrize("count", [1, 2, 3])
def test_append_in_two_steps_is_the_same_as_in_one(count: int) -> None:
    rows: list[RowValues] = [[f"{number}", number] for number in range(4)]
    once = _append(_book(), *rows)
    twice = _append(_append(_book(), *rows[:count]), *rows[count:])
    together = edit(
        _book(),
        [AppendRows("Sheet1", "T", rows[:count]), AppendRows("Sheet1", "T", rows[count:])],
    )
    assert once == twice == together


def test_cells_that_are_copied_are_as_if_they_were_spelled_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # True, 1, 1.0 and "1" are equal or look alike; row 12 has A12, and a text that says so
    rows: list[RowValues] = [
        {"No": no, "Qty": value}
        for value in (1, True, 1.0, "1", None, "x<&>", date(2026, 11, 23), 5, '"12"')
        for no in ("0003", "0003", None, 'A12"')
    ]
    copied = part(_append(_book(), *rows), "xl/worksheets/sheet1.xml")
    monkeypatch.setattr(append, "_MOST_KNOWN", 1)
    assert part(_append(_book(), *rows), "xl/worksheets/sheet1.xml") == copied


def test_more_different_values_than_are_kept_at_once_are_all_written() -> None:
    rows: list[RowValues] = [[f"{number:05}", number % 7] for number in range(10_001)]
    data = _append(_book(), *rows)
    assert [list(row[:2]) for row in _values(data)[3:]] == rows
