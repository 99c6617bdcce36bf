import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from sheetops.adapters.workbook.editing.address import Area, Cell, parse_area
from sheetops.adapters.workbook.editing.formulas import (
    Reference,
    has_loose_references,
    map_areas,
    moved,
    references,
)

_PIECES = st.sampled_from(
    ["A5", "$B$7", "C$9", "$D6", "E5:F9", "G:H", "$I:J", "7:9", "'My ''x'!K5", "数据!L9:M10",
     '"N5"', "LOG10(5)", "SUM(O5,2)", "TaxRate", "T1[#Headers]", "Table1[[#This Row],[P5]]",
     "[1]Sheet1!Q5"]
)  # fmt: skip


@given(st.lists(_PIECES, min_size=1, max_size=5), st.integers(-4, 30), st.integers(0, 20))
def test_moved_formula_reads_as_openpyxl_translates_it(
    pieces: list[str], rows: int, columns: int
) -> None:
    text = "+".join(piece for piece in pieces if "[" not in piece) or "1"
    origin = Cell(50, 1)
    there = Cell(50 + rows, 1 + columns)
    wanted = Translator(f"={text}", str(origin)).translate_formula(str(there))
    assert moved(text, rows, columns) == wanted[1:]


def test_tables_and_other_files_are_not_moved() -> None:
    text = "Table1[[#This Row],[P5]]+[1]Sheet1!Q5+'[2]A b'!C3"
    assert moved(text, 1, 1) == text


def test_reference_that_falls_off_the_sheet_cannot_be_moved() -> None:
    assert moved("A1", -1, 0) is None
    assert moved("XFD1", 0, 1) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A1", [Reference("", Area(1, 1, 1, 1))]),
        ("SUM($A$1:B2)", [Reference("", parse_area("A1:B2"))]),
        ("'It''s'!A1", [Reference("It's", parse_area("A1"))]),
        ('"A1"', []),
        ("LOG10(2)", []),
        ("[1]S!A1", []),
        ("T[Qty]", [Reference("", table="T", columns=("Qty",))]),
        (
            "T[[#This Row],[A '['#x]]]",
            [Reference("", table="T", columns=("A [#x",), is_this_row=True)],
        ),
        ("Rate*2", [Reference("", name="Rate")]),
        ("A1B", [Reference("", name="A1B")]),
        ("S1:S3!A1", [Reference("S1:S3", parse_area("A1"))]),
    ],
)
def test_references_are_found(text: str, found: list[Reference]) -> None:
    assert list(references(text)) == found


@pytest.mark.parametrize(
    ("text", "is_loose"),
    [
        ("$A$1", False),
        ("A$1", True),
        ("$A1", True),
        ("T[A1]", False),
        ("$A:$B", False),
        ("1:2", True),
    ],
)
def test_formula_that_reads_differently_elsewhere_is_known(text: str, is_loose: bool) -> None:
    assert has_loose_references(text) is is_loose


def test_areas_grow_in_the_way_they_are_written() -> None:
    def grow(sheet: str, area: Area) -> Area | None:
        return area.down_to(12) if sheet == "S" and area.bottom == 9 else None

    text = "S!$A$2:$B$9,S!A9,T!A2:A9,S!A2:A8"
    assert map_areas(text, grow) == "S!$A$2:$B$12,S!A9:A12,T!A2:A9,S!A2:A8"
