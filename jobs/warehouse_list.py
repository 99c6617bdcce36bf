"""Sends the warehouse what to inspect, what to send out and what is on its way; else nothing."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sheetops.actions import Action, QueueMail
from sheetops.rules.deadlines.overdue import overdue_items
from sheetops.rules.reporting.warehouse import (
    list_key,
    warehouse_addresses,
    warehouse_list,
    warehouse_mail,
)

if TYPE_CHECKING:
    from sheetops.shop import Shop


def plan(shop: "Shop") -> Iterator[Action]:
    """Yield the day's list; to the managers where nobody of the warehouse has an address."""
    key = list_key(shop.now)
    due = overdue_items(shop.records, shop.now, shop.settings, shop.workdays)
    found = warehouse_list(shop.records, due)
    if found.is_empty or shop.has_mail(key):
        return
    desk = warehouse_addresses(shop.records)
    name, language = shop.settings.name, shop.language
    told = warehouse_mail(found, shop.records, name, shop.now, language, to_managers=not desk)
    words = shop.render_mail("warehouse", told)
    to = desk or shop.settings.mail.managers
    yield QueueMail(key, words.subject, words.text, words.html, to)
