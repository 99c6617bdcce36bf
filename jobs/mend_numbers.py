"""Says what damaged numbers were, where an export proves it, and puts right what people confirm."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sheetops.rules.identifiers.plan import plan_numbers

if TYPE_CHECKING:
    from sheetops.actions import Action
    from sheetops.shop import Shop


def plan(shop: "Shop") -> Iterator["Action"]:
    """Yield the proposals beside their rows, and the numbers that a person said yes to."""
    yield from plan_numbers(shop.records, shop.numbers.proposals, shop.language)
