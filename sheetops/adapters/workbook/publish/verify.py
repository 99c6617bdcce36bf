"""The new bytes are opened again: every result is read back, and nothing else may be different."""

from collections.abc import Iterator, Sequence

from sheetops.adapters.workbook.publish.merge import CellWrite, RowWrite, Write
from sheetops.adapters.workbook.publish.rows import is_same
from sheetops.adapters.workbook.publish.tools import Tables, Tools
from sheetops.records.columns import Value
from sheetops.records.dictionary import SHEETS
from sheetops.records.table import Table


def unheld(after: Tables, writes: Sequence[Write], tools: Tools) -> list[Write]:
    """Return the writes that do not read back as they were meant."""
    return [write for write in writes if not _holds(after, write, tools)]


def _holds(after: Tables, write: Write, tools: Tools) -> bool:
    table = after.get(write.sheet)
    if table is None:
        return False
    if isinstance(write, CellWrite):
        if write.index >= len(table):
            return False
        present = table.column(write.column.key)[write.index]
        return is_same(present, tools.meant(write.column, write.value))
    return _row_holds(table, write, tools)


def _row_holds(table: Table, write: RowWrite, tools: Tools) -> bool:
    row = table.find(write.key)
    if row is None:
        return False
    columns, letters = SHEETS[write.sheet].by_key, table.spans[0].letters
    return all(
        is_same(row[key], tools.meant(columns[key], value))
        for key, value in write.values.items()
        if key in letters
    )


def harmed(
    before: Tables, after: Tables, writes: Sequence[Write], data: bytes, tools: Tools
) -> str | None:
    """Return a place that reads differently although nobody meant to write there; None: nowhere.

    Cells with formulas may show nothing until a program calculates them again.
    """
    touched = {
        (write.sheet, write.column.key, write.index)
        for write in writes
        if isinstance(write, CellWrite)
    }
    for key, table in before.items():
        other = after.get(key)
        if other is None or len(other) < len(table):
            return table.spans[0].title
        places = [
            f"{table.spans[0].letters[column]}{table.spans[0].rows[index]}"
            for column, index in _differing(table, other)
            if (key, column, index) not in touched
        ]
        if places and (real := [*_not_formulas(places, data, table.spans[0].title, tools)]):
            return f"{table.spans[0].title}!{real[0]}"
    return None


def _differing(before: Table, after: Table) -> Iterator[tuple[str, int]]:
    count = len(before)
    for column, values in before.columns.items():
        others: Sequence[Value] = after.column(column)[:count]
        if list(values) != list(others):
            for index, (one, other) in enumerate(zip(values, others, strict=True)):
                if one != other and column in before.spans[0].letters:
                    yield column, index


def _not_formulas(places: list[str], data: bytes, sheet: str, tools: Tools) -> Iterator[str]:
    formulas = tools.formulas(data, sheet)
    return (place for place in places if place not in formulas)
