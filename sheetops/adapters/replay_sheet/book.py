"""A replay as bytes: the sums on the first sheet, the cases that would differ on the second."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from sheetops.adapters.replay_sheet.case_sheet import TABLE, draw_cases, row_of, sheet_title
from sheetops.adapters.replay_sheet.sum_sheet import TITLE, draw_sums
from sheetops.adapters.workbook.editing import AppendRows, edit
from sheetops.records.references import References
from sheetops.records.text import Language
from sheetops.rules.replaying.replay import Replay

DRAWN = 2_000
"""Cases that are drawn with a height that fits their words; more are appended as they come."""


@dataclass(frozen=True, slots=True)
class Page:
    """Whose replay it is, when it was made, in which language, and the handbook's labels."""

    shop: str
    now: datetime
    language: Language
    labels: References


def replay_book(found: Replay, page: Page) -> bytes:
    """Return the workbook of a replay; the cases that matter most stand first."""
    book = Workbook()
    sums, language = book.worksheets[0], page.language
    sums.title = TITLE.to(language)
    cases = book.create_sheet(sheet_title(language))
    differences = sorted(found.differences, key=lambda one: one.weight, reverse=True)
    draw_sums(sums, found, page.shop, page.now, language, page.labels)
    draw_cases(cases, found, differences[:DRAWN], language, page.labels)
    for sheet in (sums, cases):
        _set_page(sheet, page, landscape=sheet is cases)
    book.properties.creator = page.shop
    book.properties.title = f"{page.shop} {TITLE.to(language)}"
    book.properties.created = book.properties.modified = page.now
    written = BytesIO()
    book.save(written)
    data, rest = written.getvalue(), differences[DRAWN:]
    if not rest:
        return data
    rows = (row_of(one, language, page.labels) for one in rest)
    return edit(data, [AppendRows(sheet_title(language), TABLE, rows)])


def _set_page(sheet: Worksheet, page: Page, *, landscape: bool) -> None:
    """Make the sheet print on A4, one page wide, with page numbers."""
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.7
    shop = page.shop.replace("&", "&&")
    sheet.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(f"{shop} · {page.now:%Y-%m-%d %H:%M}", size=8),
        right=_HeaderFooterPart("&P / &N", size=8),
    )
