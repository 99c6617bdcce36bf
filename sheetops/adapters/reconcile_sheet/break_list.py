"""The second sheet of a reconciliation: every break, worst first, in a table that filters."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from sheetops.adapters.board_sheet.styles import (
    COUNT,
    MONEY,
    Look,
    Shown,
    lines_of,
    link,
    place_of,
    put,
)
from sheetops.records import palette
from sheetops.records.text import Language, Text
from sheetops.rules.reconciling.breaks import Break
from sheetops.rules.reconciling.reconcile import Reconciliation

HEAD_ROW = 4
TABLE = "breaks"
MOST = 20_000
"""Breaks that are drawn; a book that disagrees more than that is another shop's."""
_TITLE = Look(ink=palette.ACCENT, size=14, bold=True)
_QUIET = Look(ink=palette.MUTED)
_HEAD = Look(ink=palette.MUTED, bold=True, line=palette.MUTED, wrap=True, down="bottom")
_CELL = Look(line=palette.LINE, wrap=True)
_ID = Look(line=palette.LINE, font=palette.FONT_ID, shown_as="@", indent=1)
_NUMBER = Look(line=palette.LINE, across="right", shown_as=COUNT)


@dataclass(frozen=True, slots=True)
class _Line:
    """One break, at one instant, in one language."""

    found: Break
    now: datetime
    language: Language

    @property
    def place(self) -> str:
        place = self.found.place
        parts = [place.sheet or "", str(place.row) if place.row else ""] if place else []
        return " · ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class _Column:
    title: Text
    width: float
    look: Look
    say: Callable[[_Line], Shown]


_COLUMNS = (
    _Column(Text("差异", "Break"), 22, _CELL, lambda c: _kind(c)),
    _Column(Text("天数", "Days"), 7, _NUMBER, lambda c: c.found.days(c.now)),
    _Column(Text("售后单号", "Case"), 19, _ID, lambda c: c.found.case_id),
    _Column(Text("退款编号", "Refund no."), 22, _ID, lambda c: c.found.refund_no),
    _Column(Text("订单编号", "Order no."), 22, _ID, lambda c: c.found.order_no),
    _Column(Text("退货编号", "Slip"), 19, _ID, lambda c: c.found.slip_no),
    _Column(Text("登记簿", "In the book"), 26, _CELL, lambda c: c.found.here.to(c.language)),
    _Column(
        Text("平台或退换货单", "Platform or slip"),
        28,
        _CELL,
        lambda c: c.found.there.to(c.language),
    ),
    _Column(
        Text("涉及金额", "Amount"),
        12,
        replace(_NUMBER, shown_as=MONEY),
        lambda c: c.found.amount or None,
    ),
    _Column(
        Text("自", "Since"),
        17,
        Look(line=palette.LINE, shown_as="yyyy-mm-dd hh:mm", indent=1),
        lambda c: c.found.since,
    ),
    _Column(Text("哪一行", "Row"), 16, _CELL, lambda c: c.place),
    _Column(Text("导出行", "Export row"), 9, _NUMBER, lambda c: c.found.export_row),
    _Column(
        Text("怎么办", "What to do"),
        50,
        replace(_CELL, indent=1),
        lambda c: c.found.kind.remedy.to(c.language),
    ),
)


def draw_breaks(
    sheet: Worksheet, found: Reconciliation, language: Language, to_shop: str | None
) -> None:
    """Write the sheet: a table that Excel can filter and sort."""
    sheet.row_dimensions[1].height = 28
    put(sheet, 1, 1, TITLE.to(language), _TITLE)
    put(sheet, 2, 1, (ORDER if found.breaks else NONE).to(language), _QUIET)
    for place, column in enumerate(_COLUMNS, start=1):
        look = replace(_HEAD, across=column.look.across, indent=column.look.indent)
        head = put(sheet, HEAD_ROW, place, column.title.to(language), look)
        sheet.column_dimensions[head.column_letter].width = column.width
    sheet.row_dimensions[HEAD_ROW].height = 24
    shown = found.breaks[:MOST]
    for row, one in enumerate(shown, start=HEAD_ROW + 1):
        _draw(sheet, row, _Line(one, found.now, language), to_shop)
    if shown:
        last = sheet.cell(HEAD_ROW + len(shown), len(_COLUMNS)).coordinate
        table = Table(displayName=TABLE, ref=f"A{HEAD_ROW}:{last}")
        table.tableStyleInfo = TableStyleInfo(name=None, showRowStripes=False)
        sheet.add_table(table)
    sheet.freeze_panes = f"D{HEAD_ROW + 1}"
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"


def _draw(sheet: Worksheet, row: int, line: _Line, to_shop: str | None) -> None:
    lines = 1
    for place, column in enumerate(_COLUMNS, start=1):
        value = column.say(line)
        look = _toned(line.found) if place == 1 else column.look
        cell = put(sheet, row, place, value, look)
        if column.look.wrap and isinstance(value, str):
            lines = max(lines, lines_of(value, column.width))
        where = line.found.place
        if column.title.en == "Row" and to_shop is not None and where and where.sheet:
            link(cell, f"{to_shop}{where.book}", place_of(where.sheet, f"A{where.row or 1}"))
            cell.font = cell.font.copy(color=palette.ACCENT)  # type: ignore[no-untyped-call]
    sheet.row_dimensions[row].height = 4 + 14 * lines


def _toned(found: Break) -> Look:
    ink = palette.OVERDUE if found.kind.is_money else palette.WARNING
    return replace(_CELL, ink=ink, bold=found.kind.is_money)


def _kind(line: _Line) -> str:
    sign = palette.SIGN_OVERDUE if line.found.kind.is_money else palette.SIGN_WARNING
    return f"{sign} {line.found.kind.title.to(line.language)}"


TITLE = Text("差异明细", "Breaks")
ORDER = Text(
    "先是涉及钱货的，每类里最久的在前。", "Money and goods first; of each kind the oldest first."
)
NONE = Text("没有差异。", "No breaks.")
