import pytest

from sheetops.adapters.workbook.editing import AppendRows, Edit, EditRefused, SetCell, edit
from tests.corpus.packages import book, part, table_part, worksheet

_ROWS = (
    '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="3"><v>2</v></c></row>'
    '<row r="2"><c r="A2" s="3"/><c r="B2" s="3"/></row>'
)
_LOCK = '<sheetProtection sheet="1" objects="1"/>'


def _book(after: str = _LOCK, rows: str = _ROWS) -> bytes:
    return book(worksheet(rows, after), tables={"Sheet1": [table_part("A1:B2", ["1", "2"], "T")]})


def _refused(data: bytes, wanted: Edit) -> str:
    with pytest.raises(EditRefused) as caught:
        edit(data, [wanted])
    return caught.value.reason


def test_locked_cell_of_a_protected_sheet_is_refused() -> None:
    assert _refused(_book(), SetCell("Sheet1", "C1", 5)) == "cell-locked"


def test_unlocked_cell_of_a_protected_sheet_is_written() -> None:
    assert '<c r="B2" s="3"><v>5</v></c>' in part(edit(_book(), [SetCell("Sheet1", "B2", 5)]))


def test_locked_cell_is_written_for_whoever_set_the_protection() -> None:
    changed = edit(_book(), [SetCell("Sheet1", "C1", 5)], respect_protection=False)
    assert '<c r="C1"><v>5</v></c>' in part(changed)
    assert _LOCK in part(changed)


def test_settings_of_a_protection_that_is_off_do_not_matter() -> None:
    data = _book('<sheetProtection objects="1"/>')
    assert edit(data, [SetCell("Sheet1", "C1", 5)])


@pytest.mark.parametrize(
    ("secret", "is_open"), [("", True), (' password="CC3A"', False), (' hashValue="x"', False)]
)
def test_range_that_everybody_may_edit_is_written(secret: str, is_open: bool) -> None:
    allowed = f'<protectedRanges><protectedRange sqref="C1:C9" name="r"{secret}/></protectedRanges>'
    data = _book(_LOCK + allowed)
    if is_open:
        assert edit(data, [SetCell("Sheet1", "C3", 5)])
    else:
        assert _refused(data, SetCell("Sheet1", "C3", 5)) == "cell-locked"


def test_table_on_a_protected_sheet_does_not_grow_but_its_open_blank_rows_are_filled() -> None:
    assert edit(_book(), [AppendRows("Sheet1", "T", [["x", 1]])])
    two = AppendRows("Sheet1", "T", [["x", 1], ["y", 2]])
    assert _refused(_book(), two) == "sheet-protected"
    assert edit(_book(), [two], respect_protection=False)


def test_locked_blank_row_is_not_filled() -> None:
    data = _book(rows=_ROWS.replace('<c r="A2" s="3"/>', '<c r="A2"/>'))
    assert _refused(data, AppendRows("Sheet1", "T", [["x", 1]])) == "cell-locked"
