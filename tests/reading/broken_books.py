"""For each kind of problem of reading: a workbook that has it, and one close to it that has not."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlwt
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from sheetops.records.dictionary import APPLICATIONS_BOOK
from sheetops.records.sheets import Book
from tests.reading.small_books import (
    APPLICATIONS,
    KEY,
    ONLY_APPLICATIONS,
    Cells,
    book,
    drawn,
    place_of,
)


@dataclass(frozen=True)
class BrokenBook:
    """`wrong` brings the problem about; `right` does not."""

    wrong: bytes
    right: bytes
    kind: Book = ONLY_APPLICATIONS


def _old_format() -> bytes:
    workbook = xlwt.Workbook()
    workbook.add_sheet("申请登记").write(0, 0, "售后单号")
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _encrypted() -> bytes:
    """A compound file whose directory names the stream of an encrypted package."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    return header + "EncryptedPackage".encode("utf-16-le") + bytes(512)


def _other_zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    return stream.getvalue()


def _bomb() -> bytes:
    """A part that says it unpacks to 5 GB: the size in the central directory decides."""
    data = book(KEY)
    huge = (0xFFFFFFF0).to_bytes(4, "little")
    first, last = data.index(b"PK\x01\x02"), data.rindex(b"PK\x01\x02")
    return data[: first + 24] + huge + data[first + 28 : last + 24] + huge + data[last + 28 :]


def _in_table(last_row: int) -> Callable[[Worksheet], None]:
    def add(sheet: Worksheet) -> None:
        last = get_column_letter(len(APPLICATIONS.columns))
        sheet.add_table(Table(displayName="applications", ref=f"A1:{last}{last_row}"))

    return add


def _typed(**cells: object) -> bytes:
    return book({**KEY, **cells})


def _formula(result: object, key: str = "remark") -> bytes:
    def write(_: Any, sheet: Any) -> None:
        sheet.write_string(1, 0, "AS20260301-0007")
        sheet.write_formula(1, place_of(key), '="可"&"以"', None, result)

    return drawn(write)


def _error(text: str) -> bytes:
    def write(_: Any, sheet: Any) -> None:
        sheet.write_string(1, 0, "AS20260301-0007")
        sheet.write_formula(1, place_of("order_paid"), "=NA()", None, text)

    return drawn(write)


def _without(*keys: str) -> bytes:
    def erase(sheet: Worksheet) -> None:
        for key in keys:
            sheet.cell(1, place_of(key) + 1).value = "别的"

    return book(KEY, change=erase)


def _with_own(heading: str) -> bytes:
    def add(sheet: Worksheet) -> None:
        sheet.cell(1, len(APPLICATIONS.columns) + 1).value = heading

    return book(KEY, change=add)


GOOD = book(KEY)
ROW: Cells = {**KEY, "order_no": "3302710287203084298"}

BROKEN_BOOKS: dict[str, BrokenBook] = {
    "book-empty": BrokenBook(b"", GOOD),
    "book-not-workbook": BrokenBook("售后单号,订单编号\n".encode("gbk"), GOOD),
    "book-old-format": BrokenBook(_old_format(), GOOD),
    "book-encrypted": BrokenBook(_encrypted(), GOOD),
    "book-damaged": BrokenBook(GOOD[: len(GOOD) // 2], GOOD),
    "book-too-large": BrokenBook(_bomb(), GOOD),
    "sheet-missing": BrokenBook(GOOD, GOOD, APPLICATIONS_BOOK),
    "headings-not-found": BrokenBook(
        book(KEY, above=[["说明"]] * 10), book(KEY, above=[["说明"]] * 9)
    ),
    "heading-missing": BrokenBook(_without("order_no"), GOOD),
    "heading-missing-optional": BrokenBook(_without("remark"), GOOD),
    "heading-doubled": BrokenBook(_with_own("订单 编号"), _with_own("我的备注")),
    "merged-cells": BrokenBook(
        book(KEY, change=lambda sheet: sheet.merge_cells("B2:B3")),
        book(KEY, above=[["说明"]], change=lambda sheet: sheet.merge_cells("A1:C1")),
    ),
    "rows-below-table": BrokenBook(
        book(KEY, ROW, change=_in_table(2)), book(KEY, ROW, change=_in_table(3))
    ),
    "error-value": BrokenBook(_error("#N/A"), _error("198")),
    "formula-without-value": BrokenBook(_typed(remark='="可"&"以"'), _formula("可以")),
    "formula-in-cell": BrokenBook(_formula("可以"), _formula("可以", "next_step")),
    "id-lost-digits": BrokenBook(
        _typed(order_no=3302710287203084298), _typed(order_no="3302710287203084298")
    ),
    "id-stored-as-number": BrokenBook(
        _typed(order_no=330271028720), _typed(order_no="330271028720")
    ),
    "date-unreadable": BrokenBook(_typed(applied_at="昨天下午"), _typed(applied_at="2026年3月1日")),
    "date-impossible": BrokenBook(
        _typed(applied_at=datetime.fromisoformat("2100-01-01")),
        _typed(applied_at=datetime.fromisoformat("2099-12-31")),
    ),
    "date-as-text": BrokenBook(
        _typed(applied_at="2026/3/1 10:30"), _typed(applied_at=date(2026, 3, 1))
    ),
    "number-unreadable": BrokenBook(_typed(order_paid="约两百"), _typed(order_paid="２００")),
    "number-as-text": BrokenBook(_typed(order_paid="￥1,980.00元"), _typed(order_paid=1980)),
    "not-whole": BrokenBook(_typed(qty=1.5), _typed(qty=2)),
    "too-many-decimals": BrokenBook(_typed(order_paid=12.345), _typed(order_paid=0.1 + 0.2)),
    "unknown-choice": BrokenBook(_typed(case_type="退货"), _typed(case_type="退货退款")),
}
"""Code → workbooks."""
