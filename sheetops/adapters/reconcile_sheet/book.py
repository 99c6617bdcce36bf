"""A reconciliation as bytes: what it comes to on the first sheet, every break on the second."""

from io import BytesIO

from openpyxl import Workbook

from sheetops.adapters.board_sheet.page import set_page
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
        set_page(sheet, shop, found.now)
        sheet.page_setup.orientation = "landscape" if sheet is breaks else "portrait"
    book.properties.creator = shop
    book.properties.title = f"{shop} {TITLE.to(language)}"
    book.properties.created = book.properties.modified = found.now
    written = BytesIO()
    book.save(written)
    return written.getvalue()
