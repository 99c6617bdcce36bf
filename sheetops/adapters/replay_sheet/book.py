"""A replay as bytes: the sums on the first sheet, the cases that would differ on the second."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook

from sheetops.adapters.board_sheet.page import set_page
from sheetops.adapters.replay_sheet.case_sheet import TABLE, draw_cases, row_of, sheet_title
from sheetops.adapters.replay_sheet.sum_sheet import TITLE, draw_sums
from sheetops.adapters.workbook.editing import AppendRows, edit
from sheetops.records.references import References
from sheetops.records.text import Language
from sheetops.rules.replaying.replay import Replay

DRAWN = 2_000
"""Cases that are drawn with a height that fits their words; more are appended as they come."""


@dataclass(frozen=True, slots=True)
class Page:
    """Whose replay it is, when it was made, in which language, and the handbook's labels."""

    shop: str
    now: datetime
    language: Language
    labels: References


def replay_book(found: Replay, page: Page) -> bytes:
    """Return the workbook of a replay; the cases that matter most stand first."""
    book = Workbook()
    sums, language = book.worksheets[0], page.language
    sums.title = TITLE.to(language)
    cases = book.create_sheet(sheet_title(language))
    differences = sorted(found.differences, key=lambda one: one.weight, reverse=True)
    draw_sums(sums, found, page.shop, page.now, language, page.labels)
    draw_cases(cases, found, differences[:DRAWN], language, page.labels)
    for sheet in (sums, cases):
        set_page(sheet, page.shop, page.now)
        sheet.page_setup.orientation = "landscape" if sheet is cases else "portrait"
    book.properties.creator = page.shop
    book.properties.title = f"{page.shop} {TITLE.to(language)}"
    book.properties.created = book.properties.modified = page.now
    written = BytesIO()
    book.save(written)
    data, rest = written.getvalue(), differences[DRAWN:]
    if not rest:
        return data
    rows = (row_of(one, language, page.labels) for one in rest)
    return edit(data, [AppendRows(sheet_title(language), TABLE, rows)])
