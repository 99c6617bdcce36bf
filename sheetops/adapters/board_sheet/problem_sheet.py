"""The sheet of problems: what is wrong, where, and what to do; a click leads to the row."""

from dataclasses import replace

from openpyxl.worksheet.worksheet import Worksheet

from sheetops.adapters.board_sheet.styles import Look, lines_of, link, place_of, put
from sheetops.records import palette
from sheetops.records.problems import Problem, Severity
from sheetops.records.text import Language, Text
from sheetops.rules.reporting.board import Board, short_key

WIDTHS = (3, 11, 20, 26, 48, 48, 24)

MOST = 500
"""More than anybody mends in a day; the workbooks say all of them, in the row itself."""

_HEAD = Look(ink=palette.MUTED, bold=True, line=palette.MUTED)
_CELL = Look(line=palette.LINE, wrap=True)
_CODE = replace(_CELL, ink=palette.MUTED, size=9)
_TITLE = Look(ink=palette.ACCENT, size=14, bold=True)
_QUIET = Look(ink=palette.MUTED)


def draw_problems(sheet: Worksheet, board: Board, language: Language) -> None:
    """Write the problems, errors first, at most 500 of them."""
    for letter, width in zip("ABCDEFG", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.row_dimensions[1].height = 28
    put(sheet, 1, 2, TITLE.to(language), _TITLE)
    put(sheet, 2, 2, _count(board).to(language), _QUIET)
    sheet.column_dimensions["F"].hidden = board.masked  # what to do quotes the row
    if not board.problems:
        return
    for column, words in enumerate(HEADS, start=2):
        put(sheet, 4, column, words.to(language), _HEAD)
    shown = board.problems[:MOST]
    for row, problem in enumerate(shown, start=5):
        _line(sheet, row, problem, language, linked=not board.masked)
    last = 4 + len(shown)
    if len(board.problems) > MOST:
        more = MORE.filled(n=len(board.problems) - MOST).to(language)
        put(sheet, last + 1, 2, more, _QUIET)
    sheet.freeze_panes = "A5"
    sheet.auto_filter.ref = f"B4:G{last}"
    sheet.print_title_rows = "4:4"
    sheet.page_setup.orientation = "landscape"


def _line(sheet: Worksheet, row: int, problem: Problem, language: Language, linked: bool) -> None:
    error = problem.severity is Severity.ERROR
    sign, ink = (ERROR, palette.OVERDUE) if error else (WARNING, palette.WARNING)
    put(sheet, row, 2, sign.to(language), replace(_CELL, ink=ink, bold=True, wrap=False))
    place = problem.place
    goes = linked and place.sheet and place.row
    number = replace(_CELL, font=palette.FONT_ID, ink=palette.ACCENT if goes else palette.INK)
    where = put(sheet, row, 3, short_key(place.key or "") or place.cell or "", number)
    if linked and place.sheet and place.row:
        link(where, place.book, place_of(place.sheet, place.cell or f"A{place.row}"))
    message = problem.message(language)
    remedy = problem.remedy(language).partition("\n")[0]  # a reply to paste stands in the row
    words = (_where(problem), message, remedy)
    for column, said in enumerate(words, start=4):
        put(sheet, row, column, said, _CELL)
    put(sheet, row, 7, problem.code, _CODE)
    lines = max(lines_of(said, WIDTHS[place + 3]) for place, said in enumerate(words))
    sheet.row_dimensions[row].height = 5 + 14 * lines


def _where(problem: Problem) -> str:
    """Return the place as people look for it: sheet, row, heading; the file when that is all."""
    place = problem.place
    if not place.sheet:
        return place.book
    parts = [place.sheet, str(place.row) if place.row else "", place.column or ""]
    return " · ".join(part for part in parts if part)


def _count(board: Board) -> Text:
    errors, warnings = board.errors, len(board.problems) - board.errors
    if not board.problems:
        return NONE
    count = COUNT.filled(errors=errors, warnings=warnings)
    return count if board.masked else Text(count.zh + HOW.zh, count.en + HOW.en)


TITLE = Text("需要改正的地方", "What has to be mended")
COUNT = Text("{errors} 处错误，{warnings} 处提醒。", "{errors} to mend, {warnings} worth a look.")
HOW = Text(
    "点击编号直达该行；改好并保存后，下次检查自动消失。",
    " Click a number to get to the row; once it is mended and saved, the next check clears it.",
)
NONE = Text("没有发现问题。", "No problems found.")
MORE = Text("另有 {n} 处，见各工作簿的“校验提示”列。", "{n} more: see the Issues columns.")
ERROR = Text("▲ 错误", "▲ Error")
WARNING = Text("△ 提醒", "△ Warning")
HEADS = (
    Text("级别", "Level"),
    Text("哪一行", "Row"),
    Text("位置", "Place"),
    Text("问题", "What is wrong"),
    Text("怎么办", "What to do"),
    Text("代码", "Code"),
)
