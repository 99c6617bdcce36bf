"""How a sheet prints: A4 landscape, headings repeated, pages numbered, no orphan column."""

import math
from collections.abc import Iterator, Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from sheetops.adapters.workbook.build.layout import FOLDED, blocks
from sheetops.records.columns import Band, Column

_A4 = "9"
_ROWS = 1_048_576
_ONE_PAGE = 230.0
"""Characters of width that one page holds legibly; a wider sheet prints in several areas."""
_WORTH_A_PAGE = 6
"""Fewer columns of the jobs than this print beside what people write."""


def set_up_print(sheet: Worksheet, columns: Sequence[Column], heading_row: int, title: str) -> None:
    """Print every column but the folded ones, the headings on each page.

    A wide sheet prints in several areas of about one width, what sheetops writes apart from what
    people write, the key columns on each: every line of a printout says which row it is.
    """
    areas = print_areas(columns, [_width(sheet, index) for index in range(1, len(columns) + 1)])
    sheet.print_area = ",".join(_whole_columns(first, end) for first, end in areas)
    sheet.print_title_rows = f"1:{heading_row}"
    if len(areas) > 1:
        keys = sum(column.band is Band.KEY for column in columns)
        sheet.print_title_cols = f"A:{get_column_letter(keys)}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    _margins(sheet)
    _header_and_footer(sheet, title)


def print_areas(columns: Sequence[Column], widths: Sequence[float]) -> list[tuple[int, int]]:
    """Return the first and last column of each area that prints, counted from 1."""
    last = max(block.last for block in blocks(columns) if block.band not in FOLDED)
    if sum(widths[:last]) <= _ONE_PAGE:
        return [(1, last)]
    jobs = next((block for block in blocks(columns) if block.band is Band.JOBS), None)
    parts = [(1, last)]
    if jobs and jobs.first > 1 and jobs.last - jobs.first + 1 >= _WORTH_A_PAGE:
        parts = [(1, jobs.first - 1), (jobs.first, last)]
    keys = sum(column.band is Band.KEY for column in columns)
    return [area for part in parts for area in _chopped(part, keys, widths)]


def _chopped(
    part: tuple[int, int], keys: int, widths: Sequence[float]
) -> Iterator[tuple[int, int]]:
    """Yield areas of about one width, none wider than a page with the key columns before it."""
    first, last = part
    room = _ONE_PAGE - sum(widths[:keys])
    body = sum(widths[max(first - 1, keys) : last])
    share = body / max(1, math.ceil(body / room))
    start, used = first, 0.0
    for index in range(max(first, keys + 1), last + 1):
        if used and used + widths[index - 1] / 2 > share and index < last:
            yield start, index - 1
            start, used = index, 0.0
        used += widths[index - 1]
    yield start, last


def _whole_columns(first: int, last: int) -> str:
    """An area of whole columns grows with the table; only rows in use are printed."""
    return f"{get_column_letter(first)}1:{get_column_letter(last)}{_ROWS}"


def _width(sheet: Worksheet, index: int) -> float:
    return sheet.column_dimensions[get_column_letter(index)].width


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
