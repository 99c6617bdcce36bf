"""How well the desk keeps its promises: shares whose numerator and denominator are both said."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from sheetops.records.settings import Limits
from sheetops.records.table import Record
from sheetops.records.text import Text
from sheetops.rules.policy.facts import time_in
from sheetops.rules.reporting.figures import Mean, Rate, rate

Outcome = bool | None
"""Kept, broken, or (None) not to be counted."""

SOLVED = frozenset({"refunded", "partially_refunded", "exchanged", "converted", "withdrawn"})
"""Final states in which the buyer's problem is solved; withdrawals count, as the process says."""

REFUNDED = frozenset({"refunded", "partially_refunded", "converted"})

REOPENED_WITHIN = timedelta(days=7)
"""A linked case within seven days of closing means that the first one did not solve it."""

_UNDISPUTED = frozenset({"", "不需客服介入", "1", "无", "未介入", "not needed"})
"""The platform's words for “no intervention” (`cs_status` 1)."""


@dataclass(frozen=True, slots=True)
class Window:
    """The time over which shares are taken: `since` ≤ instant < `until`; `now` judges lateness."""

    since: datetime
    until: datetime
    now: datetime

    def holds(self, instant: datetime | None) -> bool:
        """Whether `instant` lies in the window."""
        return instant is not None and self.since <= instant < self.until


def kept(done: datetime | None, due: datetime | None, now: datetime) -> Outcome:
    """Return whether a deadline was kept: open and past due is late, open and not yet due is None.

    Half a minute of grace: people type minutes, sheets store seconds.
    """
    if due is None:
        return None
    if done is None:
        return False if now > due else None
    return done <= due + timedelta(seconds=30)


def review_due(case: Record, limits: Limits) -> datetime | None:
    """Return until when a case had to be reviewed; None for one that was never applied for."""
    return _due(case, "review_due", "applied_at", timedelta(hours=limits.review_hours))


def inspect_due(slip: Record, limits: Limits) -> datetime | None:
    """Return until when a parcel had to be inspected; None for one that has not come."""
    return _due(slip, "inspect_due", "received_at", timedelta(hours=limits.inspect_hours))


def refund_due(slip: Record, limits: Limits) -> datetime | None:
    """Return until when a refund had to be paid; None for goods that have not come."""
    return _due(slip, "refund_due", "received_at", timedelta(days=limits.refund_days))


def _due(row: Record, column: str, begins: str, span: timedelta) -> datetime | None:
    """Return the deadline that the row says, else the shop's own time from where it begins."""
    begun = time_in(row, begins)
    return time_in(row, column) or (begun + span if begun else None)


def review_outcome(case: Record, window: Window, limits: Limits) -> Outcome:
    """Return whether a case was reviewed within 24 hours (process 3.1.2).

    Cases that the platform handled by itself, or that the buyer withdrew before a review was due,
    say nothing about the desk.
    """
    applied = time_in(case, "applied_at")
    if applied is None or not window.holds(applied) or case["sys_auto"] is True:
        return None
    due = review_due(case, limits) or applied
    reviewed, closed = time_in(case, "reviewed_at"), time_in(case, "closed_at")
    if reviewed is None and closed is not None and closed <= due:
        return None
    return kept(reviewed, due, window.now)


def inspect_outcome(slip: Record, window: Window, limits: Limits) -> Outcome:
    """Return whether a parcel was inspected within 48 hours of receipt (process 3.2.4)."""
    received = time_in(slip, "received_at")
    if received is None or not window.holds(received) or slip["slip_status"] == "void":
        return None
    return kept(time_in(slip, "inspected_at"), inspect_due(slip, limits), window.now)


def refund_outcome(slip: Record, window: Window, limits: Limits) -> Outcome:
    """Return whether a refund was paid in time.

    Process 3.2.5; the law allows 7 days from receipt (七日无理由退货暂行办法 art. 13). Goods that
    failed the inspection are under negotiation and not counted until they are refunded.
    """
    received = time_in(slip, "received_at")
    refunded = time_in(slip, "refunded_at")
    if received is None or not window.holds(received) or slip["slip_status"] == "void":
        return None
    if slip["slip_type"] != "return" or (refunded is None and slip["inspect_result"] == "fail"):
        return None
    return kept(refunded, refund_due(slip, limits), window.now)


def is_disputed(case: Record) -> bool:
    """Whether the platform has stepped in."""
    return case["status"] == "in_dispute" or (
        case.text("cs_intervene").strip().lower() not in _UNDISPUTED
    )


def reopenings(cases: Iterable[Record]) -> Mapping[str, datetime]:
    """Return case → when the first case that is linked to it was applied for."""
    found: dict[str, datetime] = {}
    for case in cases:
        linked, applied = case.text("linked_case"), time_in(case, "applied_at")
        if linked and applied:
            found[linked] = min(applied, found.get(linked, applied))
    return found


def resolve_outcome(case: Record, window: Window, reopened: Mapping[str, datetime]) -> Outcome:
    """Return whether a closed case was solved, without the platform, and not back in 7 days."""
    closed = time_in(case, "closed_at")
    if closed is None or not window.holds(closed):
        return None
    if case["status"] not in SOLVED or is_disputed(case):
        return False
    again = reopened.get(case.key or "")
    return again is None or not closed <= again <= closed + REOPENED_WITHIN


def self_completed(case: Record, window: Window) -> Outcome:
    """Return whether a refund was completed by the shop rather than by the platform."""
    if case["status"] not in REFUNDED or not window.holds(time_in(case, "closed_at")):
        return None
    return case["sys_auto"] is not True


def dispute_outcome(case: Record, window: Window) -> Outcome:
    """Return whether the platform stepped in, among the cases applied for in the window."""
    return is_disputed(case) if window.holds(time_in(case, "applied_at")) else None


def satisfied(feedback: Record, window: Window) -> Outcome:
    """Return whether a buyer gave 4 or 5."""
    score = feedback["score"]
    if not window.holds(time_in(feedback, "received_at")) or not isinstance(score, int):
        return None
    return score >= 4


def hours_to_close(cases: Iterable[Record], window: Window) -> Mean:
    """Return the mean hours from application to closing."""
    total, count = timedelta(), 0
    for case in cases:
        applied, closed = time_in(case, "applied_at"), time_in(case, "closed_at")
        if applied and closed and window.holds(closed) and closed >= applied:
            total, count = total + (closed - applied), count + 1
    hours = Decimal(int(total.total_seconds())) / 3600
    return Mean(Text("平均处理时长", "Mean time to close"), hours, count, Text("小时", "h"))


def rates(
    cases: Iterable[Record],
    slips: Iterable[Record],
    feedback: Iterable[Record],
    window: Window,
    limits: Limits,
) -> tuple[Rate, ...]:
    """Return every share of the window, in the order in which a manager asks for them."""
    cases, slips, feedback = list(cases), list(slips), list(feedback)
    reopened = reopenings(cases)
    measures: tuple[tuple[Text, Text, Iterable[Record], Callable[[Record], Outcome]], ...] = (
        (REVIEW, IN_TIME, cases, lambda row: review_outcome(row, window, limits)),
        (INSPECTION, IN_TIME, slips, lambda row: inspect_outcome(row, window, limits)),
        (REFUND, IN_TIME, slips, lambda row: refund_outcome(row, window, limits)),
        (RESOLUTION, SOLVED_IN, cases, lambda row: resolve_outcome(row, window, reopened)),
        (SATISFACTION, _GOOD, feedback, lambda row: satisfied(row, window)),
        (SELF_COMPLETION, _BY_US, cases, lambda row: self_completed(row, window)),
        (DISPUTE, _DISPUTED, cases, lambda row: dispute_outcome(row, window)),
    )
    return tuple(rate(title, words, map(judge, rows)) for title, words, rows, judge in measures)


REVIEW = Text("审核及时率", "Reviewed on time")
INSPECTION = Text("验货及时率", "Inspected on time")
REFUND = Text("退款及时率", "Refunded on time")
RESOLUTION = Text("解决率", "Resolved")
SELF_COMPLETION = Text("自主完结率", "Completed by the shop")
DISPUTE = Text("平台介入率", "Platform intervention")
SATISFACTION = Text("满意率", "Satisfied buyers")

IN_TIME = Text("按时办完 ÷ 已办完或已到期", "in time ÷ done or due")
SOLVED_IN = Text("已解决且 7 天内未再提 ÷ 完结", "solved, not back within 7 days ÷ closed")
_BY_US = Text("店铺自己完结 ÷ 退款完结", "completed by the shop ÷ refunds completed")
_DISPUTED = Text("平台介入 ÷ 新申请，越低越好", "intervention ÷ applications; lower is better")
_GOOD = Text("4–5 分 ÷ 收到的评分", "ratings of 4–5 ÷ ratings received")
