"""How the cells of a sheet look: derived from a column's kind and band, from one palette."""

from dataclasses import dataclass
from functools import cache

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.dimensions import ColumnDimension

from sheetops.records import palette
from sheetops.records.columns import Band, Column, Kind

FORMATS = {
    Kind.COUNT: "0",
    Kind.NUMBER: "0.0##",
    Kind.MONEY: "#,##0.00",
    Kind.DATE: "yyyy-mm-dd",
    Kind.TIME: "yyyy-mm-dd hh:mm",
}
"""Number formats; every other kind is text, so that an identifier never becomes a number."""
TEXT_FORMAT = "@"
_SHARE_FORMAT = "0.0%"

_RIGHT = (Kind.COUNT, Kind.NUMBER, Kind.MONEY)
_CENTRE = (Kind.FLAG,)
_WRAPPED = (Kind.PROSE, Kind.CHOICES)


@dataclass(frozen=True, slots=True)
class Look:
    """Everything that a cell's style is made of."""

    font: Font
    fill: PatternFill
    border: Border
    alignment: Alignment
    number_format: str = "General"

    def dress(self, target: Cell | ColumnDimension) -> None:
        """Give the style to a cell, or to a column for the cells that do not exist yet."""
        target.font = self.font
        target.fill = self.fill
        target.border = self.border
        target.alignment = self.alignment
        target.number_format = self.number_format


def number_format(column: Column) -> str:
    """Return the number format of a column's cells."""
    if column.is_share:
        return _SHARE_FORMAT
    return FORMATS.get(column.kind, TEXT_FORMAT)


@cache
def fill(colour: str) -> PatternFill:
    """Return a plain fill."""
    return PatternFill("solid", start_color=colour, end_color=colour)


@cache
def font(
    colour: str = palette.INK,
    size: float = palette.FONT_SIZE,
    bold: bool = False,
    name: str = palette.FONT,
) -> Font:
    """Return a font of the family."""
    return Font(name=name, size=size, bold=bold, color=colour)


def _under(colour: str) -> Border:
    return Border(bottom=Side(style="thin", color=colour))


@cache
def body_look(
    kind: Kind, band: Band, of_jobs: bool, quiet: bool = False, tall: bool = False
) -> Look:
    """Return the look of a data cell, without its number format.

    `quiet` books are not typed into, `tall` rows hold prose.
    """
    by_jobs = of_jobs and band is not Band.IMPORTED and not quiet
    across = "right" if kind in _RIGHT else "center" if kind in _CENTRE else "left"
    return Look(
        font=font(
            palette.JOB if by_jobs and band is Band.JOBS else palette.INK,
            name=palette.FONT_ID if kind is Kind.ID else palette.FONT,
        ),
        fill=fill(palette.JOB_WASH) if by_jobs else PatternFill(),
        border=_under(palette.LINE),
        alignment=Alignment(
            horizontal=across,
            # what does not fit is cut at its end: the most urgent issue stands first
            vertical="top" if tall or (kind is Kind.PROSE and by_jobs) else "center",
            wrap_text=(kind in _WRAPPED or (kind is Kind.TEXT and by_jobs)) and not quiet,
            indent=1 if across == "left" else 0,
        ),
    )


_HEAD_COLOURS = {
    Band.KEY: (palette.PAPER, palette.ACCENT),
    Band.TYPED: (palette.PAPER, palette.ACCENT),
    Band.JOBS: (palette.JOB, palette.JOB_HEAD),
    Band.IMPORTED: (palette.MUTED, palette.LINE),
    Band.SELDOM: (palette.ACCENT, palette.ACCENT_WASH),
}
_CAPTION_COLOURS = {
    Band.KEY: (palette.ACCENT, palette.ACCENT_WASH),
    Band.TYPED: (palette.ACCENT, palette.ACCENT_WASH),
    Band.JOBS: (palette.JOB, palette.JOB_WASH),
    Band.IMPORTED: (palette.MUTED, palette.WASH),
    Band.SELDOM: (palette.ACCENT, palette.PAPER),
}


@cache
def heading_look(band: Band, quiet: bool = False) -> Look:
    """Return the look of a heading."""
    ink, ground = (palette.JOB, palette.JOB_HEAD) if quiet else _HEAD_COLOURS[band]
    return Look(
        font=font(ink, bold=True),
        fill=fill(ground),
        border=_under(ground),
        alignment=Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1),
        number_format=TEXT_FORMAT,
    )


@cache
def caption_look(band: Band) -> Look:
    """Return the look of the caption that names a band."""
    ink, ground = _CAPTION_COLOURS[band]
    return Look(
        font=font(ink, size=9),
        fill=fill(ground),
        border=Border(),
        alignment=Alignment(horizontal="left", vertical="center", indent=1),
    )


def wear(cell: Cell, column: ColumnDimension) -> None:
    """Give `cell` the very style of its column; dressing cell by cell takes far longer."""
    cell._style = column._style  # type: ignore[attr-defined]  # no public way to share a style
