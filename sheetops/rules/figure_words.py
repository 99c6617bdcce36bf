"""Days and changes as they are read, whatever the machine's language is."""

from datetime import date
from decimal import Decimal

from sheetops.records.text import Text

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def english_month(day: date) -> str:
    """Return `Nov`."""
    return _MONTHS[day.month - 1]


def english_day(day: date) -> str:
    """Return `22 Nov`."""
    return f"{day.day} {english_month(day)}"


def change_words(change: int | Decimal) -> Text:
    """Return how much a figure grew: `多 3`, `少 3`, `持平`."""
    if not change:
        return Text("持平", "unchanged")
    words = Text("多 {n}", "{n} more") if change > 0 else Text("少 {n}", "{n} fewer")
    return words.filled(n=f"{abs(change):,}")
