from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import load_workbook

from sheetops.adapters.workbook.editing import Area, Cell, EditRefused, sheet_names, survey
from tests.corpus.made_by_hand import hand_made
from tests.corpus.packages import book, table_part, worksheet

_ROWS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="F1" s="2"/></row>'
    '<row r="3" hidden="1"><c r="B3"><f>A1*2</f><v>2</v></c><c r="D3" t="str"><v>x</v></c>'
    '<c r="E3"/></row><row r="9"><c r="A9" s="1"/></row>'
)


def test_only_cells_with_a_value_or_a_formula_count() -> None:
    seen = survey(book(worksheet(_ROWS)), "Sheet1")
    assert (seen.last_row, seen.last_column) == (3, 4)
    assert seen.formulas == {Cell(3, 2)}


def test_empty_sheet_ends_before_its_first_row() -> None:
    seen = survey(book(worksheet()), "Sheet1")
    assert (seen.last_row, seen.last_column, seen.formulas) == (0, 0, frozenset())


def test_hidden_rows_and_columns_merged_cells_and_protection_are_seen() -> None:
    columns = '<cols><col min="2" max="3" hidden="1"/><col min="5" max="5" width="9"/></cols>'
    after = '<sheetProtection sheet="1"/><mergeCells><mergeCell ref="A5:B6"/></mergeCells>'
    seen = survey(
        book(worksheet(_ROWS, after, columns), before_sheets='<workbookPr date1904="1"/>'), "sheet1"
    )
    assert seen.hidden_rows == {3}
    assert seen.hidden_columns == {2, 3}
    assert seen.merged == (Area(5, 1, 6, 2),)
    assert seen.is_protected
    assert seen.is_1904
    assert seen.sheet == "Sheet1"


def test_table_is_described_by_rows_as_excel_shows_them() -> None:
    table = table_part("B2:C9", ["No", "A_x000a_B"], "T", attributes=' totalsRowCount="1"')
    bare = table_part("F2:F9", ["X"], "U", identity=2, attributes=' headerRowCount="0"')
    shapes = survey(book(worksheet(_ROWS), tables={"Sheet1": [table, bare]}), "Sheet1").tables
    first, second = shapes
    assert (first.name, first.ref, first.columns) == ("T", Area(2, 2, 9, 3), ("No", "A\nB"))
    assert (first.header_row, first.first_row, first.last_row, first.totals_row) == (2, 3, 8, 9)
    assert (second.header_row, second.first_row, second.last_row) == (None, 2, 9)


def test_doubled_rows_are_told_and_not_refused() -> None:
    seen = survey(book(worksheet('<row r="2"/><row r="2"/>')), "Sheet1")
    assert not seen.is_ordered


def test_cells_without_names_are_counted() -> None:
    rows = '<row><c/><c><f>1</f></c></row><row r="4"><c r="C4"/><c><v>1</v></c></row>'
    seen = survey(book(worksheet(rows)), "Sheet1")
    assert (seen.last_row, seen.last_column, set(seen.formulas)) == (4, 4, {Cell(1, 2)})


_CELL = st.sampled_from(["", '<c r="@" s="2"/>', '<c r="@"><v>1</v></c>', '<c r="@" t="b"></c>'])


@given(st.lists(st.lists(_CELL, max_size=4), max_size=5))
def test_extent_is_the_one_that_calamine_reads(grid: list[list[str]]) -> None:
    rows = ""
    for number, cells in enumerate(grid, 1):
        names = (cell.replace("@", f"{'ABCD'[at]}{number}") for at, cell in enumerate(cells))
        rows += f'<row r="{number}">{"".join(names)}</row>'
    data = book(worksheet(rows))
    seen = survey(data, "Sheet1")
    values = (
        load_workbook(BytesIO(data)).get_sheet_by_name("Sheet1").to_python(skip_empty_area=False)
    )
    assert (seen.last_row, seen.last_column) == (len(values), len(values[0]) if values else 0)


def test_every_hazard_is_surveyed() -> None:
    for _, data in hand_made():
        for name in sheet_names(data):
            assert survey(data, name).is_ordered


def test_file_that_is_no_workbook_is_refused() -> None:
    with pytest.raises(EditRefused, match="not-a-workbook"):
        survey(b"No,Name\n", "Sheet1")
