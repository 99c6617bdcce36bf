"""The sheet of figures: every share with its numerator and denominator, and what charts draw."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from openpyxl.worksheet.worksheet import Worksheet

from sheetops.adapters.board_sheet.charts import Source
from sheetops.adapters.board_sheet.styles import COUNT, DAY, MONEY, Look, Shown, put
from sheetops.records import palette
from sheetops.records.text import Language, Text
from sheetops.rules.reporting.board import Board
from sheetops.rules.reporting.figures import Slice
from sheetops.rules.reporting.summary import DAYS

HEAD = Look(ink=palette.MUTED, bold=True, line=palette.MUTED)
CELL = Look(line=palette.LINE)
NOTE = Look(ink=palette.MUTED, line=palette.LINE)
SECTION = Look(ink=palette.ACCENT, size=12, bold=True)

_MOST = 8
"""How many reasons a chart can show and still be read; the others are one bar."""


@dataclass(frozen=True, slots=True)
class Ranges:
    """Where the charts' numbers stand; None where there is nothing to draw."""

    days: Source
    stages: Source | None
    reasons: Source | None


def draw_figures(sheet: Worksheet, board: Board, language: Language) -> Ranges:
    """Write the sheet and return where its numbers stand."""
    summary = board.summary
    for column, width in enumerate((3, 36, 12, 12, 12, 14, 38), start=1):
        sheet.column_dimensions["ABCDEFG"[column - 1]].width = width
    _rates(sheet, board, language)
    row = 5 + len(summary.rates) + 2
    stages, row = _slices(sheet, row, STAGES, summary.stages, language)
    reasons, row = _slices(sheet, row, REASONS, most(summary.reasons), language)
    _, row = _slices(sheet, row, STATES, summary.states, language)
    days = _days(sheet, row, board, language)
    sheet.freeze_panes = "A3"
    return Ranges(days, stages, reasons)


def most(slices: Sequence[Slice], at_most: int = _MOST) -> tuple[Slice, ...]:
    """Return the largest slices, the rest added up as one."""
    if len(slices) <= at_most:
        return tuple(slices)
    rest = sum(part.count for part in slices[at_most - 1 :])
    return (*slices[: at_most - 1], Slice(OTHERS, rest))


def _rates(sheet: Worksheet, board: Board, language: Language) -> None:
    sheet.row_dimensions[1].height = 26
    put(sheet, 1, 2, RATES.to(language), SECTION)
    _row(sheet, 3, (words.to(language) for words in RATE_HEADS), HEAD, numbers_from=3)
    put(sheet, 3, 7, HOW.to(language), HEAD)
    row = 4
    for share in board.summary.rates:
        line = (share.title.to(language), share.percent, share.part, share.whole)
        _row(sheet, row, line, CELL, numbers_from=3)
        put(sheet, row, 6, None, CELL)
        put(sheet, row, 7, share.target.to(language), NOTE)
        row += 1
    mean = board.summary.handling
    value = "—" if mean.value is None else mean.value
    _row(sheet, row, (mean.title.to(language), value, None, mean.count), CELL, numbers_from=3)
    put(sheet, row, 6, None, CELL)
    put(sheet, row, 7, HOURS.to(language), NOTE)


def _slices(
    sheet: Worksheet, row: int, words: Text, slices: Sequence[Slice], language: Language
) -> tuple[Source | None, int]:
    """Write one list of slices from `row` on; return where it stands and the next free row."""
    if not slices:
        return None, row
    put(sheet, row, 2, words.to(language), SECTION)
    head = row + 1
    _row(sheet, head, (WHAT.to(language), COUNTED.to(language)), HEAD, numbers_from=3)
    for place, part in enumerate(slices, start=head + 1):
        _row(sheet, place, (part.title.to(language), part.count), CELL, numbers_from=3)
    last = head + len(slices)
    return Source(sheet, head, last, names=2, numbers=(3,)), last + 2


def _days(sheet: Worksheet, row: int, board: Board, language: Language) -> Source:
    put(sheet, row, 2, BY_DAY.to(language), SECTION)
    head = row + 1
    _row(sheet, head, (words.to(language) for words in DAY_HEADS), HEAD, numbers_from=3)
    for place, day in enumerate(board.summary.days, start=head + 1):
        put(sheet, place, 2, day.day, replace(CELL, shown_as=DAY))
        _row(sheet, place, (day.came_in, day.closed, day.decided), CELL, first=3)
        put(sheet, place, 6, day.refunded, replace(CELL, across="right", shown_as=MONEY))
    whole_days = len(board.summary.days) - (not board.summary.is_whole_day)
    last = head + whole_days  # a day that is not over would let every line fall at its end
    return Source(sheet, head, last, names=2, numbers=(3, 4))


def _row(
    sheet: Worksheet,
    row: int,
    values: Iterable[Shown],
    look: Look,
    *,
    first: int = 2,
    numbers_from: int = 1,
) -> None:
    """Write values side by side from column `first`; numbers stand right, from a column on."""
    for column, value in enumerate(values, start=first):
        across = "right" if column >= numbers_from else "left"
        shown_as = COUNT if isinstance(value, int) else "General"
        put(sheet, row, column, value, replace(look, across=across, shown_as=shown_as))


RATES = Text(f"近 {DAYS} 天指标（不足 5 笔不计，显示“—”）", f"Last {DAYS} days (fewer than 5: —)")
RATE_HEADS = (
    Text("指标", "Figure"),
    Text("结果", "Result"),
    Text("分子", "Part"),
    Text("分母", "Whole"),
    Text("", ""),
)
HOW = Text("怎么算", "How it is counted")
HOURS = Text("申请到完结，小时", "application to closing, hours")
STAGES = Text("逾期：卡在哪一步", "Overdue: at which step")
REASONS = Text(f"近 {DAYS} 天申请原因", f"Reasons, last {DAYS} days")
STATES = Text("未完结：处于哪个状态", "Open cases: in which state")
BY_DAY = Text("每天", "By day")
WHAT = Text("项目", "What")
COUNTED = Text("单数", "Cases")
OTHERS = Text("其他", "Others")
DAY_HEADS = (
    Text("日期", "Day"),
    Text("新增", "Came in"),
    Text("完结", "Closed"),
    Text("审核", "Decided"),
    Text("退款金额", "Refunded"),
)
