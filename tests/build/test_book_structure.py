"""The books follow the dictionary: every column, format, dropdown and fold, in both languages."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from sheetops.adapters.workbook.build.book import build_book
from sheetops.adapters.workbook.build.layout import FOLDED
from sheetops.adapters.workbook.build.values import RowValues
from sheetops.adapters.workbook.read import read_book
from sheetops.records.choices import CHOICES
from sheetops.records.columns import Band, Column, Kind
from sheetops.records.dictionary import BOOKS, FILING_LOG_BOOK, HANDBOOK, PEOPLES_BOOKS
from sheetops.records.lists import FED_BY_HANDBOOK, LISTS
from sheetops.records.sheets import Book, Sheet
from sheetops.records.text import LANGUAGES, Language

Opener = Callable[[str, Language], Workbook]

EVERY_SHEET = [
    pytest.param(book, sheet, language, id=f"{book.key}-{sheet.key}-{language}")
    for book in PEOPLES_BOOKS
    for sheet in book.sheets
    for language in LANGUAGES
]
PEOPLES_SHEETS = [case for case in EVERY_SHEET if case.values[1] is not LISTS]


def _columns(sheet: Sheet) -> list[tuple[str, Column]]:
    return [(get_column_letter(index), column) for index, column in enumerate(sheet.columns, 1)]


def _rules(target: Worksheet) -> dict[str, DataValidation]:
    return {str(rule.sqref).split("3:")[0]: rule for rule in target.data_validations.dataValidation}


@pytest.mark.parametrize(("book", "sheet", "language"), EVERY_SHEET)
def test_headings_are_the_dictionarys_and_form_the_table(
    book: Book, sheet: Sheet, language: Language, open_book: Opener
) -> None:
    target = open_book(book.key, language)[sheet.title.to(language)]
    titles = [column.title.to(language) for column in sheet.columns]
    table = target.tables[sheet.table]
    assert [target.cell(2, index).value for index in range(1, len(titles) + 1)] == titles
    assert [column.name for column in table.tableColumns] == titles
    assert len(set(titles)) == len(titles)
    assert table.ref.startswith("A2:")
    assert table.autoFilter.ref == table.ref
    assert not target.merged_cells.ranges


@pytest.mark.parametrize(("book", "sheet", "language"), EVERY_SHEET)
def test_formats_hold_for_the_rows_and_below_them(
    book: Book, sheet: Sheet, language: Language, open_book: Opener
) -> None:
    target = open_book(book.key, language)[sheet.title.to(language)]
    formats = {
        Kind.COUNT: "0",
        Kind.NUMBER: "0.0##",
        Kind.MONEY: "#,##0.00",
        Kind.DATE: "yyyy-mm-dd",
        Kind.TIME: "yyyy-mm-dd hh:mm",
    }
    for letter, column in _columns(sheet):
        wanted = "0.0%" if column.key.endswith("_rate") else formats.get(column.kind, "@")
        assert target[f"{letter}3"].number_format == wanted, column.key
        assert target.column_dimensions[letter].number_format == wanted, column.key


@pytest.mark.parametrize(("book", "sheet", "language"), PEOPLES_SHEETS)
def test_every_column_that_people_write_has_its_hint_and_nothing_is_blocked(
    book: Book, sheet: Sheet, language: Language, open_book: Opener
) -> None:
    rules = _rules(open_book(book.key, language)[sheet.title.to(language)])
    wanted = {letter for letter, column in _columns(sheet) if not column.of_jobs}
    assert set(rules) == wanted
    for letter, column in _columns(sheet):
        if letter in rules:
            rule = rules[letter]
            assert str(rule.prompt).startswith(column.hint.to(language))
            assert rule.showInputMessage
            assert rule.errorStyle == "warning" or not rule.showErrorMessage
            assert str(rule.sqref).endswith("20000")


@pytest.mark.parametrize(("book", "sheet", "language"), PEOPLES_SHEETS)
def test_every_choice_is_a_dropdown_over_a_name_that_exists(
    book: Book, sheet: Sheet, language: Language, open_book: Opener
) -> None:
    workbook = open_book(book.key, language)
    rules = _rules(workbook[sheet.title.to(language)])
    for letter, column in _columns(sheet):
        offered = column.choices or column.kind is Kind.FLAG or column.refers in FED_BY_HANDBOOK
        if letter in rules and offered:
            assert rules[letter].type == "list", column.key
            assert rules[letter].formula1 in workbook.defined_names, column.key


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("book", PEOPLES_BOOKS, ids=lambda book: book.key)
def test_names_of_fixed_choices_cover_exactly_their_words(
    book: Book, language: Language, open_book: Opener
) -> None:
    workbook = open_book(book.key, language)
    for name, choices in CHOICES.items():
        defined = workbook.defined_names.get(f"choice_{name}")
        if defined is not None:
            ((title, area),) = defined.destinations
            cells = [cell.value for (cell,) in workbook[title][area.replace("$", "")]]
            assert cells == [choice.text.to(language) for choice in choices]


@pytest.mark.parametrize(("book", "sheet", "language"), PEOPLES_SHEETS)
def test_folded_bands_are_hidden_groups_each_with_an_open_column_before_it(
    book: Book, sheet: Sheet, language: Language, open_book: Opener
) -> None:
    target = open_book(book.key, language)[sheet.title.to(language)]
    hidden = [target.column_dimensions[letter].hidden for letter, _ in _columns(sheet)]
    for place, (letter, column) in enumerate(_columns(sheet)):
        dimension = target.column_dimensions[letter]
        assert dimension.hidden == (dimension.outlineLevel == 1)
        if column.band not in FOLDED:
            assert not dimension.hidden
        starts = hidden[place] and not hidden[place - 1]
        if starts:
            before = target.column_dimensions[get_column_letter(place)]
            assert before.collapsed
    folded = [column for _, column in _columns(sheet) if column.band in FOLDED]
    assert sum(hidden) >= len(folded) - 1
    outline = target.sheet_properties.outlinePr
    assert outline is not None
    assert not outline.summaryRight


@pytest.mark.parametrize("language", LANGUAGES)
def test_imported_and_seldom_columns_unfold_apart(language: Language, open_book: Opener) -> None:
    sheet = BOOKS["applications"].sheets[0]
    target = open_book("applications", language)[sheet.title.to(language)]
    bands = {
        column.band: [
            target.column_dimensions[letter].hidden
            for letter, other in _columns(sheet)
            if other.band is column.band
        ]
        for column in sheet.columns
    }
    assert all(bands[Band.IMPORTED])
    assert bands[Band.SELDOM][0] is False
    assert all(bands[Band.SELDOM][1:])


@pytest.mark.parametrize(("book", "sheet", "language"), PEOPLES_SHEETS)
def test_headings_and_keys_are_frozen_and_printed_on_every_page(
    book: Book, sheet: Sheet, language: Language, open_book: Opener
) -> None:
    target = open_book(book.key, language)[sheet.title.to(language)]
    keys = sum(column.band is Band.KEY for column in sheet.columns)
    assert target.freeze_panes == f"{get_column_letter(keys + 1)}3"
    assert target.print_title_rows == "$1:$2"
    assert target.page_setup.orientation == "landscape"
    assert target.page_setup.fitToWidth == 1
    head, foot = target.HeaderFooter.oddHeader, target.HeaderFooter.oddFooter
    assert head is not None
    assert head.right.text == "&A"
    assert foot is not None
    assert foot.right.text == "&P / &N"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("book", PEOPLES_BOOKS, ids=lambda book: book.key)
def test_the_first_sheet_explains_and_the_lists_are_hidden(
    book: Book, language: Language, open_book: Opener
) -> None:
    workbook = open_book(book.key, language)
    about = workbook.worksheets[0]
    words = " ".join(str(cell.value) for row in about.iter_rows() for cell in row if cell.value)
    assert book.title.to(language) in words
    assert all(s.purpose.to(language) in words for s in book.sheets if s is not LISTS)
    assert about.max_row <= 40
    assert workbook[LISTS.title.to(language)].sheet_state == "hidden"
    assert workbook.active is about
    assert workbook.properties.creator == "晴山"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_month_of_the_filing_log_is_quiet(language: Language, open_book: Opener) -> None:
    workbook = open_book("filing_log", language)
    (target,) = workbook.worksheets
    sheet = FILING_LOG_BOOK.sheets[0]
    assert target["A1"].value == sheet.columns[0].title.to(language)
    assert target.tables["filing_log"].ref.startswith("A1:")
    assert not target.data_validations.dataValidation
    assert not workbook.defined_names


def test_rates_are_shown_in_per_cent_and_read_as_shares() -> None:
    row: RowValues = {"agent_id": "KF002", "name": "林小溪", "review_ontime_rate": Decimal("0.97")}
    data = build_book(HANDBOOK, "zh-CN", {"agents": [row]})
    sheet = load_workbook(BytesIO(data))["客服"]
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == 0.97)
    assert cell.number_format == "0.0%"
    tables, _ = read_book(data, HANDBOOK, "handbook.xlsx", "zh-CN")
    assert tables["agents"].column("review_ontime_rate") == [Decimal("0.97")]
