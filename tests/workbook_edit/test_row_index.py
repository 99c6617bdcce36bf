import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetops.adapters.workbook.editing import EditRefused, SetCell, edit
from sheetops.adapters.workbook.editing.book import Book
from sheetops.adapters.workbook.editing.dialect import dialect_of
from sheetops.adapters.workbook.editing.row_index import is_plain, mask, parse_rows, search_rows
from sheetops.adapters.workbook.editing.sheet import Sheet
from tests.corpus.made_by_hand import hand_made
from tests.corpus.packages import book, part, worksheet

_BOOKS = dict(hand_made())


def _both(sheet: Sheet) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    start, end = sheet.body
    found = search_rows(sheet.masked, start, end, sheet.dialect)
    parsed = parse_rows(sheet.markup, end, sheet.dialect, sheet.path)
    return (
        list(zip(found.numbers, found.starts, strict=True)),
        list(zip(parsed.numbers, parsed.starts, strict=True)),
    )


@pytest.mark.parametrize("name", _BOOKS)
def test_search_and_expat_find_the_same_rows(name: str) -> None:
    opened = Book(_BOOKS[name])
    for entry in opened.entries:
        found, parsed = _both(opened.sheet(entry.name))
        assert found == parsed


_ASIDES = st.sampled_from(
    ["", " ", "\n", "<!-- <row r='7'/> -->", "<?go <row?>", "<!---->", "<!-- > -->"]
)
_ROWS = st.sampled_from(
    ['<row r="@"/>', "<row r='@'><c/></row>", "<row><c/></row>", '<row s="1" r="@" ht="2"></row>']
)


@given(st.lists(st.tuples(_ASIDES, _ROWS), max_size=6))
def test_search_and_expat_agree_whatever_stands_between(parts: list[tuple[str, str]]) -> None:
    rows = "".join(
        aside + row.replace("@", str(number * 10)) for number, (aside, row) in enumerate(parts, 1)
    )
    markup = worksheet(rows).encode()
    found, parsed = _both(Book(book(markup.decode())).sheet("Sheet1"))
    assert found == parsed
    assert len(found) == len(parts)


def test_mask_hides_without_moving() -> None:
    markup = b"<a><!-- <b> --><![CDATA[<c>]]><?d <e>?></a>"
    hidden = mask(markup)
    assert len(hidden) == len(markup)
    assert hidden.count(b"<") == 2
    assert not is_plain(markup)


def test_declaration_alone_is_plain() -> None:
    assert is_plain(worksheet().encode())
    assert not is_plain(worksheet().replace("<sheetData/>", "<sheetData/><?x?>").encode())


def test_rows_without_numbers_count_on() -> None:
    markup = b"<row/><row r='5'/><row/>"
    assert list(search_rows(markup, 0, len(markup), dialect_of(b"")).numbers) == [1, 5, 6]


@pytest.mark.parametrize("rows", ['<row r="2"/><row r="1"/>', '<row r="3"/><row r="3"/>'])
def test_rows_out_of_order_are_refused(rows: str) -> None:
    with pytest.raises(EditRefused) as caught:
        edit(book(worksheet(rows)), [SetCell("Sheet1", "A9", 1)])
    assert caught.value.reason == "rows-out-of-order"


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ('<c r="B1"/><c r="A1"/>', "cells-out-of-order"),
        ('<c r="A1"/><c r="A1"/>', "cells-out-of-order"),
        ('<c r="A2"/>', "cells-out-of-order"),
        ('<c r="zz"/>', "unreadable-row"),
        ("<x/>", "unreadable-row"),
        ("text", "unreadable-row"),
    ],
)
def test_row_that_is_not_understood_is_refused(cells: str, reason: str) -> None:
    data = book(worksheet(f'<row r="1">{cells}</row><row r="2"/>'))
    with pytest.raises(EditRefused) as caught:
        edit(data, [SetCell("Sheet1", "D1", 1)])
    assert caught.value.reason == reason
    assert edit(data, [SetCell("Sheet1", "D2", 1)])


def test_comment_inside_a_touched_row_stays() -> None:
    data = book(worksheet('<row r="1"><c r="A1"><v>1</v></c><!-- <c r="B1"/> --></row>'))
    changed = part(edit(data, [SetCell("Sheet1", "C1", 2)]))
    assert '<c r="C1"><v>2</v></c>' in changed
    assert '<!-- <c r="B1"/> -->' in changed
