"""The family's look in openpyxl's terms, and one way of putting a value into a cell."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import ceil
from unicodedata import east_asian_width

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from sheetops.records import palette

Shown = str | int | Decimal | date | datetime | None

TIME = "mm-dd hh:mm"
DAY = "mm-dd"
MONEY = "#,##0.00"
COUNT = "#,##0"


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks; colours are `RRGGBB`."""

    ink: str = palette.INK
    size: float = palette.FONT_SIZE
    bold: bool = False
    wash: str | None = None
    line: str | None = None
    """Colour of a thin line below the cell."""
    across: str = "left"
    down: str = "center"
    wrap: bool = False
    shown_as: str = "General"
    font: str = palette.FONT
    indent: int = 0
    gap: bool = False
    """Whether paper shows at the right: a strip between tiles."""


def put(sheet: Worksheet, row: int, column: int, value: Shown, look: Look) -> Cell:
    """Put `value` into a cell: a text stays text, whatever it begins with."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # noqa: S101 - only the tail of a merged range is none
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:32_767]
        cell.data_type = "s"  # openpyxl takes a leading = for a formula
    else:
        cell.value = value
    dress(cell, look)
    return cell


def dress(cell: Cell, look: Look) -> None:
    """Give `cell` the look."""
    cell.font = Font(name=look.font, size=look.size, bold=look.bold, color=look.ink)
    cell.alignment = Alignment(look.across, look.down, wrap_text=look.wrap, indent=look.indent)
    cell.number_format = look.shown_as
    if look.wash:
        cell.fill = PatternFill("solid", fgColor=look.wash)
    if look.line or look.gap:
        cell.border = Border(
            bottom=Side("thin", color=look.line) if look.line else None,
            right=Side("thick", color=palette.PAPER) if look.gap else None,
        )


def lines_of(words: str, width: float) -> int:
    """Return how many lines `words` take in a column of `width` characters.

    Excel and LibreOffice do not grow a row that a program wrote; a Chinese character is two wide.
    """
    return sum(
        max(1, ceil(sum(1 + (east_asian_width(c) in "WF") for c in line) / (width - 2)))
        for line in (words or " ").split("\n")
    )


def link(cell: Cell, target: str | None, location: str | None = None) -> None:
    """Make `cell` a link to a file beside the board, and to a place in it.

    Target and place are kept apart: a `#` inside the target is a file name to some readers.
    """
    cell.hyperlink = Hyperlink(ref=cell.coordinate, target=target, location=location)


def place_of(sheet: str, cell: str) -> str:
    """Return `'申请登记'!A12`; quotes inside the sheet's name are doubled as Excel wants it."""
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{cell}"
