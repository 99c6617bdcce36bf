import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetops.adapters.workbook.editing import AppendRows, EditRefused, Formula, SetCell, edit
from tests.corpus.packages import (
    DECLARATION,
    MAIN,
    book,
    pack,
    package,
    part,
    paths,
    table_part,
    worksheet,
)


def _cells(*cells: str) -> str:
    """Rows of one cell each: ``A1=5`` a value, ``B1:A1*2=10`` a formula with its cached value."""
    rows: dict[int, str] = {}
    for cell in cells:
        where, _, value = cell.rpartition("=")
        name, _, formula = where.partition(":")
        tag = f"<f>{formula}</f>" if formula else ""
        row = int(name.lstrip("ABCDEFG"))
        rows[row] = rows.get(row, "") + f'<c r="{name}">{tag}<v>{value}</v></c>'
    return worksheet("".join(f'<row r="{row}">{rows[row]}</row>' for row in sorted(rows)))


def _chain(*entries: str) -> str:
    return f'{DECLARATION}<calcChain xmlns="{MAIN}">{"".join(entries)}</calcChain>'


def _kept(data: bytes, path: str = "xl/worksheets/sheet1.xml") -> set[str]:
    """The formula cells that still have a cached value."""
    markup = part(data, path)
    cells = markup.split('<c r="')[1:]
    return {cell.partition('"')[0] for cell in cells if "<f" in cell and "<v>" in cell}


def test_dependants_lose_their_cached_value_and_others_keep_it() -> None:
    sheet = _cells("A1=1", "A2=2", "B1:A1*2=2", "B2:A2*2=4", "C1:SUM(B1:B2)=6", "C2:B2+1=5")
    data = edit(book(sheet), [SetCell("Sheet1", "A1", 9)])
    assert _kept(data) == {"B2", "C2"}


def test_chain_that_runs_upwards_is_followed() -> None:
    sheet = _cells("A9=1", *(f"A{row}:A{row + 1}+1=5" for row in range(8, 0, -1)))
    assert _kept(edit(book(sheet), [SetCell("Sheet1", "A9", 2)])) == set()


def test_value_that_stays_the_same_touches_no_dependant() -> None:
    data = book(_cells("A1=1", "B1:A1*2=2"))
    assert edit(data, [SetCell("Sheet1", "A1", 1)]) == data


@pytest.mark.parametrize(
    ("formula", "depends"),
    [
        ("A$5:B6", True),
        ("Sheet1!A5", True),
        ("'sheet1'!$A$5", True),
        ("A:A", True),
        ("5:5", True),
        ("Price", True),
        ("T[Qty]", True),
        ("T[[#This Row],[Qty]]", False),
        ("Other!A5", False),
        ("Name_of_nothing", False),
        ("[1]Sheet1!A5", False),
        ('"A5"', False),
        ("A50", False),
    ],
)
def test_every_way_to_name_a_cell_is_understood(formula: str, depends: bool) -> None:
    table = table_part("A4:B6", ["Qty", "X"], "T")
    data = book(
        _cells("A5=1", f"D9:{formula}=2"),
        tables={"Sheet1": [table]},
        workbook='<definedNames><definedName name="Price">Sheet1!$A$5</definedName></definedNames>',
    )
    assert _kept(edit(data, [SetCell("Sheet1", "A5", 9)])) == (set() if depends else {"D9"})


def test_dependant_on_another_sheet_loses_its_cached_value() -> None:
    sheets = {"数据": _cells("A1=1"), "Sum": _cells("A1:数据!A1=1", "A2:A1*2=2", "A3:5=5")}
    data = edit(book(sheets), [SetCell("数据", "A1", 2)])  # type: ignore[arg-type] # several sheets
    assert _kept(data, "xl/worksheets/sheet2.xml") == {"A3"}


def test_appended_rows_reach_the_formulas_over_the_table() -> None:
    table = table_part("A1:B3", ["A", "B"], "T")
    sheet = _cells("A1=1", "A2=2", "A3=3", "D1:SUM(T[A])=5", "D2:COUNT(A:A)=3", "D3:A1=1")
    data = book(sheet, tables={"Sheet1": [table]})
    assert _kept(edit(data, [AppendRows("Sheet1", "T", [[4]])])) == {"D3"}


def test_books_with_formulas_are_calculated_when_opened() -> None:
    flag = 'fullCalcOnLoad="1"'
    without = edit(book(_cells("A1=1")), [SetCell("Sheet1", "A1", 2)])
    fresh = edit(book(_cells("A1=1")), [SetCell("Sheet1", "A1", Formula("1+1"))])
    there = edit(
        book(_cells("A1=1", "B1:A1=1"), workbook='<calcPr calcId="9"/>'),
        [SetCell("Sheet1", "A1", 2)],
    )
    assert flag not in part(without, "xl/workbook.xml")
    assert f"</sheets><calcPr {flag}/>" in part(fresh, "xl/workbook.xml")
    assert f'<calcPr calcId="9" {flag}/>' in part(there, "xl/workbook.xml")


def test_overwritten_formula_leaves_the_calculation_chain() -> None:
    sheets = {"One": _cells("A1:1=1", "A2:2=2"), "Two": _cells("A1:1=1", "A2:2=2")}
    chain = _chain('<c r="A1" i="1"/>', '<c r="A2" l="1"/>', '<c r="A1" i="2"/>', '<c r="A2"/>')
    data = book(sheets, chain=chain)  # type: ignore[arg-type] # several sheets
    changed = edit(data, [SetCell("One", "A1", 5), SetCell("Two", "A2", 5)])
    assert part(changed, "xl/calcChain.xml") == _chain(
        '<c r="A2" l="1" i="1"/>', '<c r="A1" i="2"/>'
    )


def test_formula_replaced_by_a_formula_stays_in_the_chain() -> None:
    data = book(_cells("A1:1=1"), chain=_chain('<c r="A1" i="1"/>'))
    changed = edit(data, [SetCell("Sheet1", "A1", Formula("2"))])
    assert part(changed, "xl/calcChain.xml") == part(data, "xl/calcChain.xml")


def test_chain_that_would_be_empty_goes_with_everything_that_names_it() -> None:
    data = book(_cells("A1:1=1"), chain=_chain('<c r="A1" i="1"/>'))
    changed = edit(data, [SetCell("Sheet1", "A1", 5)])
    assert "xl/calcChain.xml" not in paths(changed)
    assert "calcChain" not in part(changed, "xl/_rels/workbook.xml.rels")
    assert "calcChain" not in part(changed, "[Content_Types].xml")


def _shared(*names: str, text: str = "A1*$A$2+1") -> str:
    """A shared formula whose master is the first of these cells of column B."""
    area = f"{names[0]}:{names[-1]}"
    rows = f'<row r="{names[0][1:]}"><c r="{names[0]}"><f t="shared" ref="{area}" si="3">{text}</f>'
    rows += "<v>1</v></c></row>"
    for name in names[1:]:
        rows += f'<row r="{name[1:]}"><c r="{name}"><f t="shared" si="3"/><v>2</v></c></row>'
    return worksheet(rows)


def test_next_cell_takes_over_a_shared_formula() -> None:
    data = edit(book(_shared("B1", "B2", "B3")), [SetCell("Sheet1", "B1", "x")])
    markup = part(data)
    assert '<f t="shared" si="3" ref="B2:B3">A2*$A$2+1</f>' in markup
    assert '<c r="B3"><f t="shared" si="3"/>' in markup


def test_shared_formula_is_handed_on_past_all_overwritten_cells() -> None:
    edits = [SetCell("Sheet1", cell, 5) for cell in ("B2", "B1")]
    markup = part(edit(book(_shared("B1", "B2", "B3", "B4")), edits))
    assert '<c r="B3"><f t="shared" si="3" ref="B3:B4">A3*$A$2+1</f>' in markup


def test_follower_of_a_shared_formula_is_overwritten_alone() -> None:
    markup = part(edit(book(_shared("B1", "B2", "B3")), [SetCell("Sheet1", "B2", 5)]))
    assert '<f t="shared" ref="B1:B3" si="3">A1*$A$2+1</f>' in markup


def test_shared_formula_without_followers_just_goes() -> None:
    assert "<f" not in part(edit(book(_shared("B1")), [SetCell("Sheet1", "B1", 5)]))


def test_number_of_a_shared_formula_that_is_used_twice_is_handed_on_once() -> None:
    rows = _shared("B1", "B2").partition("<sheetData>")[2].partition("</sheetData>")[0]
    again = _shared("B11", "B12", text="A11+7").partition("<sheetData>")[2]
    data = book(worksheet(rows + again.partition("</sheetData>")[0]))
    markup = part(edit(data, [SetCell("Sheet1", "B11", 5)]))
    assert '<f t="shared" si="3" ref="B12">A12+7</f>' in markup
    assert '<f t="shared" ref="B1:B2" si="3">A1*$A$2+1</f>' in markup


def test_shared_formula_that_cannot_be_handed_on_is_refused() -> None:
    rows = (
        '<row r="5"><c r="B5"><f t="shared" ref="A5:B5" si="0">XFC1</f></c>'
        '<c r="D5"><f t="shared" si="0"/></c></row>'
    )
    with pytest.raises(EditRefused) as caught:
        edit(book(worksheet(rows)), [SetCell("Sheet1", "B5", 1)])
    assert caught.value.reason == "shared-formula"


@given(st.sets(st.sampled_from(["B1", "B2", "B3", "B4", "B5"]), min_size=1))
def test_every_follower_that_is_left_has_exactly_one_master(overwritten: set[str]) -> None:
    names = ("B1", "B2", "B3", "B4", "B5")
    data = edit(book(_shared(*names)), [SetCell("Sheet1", name, 1) for name in overwritten])
    markup = part(data)
    assert markup.count("si=") == len(names) - len(overwritten)
    assert markup.count("ref=") == (1 if len(overwritten) < len(names) else 0)


def test_damaged_sheet_beside_the_edited_one_does_not_matter() -> None:
    files = package({"One": _cells("A1=1"), "Two": "<broken"}).files()
    assert edit(pack(files), [SetCell("One", "A1", 2)])
