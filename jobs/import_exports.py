"""Take in the platform's exports from the inbox: new applications, facts, proven steps."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sheetops.rules.importing.plan import plan_imports

if TYPE_CHECKING:
    from sheetops.actions import Action
    from sheetops.shop import Shop


def plan(shop: "Shop") -> Iterator["Action"]:
    """Yield what the exports change, and where each file goes afterwards."""
    yield from plan_imports(shop.exports(), shop.records, shop.now, shop.settings)
