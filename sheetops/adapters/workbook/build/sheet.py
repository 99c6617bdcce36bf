"""Makes one sheet: captions, headings, rows, the Excel table, widths and folded columns."""

from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.properties import Outline
from openpyxl.worksheet.table import Table, TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from sheetops.adapters.workbook.build import layout
from sheetops.adapters.workbook.build.live_colour import DEADLINES
from sheetops.adapters.workbook.build.styles import (
    body_look,
    caption_look,
    heading_look,
    number_format,
    wear,
)
from sheetops.adapters.workbook.build.values import RowValues, at, put, shown
from sheetops.adapters.workbook.build.widths import column_width
from sheetops.records.columns import Band, Column
from sheetops.records.references import References
from sheetops.records.sheets import Sheet
from sheetops.records.text import Language, Text

_LINE = 15.0
_PADDING = 2.0
"""In points: a line of ten-point text, and the air around a row's lines."""
_EVEN_LINES = 3
"""In higher rows everything stands at the top, so that a row is read from its first line."""
_SIGN_WIDTH = 4
"""Room for the sign that a deadline shows when it is near or past."""
_HEADING_HEIGHT = 46.0
"""Two lines of heading, and the filter button below them."""
_CAPTION_HEIGHT = 20.0

_CAPTIONS = {
    Band.KEY: Text("编号", "Key"),
    Band.TYPED: Text("{whose}填写", "Filled in by {whose}"),
    Band.JOBS: Text("系统填写，请勿修改", "Written by sheetops – please leave as it is"),
    Band.IMPORTED: Text("导入资料", "From exports"),
    Band.SELDOM: Text("少用 · 点上方 + 展开", "Seldom needed · + above unfolds"),
}

_UNFOLDS = {
    Band.IMPORTED: Text("点 + 看导入资料", "+ shows exports"),
    Band.SELDOM: Text("点 + 看少用的列", "+ shows the rest"),
}
"""What the column says over which the + of a folded band stands."""


def fill_sheet(
    target: Worksheet,
    sheet: Sheet,
    rows: Sequence[RowValues],
    language: Language,
    references: References,
    whose: Text,
    lines: int = 2,
) -> None:
    """Write captions, headings and `rows`, one blank row where there are none.

    Every row is `lines` lines high: prose shows its beginning, and the eye finds even rows.
    """
    _write_captions(target, sheet, language, whose)
    _fill(target, sheet, rows, language, references, layout.HEADING_ROW, lines, quiet=False)
    target.row_dimensions[layout.CAPTION_ROW].height = _CAPTION_HEIGHT
    _fold(target, sheet.columns)
    keys = sum(column.band is Band.KEY for column in sheet.columns)
    target.freeze_panes = f"{get_column_letter(keys + 1)}{layout.FIRST_ROW}"


def fill_quiet_sheet(
    target: Worksheet,
    sheet: Sheet,
    rows: Sequence[RowValues],
    language: Language,
    references: References,
) -> None:
    """Write a sheet that nobody types into: headings on row 1, nothing folded."""
    _fill(target, sheet, rows, language, references, 1, lines=1, quiet=True)
    target.freeze_panes = "A2"


def _fill(
    target: Worksheet,
    sheet: Sheet,
    rows: Sequence[RowValues],
    language: Language,
    references: References,
    heading_row: int,
    lines: int,
    quiet: bool,
) -> None:
    _style_columns(target, sheet, rows, language, quiet, tall=lines > _EVEN_LINES)
    _write_headings(target, sheet.columns, language, heading_row, quiet)
    _write_rows(target, sheet.columns, rows or ({},), language, references, heading_row + 1)
    last = heading_row + max(len(rows), 1)
    height = lines * _LINE + _PADDING
    for number in range(heading_row + 1, last + 1):
        target.row_dimensions[number].height = height
    _add_table(target, sheet, language, heading_row, last)
    target.sheet_format.customHeight = True
    target.sheet_format.defaultRowHeight = height
    target.sheet_view.showGridLines = False
    target.sheet_view.zoomScale = 100


def _write_captions(target: Worksheet, sheet: Sheet, language: Language, whose: Text) -> None:
    for block in layout.blocks(sheet.columns):
        look = caption_look(block.band)
        for index in range(block.first, block.last + 1):
            look.dress(at(target, layout.CAPTION_ROW, index))
        by = Text(whose.zh, whose.en[:1].lower() + whose.en[1:])
        words = _CAPTIONS[block.band].filled(whose=by.to(language))
        put(at(target, layout.CAPTION_ROW, block.first), words.to(language))
    named = {block.first for block in layout.blocks(sheet.columns)}
    for block in layout.folded(sheet.columns):
        if block.first - 1 not in named:
            put(at(target, layout.CAPTION_ROW, block.first - 1), _UNFOLDS[block.band].to(language))


def _style_columns(
    target: Worksheet,
    sheet: Sheet,
    rows: Sequence[RowValues],
    language: Language,
    quiet: bool,
    tall: bool,
) -> None:
    """Columns carry the style too: what is typed below the table's last row looks the same."""
    deadlines = [deadline.column for deadline in DEADLINES if deadline.sheet == sheet.key]
    for index, column in enumerate(sheet.columns, 1):
        dimension = target.column_dimensions[get_column_letter(index)]
        dimension.width = column_width(column, language, rows)
        if column.key in deadlines:
            dimension.width += _SIGN_WIDTH
        body_look(column.kind, column.band, column.of_jobs, quiet, tall).dress(dimension)
        dimension.number_format = number_format(column)


def _write_headings(
    target: Worksheet, columns: Sequence[Column], language: Language, row: int, quiet: bool
) -> None:
    for index, column in enumerate(columns, 1):
        cell = at(target, row, index)
        put(cell, column.title.to(language))
        heading_look(_head_band(column), quiet).dress(cell)
    target.row_dimensions[row].height = _HEADING_HEIGHT


def _head_band(column: Column) -> Band:
    """A key column that jobs write looks like the other columns of the jobs."""
    return Band.JOBS if column.of_jobs and column.band is Band.KEY else column.band


def _write_rows(
    target: Worksheet,
    columns: Sequence[Column],
    rows: Sequence[RowValues],
    language: Language,
    references: References,
    first: int,
) -> None:
    dimensions = [
        target.column_dimensions[get_column_letter(index)] for index in range(1, len(columns) + 1)
    ]
    for number, values in enumerate(rows, first):
        for index, column in enumerate(columns, 1):
            cell = at(target, number, index)
            put(cell, shown(column, values.get(column.key), language, references))
            wear(cell, dimensions[index - 1])


def _add_table(
    target: Worksheet, sheet: Sheet, language: Language, heading_row: int, last: int
) -> None:
    end = get_column_letter(len(sheet.columns))
    ref = f"A{heading_row}:{end}{last}"
    table = Table(displayName=sheet.table, name=sheet.table, ref=ref)
    table.autoFilter = AutoFilter(ref=ref)
    for index, column in enumerate(sheet.columns, 1):
        table.tableColumns.append(TableColumn(id=index, name=column.title.to(language)))
    target.add_table(table)


def _fold(target: Worksheet, columns: Sequence[Column]) -> None:
    """Fold the seldom seen bands; the + stands over the column at their left."""
    target.sheet_properties.outlinePr = Outline(summaryRight=False)
    for block in layout.folded(columns):
        for letter in block.letters:
            dimension = target.column_dimensions[letter]
            dimension.outlineLevel = 1
            dimension.hidden = True
        # Excel looks for the mark before a group, LibreOffice behind it
        for beside in (block.first - 1, block.last + 1):
            target.column_dimensions[get_column_letter(beside)].collapsed = True
        # openpyxl finds the depth of the outline only after it has written it
        target.column_dimensions.max_outline = 1
