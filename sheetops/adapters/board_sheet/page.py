"""How sheets made by jobs print: A4, one page wide, with the shop, the time and page numbers."""

from datetime import datetime

from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet


def set_page(sheet: Worksheet, shop: str, now: datetime) -> None:
    """Make the sheet print on A4, one page wide; which way round is the sheet's own choice."""
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.7
    name = shop.replace("&", "&&")
    sheet.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(f"{name} · {now:%Y-%m-%d %H:%M}", size=8),
        right=_HeaderFooterPart("&P / &N", size=8),
    )
