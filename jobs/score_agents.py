"""Writes each agent's score card of the month into the handbook."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sheetops.actions import Action
from sheetops.rules.deadlines.overdue import overdue_items
from sheetops.rules.reporting.scores import plan_scores

if TYPE_CHECKING:
    from sheetops.shop import Shop


def plan(shop: "Shop") -> Iterator[Action]:
    """Yield a SetValue for every figure that is not what the card says."""
    late = overdue_items(shop.records, shop.now, shop.settings, shop.workdays, ["overdue"])
    yield from plan_scores(shop.records, shop.now, shop.settings.limits, late)
