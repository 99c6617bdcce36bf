"""The board as bytes: three sheets, built anew each time, the same bytes for the same board."""

import re
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook

from sheetops.adapters.board_sheet.figure_sheet import draw_figures
from sheetops.adapters.board_sheet.front import draw_front
from sheetops.adapters.board_sheet.page import set_page
from sheetops.adapters.board_sheet.problem_sheet import draw_problems
from sheetops.records.text import Language, Text
from sheetops.rules.reporting.board import Board

FRONT = Text("看板", "Board")
PROBLEMS = Text("问题", "Problems")
FIGURES = Text("指标", "Figures")

_EPOCH = (2020, 1, 1, 0, 0, 0)


def board_book(board: Board, language: Language) -> bytes:
    """Return `board.xlsx` for `board`, in `language`.

    A masked board has neither links nor what buyers wrote.
    """
    book = Workbook()
    front = book.worksheets[0]
    front.title = FRONT.to(language)
    problems = book.create_sheet(PROBLEMS.to(language))
    figures = book.create_sheet(FIGURES.to(language))
    ranges = draw_figures(figures, board, language)
    draw_problems(problems, board, language)
    draw_front(front, board, language, ranges, PROBLEMS.to(language))
    for sheet in (front, problems, figures):
        set_page(sheet, board.shop, board.now)
        sheet.page_margins.footer = 0.3
    book.properties.creator = board.shop
    book.properties.title = f"{board.shop} {FRONT.to(language)}"
    return _bytes(book, board.now)


def _bytes(book: Workbook, now: datetime) -> bytes:
    """Return the book's bytes without the clock in them: times are the board's own."""
    book.properties.created = book.properties.modified = now
    raw, packed = BytesIO(), BytesIO()
    book.save(raw)
    with ZipFile(raw) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, _still(name, source.read(name), now))
    return packed.getvalue()


def _still(name: str, data: bytes, now: datetime) -> bytes:
    """Return a part with the saving time that openpyxl puts into it replaced by the board's."""
    if name != "docProps/core.xml":
        return data
    stamp = now.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    pattern = rb"(<dcterms:modified[^>]*>)[^<]*"
    return re.sub(pattern, lambda found: found.group(1) + stamp, data)
