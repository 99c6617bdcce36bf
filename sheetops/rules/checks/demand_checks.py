"""Cells that must be filled because of what else stands in the row: each demand is one line."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sheetops.records.catalogue import cases, slips
from sheetops.records.catalogue.columns import MISSING_WHEN
from sheetops.records.columns import Column
from sheetops.records.problems import Fact, Problem, ProblemKind
from sheetops.records.states import FINAL_STATES
from sheetops.records.table import Record, Table
from sheetops.records.text import Text
from sheetops.rules.checks.audit import Audit, finding, show
from sheetops.rules.checks.column_checks import Check
from sheetops.rules.checks.typed import amounts, counts, flags, words
from sheetops.rules.evidence.placed import KEPT

Mask = Sequence[bool]
"""For each row of a table whether it is meant."""


@dataclass(frozen=True, slots=True)
class Demand:
    """In the rows that `rows` finds, `columns` are filled; else it is a problem of `kind`."""

    sheet: str
    columns: tuple[str, ...]
    rows: Callable[[Audit, Table], Mask]
    kind: ProblemKind = MISSING_WHEN
    when: Text | None = None
    """In words; None: as the data dictionary says for the column."""


_REVIEWED = frozenset(
    {
        "need_evidence",
        "rejected",
        "await_return",
        "in_transit",
        "received",
        "inspect_failed",
        "await_refund",
        "await_reship",
        "reshipped",
        "refunded",
        "partially_refunded",
        "exchanged",
        "converted",
        "closed_rejected",
        "goods_sent_back",
    }
)
"""States that a case reaches by a review only; a buyer may withdraw before."""
_SENT = frozenset({"in_transit", "received", "inspect_failed", "goods_sent_back"})
_SIGNED = frozenset({"received", "returned", "seller_received"})


def _on_platform(_: Audit, table: Table) -> Mask:
    return [platform in ("taobao", "tmall") for platform in words(table, "platform")]


def _no_reason_signed(audit: Audit, table: Table) -> Mask:
    rows = zip(words(table, "reason_code"), words(table, "goods_status"), strict=True)
    return [status in _SIGNED and audit.reason_class(code) == "no_reason" for code, status in rows]


def _reason_with_detail(audit: Audit, table: Table) -> Mask:
    reasons = map(audit.reason_of, words(table, "reason_code"))
    return [reason is not None and reason.needs_detail for reason in reasons]


def _exchange(_: Audit, table: Table) -> Mask:
    return [case_type == "exchange" for case_type in words(table, "case_type")]


def _reviewed(_: Audit, table: Table) -> Mask:
    rows = zip(
        words(table, "status"), flags(table, "sys_auto"), flags(table, "fast_refund"), strict=True
    )
    # what the platform decided by itself (T07, T22) nobody here has reviewed
    return [status in _REVIEWED and not (auto or fast) for status, auto, fast in rows]


def _approved_money(_: Audit, table: Table) -> Mask:
    wanted = ("approve_return", "approve_refund", "approve_partial")
    return [decision in wanted for decision in words(table, "decision")]


def _approved_return(_: Audit, table: Table) -> Mask:
    wanted = ("approve_return", "approve_exchange")
    return [decision in wanted for decision in words(table, "decision")]


def _refused(_: Audit, table: Table) -> Mask:
    return [decision == "refuse" for decision in words(table, "decision")]


def _to_be_picked_up(_: Audit, table: Table) -> Mask:
    rows = zip(words(table, "return_mode"), words(table, "decision"), strict=True)
    approved = ("approve_return", "approve_exchange")
    return [mode == "pickup" and decision in approved for mode, decision in rows]


def _to_be_shipped(_: Audit, table: Table) -> Mask:
    return [status in ("await_reship", "reshipped") for status in words(table, "status")]


def _final(_: Audit, table: Table) -> Mask:
    return [status in FINAL_STATES for status in words(table, "status")]


def _paid_back(_: Audit, table: Table) -> Mask:
    return [status in ("refunded", "partially_refunded") for status in words(table, "status")]


def _converted(_: Audit, table: Table) -> Mask:
    return [status == "converted" for status in words(table, "status")]


def _sent_back(audit: Audit, table: Table) -> Mask:
    marks = ("carrier", "tracking_no", "buyer_shipped_at", "received_at")
    filled = _any_of(table, marks)
    status = [_status_of(audit, slip) for slip in table]
    void = [slip == "void" for slip in words(table, "slip_status")]
    rows = zip(filled, status, void, strict=True)
    return [(has or state in _SENT) and not dropped for has, state, dropped in rows]


def _status_of(audit: Audit, slip: Record) -> str:
    case = audit.case_of(slip)
    return case.text("status") if case else ""


def _received(_: Audit, table: Table) -> Mask:
    return _any_of(table, ("received_at",))


def _inspected(_: Audit, table: Table) -> Mask:
    return _any_of(table, ("inspected_at", "grade", "inspect_result", "stock_return"))


def _not_passed(_: Audit, table: Table) -> Mask:
    return [result in ("fail", "partial") for result in words(table, "inspect_result")]


def _without_photos(audit: Audit, table: Table) -> Mask:
    """Photos placed on the row count as those that are named."""
    kept = words(table, KEPT)
    return [m and not k for m, k in zip(_not_passed(audit, table), kept, strict=True)]


def _refunded(_: Audit, table: Table) -> Mask:
    return _any_of(table, ("refunded_at", "refund_amount"))


def _deducted(_: Audit, table: Table) -> Mask:
    return [amount is not None and amount > 0 for amount in amounts(table, "deduction")]


def _replacement_out(audit: Audit, table: Table) -> Mask:
    """V14: an exchange is final with tracking and notice only."""
    marks = ("x_carrier", "x_tracking_no", "x_shipped_at", "x_notified_at")
    filled = _any_of(table, marks)
    out = [_status_of(audit, slip) in ("reshipped", "exchanged") for slip in table]
    void = [slip == "void" for slip in words(table, "slip_status")]
    rows = zip(filled, out, void, strict=True)
    return [(has or gone) and not dropped for has, gone, dropped in rows]


def _slip_pickup(_: Audit, table: Table) -> Mask:
    rows = zip(words(table, "return_mode"), words(table, "slip_status"), strict=True)
    return [mode == "pickup" and status == "issued" for mode, status in rows]


def _answered(_: Audit, table: Table) -> Mask:
    return _any_of(table, ("reply",))


def _answer_dated(_: Audit, table: Table) -> Mask:
    return _any_of(table, ("replied_at",))


def _excluding(_: Audit, table: Table) -> Mask:
    return [excluded is True for excluded in flags(table, "excluded")]


def _lengthening(_: Audit, table: Table) -> Mask:
    adds = (
        *("review_hours_add", "inspect_hours_add"),
        *("return_days_add", "refund_days_add", "window_days_add"),
    )
    added = zip(*(counts(table, column) for column in adds), strict=True)
    rows = zip(added, words(table, "kind"), strict=True)
    return [any(parts) or kind == "closure" for parts, kind in rows]


def _announced(_: Audit, table: Table) -> Mask:
    return _any_of(table, ("notice_text",))


def _published(_: Audit, table: Table) -> Mask:
    return [kind in ("holiday", "makeup", "promotion") for kind in words(table, "kind")]


def _done(_: Audit, table: Table) -> Mask:
    return [status == "done" for status in words(table, "status")]


def _any_of(table: Table, keys: tuple[str, ...]) -> Mask:
    rows = zip(*(table.column(key) for key in keys), strict=True)
    return [any(value is not None for value in row) for row in rows]


_CLOSED = ("closed_at", "responsible")
_SHIPMENT = ("x_carrier", "x_tracking_no", "x_shipped_at", "x_notified_at")
_INSPECTION = ("inspected_at", "inspector", "grade", "inspect_result", "stock_return")

DEMANDS: tuple[Demand, ...] = (
    Demand("applications", ("refund_no",), _on_platform),
    Demand("applications", ("signed_at",), _no_reason_signed),
    Demand("applications", ("reason_detail",), _reason_with_detail),
    Demand("applications", ("exchange_sku",), _exchange),
    Demand("applications", ("reviewed_at", "decision", "notified_at"), _reviewed),
    Demand("applications", ("approved_amount",), _approved_money),
    Demand("applications", ("freight_bearer",), _approved_return),
    Demand(
        "applications",
        ("reject_reason", "reject_text", "alternative"),
        _refused,
        cases.REFUSAL_INCOMPLETE,
    ),
    Demand("applications", ("pickup_at",), _to_be_picked_up),
    Demand("applications", ("receiver_addr",), _to_be_shipped),
    Demand("applications", _CLOSED, _final, cases.CLOSING_INCOMPLETE),
    Demand("applications", ("refund_amount",), _paid_back, cases.CLOSING_INCOMPLETE),
    Demand(
        "applications",
        ("linked_case",),
        _converted,
        when=Text("换货转退款时必填", "once an exchange is converted"),
    ),
    Demand("slips", ("carrier", "tracking_no", "buyer_shipped_at"), _sent_back),
    Demand("slips", ("received_qty",), _received),
    Demand("slips", _INSPECTION, _inspected),
    Demand("slips", ("inspect_photos",), _without_photos),
    Demand("slips", ("check_items",), _not_passed),
    Demand("slips", ("refunded_at", "refund_amount"), _refunded),
    Demand("slips", ("deduction_note",), _deducted),
    Demand("slips", _SHIPMENT, _replacement_out, slips.SHIPMENT_INCOMPLETE),
    Demand("slips", ("pickup_at",), _slip_pickup),
    Demand("feedback", ("replied_at",), _answered),
    Demand(
        "feedback",
        ("reply",),
        _answer_dated,
        when=Text("填了回复时间时必填", "once an answer is dated"),
    ),
    Demand("policy", ("exclusion_basis",), _excluding),
    Demand("calendar", ("notice_text",), _lengthening),
    Demand("calendar", ("notice_send_at",), _announced),
    Demand("calendar", ("source",), _published),
    Demand("improvements", ("verified_at", "verified_by"), _done),
)
"""Every conditional column of the data dictionary that a check can decide."""


def _demands(audit: Audit) -> Iterator[Problem]:
    """What a row's own content makes necessary is there."""
    for demand in DEMANDS:
        table = audit.records[demand.sheet]
        blank = [key for key in demand.columns if None in table.columns.get(key, ())]
        mask = demand.rows(audit, table) if blank else ()
        for key in blank:
            yield from _unmet(audit, demand, table, key, mask)


def _unmet(audit: Audit, demand: Demand, table: Table, key: str, mask: Mask) -> Iterator[Problem]:
    column = table.sheet.by_key[key]
    for index, (meant, value) in enumerate(zip(mask, table.column(key), strict=True)):
        if meant and value is None and not audit.is_unread(table, index, key):
            yield finding(demand.kind, table, index, key, **_facts(demand, table, index, column))


def _facts(demand: Demand, table: Table, index: int, column: Column) -> dict[str, Fact]:
    facts: dict[str, Fact] = {
        "when": demand.when or column.when or column.hint,
        "wanted": column.hint,
    }
    if demand.kind is cases.CLOSING_INCOMPLETE:
        facts["value"] = show(table, index, "status")
    return facts


CHECKS: tuple[Check, ...] = (_demands,)
"""The checks of this module."""
