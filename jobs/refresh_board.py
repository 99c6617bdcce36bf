"""Builds the board anew: figures, today's work by person, problems and notices."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sheetops.actions import Action, PublishBoard
from sheetops.rules.deadlines.overdue import overdue_items
from sheetops.rules.reporting.board import board_of
from sheetops.rules.reporting.notices import override_notices

if TYPE_CHECKING:
    from sheetops.shop import Shop


def plan(shop: "Shop") -> Iterator[Action]:
    """Yield the board as of now."""
    due = overdue_items(shop.records, shop.now, shop.settings, shop.workdays)
    set_aside = override_notices(shop.log_rows(), shop.now)
    yield PublishBoard(board_of(shop, due, more=set_aside))
