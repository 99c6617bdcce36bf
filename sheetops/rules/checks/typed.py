"""Columns by type: a list of what the cells say, None where a cell says nothing of that type."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from sheetops.records.table import Table


def words(table: Table, column: str) -> Sequence[str | None]:
    """Return texts, choices and references."""
    return [v if isinstance(v, str) else None for v in table.column(column)]


def moments(table: Table, column: str) -> Sequence[datetime | None]:
    """Return instants, shop time."""
    return [v if isinstance(v, datetime) else None for v in table.column(column)]


def days(table: Table, column: str) -> Sequence[date | None]:
    """Return dates."""
    return [
        v if isinstance(v, date) and not isinstance(v, datetime) else None
        for v in table.column(column)
    ]


def amounts(table: Table, column: str) -> Sequence[Decimal | None]:
    """Return amounts; whole numbers count as amounts."""
    return [
        v if isinstance(v, Decimal) else Decimal(v) if type(v) is int else None
        for v in table.column(column)
    ]


def counts(table: Table, column: str) -> Sequence[int | None]:
    """Return whole numbers."""
    return [v if type(v) is int else None for v in table.column(column)]


def flags(table: Table, column: str) -> Sequence[bool | None]:
    """Return what is said with yes or no."""
    return [v if isinstance(v, bool) else None for v in table.column(column)]


def lists(table: Table, column: str) -> Sequence[tuple[str, ...]]:
    """Return lists of choices, empty where there is none."""
    return [v if isinstance(v, tuple) else () for v in table.column(column)]
