"""Writes beside each case and slip what comes next, whose turn it is, until when, how near."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sheetops.rules.deadlines.overdue import plan_overdue

if TYPE_CHECKING:
    from sheetops.actions import Action
    from sheetops.shop import Shop


def plan(shop: "Shop") -> Iterator["Action"]:
    """Plan next step, turn, deadline and level of every case, and the deadlines of every slip."""
    yield from plan_overdue(shop.records, shop.now, shop.settings, shop.language, shop.workdays)
