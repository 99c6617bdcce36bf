"""How a sheet prints: A4 landscape, headings repeated, pages numbered, no orphan column."""

from collections.abc import Sequence

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from sheetops.adapters.workbook.build.layout import FOLDED, blocks
from sheetops.records.columns import Band, Column

_A4 = "9"
_ONE_PAGE = 230
"""Up to this many characters of width fit one page legibly; wider sheets take two areas."""


def set_up_print(sheet: Worksheet, columns: Sequence[Column], heading_row: int, title: str) -> None:
    """Print every column but the folded ones, the headings on each page.

    A wide sheet prints in two areas, what people write and what sheetops writes, the key columns
    on both: a line of a printout then always says which case it is.
    """
    open_blocks = [block for block in blocks(columns) if block.band not in FOLDED]
    last = open_blocks[-1].last
    split = next((b.first for b in open_blocks if b.band is Band.JOBS and b.first > 1), None)
    wide = _width(sheet, last) > _ONE_PAGE and split is not None
    areas = ((1, split - 1), (split, last)) if wide and split else ((1, last),)
    name = quote_sheetname(sheet.title)
    # whole columns, so that the area grows with the table; openpyxl's print_area wants an end
    said = ",".join(f"{name}!{_columns(first, end)}" for first, end in areas)
    sheet.defined_names["_xlnm.Print_Area"] = DefinedName("_xlnm.Print_Area", attr_text=said)
    sheet.print_title_rows = f"1:{heading_row}"
    if wide:
        sheet.print_title_cols = f"A:{get_column_letter(open_blocks[0].last)}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    _margins(sheet)
    _header_and_footer(sheet, title)


def _columns(first: int, last: int) -> str:
    return f"${get_column_letter(first)}:${get_column_letter(last)}"


def _width(sheet: Worksheet, last: int) -> float:
    letters = (get_column_letter(index) for index in range(1, last + 1))
    return sum(sheet.column_dimensions[letter].width for letter in letters)


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
