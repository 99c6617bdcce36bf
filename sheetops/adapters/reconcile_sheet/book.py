"""A reconciliation as bytes: what it comes to on the first sheet, every break on the second."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from sheetops.adapters.reconcile_sheet.break_list import TITLE as LIST_TITLE
from sheetops.adapters.reconcile_sheet.break_list import draw_breaks
from sheetops.adapters.reconcile_sheet.summary import TITLE, draw_summary
from sheetops.records.text import Language
from sheetops.rules.reconciling.reconcile import Reconciliation


def reconcile_book(
    found: Reconciliation, shop: str, language: Language, to_shop: str | None = None
) -> bytes:
    """Return the workbook of a reconciliation, in `language`.

    `to_shop` is the way from the workbook's folder to the shop's, for links to the rows; None:
    there is none, and nothing is linked.
    """
    book = Workbook()
    front = book.worksheets[0]
    front.title = TITLE.to(language)
    breaks = book.create_sheet(LIST_TITLE.to(language))
    draw_summary(front, found, shop, language)
    draw_breaks(breaks, found, language, to_shop)
    for sheet in (front, breaks):
        _set_page(sheet, found, shop, landscape=sheet is breaks)
    book.properties.creator = shop
    book.properties.title = f"{shop} {TITLE.to(language)}"
    book.properties.created = book.properties.modified = found.now
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _set_page(sheet: Worksheet, found: Reconciliation, shop: str, *, landscape: bool) -> None:
    """Make the sheet print on A4, one page wide, with page numbers."""
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.7
    name = shop.replace("&", "&&")
    sheet.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(f"{name} · {found.now:%Y-%m-%d %H:%M}", size=8),
        right=_HeaderFooterPart("&P / &N", size=8),
    )
