"""The archive: closed cases by the month of their closing, with the columns of the books they left.

One workbook a month, `archive/2026-03.xlsx`, written by jobs alone. A row is there what it was in
the people's book, its private columns and cell notes as one text, and after the retention time
without anything personal.
"""

from dataclasses import replace

from sheetops.records.applications import APPLICATIONS
from sheetops.records.columns import Band, Column, Kind, define
from sheetops.records.feedback import FEEDBACK
from sheetops.records.sheets import Book, Sheet
from sheetops.records.slips import SLIPS
from sheetops.records.text import Text

FOLDER = "archive"

BESIDE = "beside"
"""Column key: what stood in private columns and cell notes of the row."""
ANONYMISED_AT = "anonymised_at"
"""Column key: the day on which the row's personal data was removed; empty before."""

# fmt: off
_OWN: tuple[Column, ...] = (
    define(BESIDE, "登记簿里的其他内容|Also in the book", Kind.PROSE, "O", "J", Band.SELDOM, "自加的列和批注|Private columns and cell notes", width=30),
    define("archived_at", "归档时间|Archived at", Kind.TIME, "R", "J", Band.SELDOM, "移入归档的时间|When it was archived"),
    define(ANONYMISED_AT, "匿名日期|Anonymised on", Kind.DATE, "O", "J", Band.SELDOM, "保存期满、个人信息已去除的日期|When its personal data was removed"),
)
# fmt: on


def _archived(sheet: Sheet) -> Sheet:
    return replace(sheet, columns=(*sheet.columns, *_OWN))


ARCHIVED_SHEETS = tuple(map(_archived, (APPLICATIONS, SLIPS, FEEDBACK)))
OWN_COLUMNS = frozenset(column.key for column in _OWN)
"""Columns of an archived row that its people's book does not have."""

ARCHIVE_BOOK = Book(
    key="archive",
    file="archive/{month}.xlsx",
    glob="archive/*.xlsx",
    title=Text("归档", "Archive"),
    whose=Text("系统", "sheetops"),
    sheets=ARCHIVED_SHEETS,
    of_jobs=True,
)
