"""Which reply fits where a case and its slip stand, and keeping the register's replies in step."""

from collections.abc import Iterator

from sheetops.actions import SetValue
from sheetops.records.table import Record
from sheetops.rules.slips.replies import Speaker
from sheetops.rules.slips.states import OPEN, slip_status

_OF_STATUS = {
    "pending_review": "received",
    "need_evidence": "need_evidence",
    "rejected": "rejected",
    "await_return": "remind_return",
    "in_transit": "remind_return",
    "received": "goods_received",
    "inspect_failed": "inspect_failed",
    "reshipped": "reshipped",
    "refunded": "refunded",
    "partially_refunded": "refunded",
    "exchanged": "ask_rating",
    "closed_rejected": "rejected",
}
"""Case state → scene, where the slip says no more."""
_OF_SLIP = ("remind_return", "goods_received", "inspect_failed", "reshipped")
"""Scenes that speak of a number or a date of the slip; without one there is nothing to say yet."""


def case_reply(case: Record, slip: Record | None, speaker: Speaker) -> str | None:
    """Return what to tell the buyer as the case stands now; None where there is nothing to say."""
    later = slip_later_scene(slip) if slip is not None else None
    if slip is not None and slip["reply"] is not None and later is None:
        return slip.text("reply")
    scene = later or _scene_of(case)
    if slip is None and scene in _OF_SLIP:
        return None
    return speaker.say(scene, case, slip.fields() if slip else None) if scene else None


def slip_later_scene(slip: Record) -> str | None:
    """Return the scene of a slip after it was sent back; None while its first reply still holds."""
    if slip["x_shipped_at"] is not None:
        return "reshipped"
    if slip["refunded_at"] is not None:
        return "refunded"
    if slip["inspect_result"] in ("fail", "partial"):
        return "inspect_failed"
    waits = slip["received_at"] is not None and slip["inspected_at"] is None
    return "goods_received" if waits else None


def plan_replies(speaker: Speaker) -> Iterator[SetValue]:
    """Plan the reply of each slip that has moved on, and clear that of a void one.

    What the buyer is to be told: the goods have come (3.2.4), the result, the refund (3.2.5), the
    replacement's courier and number (process 3.3.4). A slip that was closed before stays as it is.
    """
    cases = speaker.records["applications"]
    for slip in speaker.records["slips"]:
        case = cases.find(slip.text("case_id"))
        if case is None or slip["slip_no"] is None:
            continue
        status, seen = slip_status(slip, case), slip["reply"]
        wanted = seen
        if status == "void":
            wanted = None
        elif status in OPEN or slip["slip_status"] in OPEN:
            scene = slip_later_scene(slip)
            wanted = (speaker.say(scene, case, slip.fields()) if scene else None) or seen
        if wanted != seen:
            book = slip.place().book
            yield SetValue("slips", slip.text("slip_no"), "reply", seen, wanted, book)


def _scene_of(case: Record) -> str | None:
    if case["decision"] == "refuse":
        return "rejected"
    if case["decision"] == "approve_partial" and case["refund_amount"] is None:
        return "partial"
    return _OF_STATUS.get(case.text("status"))
