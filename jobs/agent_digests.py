"""Sends each agent what is new or has changed among their own work, worst first; else nothing."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sheetops.actions import Action, QueueMail
from sheetops.rules.deadlines.overdue import overdue_items
from sheetops.rules.reporting.digest import (
    digest_key,
    digest_mail,
    digest_of,
    next_digest,
    readers,
)
from sheetops.rules.reporting.notices import waiting_notices

if TYPE_CHECKING:
    from sheetops.shop import Shop


def plan(shop: "Shop") -> Iterator[Action]:
    """Yield at most one mail for each agent and day, and remember what it says."""
    due = overdue_items(shop.records, shop.now, shop.settings, shop.workdays)
    until = next_digest(shop.now, shop.workdays)
    held = list(waiting_notices(shop.waiting(), shop.now))
    for reader in readers(shop.records):
        key, told = digest_key(reader, shop.now), shop.told_to(reader.number)
        found = digest_of(reader, due, shop.problems, shop.records, told, until)
        if found.is_empty or shop.has_mail(key):
            continue
        told_now = digest_mail(found, reader, shop.settings.name, shop.now, shop.language, held)
        words = shop.render_mail("digest", told_now)
        yield QueueMail(
            key,
            words.subject,
            words.text,
            words.html,
            (reader.address,),
            reader=reader.number,
            tells=found.standings,
        )
