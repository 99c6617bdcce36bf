"""How a sheet prints: A4 landscape, headings repeated, pages numbered, no orphan column."""

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

_A4 = "9"
_ONE_PAGE = 230
"""Up to this many characters of width fit one page legibly; wider sheets take two."""


def set_up_print(
    sheet: Worksheet, last_column: int, heading_rows: str, key_columns: int, title: str
) -> None:
    """Print columns 1 to `last_column`; the rows `heading_rows` and the key columns repeat."""
    letters = [get_column_letter(index) for index in range(1, last_column + 1)]
    width = sum(sheet.column_dimensions[letter].width for letter in letters)
    area = f"{quote_sheetname(sheet.title)}!$A:${letters[-1]}"
    # whole columns, so that the area grows with the table; openpyxl's print_area wants an end
    sheet.defined_names["_xlnm.Print_Area"] = DefinedName("_xlnm.Print_Area", attr_text=area)
    sheet.print_title_rows = heading_rows
    pages = 1 if width <= _ONE_PAGE else 2
    if pages > 1 and key_columns:
        sheet.print_title_cols = f"A:{get_column_letter(key_columns)}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth = pages
    sheet.page_setup.fitToHeight = 0
    sheet.page_setup.pageOrder = "overThenDown"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    _margins(sheet)
    _header_and_footer(sheet, title)


def _margins(sheet: Worksheet) -> None:
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom = 0.7, 0.6
    margins.header = margins.footer = 0.3


def _header_and_footer(sheet: Worksheet, title: str) -> None:
    sheet.HeaderFooter.oddHeader = _small(title.replace("&", "&&"), "&A")
    sheet.HeaderFooter.oddFooter = _small("&D", "&P / &N")


def _small(left: str, right: str) -> HeaderFooterItem:
    return HeaderFooterItem(
        left=_HeaderFooterPart(text=left, size=8), right=_HeaderFooterPart(text=right, size=8)
    )
