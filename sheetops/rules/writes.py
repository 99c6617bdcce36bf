"""Plans the writing of one cell: only where it differs, and only in a row that its key finds."""

from collections.abc import Iterator

from sheetops.actions import SetValue
from sheetops.records.columns import Value
from sheetops.records.table import Record, Table
from sheetops.records.text import Text


def keyed_rows(table: Table) -> Iterator[Record]:
    """Return the rows that their key finds again.

    A row without a key, or with one that an earlier row has already, is left to the checks.
    """
    return (table[place] for place in range(len(table)) if table.finds(place))


def write_all(row: Record, wanted: tuple[tuple[str, Value], ...]) -> Iterator[SetValue]:
    """Yield the actions that make each (column, value) of `wanted` true in `row`."""
    for column, value in wanted:
        if row[column] != value:
            yield from write(row, column, value)


def write(
    row: Record, column: str, wanted: Value, reason: Text | None = None
) -> tuple[SetValue, ...]:
    """Return the action that makes `column` of `row` say `wanted`; none where it does."""
    seen, key = row[column], row.key
    if seen == wanted or key is None:
        return ()
    book = row.table.span_at(row.index)[0].book
    return (SetValue(row.table.sheet.key, key, column, seen, wanted, book, reason),)


def fill(
    row: Record, column: str, wanted: Value, reason: Text | None = None
) -> tuple[SetValue, ...]:
    """Return the action that fills `column` of `row` where it is empty and something is known."""
    return write(row, column, wanted, reason) if row[column] is None and wanted is not None else ()
