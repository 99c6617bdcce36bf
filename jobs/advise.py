"""Writes beside each open application what policy says, until when, and by which rows."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sheetops.rules.policy.advice import plan_advice

if TYPE_CHECKING:
    from sheetops.actions import Action
    from sheetops.shop import Shop


def plan(shop: "Shop") -> Iterator["Action"]:
    """Plan verdict, policy refs, review deadline and window of every open case.

    Policy rows that were changed after use are ended and succeeded where a manager asks for it.
    """
    yield from plan_advice(
        shop.records,
        shop.now,
        shop.settings,
        shop.workdays,
        shop.log_rows(),
        shop.waiting_entries(),
    )
