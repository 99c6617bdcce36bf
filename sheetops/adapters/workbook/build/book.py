"""Makes one workbook from the data dictionary, complete and the same every time."""

from collections.abc import Mapping, Sequence

from openpyxl.styles import Font
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sheetops.adapters.workbook.build.about import write_about
from sheetops.adapters.workbook.build.dropdowns import add_lists, add_validations
from sheetops.adapters.workbook.build.layout import HEADING_ROW
from sheetops.adapters.workbook.build.live_colour import add_live_colours
from sheetops.adapters.workbook.build.pack import pack
from sheetops.adapters.workbook.build.printing import set_up_print
from sheetops.adapters.workbook.build.sheet import fill_quiet_sheet, fill_sheet
from sheetops.adapters.workbook.build.values import RowValues
from sheetops.adapters.workbook.build.widths import AGENTS_LINES, row_lines
from sheetops.records import palette
from sheetops.records.dictionary import HANDBOOK
from sheetops.records.lists import LISTS
from sheetops.records.references import NO_REFERENCES, References
from sheetops.records.settings import Limits
from sheetops.records.sheets import Book, Sheet
from sheetops.records.text import Language

_NO_LIMITS = Limits()


def build_book(
    book: Book,
    language: Language,
    tables: Mapping[str, Sequence[RowValues]],
    references: References = NO_REFERENCES,
    *,
    shop: str = "",
    limits: Limits = _NO_LIMITS,
) -> bytes:
    """Return a new workbook of the kind `book` as bytes.

    `tables` maps sheet keys to rows (column key → value); a sheet without rows gets one blank row.
    `references` tells how a row of another sheet is shown (without it: its key). `shop` is named
    as the workbook's author, and `limits` say how many hours before a deadline colour begins.
    Same input, same bytes.
    """
    workbook = Workbook()
    _set_default_font(workbook)
    workbook.properties.creator = shop or "sheetops"
    workbook.properties.title = book.title.to(language)
    first = workbook.worksheets[0]
    if book.of_jobs:
        for sheet in book.sheets:
            target = first if sheet is book.sheets[0] else workbook.create_sheet()
            _fill_log(target, sheet, tables, language, references, book.title.to(language))
        return pack(workbook)
    write_about(first, book, language, limits)
    for sheet in book.sheets:
        _add_sheet(workbook, book, sheet, tables.get(sheet.key, ()), language, references, limits)
    return pack(workbook)


def _set_default_font(workbook: Workbook) -> None:
    """The workbook's normal font decides what one character of column width is."""
    normal = Font(name=palette.FONT, size=palette.FONT_SIZE, color=palette.INK)
    # openpyxl has no public way to say what the normal font is
    workbook._fonts[0] = normal  # type: ignore[attr-defined]
    workbook._named_styles["Normal"].font = normal  # type: ignore[attr-defined]


def _add_sheet(
    workbook: Workbook,
    book: Book,
    sheet: Sheet,
    rows: Sequence[RowValues],
    language: Language,
    references: References,
    limits: Limits,
) -> None:
    target: Worksheet = workbook.create_sheet(sheet.title.to(language))
    if sheet is LISTS:
        fill_sheet(target, sheet, rows, language, references, book.whose)
        add_lists(workbook, target, book.sheets, language)
        target.sheet_state = "hidden"
        return
    lines = row_lines(sheet, rows, language) if book is HANDBOOK else AGENTS_LINES
    fill_sheet(target, sheet, rows, language, references, book.whose, lines)
    add_validations(target, sheet.columns, language)
    add_live_colours(target, sheet, language, limits)
    set_up_print(target, sheet.columns, HEADING_ROW, book.title.to(language))
    target.sheet_properties.tabColor = palette.ACCENT


def _fill_log(
    target: Worksheet,
    sheet: Sheet,
    tables: Mapping[str, Sequence[RowValues]],
    language: Language,
    references: References,
    title: str,
) -> None:
    target.title = sheet.title.to(language)
    fill_quiet_sheet(target, sheet, tables.get(sheet.key, ()), language, references)
    set_up_print(target, sheet.columns, 1, title)
    target.sheet_properties.tabColor = palette.JOB
