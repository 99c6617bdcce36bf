"""Which event of the filing log a change is: told by its sheet, its column and its new value."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from sheetops.records.columns import Value

IMPORT = "import_exports"
"""The job that brings the platform's facts."""
STATE_COLUMNS: Mapping[str, str] = MappingProxyType(
    {"applications": "status", "slips": "slip_status", "improvements": "status"}
)
"""Sheet key → the column that says where a row of it stands."""


def _each(event: str, *columns: str) -> dict[str, str]:
    return dict.fromkeys(columns, event)


_BY_STATE: Mapping[str, str] = MappingProxyType(
    {
        **_each("review", "need_evidence", "rejected", "await_return", "pending_review"),
        **_each("return", "in_transit"),
        **_each("receive", "received"),
        **_each("inspect", "inspect_failed", "goods_sent_back"),
        **_each("reship", "reshipped", "exchanged"),
        **_each("dispute", "in_dispute"),
        **_each("refund", "refunded", "partially_refunded"),
        **_each("review", "converted"),
        **_each("withdraw", "withdrawn", "void"),
        **_each("timeout", "closed_timeout", "closed_rejected"),
        **_each("slip", "issued", "closed"),
        **_each("inspect", "inspected"),
    }
)
_AFTER_INSPECTION = ("received", "inspect_failed")
_BY_COLUMN: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        **{
            ("applications", column): event
            for column, event in {
                **_each("review", "reviewed_at", "decision", "approved_amount", "freight_bearer"),
                **_each("review", "reject_reason", "reject_text", "alternative", "approver"),
                **_each("review", "override_reason", "return_mode", "pickup_at", "responsible"),
                **_each("review", "step_override", "step_approver"),
                **_each("tell", "notified_at", "script_id"),
                **_each("refund", "refund_amount", "closed_at", "refund_scope", "fast_refund"),
                **_each("advice", "policy_verdict", "policy_refs"),
                **_each("deadline", "level", "due_at", "review_due", "window_end"),
                **_each("deadline", "deadline_platform"),
                **_each("check", "number_proposal"),
                **_each("correct", "number_confirmed"),
            }.items()
        },
        **{
            ("slips", column): event
            for column, event in {
                **_each("return", "carrier", "tracking_no", "buyer_shipped_at", "freight_paid"),
                **_each("receive", "received_at", "received_qty", "received_sku"),
                **_each("inspect", "inspected_at", "inspector", "grade", "inspect_result"),
                **_each("inspect", "inspect_photos", "pictures", "check_items", "stock_return"),
                **_each("inspect", "deduction", "deduction_note"),
                **_each("refund", "refunded_at", "refund_amount"),
                **_each("reship", "x_carrier", "x_tracking_no", "x_shipped_at", "price_diff"),
                **_each("tell", "x_notified_at", "sent_to_buyer_at"),
                **_each("deadline", "level", "inspect_due", "refund_due"),
                **_each("slip", "return_due", "reply", "addr_consent", "pickup_at"),
                **_each("check", "number_proposal"),
                **_each("correct", "number_confirmed"),
            }.items()
        },
    }
)
_NO_DISPUTE = re.compile("不需|无需|未介入|撤销")
"""The platform's words for a case in which it does not intervene (cs_status 1 and 7)."""
_BY_SHEET: Mapping[str, str] = MappingProxyType(
    {"feedback": "feedback", "improvements": "improve", "training": "training"}
)


def event_of(sheet: str, column: str, old: Value, new: Value) -> str:
    """Return the event (a key of the choices `event`) that a changed cell is.

    What no event claims is a correction where something stood before, else part of recording.
    """
    if sheet in _BY_SHEET:
        return _BY_SHEET[sheet]
    if column == STATE_COLUMNS.get(sheet):
        return _event_of_state(old, new)
    if column == "cs_intervene" and new is not None and not _NO_DISPUTE.search(str(new)):
        return "dispute"
    known = _BY_COLUMN.get((sheet, column))
    return known or ("new" if old is None else "correct")


def event_of_row(sheet: str, job: str = "") -> str:
    """Return the event that a new row is, opened by a person or by `job`."""
    if sheet == "slips":
        return "slip"
    return "import" if job == IMPORT else _BY_SHEET.get(sheet, "new")


def _event_of_state(old: Value, new: Value) -> str:
    if new in ("await_refund", "await_reship"):
        return "inspect" if old in _AFTER_INSPECTION else "review"
    return _BY_STATE.get(str(new), "correct")
