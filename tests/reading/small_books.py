"""Workbooks of a few cells, made in the test, and what reading them says."""

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from sheetops.adapters.workbook.read import read_book
from sheetops.records.dictionary import APPLICATIONS_BOOK, SHEETS
from sheetops.records.problems import Problem
from sheetops.records.sheets import Book, Sheet
from sheetops.records.table import Table
from sheetops.records.text import Language

APPLICATIONS = SHEETS["applications"]
ONLY_APPLICATIONS = Book(
    key="applications",
    file="applications.xlsx",
    glob="applications*.xlsx",
    title=APPLICATIONS_BOOK.title,
    whose=APPLICATIONS_BOOK.whose,
    sheets=(APPLICATIONS,),
)
Cells = dict[str, object]
KEY: Cells = {"case_id": "AS20260301-0007"}


def book(
    *rows: Cells,
    sheet: Sheet = APPLICATIONS,
    language: Language = "zh-CN",
    above: Sequence[Sequence[object]] = (),
    change: Callable[[Worksheet], object] | None = None,
    title: str | None = None,
) -> bytes:
    """Return a workbook: the rows `above`, all headings, then `rows` by column key."""
    workbook = openpyxl.Workbook()
    found = workbook.worksheets[0]
    found.title = title or sheet.title.to(language)
    for row in above:
        found.append(list(row))
    found.append([column.title.to(language) for column in sheet.columns])
    for cells in rows:
        found.append([cells.get(column.key) for column in sheet.columns])
    if change is not None:
        change(found)
    return saved(workbook)


def saved(workbook: openpyxl.Workbook) -> bytes:
    """Return the workbook as bytes."""
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def drawn(write: Callable[[Any, Any], object], **options: object) -> bytes:
    """Return a workbook that XlsxWriter makes: it can write formulas with their results."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True, **options})
    found = workbook.add_worksheet("申请登记")
    for number, column in enumerate(APPLICATIONS.columns):
        found.write_string(0, number, column.title.zh)
    write(workbook, found)
    workbook.close()
    return stream.getvalue()


def place_of(key: str) -> int:
    """Return the number of a column in these books, from 0."""
    return [column.key for column in APPLICATIONS.columns].index(key)


def patched(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Return the workbook with one part changed; the test fails where `old` is not there."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new)
            target.writestr(name, content)
    return stream.getvalue()


def read(data: bytes, wanted: Book = ONLY_APPLICATIONS) -> tuple[Table, list[Problem]]:
    """Return the applications that a workbook holds, and the problems met."""
    tables, problems = read_book(data, wanted, wanted.file, "zh-CN")
    return tables["applications"], problems


def met(data: bytes, wanted: Book = ONLY_APPLICATIONS) -> list[tuple[str, str | None]]:
    """Return code and cell of each problem met."""
    _, problems = read_book(data, wanted, wanted.file, "zh-CN")
    return [(problem.code, problem.place.cell) for problem in problems]
