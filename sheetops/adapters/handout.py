"""Writes rows of the record for others: as CSV, or as a workbook that needs no sheetops."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING

from sheetops.records.cells import to_cell
from sheetops.records.columns import Column, Kind, Value
from sheetops.records.references import References
from sheetops.records.sheets import Sheet
from sheetops.records.text import Language
from sheetops.rules.exporting.safe_text import guarded

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

Rows = Iterable[Mapping[str, Value]]
DRAWN = 500
"""Rows whose columns are measured and drawn; more are appended in the look of the last one."""


@dataclass(frozen=True, slots=True)
class Wording:
    """In which language cells are written, and how rows of other sheets are called."""

    language: Language
    references: References


def csv_bytes(sheet: Sheet, rows: Rows, wording: Wording) -> bytes:
    """Return the rows as CSV in UTF-8; with its mark, without which Excel reads Chinese as GBK."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)  # comma, quotes where needed, CRLF: RFC 4180
    writer.writerow(column.title.to(wording.language) for column in sheet.columns)
    for row in rows:
        writer.writerow(_text(column, row.get(column.key), wording) for column in sheet.columns)
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(parts: Sequence[tuple[Sheet, Rows]], wording: Wording, author: str) -> bytes:
    """Return a workbook with one sheet for each part; identifiers are text cells."""
    from openpyxl.workbook import Workbook

    from sheetops.adapters.workbook.build.pack import pack

    book = Workbook()
    del book[book.worksheets[0].title]
    book.properties.creator = author
    left = [_draw(book, sheet, iter(rows), wording) for sheet, rows in parts]
    data = pack(book)
    for (sheet, _), rows in zip(parts, left, strict=True):
        data = _append(data, sheet, rows, wording)
    return data


def _draw(
    book: "Workbook", sheet: Sheet, rows: "Iterable[Mapping[str, Value]]", wording: Wording
) -> Rows:
    """Draw the sheet with its first rows; return the others."""
    from sheetops.adapters.workbook.build.printing import set_up_print
    from sheetops.adapters.workbook.build.sheet import fill_quiet_sheet

    target = book.create_sheet(sheet.title.to(wording.language))
    rest = iter(rows)
    fill_quiet_sheet(target, sheet, list(islice(rest, DRAWN)), wording.language, wording.references)
    set_up_print(target, sheet.columns, 1, sheet.title.to(wording.language))
    return rest


def _append(data: bytes, sheet: Sheet, rows: Rows, wording: Wording) -> bytes:
    from sheetops.adapters.workbook.editing import AppendRows, edit

    cells = [
        [to_cell(c, row.get(c.key), wording.language, wording.references) for c in sheet.columns]
        for row in rows
    ]
    if not cells:
        return data
    return edit(data, [AppendRows(sheet.title.to(wording.language), sheet.table, cells)])


def _text(column: Column, value: Value, wording: Wording) -> str:
    shown = to_cell(column, value, wording.language, wording.references)
    if shown is None:
        return ""
    if isinstance(shown, datetime):
        return f"{shown:%Y-%m-%d %H:%M:%S}"
    if isinstance(shown, date):
        return shown.isoformat()
    if isinstance(shown, str):
        return guarded(shown, is_identifier=column.kind is Kind.ID)
    return str(shown)
