"""Pictures are found in each of the three ways, with the row they belong to."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheetops.adapters.workbook.editing import EditRefused
from sheetops.adapters.workbook.pictures import PictureBook
from tests.evidence.picture_books import (
    corners,
    floating,
    in_cells,
    jpeg,
    patched,
    png,
    with_anchor,
    wps,
)


def found(data: bytes) -> list[tuple[int, str | None, bytes | None]]:
    book = PictureBook(data)
    return [(one.row, one.cell, book.read(one.part)) for one in book.on("S")]


def test_picture_is_found_when_it_floats_over_a_row() -> None:
    assert found(floating({"C4": png(1)})) == [(4, None, png(1))]


def test_picture_is_found_when_excel_placed_it_in_a_cell() -> None:
    assert found(in_cells({"C4": png(1), "B7": jpeg(2)})) == [
        (4, "C4", png(1)),
        (7, "B7", jpeg(2)),
    ]


def test_picture_is_found_when_wps_placed_it_in_a_cell() -> None:
    assert found(wps({"C4": png(1), "B7": png(2)})) == [(4, "C4", png(1)), (7, "B7", png(2))]


def test_picture_is_found_in_each_row_when_rows_share_one() -> None:
    rows = [row for row, _, _ in found(floating({"C4": png(1), "C9": png(1)}))]
    assert rows == [4, 9]


def test_pictures_are_none_when_the_sheet_has_none() -> None:
    assert found(floating({})) == []


@pytest.mark.parametrize(
    ("ends", "row"),
    [
        (corners(4, 0, 4, 14), 4),  # fitted into its row
        (corners(4, 0, 12, 3), 4),  # pasted as it is: begins at the row's top, covers many
        (corners(4, 6, 12, 3), 4),  # pasted, nudged down
        (corners(3, 13, 12, 3), 4),  # slipped a little above the row
        (corners(3, 10, 4, 9), 4),  # two rows, more of it in the second
        (corners(4, 2, 5, 3), 4),  # two rows, more of it in the first
    ],
)
def test_picture_belongs_to_the_row_it_was_meant_for(ends: str, row: int) -> None:
    assert [one[0] for one in found(with_anchor(floating({"B4": png()}), ends))] == [row]


def test_picture_belongs_to_the_row_that_shows_it_when_rows_are_high() -> None:
    def higher(name: str, part: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return part
        rows = b'<row r="4" ht="90" customHeight="1"></row>'
        return part.replace(b"<sheetData/>", b"<sheetData>" + rows + b"</sheetData>")

    book = patched(with_anchor(floating({"B4": png()}), corners(4, 60, 5, 12)), {}, higher)
    assert [one[0] for one in found(book)] == [4]


def test_picture_with_a_size_instead_of_an_end_belongs_to_its_row() -> None:
    ends = corners(6, 0, 6, 0).partition("<xdr:to>")[0] + '<xdr:ext cx="9525" cy="1905000"/>'
    book = with_anchor(floating({"B4": png()}), ends)
    one_cell = patched(
        book, {}, lambda _, part: part.replace(b"xdr:twoCellAnchor", b"xdr:oneCellAnchor")
    )
    assert [one[0] for one in found(one_cell)] == [6]


def test_picture_at_a_place_of_the_sheet_belongs_to_the_row_there() -> None:
    ends = f'<xdr:pos x="0" y="{int(15 * 12_700 * 7.2)}"/><xdr:ext cx="9525" cy="95250"/>'
    book = with_anchor(floating({"B4": png()}), ends)
    absolute = patched(
        book, {}, lambda _, part: part.replace(b"xdr:twoCellAnchor", b"xdr:absoluteAnchor")
    )
    assert [one[0] for one in found(absolute)] == [8]


def test_part_is_none_to_read_when_its_bytes_are_damaged() -> None:
    data = floating({"C4": png(1)})
    at = data.index(png(1)[:60])
    book = PictureBook(data[: at + 40] + b"XX" + data[at + 42 :])
    assert [book.read(one.part) for one in book.on("S")] == [None]


def test_text_that_looks_like_a_cell_picture_is_none() -> None:
    from tests.evidence.picture_books import made

    book = made(lambda _, sheet: sheet.write_string("A1", 'a vm="1" DISPIMG("ID_1",1)') and None)
    assert found(book) == []


@given(st.integers(0, 2), st.integers(0, 3000), st.binary(min_size=1, max_size=12))
@settings(max_examples=150, deadline=None)
def test_damaged_workbook_is_refused_or_looked_through_and_never_an_error(
    way: int, at: int, damage: bytes
) -> None:
    book = (floating, in_cells, wps)[way]({"B4": png(1)})
    at %= len(book)
    with contextlib.suppress(EditRefused):
        found(book[:at] + damage + book[at + len(damage) :])
