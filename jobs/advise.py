"""Writes beside each open application what policy says, until when, and by which rows."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sheetops.rules.policy.advice import plan_advice

if TYPE_CHECKING:
    from sheetops.actions import Action
    from sheetops.shop import Shop


def plan(shop: "Shop") -> Iterator["Action"]:
    """Plan verdict, policy refs, review deadline and window of every open case."""
    yield from plan_advice(shop.records, shop.now, shop.settings, shop.workdays)
