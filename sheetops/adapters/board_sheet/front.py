"""The first sheet: ten seconds for a manager, and today's work for everybody else."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from sheetops.adapters.board_sheet import figure_sheet
from sheetops.adapters.board_sheet.charts import Dash, bar_chart, line_chart
from sheetops.adapters.board_sheet.figure_sheet import Ranges
from sheetops.adapters.board_sheet.styles import (
    COUNT,
    MONEY,
    TIME,
    Look,
    dress,
    link,
    place_of,
    put,
)
from sheetops.records import palette
from sheetops.records.problems import Place
from sheetops.records.text import Language, Text
from sheetops.rules.deadlines.overdue import DueItem
from sheetops.rules.reporting.board import Board, Desk, short_key
from sheetops.rules.reporting.figures import Pair, Rate
from sheetops.rules.reporting.notices import ago

FIRST, LAST = 2, 6
"""The five columns that tiles and work share: B to F."""
CHARTS_AT = "H"

MOST = 100
"""Lines for one desk; who has more looks into the workbook, which says all of them."""

_TITLE = Look(ink=palette.ACCENT, size=18, bold=True)
_QUIET = Look(ink=palette.MUTED)
_SECTION = Look(ink=palette.ACCENT, size=12, bold=True)
_TILE = Look(wash=palette.WASH, indent=1, gap=True)
_HEAD = Look(ink=palette.MUTED, size=9, line=palette.MUTED)
_CELL = Look(line=palette.LINE)
_ID = Look(line=palette.LINE, font=palette.FONT_ID, ink=palette.ACCENT)


@dataclass(frozen=True, slots=True)
class Tile:
    """One of the five figures on top. `tone` is the number's colour."""

    title: Text
    pair: Pair
    tone: str = palette.INK
    money: bool = False


def draw_front(
    sheet: Worksheet, board: Board, language: Language, ranges: Ranges, problem_sheet: str
) -> None:
    """Write the sheet; `ranges` says where the charts' numbers stand."""
    for letter, width in zip("ABCDEFGH", (2, 20, 18, 21, 21, 46, 3, 10), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.row_dimensions[2].height = 30
    put(sheet, 2, FIRST, board.shop, _TITLE)
    as_of = AS_OF.filled(time=f"{board.now:%Y-%m-%d %H:%M}").to(language)
    put(sheet, 3, FIRST, as_of, _QUIET)
    _tiles(sheet, 5, tiles(board), language)
    _rates(sheet, 9, board.summary.rates, language)
    row = _notices(sheet, 13, board, language, problem_sheet)
    row = _work(sheet, row, board, language)
    _charts(sheet, ranges, language)
    sheet.freeze_panes = "A4"
    sheet.print_area = f"A1:F{row} H4:P48"  # the work, and the charts on a page of their own


def tiles(board: Board) -> tuple[Tile, ...]:
    """Return the five figures that matter."""
    summary = board.summary
    late = palette.OVERDUE if summary.overdue.now else palette.DONE
    return (
        Tile(CAME_IN, summary.came_in),
        Tile(DECIDED, summary.decided),
        Tile(WAITING, summary.waiting),
        Tile(OVERDUE, summary.overdue, tone=late),
        Tile(REFUNDED, summary.refunded, money=True),
    )


def _tiles(sheet: Worksheet, row: int, shown: Sequence[Tile], language: Language) -> None:
    for offset, height in enumerate((20, 36, 20)):
        sheet.row_dimensions[row + offset].height = height
    for column, tile in enumerate(shown, start=FIRST):
        put(sheet, row, column, tile.title.to(language), replace(_TILE, ink=palette.MUTED))
        shown_as = MONEY if tile.money else COUNT
        big = replace(_TILE, size=22, bold=True, ink=tile.tone, shown_as=shown_as)
        put(sheet, row + 1, column, tile.pair.now, big)
        before = f"{tile.pair.before:,}"
        words = BEFORE.filled(n=before).to(language)
        put(sheet, row + 2, column, words, replace(_TILE, ink=palette.MUTED, size=9, down="top"))


def _rates(sheet: Worksheet, row: int, rates: Sequence[Rate], language: Language) -> None:
    """Write the shares under the tiles: percent, and the numbers behind it."""
    quiet = Look(ink=palette.MUTED, size=9, indent=1)
    for column, share in enumerate(rates[:5], start=FIRST):
        put(sheet, row, column, share.title.to(language), quiet)
        put(sheet, row + 1, column, share.percent, Look(size=12, bold=True, indent=1))
        put(sheet, row + 2, column, f"{share.part} / {share.whole}", quiet)


def _notices(
    sheet: Worksheet, row: int, board: Board, language: Language, problem_sheet: str
) -> int:
    """Write what needs attention, and return the next free row; nothing when there is nothing."""
    if not board.notices and not board.problems:
        return row
    put(sheet, row, FIRST, ATTENTION.to(language), _SECTION)
    row += 1
    if board.problems:
        words = PROBLEMS.filled(errors=board.errors, warnings=len(board.problems) - board.errors)
        cell = put(sheet, row, FIRST, words.to(language), Look(ink=palette.ACCENT))
        link(cell, None, place_of(problem_sheet, "A1"))
        row += 1
    for notice in sorted(board.notices, key=lambda notice: not notice.urgent):
        sign, ink = ("▲", palette.OVERDUE) if notice.urgent else ("·", palette.INK)
        put(sheet, row, FIRST, f"{sign} {notice.words.to(language)}", Look(ink=ink))
        row += 1
    return row + 1


def _work(sheet: Worksheet, row: int, board: Board, language: Language) -> int:
    """Write today's work by person and return the last row."""
    put(sheet, row, FIRST, WORK.to(language), _SECTION)
    if not board.desks:
        put(sheet, row + 1, FIRST, NOTHING.to(language), Look(ink=palette.DONE))
        return row + 1
    row += 1
    for column, words in enumerate(HEADS, start=FIRST):
        put(sheet, row, column, words.to(language), _HEAD)
    for desk in board.desks:
        row = _desk(sheet, row + 1, desk, board, language)
    return row


def _desk(sheet: Worksheet, row: int, desk: Desk, board: Board, language: Language) -> int:
    sheet.row_dimensions[row].height = 26
    for column in range(FIRST + 1, LAST):
        put(sheet, row, column, None, _CELL)
    put(
        sheet,
        row,
        FIRST,
        desk.title.to(language),
        replace(_CELL, size=11, bold=True, down="bottom"),
    )
    count = DESK.filled(overdue=desk.overdue, count=len(desk.items)).to(language)
    ink = palette.OVERDUE if desk.overdue else palette.MUTED
    put(sheet, row, LAST, count, replace(_CELL, ink=ink, across="right", down="bottom", size=9))
    for item in desk.items[:MOST]:
        row += 1
        _item(sheet, row, item, board, language)
    if len(desk.items) > MOST:
        row += 1
        put(sheet, row, FIRST, MORE.filled(n=len(desk.items) - MOST).to(language), _QUIET)
    return row


def _item(sheet: Worksheet, row: int, item: DueItem, board: Board, language: Language) -> None:
    sheet.row_dimensions[row].height = 18
    sign, ink, wash = LOOKS.get(item.level, ("", palette.INK, None))
    words = f"{sign} {how_long(item, board.now).to(language)}"
    put(sheet, row, 2, words.strip(), replace(_CELL, ink=ink, wash=wash, bold=bool(sign)))
    due = put(sheet, row, 3, item.due_at, replace(_CELL, shown_as=TIME))
    case = put(sheet, row, 4, item.case_id or short_key(item.place.key or ""), _ID)
    slip = put(sheet, row, 5, item.slip_no or "", _ID)
    put(sheet, row, 6, item.what.to(language), _CELL)
    if board.masked:
        for cell in (case, slip):
            dress(cell, replace(_ID, ink=palette.INK))
        return
    _explain(due, item, language)
    _lead(case, item.place)
    _lead(slip, board.slips.get(item.slip_no or ""))


def _explain(due: Cell, item: DueItem, language: Language) -> None:
    """Say in a comment how the deadline came about; a copy that leaves the house has none."""
    if item.why:
        told = [f"{n}. {line.to(language)}" for n, line in enumerate(item.why, 1)]
        note = Comment("\n".join(told), "sheetops", height=24 * len(told) + 24, width=380)
        due.comment = note


def how_long(item: DueItem, now: datetime) -> Text:
    """Return for how long the item has been overdue, or how much time it has left."""
    span = ago(abs(now - item.due_at))
    words = LATE if item.level == "overdue" else LEFT
    return Text(words.zh.format(span=span.zh), words.en.format(span=span.en))


def _lead(cell: Cell, place: Place | None) -> None:
    """Link a cell to a row, where it stands in a workbook already."""
    if place and place.sheet and place.row:
        link(cell, place.book, place_of(place.sheet, f"A{place.row}"))


def _charts(sheet: Worksheet, ranges: Ranges, language: Language) -> None:
    """Place the charts one below the other, to the right of the work."""
    row = 5
    titled = (
        line_chart(ranges.days, IN_AND_OUT.to(language), _LINES),
        ranges.stages
        and bar_chart(ranges.stages, figure_sheet.STAGES.to(language), palette.OVERDUE),
        ranges.reasons
        and bar_chart(ranges.reasons, figure_sheet.REASONS.to(language), palette.JOB),
    )
    for chart in titled:
        if chart:
            sheet.add_chart(chart, f"{CHARTS_AT}{row}")
            row += int(Decimal(str(chart.height)) / Decimal("0.53")) + 1


AS_OF = Text("退换货看板 · 截至 {time}", "Returns and exchanges · as of {time}")
CAME_IN = Text("今日新增", "Came in today")
DECIDED = Text("今日审核", "Decided today")
WAITING = Text("未完结", "Open")
OVERDUE = Text("逾期", "Overdue")
REFUNDED = Text("今日退款（元）", "Refunded today (CNY)")
BEFORE = Text("昨日 {n}", "yesterday {n}")
ATTENTION = Text("需要留意", "Worth knowing")
PROBLEMS = Text(
    "表格里有 {errors} 处错误、{warnings} 处提醒，点这里查看",
    "In the workbooks: {errors} to mend, {warnings} worth a look; see them here",
)
WORK = Text("今日待办", "Today's work")
NOTHING = Text("✓ 今天没有到期的事项。", "✓ Nothing is due today.")
DESK = Text("逾期 {overdue} · 共 {count}", "{overdue} overdue · {count} in all")
MORE = Text("另有 {n} 项，见申请登记簿", "{n} more: see the applications book")
IN_AND_OUT = Text("近 30 天：新增与完结", "Last 30 days: came in and closed")
HEADS = (
    Text("时限", "Time"),
    Text("截止", "Due"),
    Text("售后单号", "Case"),
    Text("退货编号", "Slip"),
    Text("下一步", "Next step"),
)
LATE = Text("逾期 {span}", "{span} overdue")
LEFT = Text("剩 {span}", "{span} left")
_LINES: tuple[tuple[str, Dash], ...] = ((palette.JOB, "sysDash"), (palette.ACCENT, "solid"))
LOOKS: dict[str, tuple[str, str, str | None]] = {
    "overdue": (palette.SIGN_OVERDUE, palette.OVERDUE, palette.OVERDUE_WASH),
    "close": (palette.SIGN_WARNING, palette.WARNING, palette.WARNING_WASH),
    "warning": (palette.SIGN_WARNING, palette.WARNING, palette.WARNING_WASH),
}
