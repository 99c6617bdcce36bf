"""Three clocks that run side by side: the shop's own, the platform's and the law's.

The nearest counts, and the others are shown. The platform's deadline is the imported one; where
no export has brought any, it is estimated from the policy row and the settings, and says so.
"""

from datetime import datetime, timedelta

from sheetops.records.states import STATES
from sheetops.records.table import Record
from sheetops.rules.deadlines.derivations import Deadline, Step
from sheetops.rules.deadlines.windows import END_OF_DAY
from sheetops.rules.policy.facts import time_in, word_in
from sheetops.rules.policy.rows import Policy

LAW_REFUND_DAYS = 7
"""七日办法 art. 13: refunded within 7 days of receiving the goods. No row lengthens it."""
LAW_REFUND = "七日办法13条"

LAW_HANDLING_DAYS = 15
"""七日办法 art. 31: a shop that lets 15 days pass after the buyer's demand without handling the
return, or tells no true address, is punished."""
LAW_HANDLING = "七日办法31条"

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


def platform_clock(
    case: Record, rule: Policy | None, sent_back: datetime | None, confirm_days: int
) -> Step | None:
    """Return the platform's deadline for the step the case is at: imported, else estimated.

    A review is estimated from the policy row's platform hours, the receipt of goods that the buyer
    sent back from the settings' days to confirm. What is not on a platform has no such clock.
    """
    if time_in(case, "deadline_platform") is not None:
        due = platform_due(case)
        return None if due is None else Step("platform", due)
    if case["platform"] not in _PLATFORMS:
        return None
    status, applied_at = case["status"], time_in(case, "applied_at")
    if status in _REVIEWED:
        hours = rule.platform_hours if rule else None
        if rule is None or hours is None or applied_at is None:
            return None
        return Step("guess", applied_at + timedelta(hours=hours), rule.policy_id, hours)
    if status in _CONFIRMED and sent_back is not None:
        return Step("guess", sent_back + timedelta(days=confirm_days), "", confirm_days)
    return None


def law_clock(name: str, case: Record, slip: Record | None, is_no_reason: bool) -> Step | None:
    """Return the law's own end of the time called `name`; None where the law names none.

    The refund's legal time runs while the goods wait to be inspected. Days count from the day
    after the event (Civil Code art. 201) to their 24:00, except for the refund, where the shop
    takes the stricter reading: to the minute.
    """
    if name in _REFUNDING:
        received = time_in(slip, "received_at")
        if received is None:
            return None
        law = received + timedelta(days=LAW_REFUND_DAYS)
        return Step("law", law, LAW_REFUND, LAW_REFUND_DAYS)
    applied_at = time_in(case, "applied_at")
    if name not in _HANDLING or not is_no_reason or applied_at is None:
        return None
    last = applied_at.date() + timedelta(days=LAW_HANDLING_DAYS)
    return Step("law", datetime.combine(last, END_OF_DAY), LAW_HANDLING, LAW_HANDLING_DAYS)


def side_by_side(own: Deadline, platform: Step | None, law: Step | None) -> Deadline:
    """Return the nearest of the clocks as the deadline, with the others beside it."""
    beside = [step for step in (platform, law) if step is not None]
    earlier = [step for step in beside if step.at < own.due]
    if not earlier:
        # a law that the shop's own time has been cut to already is not said twice
        later = (step for step in beside if step.kind != "law" or step.at > own.due)
        others = tuple(step._replace(kind=_LATER[step.kind]) for step in later)
        return own._replace(others=others) if others else own
    first = min(earlier, key=lambda step: step.at)
    others = (
        Step("own_later", own.due),
        *(step._replace(kind=_LATER[step.kind]) for step in beside if step is not first),
    )
    return own._replace(
        start=min(own.start, first.at), due=first.at, steps=(*own.steps, first), others=others
    )


_PLATFORMS = ("taobao", "tmall")
_REVIEWED = ("pending_review", "need_evidence")
_CONFIRMED = ("in_transit", "received")
_REFUNDING = frozenset({"inspect_due", "refund_due"})
_HANDLING = frozenset({"review_due", "telling"})
_LATER = {"platform": "platform_later", "guess": "guess_later", "law": "law_later"}
