"""Sends the managers how the last month went, with the head of the filing log as a witness."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sheetops.actions import Action, QueueMail
from sheetops.rules.deadlines.overdue import overdue_items
from sheetops.rules.reporting.period_report import period_report, report_key
from sheetops.rules.reporting.periods import last_month

if TYPE_CHECKING:
    from sheetops.shop import Shop


def plan(shop: "Shop") -> Iterator[Action]:
    """Yield the mail about the last whole month, unless it is in the outbox already."""
    month = last_month(shop.now)
    key = report_key(month)
    if shop.has_mail(key):
        return
    due = overdue_items(shop.records, shop.now, shop.settings, shop.workdays)
    told = period_report(shop, month, due, shop.log_rows(), shop.language)
    words = shop.render_mail(told.template, told.context)
    copy = {f"board-{shop.now:%Y-%m-%d}.xlsx": shop.board_copy(told.board)}
    to = shop.settings.mail.managers
    yield QueueMail(key, words.subject, words.text, words.html, to, copy, words.pictures)
