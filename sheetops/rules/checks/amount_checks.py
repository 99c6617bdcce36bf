"""Money: no more than was paid, no more than one may, as agreed, and in time."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from sheetops.records.catalogue import cases
from sheetops.records.catalogue import money as kinds
from sheetops.records.problems import Problem
from sheetops.records.showing import plain
from sheetops.records.states import FINAL_STATES
from sheetops.rules.checks.audit import Audit, finding, show
from sheetops.rules.checks.column_checks import Check
from sheetops.rules.checks.typed import amounts, moments, words
from sheetops.rules.deadlines.deadlines import LAW_REFUND_DAYS

RED_LINE = timedelta(days=15)
"""七日办法 art. 31: so long after receipt an unpaid refund is punishable."""


def _refunds(audit: Audit) -> Iterator[Problem]:
    """V05: the refunds of one sub-order add up to no more than was paid for it."""
    table = audit.records["applications"]
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    paid: dict[str, Decimal] = {}
    refunds, payments = amounts(table, "refund_amount"), amounts(table, "order_paid")
    numbers = [
        a or b for a, b in zip(words(table, "sub_order_no"), words(table, "order_no"), strict=True)
    ]
    for number, refund, payment in zip(numbers, refunds, payments, strict=True):
        if number and refund:
            sums[number] += refund
            # an order's rows may each carry what was paid for their own item
            paid[number] = max(paid.get(number, Decimal()), payment or Decimal())
    over = {n for n, total in sums.items() if paid[n] and total > paid[n]}
    for index, number in enumerate(numbers if over else ()):
        if number in over and refunds[index]:
            total, limit = plain(sums[number]), plain(paid[number])
            yield finding(
                kinds.REFUNDS_OVER_PAID,
                table,
                index,
                "refund_amount",
                value=number,
                sum=total,
                wanted=limit,
            )


def _approved(audit: Audit) -> Iterator[Problem]:
    """V05: what is approved, and what the buyer asks for, is no more than was paid."""
    table = audit.records["applications"]
    rows = zip(
        amounts(table, "order_paid"),
        amounts(table, "approved_amount"),
        amounts(table, "apply_amount"),
        strict=True,
    )
    for index, (paid, approved, requested) in enumerate(rows):
        if paid is None:
            continue
        wanted = plain(paid)
        if approved is not None and approved > paid:
            yield finding(kinds.APPROVED_OVER_PAID, table, index, "approved_amount", wanted=wanted)
        elif requested is not None and requested > paid:
            yield finding(kinds.REQUESTED_OVER_PAID, table, index, "apply_amount", wanted=wanted)


def _limits(audit: Audit) -> Iterator[Problem]:
    """Above the owner's limit a supervisor signs (transition T04)."""
    table = audit.records["applications"]
    smallest = _smallest_limit(audit)
    rows = zip(amounts(table, "approved_amount"), words(table, "approver"), strict=True)
    for index, (amount, approver) in enumerate(rows):
        if amount is None or approver is not None or smallest is None or amount <= smallest:
            continue
        case = table[index]
        limit = audit.book.limit_of(case, audit.book.match(case).rule)
        if limit is not None and amount > limit:
            yield finding(kinds.OVER_LIMIT, table, index, "approved_amount", wanted=plain(limit))


def _smallest_limit(audit: Audit) -> Decimal | None:
    """Below it nobody needs a signature, so that most rows need no further look."""
    limits = [row.agent_limit for row in audit.book.policies.policies]
    limits += audit.book.refund_limits.values()
    return min((limit for limit in limits if limit is not None), default=None)


def _approvers(audit: Audit) -> Iterator[Problem]:
    """The approver is an active supervisor or administrator."""
    agents, table = audit.records["agents"], audit.records["applications"]
    rows = zip(
        words(agents, "agent_id"), words(agents, "role"), words(agents, "status"), strict=True
    )
    entitled = {
        a for a, role, status in rows if role in ("supervisor", "admin") and status == "active"
    }
    known = set(agents.column("agent_id"))
    for index, approver in enumerate(table.column("approver")):
        if approver in known - entitled - {None}:
            yield finding(kinds.APPROVER_NOT_SUPERVISOR, table, index, "approver")


def _zero(audit: Audit) -> Iterator[Problem]:
    """V04: a case that ends with a refund has refunded something."""
    table = audit.records["applications"]
    rows = zip(words(table, "status"), amounts(table, "refund_amount"), strict=True)
    for index, (status, amount) in enumerate(rows):
        if status in ("refunded", "partially_refunded") and amount is not None and amount <= 0:
            value = show(table, index, "status")
            yield finding(cases.ZERO_REFUND, table, index, "refund_amount", value=value)


def _deductions(audit: Audit) -> Iterator[Problem]:
    """What was refunded is what was approved, less an agreed deduction (七日办法 art. 12)."""
    table = audit.records["slips"]
    deductions, refunds = amounts(table, "deduction"), amounts(table, "refund_amount")
    for index, (deduction, refund) in enumerate(zip(deductions, refunds, strict=True)):
        if not deduction and refund is None:
            continue
        case = audit.case_of(table[index])
        approved = case["approved_amount"] if case else None
        if not isinstance(approved, Decimal):
            continue
        left = approved - (deduction or 0)
        if left < 0:
            wanted = plain(approved)
            yield finding(kinds.DEDUCTION_OVER_APPROVED, table, index, "deduction", wanted=wanted)
        elif refund is not None and refund != left:
            yield finding(kinds.REFUND_DIFFERS, table, index, "refund_amount", wanted=plain(left))


def _overdue(audit: Audit) -> Iterator[Problem]:
    """V09: refunded within 7 days of receipt; past 15 days it is punishable (art. 13, 31)."""
    table = audit.records["slips"]
    rows = zip(
        moments(table, "received_at"),
        table.column("refunded_at"),
        moments(table, "refund_due"),
        words(table, "slip_type"),
        strict=True,
    )
    for index, (received, refunded, due, slip_type) in enumerate(rows):
        if received is None or refunded is not None or slip_type != "return":
            continue
        limit = min(due or received + timedelta(days=LAW_REFUND_DAYS), received + RED_LINE)
        if audit.now <= limit or not _still_owed(audit, index):
            continue
        wanted = plain(received)
        if audit.now > received + RED_LINE:
            yield finding(kinds.REFUND_RED_LINE, table, index, "refunded_at", wanted=wanted)
        else:
            yield finding(
                kinds.REFUND_OVERDUE, table, index, "refunded_at", wanted=wanted, value=plain(limit)
            )


def _still_owed(audit: Audit, index: int) -> bool:
    """A failed inspection is negotiated, a dispute waits, a closed case is done."""
    slip = audit.records["slips"][index]
    case = audit.case_of(slip)
    status = case["status"] if case else None
    if slip["slip_status"] in ("void", "closed") or slip["inspect_result"] == "fail":
        return False
    return status not in FINAL_STATES and status not in ("in_dispute", "inspect_failed")


CHECKS: tuple[Check, ...] = (
    _refunds,
    _approved,
    _limits,
    _approvers,
    _zero,
    _deductions,
    _overdue,
)
"""The checks of this module."""
