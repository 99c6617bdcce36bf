"""Keep the dropdowns of every book in step with the handbook."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sheetops.rules.completion.lists import plan_lists

if TYPE_CHECKING:
    from sheetops.actions import Action
    from sheetops.shop import Shop


def plan(shop: "Shop") -> Iterator["Action"]:
    """Yield what brings the dropdown sources in step."""
    yield from plan_lists(shop.records)
