"""Takes cases out of the people's books that stand in the archive, row for row as in the book."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sheetops.rules.archiving.moves import plan_clearing

if TYPE_CHECKING:
    from sheetops.actions import Action
    from sheetops.shop import Shop


def plan(shop: "Shop") -> Iterator["Action"]:
    """Yield the cases that may leave; an archive that nobody can read keeps them in the book."""
    archive = shop.archive
    yield from plan_clearing(shop.records, archive.rows, archive.beside, shop.now, shop.settings)
