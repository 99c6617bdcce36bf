"""A table of five rows spelled out by hand, for rows to leave: row 2 holds 20, row 3 holds 30."""

from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from sheetops.adapters.workbook.editing import (
    EditRefused,
    RemoveRows,
    edit,
)
from sheetops.adapters.workbook.editing.edits import Edit
from tests.corpus.packages import book, table_part, worksheet


def cell(name: str, value: object = None, formula: str = "", more: str = "") -> str:
    if formula:
        return f'<c r="{name}"{more}><f>{formula}</f><v>{value}</v></c>'
    if isinstance(value, str):
        return f'<c r="{name}" t="inlineStr"{more}><is><t>{value}</t></is></c>'
    return f'<c r="{name}"{more}><v>{value}</v></c>'


def row(number: int, *cells: str, more: str = "") -> str:
    return f'<row r="{number}"{more}>{"".join(cells)}</row>'


def numbered(number: int, *cells: str) -> str:
    """Row 2 holds 20, row 3 holds 30, and so on."""
    return row(number, cell(f"A{number}", number * 10), *cells)


HEAD = row(1, cell("A1", "No"), cell("B1", "Twice"))
FIVE = "".join(map(numbered, range(2, 7)))


def table(area: str = "A1:B6") -> str:
    return table_part(area, ["No", "Twice"], "T")


def rows_book(rows: str = FIVE, after: str = "", area: str = "A1:B6", **more: object) -> bytes:
    tables = {"Sheet1": [table(area)]}
    return book(worksheet(HEAD + rows, after), tables=tables, **more)


def remove(data: bytes, *rows: int, table: str | None = None) -> bytes:
    return edit(data, [RemoveRows("Sheet1", table, rows)])


def refused(data: bytes, *edits: Edit) -> EditRefused:
    with pytest.raises(EditRefused) as caught:
        edit(data, edits)
    return caught.value


def sheet_of(data: bytes, name: str = "Sheet1") -> Worksheet:
    return openpyxl.load_workbook(BytesIO(data))[name]


def column(data: bytes, letter: str = "A") -> list[object]:
    return [cell.value for cell in sheet_of(data)[letter]]
