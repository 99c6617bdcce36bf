"""Columns by type: a list of what the cells say, None where a cell says nothing of that type.

Reading sees to it that a column holds what its kind says; that is seen at a glance here, and only
a column that holds something else is gone through.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar, cast

from sheetops.records.columns import Value
from sheetops.records.table import Table

_T = TypeVar("_T", bound=Value)


def words(table: Table, column: str) -> Sequence[str | None]:
    """Return texts, choices and references."""
    return _only(str, table.column(column))


def moments(table: Table, column: str) -> Sequence[datetime | None]:
    """Return instants, shop time."""
    return _only(datetime, table.column(column))


def days(table: Table, column: str) -> Sequence[date | None]:
    """Return dates."""
    return _only(date, table.column(column))


def amounts(table: Table, column: str) -> Sequence[Decimal | None]:
    """Return amounts; whole numbers count as amounts."""
    values = table.column(column)
    if int in set(map(type, values)):
        values = [Decimal(value) if type(value) is int else value for value in values]
    return _only(Decimal, values)


def counts(table: Table, column: str) -> Sequence[int | None]:
    """Return whole numbers."""
    return _only(int, table.column(column))


def flags(table: Table, column: str) -> Sequence[bool | None]:
    """Return what is said with yes or no."""
    return _only(bool, table.column(column))


def lists(table: Table, column: str) -> Sequence[tuple[str, ...]]:
    """Return lists of choices, empty where there is none."""
    return [value if isinstance(value, tuple) else () for value in table.column(column)]


def _only(kind: type[_T], values: Sequence[Value]) -> Sequence[_T | None]:
    if set(map(type, values)) <= {kind, type(None)}:
        return cast("Sequence[_T | None]", values)
    return [cast("_T", value) if type(value) is kind else None for value in values]
