"""Makes return and exchange slips for approved cases, and keeps their states and the stock true."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sheetops.actions import Action
from sheetops.rules.slips.plan import due_from, plan_slips

if TYPE_CHECKING:
    from sheetops.shop import Shop


def plan(shop: "Shop") -> Iterator[Action]:
    """Plan slips for approved cases without an open one, in the order of application."""
    yield from plan_slips(
        shop.records,
        shop.now,
        shop.settings,
        shop.language,
        shop.next_slip_number,
        return_due=due_from(shop.records, shop.settings, shop.workdays),
        problems=shop.problems,
        replies=shop.reply_texts,
    )
