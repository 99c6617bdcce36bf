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


def change_words(change: int | Decimal, before: Text) -> Text:
    """Return how much a count grew: `比前一周多 3 单`; `before` names the time before."""
    if not change:
        return Text(f"与{before.zh}持平", f"as many as {before.en}")
    count = f"{abs(change):,}"
    zh, en = ("多", "more") if change > 0 else ("少", "fewer")
    return Text(f"比{before.zh}{zh} {count} 单", f"{count} {en} than {before.en}")
