"""Once a day what is no longer needed goes: old versions, settled results, printed slips, exports.

Nothing that waits is touched, and nothing that a later run compares with. What cannot be deleted
now is deleted another day.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sheetops.shop.shop import Shop

_RUNS_KEPT = timedelta(days=90)
_RESULTS_WATCHED = timedelta(days=35)
"""A workbook may have been open for 30 days before it is saved over what was written meanwhile."""
_PRINTS_KEPT = timedelta(days=35)


def tidy(shop: "Shop") -> dict[str, int]:
    """Delete what the rules no longer keep; return how many of what, for the log."""
    return {what: count for what, count in _counts(shop) if count}


def _counts(shop: "Shop") -> Iterator[tuple[str, int]]:
    state, now, keep = shop.state, shop.now, shop.settings.retention
    yield "runs", state.ledger.forget_before(now - _RUNS_KEPT)
    yield "results", state.journal.forget(now - _RESULTS_WATCHED)
    yield "prints", state.prints.forget(now - _PRINTS_KEPT)
    yield "versions", _guarded(lambda: _prune_versions(shop))
    yield "exports", _guarded(lambda: _delete_exports(shop))
    # a note is needed as long as a kept version may still show the row
    state.leaving.forget(now - timedelta(days=keep.versions_days) - _RESULTS_WATCHED)


def _prune_versions(shop: "Shop") -> int:
    spared = frozenset(look.sha for look in shop.state.looks.all())
    days = shop.settings.retention.versions_days
    return len(shop.versions.prune(shop.now, days, spared=spared))


def _delete_exports(shop: "Shop") -> int:
    from sheetops.adapters.forgetting import old_exports

    count = 0
    for path in old_exports(shop.folder, timedelta(days=shop.settings.retention.exports_days)):
        path.unlink(missing_ok=True)
        count += 1
    return count


def _guarded(step: Callable[[], int]) -> int:
    with suppress(OSError):  # a share that is away: another day
        return step()
    return 0
