"""Writes beside each row what is wrong with it and what to do, and clears what was mended."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sheetops.rules.checks.plan import plan_issues

if TYPE_CHECKING:
    from sheetops.actions import Action
    from sheetops.shop import Shop


def plan(shop: "Shop") -> Iterator["Action"]:
    """Plan the issues column of every sheet that has one."""
    yield from plan_issues(shop.records, shop.problems, shop.language)
