"""Everything that is wrong in a shop: met in reading, found by checks, told by those who write."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sheetops.records.problems import Problem

if TYPE_CHECKING:
    from sheetops.actions import FileEntry
    from sheetops.rules.filing.log_rows import LogRow
    from sheetops.shop.shop import Shop


def all_problems(shop: "Shop") -> Sequence[Problem]:
    """Return every problem that the shop has now; the filing log's broken chain comes first."""
    from sheetops.rules.checks import problems
    from sheetops.rules.policy.law_book import law_book_problems
    from sheetops.rules.slips.plan import slip_problems
    from sheetops.shop.reconciling import reconciling_problems
    from sheetops.shop.refused import refused_exports

    records, settings = shop.records, shop.settings
    rows = [*problems(records, shop.now, settings, shop.workdays, shop.trails, shop.evidence)]
    filed: list[LogRow | FileEntry] = [*shop.log_rows(), *shop.waiting_entries()]
    ruled = law_book_problems(records, shop.now.date(), shop.workdays, filed)
    held = slip_problems(records, settings, rows, shop.reply_texts)
    broken = [shop.chain_problem] if shop.chain_problem else []
    found = [*shop.pictures.problems(), *shop.numbers.problems(), *reconciling_problems(shop)]
    refused = refused_exports(shop.folder)
    return [*broken, *rows, *ruled, *held, *found, *shop.told, *refused]
