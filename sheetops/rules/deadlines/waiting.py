"""How long the desk has waited for buyers who owed it evidence, told by the filing log."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sheetops.records.states import STATES
from sheetops.rules.filing.log_rows import LogRow

_WAITING = frozenset(STATES["need_evidence"].text.both())
_MINUTE = timedelta(minutes=1)


def waits(rows: Iterable[LogRow]) -> Mapping[str, int]:
    """Return case number → whole minutes for which it stood in 待补充凭证 and no longer does.

    A wait that goes on is not counted yet: its own deadline runs (T03). The instants are those at
    which the desk's changes were seen, so a wait is known to the quarter of an hour.
    """
    since: dict[str, datetime] = {}
    found: dict[str, int] = {}
    for row in rows:
        if row.field != "status" or row.case_id is None:
            continue
        if row.new_value in _WAITING:
            since.setdefault(row.case_id, row.logged_at)
        elif row.case_id in since:
            waited = row.logged_at - since.pop(row.case_id)
            found[row.case_id] = found.get(row.case_id, 0) + waited // _MINUTE
    return found
