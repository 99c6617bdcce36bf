"""Keeps the pictures placed on the sheets in evidence/ and lists them beside their rows."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sheetops.rules.evidence.plan import plan_evidence

if TYPE_CHECKING:
    from sheetops.actions import Action
    from sheetops.shop import Shop


def plan(shop: "Shop") -> Iterator["Action"]:
    """Yield the pictures that are not kept yet, and each row's list where it changes."""
    yield from plan_evidence(shop.records, shop.pictures.placed, shop.pictures.prints)
