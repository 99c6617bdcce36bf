"""What is written into a cell: words in the shop's language, and text that stays text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import cast

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.worksheet.worksheet import Worksheet

from sheetops.records.cells import to_cell
from sheetops.records.columns import Column, Value
from sheetops.records.references import References
from sheetops.records.text import Language

CellValue = str | int | float | Decimal | date | datetime | None


@dataclass(frozen=True, slots=True)
class Raw:
    """A cell's content exactly as somebody typed or pasted it, whatever the column expects."""

    content: CellValue


RowValues = Mapping[str, Value | Raw]
"""One row: column key → value; what is missing is an empty cell."""


def shown(
    column: Column, value: Value | Raw, language: Language, references: References
) -> CellValue:
    """Return what the cell of `column` holds for `value`: words for keys, text for identifiers."""
    if isinstance(value, Raw):
        return value.content
    return to_cell(column, value, language, references)


def at(sheet: Worksheet, row: int, column: int) -> Cell:
    """Return a cell; a sheet that this package makes has no merged ones."""
    return cast(Cell, sheet.cell(row, column))


def put(cell: Cell, content: CellValue) -> None:
    """Write `content`; text stays text even where it begins with an equals sign.

    Characters that XML cannot carry are dropped, and `_x0041_` is escaped because Excel would
    decode it (ECMA-376 part 1, 22.9.2.19).
    """
    if not isinstance(content, str):
        cell.value = content
        return
    clean = ILLEGAL_CHARACTERS_RE.sub("", content)
    cell.value = _ESCAPE.sub(r"_x005F\g<0>", clean)
    cell.data_type = "s"


_ESCAPE = re.compile(r"_x[0-9A-Fa-f]{4}_")
