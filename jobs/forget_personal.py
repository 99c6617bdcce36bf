"""Removes the personal data of archived cases once their time is over; amounts and dates stay."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sheetops.rules.archiving.forgetting import plan_forgetting

if TYPE_CHECKING:
    from sheetops.actions import Action
    from sheetops.shop import Shop


def plan(shop: "Shop") -> Iterator["Action"]:
    """Yield the months of the archive that are to be anonymised."""
    yield from plan_forgetting(
        shop.archive.months(), shop.archive.is_anonymous, shop.records, shop.now, shop.settings
    )
