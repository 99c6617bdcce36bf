"""File what people changed since the last look, and once a day whether the log still holds."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sheetops.rules.filing.daily_check import daily_check
from sheetops.rules.filing.people_entries import entries_of_people

if TYPE_CHECKING:
    from sheetops.actions import Action
    from sheetops.shop import Shop


def plan(shop: "Shop") -> Iterator["Action"]:
    """Yield an entry for each change of a person; what jobs did is filed as they do it."""
    rows = shop.log_rows()
    for look in shop.looks():
        written = shop.written(look.book)
        yield from entries_of_people(look, shop.records, shop.settings, written, rows)
    yield from daily_check(rows, shop.records, shop.now, shop.settings)
