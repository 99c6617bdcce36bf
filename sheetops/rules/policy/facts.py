"""What a row says, by type: a cell that holds something else than its column asks for is empty."""

from datetime import date, datetime
from decimal import Decimal

from sheetops.records.table import Record

LAST_YEAR = 8999
"""Excel knows days to the end of 9999; nothing can be counted from the last of them."""


def time_in(row: Record | None, column: str) -> datetime | None:
    """Return the instant in `column`, shop time; None where there is none or no row."""
    value = None if row is None else row[column]
    return value if isinstance(value, datetime) and value.year <= LAST_YEAR else None


def day_in(row: Record, column: str) -> date | None:
    """Return the day in `column`; an instant counts as its day."""
    value = row[column]
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def word_in(row: Record, column: str) -> str | None:
    """Return the text, choice or reference in `column`."""
    value = row[column]
    return value if isinstance(value, str) and value else None


def words_in(row: Record, column: str) -> tuple[str, ...]:
    """Return the list of choices in `column`, empty where there is none."""
    value = row[column]
    return value if isinstance(value, tuple) else ()


def flag_in(row: Record, column: str) -> bool | None:
    """Return the yes or no in `column`; None where nobody has said."""
    value = row[column]
    return value if isinstance(value, bool) else None


def count_in(row: Record, column: str) -> int | None:
    """Return the whole number in `column`."""
    value = row[column]
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def bounded_in(row: Record, column: str) -> int | None:
    """Return the whole number in `column` where it lies within the bounds of the dictionary.

    A number that the checks refuse must not become a deadline in another century.
    """
    value, rule = count_in(row, column), row.table.sheet.by_key[column]
    if value is None or (rule.least is not None and value < rule.least):
        return None
    return None if rule.most is not None and value > rule.most else value


def amount_in(row: Record, column: str) -> Decimal | None:
    """Return the amount in `column`, in CNY where it is money."""
    value = row[column]
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    return value if isinstance(value, Decimal) else None
