"""What must hold for any workbook and any edits: order, repetition, and leaving others alone."""

from datetime import date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from sheetops.adapters.workbook.editing import AppendRows, Cell, Edit, Formula, SetCell, Value, edit
from tests.corpus.packages import book, part, table_part, worksheet
from tests.corpus.reading import read_sheet

_COLUMNS, _ROWS = 4, 6

_VALUES: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False),
    st.decimals(-(10**9), 10**9, places=2).map(Decimal),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
    st.dates(date(1901, 1, 1)),
    st.datetimes(datetime.fromisoformat("1901-01-01")),
    st.sampled_from([Formula("A1+1"), Formula("=SUM(A:A)"), Formula("T[A]")]),
)
_PLACES = st.builds(Cell, st.integers(1, _ROWS + 3), st.integers(1, _COLUMNS + 2))
_MARKUP = st.sampled_from(
    [
        "",
        '<c r="@" s="2"/>',
        '<c r="@"><v>1</v></c>',
        '<c r="@" s="1"><v>45000.5</v></c>',
        '<c r="@" t="b"><v>0</v></c>',
        '<c r="@" t="str"><v>text</v></c>',
        '<c r="@" t="inlineStr"><is><r><t>ri</t></r><r><t>ch</t></r></is></c>',
        '<c r="@"><f>A1*2</f><v>3</v></c>',
    ]
)


@st.composite
def _sheets(draw: st.DrawFn) -> str:
    """Rows of any cells, some rows missing."""
    rows = ""
    for number in sorted(draw(st.sets(st.integers(1, _ROWS)))):
        cells = ""
        for column in range(1, _COLUMNS + 1):
            cells += draw(_MARKUP).replace("@", str(Cell(number, column)))
        spans = draw(st.sampled_from(["", ' spans="1:4"', ' ht="20"']))
        rows += f'<row r="{number}"{spans}>{cells}</row>'
    return rows


_EDITS = st.lists(st.builds(lambda at, value: SetCell("Sheet1", str(at), value), _PLACES, _VALUES))
_APPENDED = st.lists(st.lists(_VALUES, max_size=2), max_size=3)


def _book(rows: str, *, with_table: bool = False) -> bytes:
    tables = {"Sheet1": [table_part("A20:B22", ["A", "B"], "T")]} if with_table else {}
    return book(worksheet(rows), tables=tables)


@given(_sheets(), _EDITS, _EDITS)
def test_one_edit_after_the_other_is_the_same_as_both_together(
    rows: str, first: list[SetCell], second: list[SetCell]
) -> None:
    data = _book(rows)
    apart = edit(edit(data, first), second)
    together = edit(data, [*first, *second])
    assert _cells(apart) == _cells(together)


@given(_sheets(), _EDITS)
def test_the_same_edits_again_change_nothing(rows: str, edits: list[SetCell]) -> None:
    last = {wanted.cell: wanted for wanted in edits}
    once = edit(_book(rows), last.values())
    assert edit(once, last.values()) == once


@given(_sheets(), _EDITS)
def test_only_meant_cells_differ(rows: str, edits: list[SetCell]) -> None:
    data = _book(rows)
    before, after = read_sheet(part(data).encode()), read_sheet(part(edit(data, edits)).encode())
    meant = {wanted.cell for wanted in edits}
    assert after.is_ordered
    assert before.frame == after.frame
    for place in before.cells.keys() | after.cells.keys():
        if str(Cell(*place)) not in meant:
            was, now = before.cells[place], after.cells[place]
            assert (was.attributes, was.formula) == (now.attributes, now.formula)
            assert now.value in (was.value, ())
            assert now.value == was.value or was.formula is not None


@given(_APPENDED, _APPENDED)
def test_rows_appended_in_two_steps_are_the_rows_appended_in_one(
    first: list[list[Value]], second: list[list[Value]]
) -> None:
    data = _book("", with_table=True)
    first = [[1, *row[:1]] for row in first]
    second = [[2, *row[:1]] for row in second]
    apart = edit(
        edit(data, [AppendRows("Sheet1", None, first)]), [AppendRows("Sheet1", None, second)]
    )
    together = edit(data, [AppendRows("Sheet1", None, [*first, *second])])
    assert _cells(apart) == _cells(together)
    assert part(apart, "xl/tables/table1.xml") == part(together, "xl/tables/table1.xml")


@given(_sheets(), st.lists(st.one_of(_EDITS.map(tuple), _APPENDED.map(tuple)), max_size=3))
def test_any_mixture_leaves_a_sheet_in_order(rows: str, steps: list[tuple[object, ...]]) -> None:
    edits: list[Edit] = []
    for step in steps:
        cells = [item for item in step if isinstance(item, SetCell)]
        values = [item for item in step if isinstance(item, list)]
        edits += cells or [AppendRows("Sheet1", "T", values)]
    sheet = read_sheet(part(edit(_book(rows, with_table=True), edits)).encode())
    assert sheet.is_ordered
    assert list(sheet.cells) == sorted(sheet.cells)
    assert list(sheet.rows) == sorted(sheet.rows)


def _cells(data: bytes) -> object:
    """What stands in the cells; blank ones, and the numbers of styles, may differ."""
    sheet = read_sheet(part(data).encode())
    return [
        (place, cell.formula, cell.value, dict(cell.attributes).get("t"))
        for place, cell in sheet.cells.items()
        if not cell.is_blank
    ]
