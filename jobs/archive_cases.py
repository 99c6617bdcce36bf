"""Copies cases that were closed long ago into the archive; clear_archived takes them out then."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sheetops.rules.archiving.moves import plan_archive

if TYPE_CHECKING:
    from sheetops.actions import Action
    from sheetops.shop import Shop


def plan(shop: "Shop") -> Iterator["Action"]:
    """Yield the rows that the archive does not have yet, or has otherwise."""
    archive = shop.archive
    yield from plan_archive(shop.records, archive.expected, archive.beside, shop.now, shop.settings)
