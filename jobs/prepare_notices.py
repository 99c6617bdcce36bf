"""Lays out what buyers are to be told of holidays, sales and policy changes, ready to paste."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sheetops.rules.notices.plan import plan_notices
from sheetops.rules.slips.replies import Speaker

if TYPE_CHECKING:
    from sheetops.actions import Action
    from sheetops.shop import Shop


def plan(shop: "Shop") -> Iterator["Action"]:
    """Plan the text of each notice from a week before it is due until its last day."""
    speaker = Speaker(shop.records, shop.settings, shop.language, shop.reply_texts)
    yield from plan_notices(speaker, shop.now)
