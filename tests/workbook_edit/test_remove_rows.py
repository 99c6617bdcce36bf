import pytest

from sheetops.adapters.workbook.editing import (
    AppendRows,
    RemoveRows,
    SetCell,
    edit,
    survey,
)
from sheetops.adapters.workbook.editing.edits import Edit
from tests.corpus.packages import book, part, table_part, worksheet
from tests.workbook_edit.small_table import (
    FIVE,
    HEAD,
    cell,
    column,
    numbered,
    refused,
    remove,
    row,
    rows_book,
    sheet_of,
    table,
)


def test_rows_below_move_up_and_the_table_shrinks() -> None:
    data = remove(rows_book(), 3, 5)
    assert column(data) == ["No", 20, 40, 60]
    assert survey(data, "Sheet1").tables[0].last_row == 4
    assert 'autoFilter ref="A1:B4"' in part(data, "xl/tables/table1.xml")


def test_no_rows_change_nothing() -> None:
    assert remove(rows_book()) == rows_book()


def test_rows_may_be_named_twice_and_in_any_order() -> None:
    assert remove(rows_book(), 5, 3, 5) == remove(rows_book(), 3, 5)


def test_two_removals_one_after_the_other_equal_one() -> None:
    one = edit(rows_book(), [RemoveRows("Sheet1", "T", [3]), RemoveRows("Sheet1", "T", [4])])
    assert column(one) == column(remove(rows_book(), 3, 5))


def test_edits_before_and_after_are_kept() -> None:
    edits: list[Edit] = [
        SetCell("Sheet1", "A6", 61),
        RemoveRows("Sheet1", "T", [2]),
        SetCell("Sheet1", "A5", 62),
        AppendRows("Sheet1", "T", [[70]]),
    ]
    assert column(edit(rows_book(), edits)) == ["No", 30, 40, 50, 62, 70]


def test_last_row_of_a_table_stays_blank() -> None:
    data = remove(rows_book(), 2, 3, 4, 5, 6)
    assert column(data) == ["No", None]
    assert survey(data, "Sheet1").tables[0].ref.bottom == 2
    assert column(edit(data, [AppendRows("Sheet1", "T", [[99]])])) == ["No", 99]


@pytest.mark.parametrize("row", [1, 7])
def test_a_row_outside_of_the_table_is_refused(row: int) -> None:
    assert refused(rows_book(), RemoveRows("Sheet1", "T", [row])).reason == "not-a-table-row"


def test_rows_keep_their_looks() -> None:
    rows = FIVE.replace('<row r="6">', '<row r="6" ht="44" customHeight="1" hidden="1">')
    data = remove(rows_book(rows), 3)
    found = sheet_of(data).row_dimensions[5]
    assert (found.height, found.hidden) == (44, True)


def test_something_beside_the_table_is_refused_and_blanks_are_not() -> None:
    beside = numbered(3, cell("D3", "mine"))
    rows = numbered(2, '<c r="D2" s="2"/>') + beside + "".join(map(numbered, range(4, 7)))
    refusal = refused(rows_book(rows), RemoveRows("Sheet1", "T", [2, 3]))
    assert (refusal.reason, refusal.place) == ("cell-beside-table", "Sheet1!D3")
    assert column(remove(rows_book(rows), 2))[1] == 30


def test_something_beside_rows_that_stay_goes_along() -> None:
    rows = "".join(map(numbered, range(2, 6))) + numbered(6, cell("D6", "mine"))
    assert sheet_of(remove(rows_book(rows), 3))["D5"].value == "mine"


def test_another_table_below_moves_and_one_beside_is_refused() -> None:
    def with_second(area: str) -> bytes:
        second = table_part(area, ["X"], "U", identity=2)
        rows = HEAD + FIVE + row(9, cell("A9", "X")) + row(10, cell("A10", 1))
        return book(worksheet(rows), tables={"Sheet1": [table(), second]})

    data = remove(with_second("A9:A10"), 3, table="T")
    assert survey(data, "Sheet1").tables[1].ref.top == 8
    refusal = refused(with_second("D2:D4"), RemoveRows("Sheet1", "T", [3]))
    assert (refusal.reason, refusal.detail) == ("table-beside-table", "U")


def test_protected_sheet_is_refused_unless_told() -> None:
    data = rows_book(after='<sheetProtection sheet="1"/>')
    assert refused(data, RemoveRows("Sheet1", "T", [3])).reason == "sheet-protected"
    free = edit(data, [RemoveRows("Sheet1", "T", [3])], respect_protection=False)
    assert column(free) == ["No", 20, 40, 50, 60]


def test_rows_and_cells_without_names_are_understood() -> None:
    rows = FIVE.replace('<row r="5"><c r="A5">', "<row><c>")
    data = remove(rows_book(rows), 4)
    assert column(data) == ["No", 20, 30, 50, 60]
    assert '<row r="4"><c><v>50</v></c></row>' in part(data)


def test_comments_in_the_markup_hide_nothing() -> None:
    rows = FIVE.replace("<v>60</v>", '<v>60</v><!-- <c r="A6"> -->')
    markup = part(remove(rows_book(rows), 3))
    assert '<row r="5"><c r="A5"><v>60</v><!-- <c r="A6"> --></c></row>' in markup
