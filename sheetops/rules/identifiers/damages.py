"""The cells of the applications and slips whose identifier is damaged, or may be."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sheetops.records.catalogue.cells import ID_LOST_DIGITS, ID_STORED_AS_NUMBER
from sheetops.records.desk import Records
from sheetops.records.problems import Problem
from sheetops.records.table import Record, Table
from sheetops.rules.identifiers.fragments import (
    SAFE_DIGITS,
    Fragment,
    fragment_of,
    is_rounded,
    without_zeros,
)

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "applications": ("refund_no", "order_no", "sub_order_no"),
    "slips": ("tracking_no",),
}
"""Sheet key → the identifiers that exports know too."""


@dataclass(frozen=True, slots=True)
class Damage:
    """One identifier of one row that is not, or may not be, what it was."""

    row: Record
    column: str
    shown: str
    """What stands in the cell."""
    fragment: Fragment


def damages(records: Records) -> Iterator[Damage]:
    """Yield every damaged identifier: cells that lost digits, rounded numbers, zeros lost in front.

    A number that Excel stored as one, and that fits into 15 digits, is whole but for such zeros.
    """
    rows = {sheet: _rows(records[sheet]) for sheet in COLUMNS}
    for problem in records.problems:
        sheet, column = problem.sheet_key or "", problem.column_key or ""
        if column in COLUMNS.get(sheet, ()):
            index = rows[sheet].get((problem.place.book, problem.place.row))
            if index is not None:
                yield from _told(problem, records[sheet][index], column)
    for sheet, columns in COLUMNS.items():
        for column in columns:
            yield from _suspicious(records[sheet], column)


def _told(problem: Problem, row: Record, column: str) -> Iterator[Damage]:
    """Yield what reading the cell has found, unless it has been put right meanwhile."""
    shown = _shown(problem)
    if problem.kind is ID_LOST_DIGITS and row[column] is None:
        yield from _damage(row, column, shown, fragment_of(shown))
    elif problem.kind is ID_STORED_AS_NUMBER and row.text(column).lstrip("0") == row.text(column):
        yield from _damage(row, column, row.text(column), without_zeros(row.text(column)))


def _suspicious(table: Table, column: str) -> Iterator[Damage]:
    for index, value in enumerate(table.column(column)):
        if isinstance(value, str) and len(value) > SAFE_DIGITS and is_rounded(value):
            yield from _damage(table[index], column, value, fragment_of(value))


def _damage(row: Record, column: str, shown: str, fragment: Fragment | None) -> Iterator[Damage]:
    if fragment is not None and row.key is not None:
        yield Damage(row, column, shown, fragment)


def _shown(problem: Problem) -> str:
    value = problem.facts.get("value", "")
    return value if isinstance(value, str) else value.en


def _rows(table: Table) -> Mapping[tuple[str, int | None], int]:
    found: dict[tuple[str, int | None], int] = {}
    for start, span in zip(table.starts, table.spans, strict=True):
        found.update({(span.book, row): start + at for at, row in enumerate(span.rows) if row})
    return found
