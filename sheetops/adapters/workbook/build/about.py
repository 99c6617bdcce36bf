"""The first sheet of a people's book: what it is, who writes where, what the colours mean."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from sheetops.adapters.workbook.build.about_words import (
    COLOURS,
    MISTAKES,
    NOTES,
    Legend,
)
from sheetops.adapters.workbook.build.styles import fill, font
from sheetops.adapters.workbook.build.values import put
from sheetops.records import palette
from sheetops.records.lists import LISTS
from sheetops.records.settings import Limits
from sheetops.records.sheets import Book
from sheetops.records.text import Language, Text

TITLE = Text("说明", "About")
_SHEETS = Text("这本簿里有什么", "What is in this book")
_WHO = Text("谁填什么，颜色是什么意思", "Who writes where, and what the colours mean")
_THREE = Text("最常见的三个错误", "The three commonest mistakes")
_GOOD_TO_KNOW = Text("用着更顺手", "Good to know")

_WIDTHS = {"A": 3, "B": 34, "C": 96}
_LINE_HEIGHT = 21.0


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the page: a short name at the left, a sentence at the right."""

    name: str
    words: str
    swatch: Legend | None = None
    link: str | None = None


def write_about(target: Worksheet, book: Book, language: Language, limits: Limits) -> None:
    """Write the explanation of `book`: half a page, in `language`."""
    target.title = TITLE.to(language)
    target.sheet_view.showGridLines = False
    for letter, width in _WIDTHS.items():
        target.column_dimensions[letter].width = width
    row = _write_title(target, book, language)
    row = _write_part(target, row, _SHEETS.to(language), list(_sheets(book, language)))
    row = _write_part(target, row, _WHO.to(language), list(_legend(book, language, limits)))
    row = _write_part(target, row, _THREE.to(language), list(_numbered(book, language)))
    _write_part(target, row, _GOOD_TO_KNOW.to(language), list(_notes(language)))
    _set_up_page(target)


def _write_title(target: Worksheet, book: Book, language: Language) -> int:
    target.row_dimensions[1].height = 12
    _write(target, 2, "B", book.title.to(language), size=20, bold=True, colour=palette.ACCENT)
    target.row_dimensions[2].height = 34
    for letter in ("B", "C"):
        target[f"{letter}3"].border = Border(top=Side(style="medium", color=palette.ACCENT))
    target.row_dimensions[3].height = 8
    return 4


def _sheets(book: Book, language: Language) -> Iterator[_Line]:
    for sheet in book.sheets:
        if sheet is not LISTS:
            title = sheet.title.to(language)
            yield _Line(title, sheet.purpose.to(language), link=f"{quote_sheetname(title)}!A1")


def _legend(book: Book, language: Language, limits: Limits) -> Iterator[_Line]:
    facts = {
        "whose": book.whose.to(language),
        "warn": str(limits.warn_hours),
    }
    for legend in COLOURS:
        if legend.books is None or book.key in legend.books:
            words = legend.words.to(language).format(**facts)
            yield _Line(legend.sample.to(language).format(**facts), words, swatch=legend)


def _numbered(book: Book, language: Language) -> Iterator[_Line]:
    for number, (what, instead) in enumerate(MISTAKES[book.key], 1):
        yield _Line(f"{number}  {what.to(language)}", instead.to(language))


def _notes(language: Language) -> Iterator[_Line]:
    for name, words in NOTES:
        yield _Line(name.to(language), words.to(language))


def _write_part(target: Worksheet, row: int, heading: str, lines: Sequence[_Line]) -> int:
    row += 1
    _write(target, row, "B", heading, size=11, bold=True)
    target.row_dimensions[row].height = 26
    for line in lines:
        row += 1
        _write_line(target, row, line)
    row += 1
    target.row_dimensions[row].height = 8
    return row


def _write_line(target: Worksheet, row: int, line: _Line) -> None:
    target.row_dimensions[row].height = _LINE_HEIGHT
    _write(target, row, "B", line.name, colour=palette.ACCENT if line.link else palette.INK)
    _write(target, row, "C", line.words, colour=palette.MUTED if line.link else palette.INK)
    for letter in ("B", "C"):
        target[f"{letter}{row}"].border = Border(bottom=Side(style="thin", color=palette.LINE))
    name = target[f"B{row}"]
    if line.link:
        name.hyperlink = Hyperlink(ref=name.coordinate, location=line.link)
        name.font = font(palette.ACCENT, bold=True)
    if line.swatch:
        name.fill = fill(line.swatch.ground)
        name.font = font(line.swatch.ink, bold=True)


def _write(
    target: Worksheet,
    row: int,
    letter: str,
    words: str,
    *,
    size: float = palette.FONT_SIZE,
    bold: bool = False,
    colour: str = palette.INK,
) -> None:
    cell = target[f"{letter}{row}"]
    put(cell, words)
    cell.font = font(colour, size=size, bold=bold)
    cell.alignment = Alignment(
        horizontal="left", vertical="center", indent=0 if size > palette.FONT_SIZE else 1
    )


def _set_up_page(target: Worksheet) -> None:
    target.page_setup.orientation = "landscape"
    target.page_setup.paperSize = "9"
    target.page_setup.fitToHeight = 1
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    target.sheet_properties.tabColor = palette.MUTED
