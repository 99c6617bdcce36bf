"""The register of every workbook, sheet and column that the shop keeps."""

from collections.abc import Mapping
from types import MappingProxyType

from sheetops.records.agents import AGENTS
from sheetops.records.applications import APPLICATIONS
from sheetops.records.calendar import CALENDAR
from sheetops.records.couriers import COURIERS
from sheetops.records.feedback import FEEDBACK
from sheetops.records.filing_log import FILING_LOG
from sheetops.records.improvements import IMPROVEMENTS
from sheetops.records.inventory import INVENTORY
from sheetops.records.lists import LISTS
from sheetops.records.policy import POLICY
from sheetops.records.reasons import REASONS
from sheetops.records.scripts import SCRIPTS
from sheetops.records.sheets import Book, Sheet
from sheetops.records.slips import SLIPS
from sheetops.records.text import Text
from sheetops.records.training import TRAINING

APPLICATIONS_BOOK = Book(
    key="applications",
    file="applications.xlsx",
    glob="applications*.xlsx",
    title=Text("申请登记簿", "Applications book"),
    whose=Text("客服", "Agents"),
    sheets=(APPLICATIONS, FEEDBACK, LISTS),
)
SLIPS_BOOK = Book(
    key="slips",
    file="slips.xlsx",
    glob="slips.xlsx",
    title=Text("退换货单登记簿", "Slip register"),
    whose=Text("客服和仓库", "Agents and warehouse"),
    sheets=(SLIPS, LISTS),
)
HANDBOOK = Book(
    key="handbook",
    file="handbook.xlsx",
    glob="handbook.xlsx",
    title=Text("售后手册", "Handbook"),
    whose=Text("主管", "Supervisors"),
    sheets=(
        POLICY,
        CALENDAR,
        REASONS,
        SCRIPTS,
        COURIERS,
        INVENTORY,
        AGENTS,
        TRAINING,
        IMPROVEMENTS,
        LISTS,
    ),
)
FILING_LOG_BOOK = Book(
    key="filing_log",
    file="filing_log/{month}.xlsx",
    glob="filing_log/*.xlsx",
    title=Text("备案日志", "Filing log"),
    whose=Text("系统", "sheetops"),
    sheets=(FILING_LOG,),
    of_jobs=True,
)

PEOPLES_BOOKS = (APPLICATIONS_BOOK, SLIPS_BOOK, HANDBOOK)
BOOKS: Mapping[str, Book] = MappingProxyType(
    {book.key: book for book in (*PEOPLES_BOOKS, FILING_LOG_BOOK)}
)
"""Book key → workbook. The board is not here: it shows records, it keeps none."""

SHEETS: Mapping[str, Sheet] = MappingProxyType(
    {sheet.key: sheet for book in BOOKS.values() for sheet in book.sheets}
)
"""Sheet key → sheet."""


def book_of(sheet: str) -> Book:
    """Return the book that keeps the sheet with the key `sheet` (its first, for `lists`)."""
    return next(book for book in BOOKS.values() if any(s.key == sheet for s in book.sheets))
