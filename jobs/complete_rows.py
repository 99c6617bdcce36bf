"""Gives new applications their number and owner, and fills what nobody should have to type."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sheetops.rules.completion.plan import plan_completion

if TYPE_CHECKING:
    from sheetops.actions import Action
    from sheetops.shop import Shop


def plan(shop: "Shop") -> Iterator["Action"]:
    """Plan case numbers, owners and defaults; numbers in the filing log are never given again."""

    def filed() -> Iterator[str]:
        return (row.case_id for row in shop.log_rows() if row.case_id)

    yield from plan_completion(shop.records, shop.now, shop.settings, shop.workdays, filed)
