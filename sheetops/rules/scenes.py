"""Which reply fits where a case and its slip stand, and keeping the register's replies in step."""

from collections.abc import Iterator, Mapping

from sheetops.actions import SetValue
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.settings import Settings
from sheetops.records.table import Record
from sheetops.rules.replies import facts_of, reply
from sheetops.rules.slip_states import OPEN, slip_status

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


def case_reply(
    case: Record,
    slip: Record | None,
    records: Records,
    settings: Settings,
    shipped: Mapping[str, str],
) -> str | None:
    """Return what to tell the buyer as the case stands now; None where there is nothing to say."""
    if slip is not None and slip["reply"] is not None and slip_later_scene(slip) is None:
        return slip.text("reply")
    scene = (slip_later_scene(slip) if slip else None) or _scene_of(case)
    if scene is None:
        return None
    facts = facts_of(case, columns_of(slip) if slip else {}, records, settings)
    return reply(scene, facts, records["scripts"], shipped)


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


def plan_replies(
    records: Records, settings: Settings, shipped: Mapping[str, str]
) -> Iterator[SetValue]:
    """Plan the reply of each slip that has moved on, and clear that of a void one.

    What the buyer is to be told: the goods have come (3.2.4), the result, the refund (3.2.5), the
    replacement's courier and number (process 3.3.4). A slip that was closed before stays as it is.
    """
    cases = records["applications"]
    for slip in records["slips"]:
        case = cases.find(slip.text("case_id"))
        status, number, seen = slip_status(slip, case), slip["slip_no"], slip["reply"]
        if case is None or not isinstance(number, str):
            continue
        wanted = seen
        if status == "void":
            wanted = None
        elif status in OPEN or slip["slip_status"] in OPEN:
            wanted = _later_reply(slip, case, records, settings, shipped) or seen
        if wanted != seen:
            yield SetValue("slips", number, "reply", seen, wanted, slip.place().book)


def _later_reply(
    slip: Record, case: Record, records: Records, settings: Settings, shipped: Mapping[str, str]
) -> str | None:
    scene = slip_later_scene(slip)
    if scene is None:
        return None
    facts = facts_of(case, columns_of(slip), records, settings)
    return reply(scene, facts, records["scripts"], shipped)


def columns_of(row: Record) -> dict[str, Value]:
    """Return the row's values by column key."""
    return {column.key: value for column, value in row.fields().items()}


def _scene_of(case: Record) -> str | None:
    if case["decision"] == "refuse":
        return "rejected"
    if case["decision"] == "approve_partial" and case["refund_amount"] is None:
        return "partial"
    return _OF_STATUS.get(case.text("status"))
