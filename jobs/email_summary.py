"""Sends the managers how the day went, once a day, with the board attached; nothing personal."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from sheetops.actions import Action, QueueMail
from sheetops.rules.deadlines.overdue import overdue_items
from sheetops.rules.reporting.board import board_of
from sheetops.rules.reporting.daily import daily, mail_key
from sheetops.rules.reporting.masked_board import masked
from sheetops.rules.reporting.overrides import overrides
from sheetops.rules.reporting.summary import reported_day

if TYPE_CHECKING:
    from sheetops.shop import Shop


def plan(shop: "Shop") -> Iterator[Action]:
    """Yield today's mail, unless it is in the outbox already."""
    key = mail_key(shop.now)
    if shop.has_mail(key):
        return
    due = overdue_items(shop.records, shop.now, shop.settings, shop.workdays)
    board = masked(board_of(shop, due, reported_day(shop.now)))
    beside = overrides(shop.log_rows(), shop.now - timedelta(hours=24), shop.now)
    words = shop.render_mail("daily", daily(board, shop.language, beside))
    copy = {f"board-{shop.now:%Y-%m-%d}.xlsx": shop.board_copy(board)}
    to = shop.settings.mail.managers
    yield QueueMail(key, words.subject, words.text, words.html, to, copy, words.pictures)
