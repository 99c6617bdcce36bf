"""Reading a workbook: bytes in, tables and problems out; nothing raises for what is in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sheetops.adapters.workbook.editing import EditRefused
from sheetops.adapters.workbook.read_headings import count_headings, find_headings
from sheetops.adapters.workbook.read_look import SheetLook, look_at
from sheetops.adapters.workbook.read_problems import (
    SheetFindings,
    missing_headings,
    missing_sheet,
    sheet_problems,
)
from sheetops.adapters.workbook.read_refusals import find_refusal, refusal, refusal_for
from sheetops.adapters.workbook.read_rows import DamagedWorkbook, Row, RowReader
from sheetops.adapters.workbook.read_sheet import SheetReader, first_rows, table_of
from sheetops.records.catalogue import books as kinds
from sheetops.records.problems import Problem
from sheetops.records.references import NO_REFERENCES, References
from sheetops.records.sheets import Book, Sheet
from sheetops.records.spelling import folded
from sheetops.records.table import Table
from sheetops.records.text import Language

Tables = dict[str, Table]
_ENOUGH_HEADINGS = 0.6
"""A sheet under another name is taken for ours where it has so many of our headings."""


def read_book(
    data: bytes,
    book: Book,
    file: str,
    language: Language,
    references: References | None = None,
) -> tuple[Tables, list[Problem]]:
    """Return the tables in the workbook `file` (sheet key → table), and the problems met.

    Without `references` (the handbook itself) a reference column keeps the first word of what it
    says. A sheet that is missing or without headings is missing from the tables. Cells that cannot
    be read are None, and a problem says so.
    """
    refused = find_refusal(data, file)
    if refused:
        return {}, [refused]
    try:
        return _read(_Workbook(data, file, language, references or NO_REFERENCES), book)
    except EditRefused as error:
        return {}, [refusal_for(error, file)]
    except DamagedWorkbook:
        return {}, [refusal(kinds.BOOK_DAMAGED, file)]


class _Workbook:
    """A workbook's bytes, and what reading them needs."""

    def __init__(self, data: bytes, file: str, language: Language, references: References) -> None:
        self.data = data
        self.file = file
        self.language = language
        self.references = references
        self.reader = RowReader(data)

    def open(self, title: str) -> "_OpenSheet":
        """Look at one sheet, and begin to read its rows."""
        look = look_at(self.data, title)
        left, rows = self.reader.rows(look, look.markup_size)
        head, rows = first_rows(rows)
        return _OpenSheet(look, left, head, rows)


@dataclass(frozen=True, slots=True)
class _OpenSheet:
    look: SheetLook
    left: int
    head: Sequence[Row]
    rows: Iterator[Row]


def _read(workbook: _Workbook, book: Book) -> tuple[Tables, list[Problem]]:
    tables: Tables = {}
    problems: list[Problem] = []
    titles = _titles(workbook, book)
    for sheet in book.sheets:
        title = titles.get(sheet.key)
        if title is None:
            problems.append(missing_sheet(sheet, workbook.file, workbook.language))
            continue
        found = _read_sheet(workbook, sheet, title)
        if found is None:
            problems.append(missing_headings(sheet, workbook.file, title))
            continue
        tables[sheet.key] = found.table
        problems.extend(sheet_problems(found))
    return tables, problems


def _titles(workbook: _Workbook, book: Book) -> Mapping[str, str]:
    """Return sheet key → the sheet's name in this workbook: its title, else by its headings."""
    names = {folded(title): title for title in workbook.reader.titles()}
    titles: dict[str, str] = {}
    for sheet in book.sheets:
        found = [names.pop(folded(word)) for word in sheet.title.both() if folded(word) in names]
        if found:
            titles[sheet.key] = found[0]
    missing = [sheet for sheet in book.sheets if sheet.key not in titles]
    for title in names.values() if missing else ():
        head = workbook.open(title).head
        for sheet in missing:
            if count_headings(sheet, head) >= _ENOUGH_HEADINGS * len(sheet.columns):
                titles.setdefault(sheet.key, title)
    return titles


def _read_sheet(workbook: _Workbook, sheet: Sheet, title: str) -> SheetFindings | None:
    """Return what the sheet holds; None where it has no heading row."""
    opened = workbook.open(title)
    headings = find_headings(sheet, opened.head)
    if headings is None:
        return None
    shape = table_of(sheet, opened.look, headings.row)
    reader = SheetReader(sheet, headings, workbook.references, is_1904=opened.look.is_1904)
    reader.read(opened.rows, shape.totals_row if shape else None)
    return SheetFindings(
        table=reader.table(workbook.file, title, opened.left, shape),
        headings=headings,
        left=opened.left,
        look=opened.look,
        remarks=reader.remarks,
        shape=shape,
    )
