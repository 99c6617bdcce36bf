"""Times: what comes first came first."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta

from sheetops.records.catalogue import columns as kinds
from sheetops.records.catalogue import people, slips
from sheetops.records.columns import Kind
from sheetops.records.problems import Problem
from sheetops.records.table import Table
from sheetops.rules.checks.audit import Audit, finding, show
from sheetops.rules.checks.column_checks import Check
from sheetops.rules.checks.typed import days, flags, moments

ORDER: tuple[tuple[str, str, str], ...] = (
    ("applications", "paid_at", "shipped_at"),
    ("applications", "paid_at", "applied_at"),
    ("applications", "shipped_at", "signed_at"),
    ("applications", "applied_at", "reviewed_at"),
    ("applications", "reviewed_at", "notified_at"),
    ("applications", "reviewed_at", "closed_at"),
    ("applications", "reviewed_at", "pickup_at"),
    ("slips", "issued_at", "sent_to_buyer_at"),
    ("slips", "issued_at", "buyer_shipped_at"),
    ("slips", "buyer_shipped_at", "received_at"),
    ("slips", "issued_at", "pickup_at"),
    ("slips", "inspected_at", "x_shipped_at"),
    ("slips", "x_shipped_at", "x_notified_at"),
    ("feedback", "received_at", "replied_at"),
    ("policy", "valid_from", "valid_to"),
    ("calendar", "date_from", "date_to"),
    ("improvements", "raised_at", "due"),
    ("improvements", "raised_at", "verified_at"),
)
"""Sheet, what comes first, what follows (domain rules of each column)."""

LONG_WAY = timedelta(days=30)
COMPLAINT_TIME = timedelta(hours=48)


def _order(audit: Audit) -> Iterator[Problem]:
    """Nothing follows before what it follows from; the same minute is in order."""
    for sheet, first, then in ORDER:
        table = audit.records[sheet]
        is_day = table.sheet.by_key[first].kind is Kind.DATE
        read: Callable[[Table, str], Sequence[date | None]] = days if is_day else moments
        pairs = zip(read(table, first), read(table, then), strict=True)
        for index, (earlier, later) in enumerate(pairs):
            if earlier is None or later is None or later >= earlier or _in_a_minute(later, earlier):
                continue
            other = table.sheet.by_key[first].title
            wanted = show(table, index, first)
            yield finding(kinds.TIME_ORDER, table, index, then, other=other, wanted=wanted)


def _in_a_minute(later: date, earlier: date) -> bool:
    """People often write down the minute of one and the second of the other."""
    if isinstance(later, datetime) and isinstance(earlier, datetime):
        return later >= earlier.replace(second=0)
    return False


def _on_the_way(audit: Audit) -> Iterator[Problem]:
    """V20: a parcel is not on its way for more than 30 days; the buyer sends it in time."""
    table = audit.records["slips"]
    rows = zip(
        moments(table, "buyer_shipped_at"),
        moments(table, "received_at"),
        moments(table, "return_due"),
        strict=True,
    )
    for index, (sent, received, due) in enumerate(rows):
        if sent is None:
            continue
        if received is not None and received - sent > LONG_WAY:
            days = str((received - sent).days)
            yield finding(slips.LONG_ON_THE_WAY, table, index, "received_at", value=days)
        if due is not None and sent > due:
            yield _late(table, index)


def _late(table: Table, index: int) -> Problem:
    wanted = show(table, index, "return_due")
    return finding(slips.SENT_BACK_LATE, table, index, "buyer_shipped_at", wanted=wanted)


def _complaints(audit: Audit) -> Iterator[Problem]:
    """A complaint is answered within 48 hours (process 6)."""
    table = audit.records["feedback"]
    rows = zip(
        flags(table, "is_complaint"),
        moments(table, "received_at"),
        table.column("reply"),
        strict=True,
    )
    for index, (complaint, received, reply) in enumerate(rows):
        if complaint and received and reply is None and audit.now - received > COMPLAINT_TIME:
            value = show(table, index, "received_at")
            yield finding(people.COMPLAINT_UNANSWERED, table, index, "reply", value=value)


CHECKS: tuple[Check, ...] = (_order, _on_the_way, _complaints)
"""The checks of this module."""
