"""Files what people changed since the last look, first of all jobs, and checks the log daily."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sheetops.rules.completion.plan import stamp_changes
from sheetops.rules.filing.daily_check import daily_check
from sheetops.rules.filing.people_entries import filed_changes

if TYPE_CHECKING:
    from sheetops.actions import Action
    from sheetops.shop import Shop


def plan(shop: "Shop") -> Iterator["Action"]:
    """Yield an entry for each change of a person, and the new version of each row they changed.

    What jobs did is filed as they do it.
    """
    rows = shop.log_rows()
    for look in shop.looks():
        written = shop.written(look.book)
        entries, changed = filed_changes(look, shop.records, shop.settings, written, rows)
        yield from entries
        yield from stamp_changes(shop.records, changed, shop.now)
    yield from daily_check(rows, shop.records, shop.now, shop.settings)
