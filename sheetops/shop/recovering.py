"""What a crash left in the midst of an exchange of files is settled before anything is read.

Otherwise a run would look at a folder in which a workbook is missing for a moment, or at results
that cover a save which a person made just before.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sheetops.records.problems import Problem
from sheetops.records.references import NO_REFERENCES

if TYPE_CHECKING:
    from sheetops.adapters.state.exchanges import Exchanges
    from sheetops.shop.shop import Shop


def settle_exchanges(shop: "Shop") -> Iterator[Problem]:
    """Bring every exchange of a workbook to its end that a crash broke off; yield what is told.

    What the folder or the share refuses now is tried again when the workbook is published.
    """
    from sheetops.adapters.state.exchanges import Exchanges

    exchanges = Exchanges(shop.state.database)
    for book in sorted(exchanges.unfinished()):
        yield from _settle(shop, exchanges, book)


def _settle(shop: "Shop", exchanges: "Exchanges", book: str) -> list[Problem]:
    from sheetops.adapters.state.roster import Roster
    from sheetops.adapters.workbook.publish import Patience
    from sheetops.adapters.workbook.publish.errand import Errand
    from sheetops.adapters.workbook.publish.leftovers import settle_leftovers
    from sheetops.adapters.workbook.publish.tools import real_tools

    errand = Errand(
        folder=shop.folder,
        book=book,
        journal=shop.state.journal,
        exchanges=exchanges,
        roster=Roster(shop.state.database),
        versions=shop.versions,
        tools=real_tools(shop.language, NO_REFERENCES),
        patience=Patience(),
        now=shop.now,
    )
    try:
        return settle_leftovers(errand)
    except OSError:
        return []
