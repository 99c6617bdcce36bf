"""What state a slip is in, read off from what people recorded and from its case."""

from datetime import datetime

from sheetops.records.states import FINAL_STATES
from sheetops.records.table import Record

OPEN = ("issued", "in_transit", "received", "inspected")
"""States of a slip that is not done with; a case has one such slip at most."""

DROPPED = ("rejected", "withdrawn", "converted", "closed_timeout", "closed_rejected")
"""Case states in which goods that were never sent are no longer to be sent."""


def slip_status(slip: Record, case: Record | None) -> str:
    """Return the key of the slip's state.

    A slip of a dropped case is void as long as nothing was sent. A parcel that is on its way goes
    through receipt and inspection all the same (T21), also when the platform has refunded first
    (T22). A void slip stays void when its case is approved again, and a closed one stays closed
    when its case is reopened and reviewed anew (T27): such a case gets a new number. While its case
    cannot be read, a slip that is done with stays so.
    """
    if case is None and slip["slip_status"] in ("closed", "void"):
        return slip.text("slip_status")
    if slip["slip_status"] == "closed" and case is not None and _was_reviewed_anew(slip, case):
        return "closed"
    if not _was_sent(slip):
        return _unsent_status(slip, case)
    if slip["inspected_at"] is not None or slip["inspect_result"] is not None:
        return "closed" if case is not None and case["status"] in FINAL_STATES else "inspected"
    return "in_transit" if slip["received_at"] is None else "received"


def is_dropped(case: Record) -> bool:
    """Return whether the case no longer asks the buyer to send anything."""
    return case["status"] in DROPPED or case["decision"] == "refuse"


def holds_stock(slip: Record, case: Record | None) -> bool:
    """Return whether the slip keeps a replacement reserved: an open exchange, not yet shipped."""
    if slip["slip_type"] != "exchange" or slip["x_shipped_at"] is not None:
        return False
    if case is not None and (case["status"] in FINAL_STATES or is_dropped(case)):
        return False
    return slip_status(slip, case) in OPEN


def _unsent_status(slip: Record, case: Record | None) -> str:
    if slip["slip_status"] == "void" or (case is not None and is_dropped(case)):
        return "void"
    if case is None or case["status"] not in FINAL_STATES:
        return "issued"
    still_comes = case["fast_refund"] is True or case["sys_auto"] is True
    return "issued" if still_comes else "closed"


def _was_sent(slip: Record) -> bool:
    marks = ("tracking_no", "buyer_shipped_at", "received_at", "inspected_at", "inspect_result")
    return any(slip[mark] is not None for mark in marks)


def _was_reviewed_anew(slip: Record, case: Record) -> bool:
    reviewed, issued = case["reviewed_at"], slip["issued_at"]
    return isinstance(reviewed, datetime) and isinstance(issued, datetime) and reviewed > issued
