"""What must hold when any rows leave any table: nobody else is touched, in whatever steps."""

from hypothesis import given
from hypothesis import strategies as st

from sheetops.adapters.workbook.editing import Cell, RemoveRows, edit
from tests.corpus.packages import book, part, table_part, worksheet
from tests.corpus.reading import CellRead, read_sheet

_FIRST, _LAST = 2, 9
_ROWS = range(_FIRST, _LAST + 1)
_CELL = st.sampled_from(
    [
        "",
        '<c r="@" s="2"/>',
        '<c r="@"><v>7</v></c>',
        '<c r="@" t="str"><v>text</v></c>',
        '<c r="@" t="inlineStr"><is><t xml:space="preserve"> r="A3" </t></is></c>',
        '<c r="@"><f>SUM(A$1:A@row)</f><v>3</v></c>',
        '<c r="@"><f>ROW()</f><v>3</v></c>',
    ]
)


@st.composite
def _books(draw: st.DrawFn) -> bytes:
    """Rows of any cells with a table on them, and rows above and below."""
    rows = '<row r="1"><c r="A1" t="str"><v>A</v></c><c r="B1" t="str"><v>B</v></c></row>'
    for number in sorted({*draw(st.sets(st.sampled_from(_ROWS))), 15}):
        cells = "".join(
            draw(_CELL).replace("@row", str(number)).replace("@", str(Cell(number, column)))
            for column in (1, 2)
        )
        height = draw(st.sampled_from(["", ' ht="20"']))
        rows += f'<row r="{number}"{height}>{cells}</row>'
    table = table_part(f"A1:B{_LAST}", ["A", "B"], "T")
    return book(worksheet(rows), tables={"Sheet1": [table]})


_GONE = st.sets(st.sampled_from(_ROWS), min_size=1, max_size=len(_ROWS) - 1)


def _remove(data: bytes, *rows: int) -> bytes:
    return edit(data, [RemoveRows("Sheet1", "T", rows)])


def _rows(data: bytes) -> dict[int, list[tuple[int, CellRead]]]:
    found: dict[int, list[tuple[int, CellRead]]] = {}
    for (row, column), cell in read_sheet(part(data).encode()).cells.items():
        found.setdefault(row, []).append((column, cell))
    return found


@given(_books(), _GONE)
def test_rows_that_stay_hold_what_they_held(data: bytes, gone: set[int]) -> None:
    after = _rows(_remove(data, *gone))
    wanted = {
        row - sum(other < row for other in gone): cells
        for row, cells in _rows(data).items()
        if row not in gone
    }
    assert after.keys() == wanted.keys()
    for row, cells in wanted.items():
        for (column, was), (same, now) in zip(cells, after[row], strict=True):
            assert (column, was.attributes) == (same, now.attributes)
            assert was.formula is not None or was.value == now.value


@given(_books(), _GONE)
def test_rows_that_leave_one_by_one_leave_as_if_together(data: bytes, gone: set[int]) -> None:
    apart = data
    for row in sorted(gone, reverse=True):
        apart = _remove(apart, row)
    together = _remove(data, *gone)
    assert part(apart) == part(together)
    assert part(apart, "xl/tables/table1.xml") == part(together, "xl/tables/table1.xml")
