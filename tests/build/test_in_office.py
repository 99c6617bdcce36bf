"""What a real LibreOffice makes of the books: no text lost, every dropdown source alive."""

from collections.abc import Callable, Mapping
from io import BytesIO

import pytest
from openpyxl import load_workbook

from sheetops.adapters.workbook.build import build_book
from sheetops.records.dictionary import HANDBOOK, PEOPLES_BOOKS, SHEETS
from sheetops.records.lists import FED_BY_HANDBOOK
from sheetops.records.seed import Row
from sheetops.records.sheets import Book
from sheetops.records.text import LANGUAGES, Language

InOffice = Callable[[bytes, str], list[list[str]]]
BookData = Callable[[str, Language], bytes]
Rows = Callable[[Language], Mapping[str, tuple[Row, ...]]]
pytestmark = pytest.mark.office


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_handbook_shows_every_text_of_the_dictionary_and_the_seed(
    language: Language, in_office: InOffice, book_data: BookData, handbook_rows: Rows
) -> None:
    shown = in_office(book_data("handbook", language), SHEETS["scripts"].title.to(language))
    cells = {cell for row in shown for cell in row}
    assert {column.title.to(language) for column in SHEETS["scripts"].columns} <= cells
    assert {str(row["body"]) for row in handbook_rows(language)["scripts"]} <= cells


@pytest.mark.parametrize("book", PEOPLES_BOOKS, ids=lambda book: book.key)
def test_every_name_of_a_dropdown_is_as_long_as_its_list(
    book: Book, in_office: InOffice, book_data: BookData, handbook_rows: Rows
) -> None:
    workbook = load_workbook(BytesIO(book_data(book.key, "zh-CN")))
    names = list(workbook.defined_names)
    target = workbook.create_sheet("probe")
    for row, name in enumerate(names, 1):
        target.cell(row, 1).value = name
        target.cell(row, 2).value = f"=ROWS({name})"
        target.cell(row, 3).value = f"=INDEX({name},ROWS({name}))"
    out = BytesIO()
    workbook.save(out)
    shown = {row[0]: (int(row[1]), row[2]) for row in in_office(out.getvalue(), "probe")}
    assert set(shown) == set(names)
    reasons = handbook_rows("zh-CN")["reasons"]
    assert shown["list_reasons"] == (len(reasons), f"{reasons[-1]['code']} {reasons[-1]['name']}")
    assert shown["choice_yes_no"] == (2, "否")
    assert all(last not in ("", "0") for _, last in shown.values())


def test_an_empty_list_is_one_blank_line_and_no_error(in_office: InOffice) -> None:
    workbook = load_workbook(BytesIO(build_book(HANDBOOK, "en", {})))
    target = workbook.create_sheet("probe")
    for row, name in enumerate(FED_BY_HANDBOOK, 1):
        target.cell(row, 1).value = f"=ROWS(list_{name})"
    out = BytesIO()
    workbook.save(out)
    assert [row[0] for row in in_office(out.getvalue(), "probe")] == ["1"] * len(FED_BY_HANDBOOK)
