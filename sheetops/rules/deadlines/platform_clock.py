"""The platform's own deadline, as imported, and whether it is about the step a case is at."""

from datetime import datetime

from sheetops.records.states import STATES
from sheetops.records.table import Record
from sheetops.rules.policy.facts import time_in, word_in

_REVIEW = STATES["pending_review"].platform
_GOODS = STATES["in_transit"].platform
_REFUSED = STATES["rejected"].platform
_SAID = {
    "pending_review": _REVIEW,
    "need_evidence": (*_REVIEW, *_REFUSED),
    "rejected": _REFUSED,
    "await_return": STATES["await_return"].platform,
    "in_transit": _GOODS,
    "received": _GOODS,
    "inspect_failed": (*_REFUSED, *_GOODS),
    "await_refund": (*_REVIEW, *_GOODS),
    "await_reship": (*STATES["await_reship"].platform, *_GOODS),
    "reshipped": STATES["reshipped"].platform,
    "in_dispute": (*_REVIEW, *_GOODS, *_REFUSED),
}
"""State → the platform's words under which an imported deadline is about this very step."""

_KNOWN = frozenset(words for state in STATES.values() for words in state.platform)


def platform_due(case: Record) -> datetime | None:
    """Return the platform's deadline for the step the case is at; None where there is none.

    An imported deadline outlives its step: once the desk has moved on, the platform's words of
    that day belong to an earlier state, and so does its clock. Words that nobody knows leave the
    clock running, for a deadline too many is seen and one too few is not.
    """
    due = time_in(case, "deadline_platform")
    if due is None:
        return None
    words = word_in(case, "platform_status")
    if words is None or words not in _KNOWN:
        return due
    return due if words in _SAID.get(word_in(case, "status") or "pending_review", ()) else None
