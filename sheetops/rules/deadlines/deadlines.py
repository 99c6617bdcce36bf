"""When each step of a case is due, and why: review, window, return, inspection, refund and so on.

Instants are shop time and inclusive. Numbers come from the policy row that holds, else from the
shop's settings; the calendar may lengthen them. What the desk does counts in working hours where
the policy row names some; what the buyer, the platform and the law count never does.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from sheetops.records.desk import Records
from sheetops.records.settings import Settings
from sheetops.records.table import Record
from sheetops.rules.deadlines.clocks import (
    LAW_REFUND,
    LAW_REFUND_DAYS,
    law_clock,
    platform_clock,
    side_by_side,
)
from sheetops.rules.deadlines.derivations import Deadline, Step
from sheetops.rules.deadlines.reckoning import Reckoning
from sheetops.rules.deadlines.windows import Window, window_from
from sheetops.rules.deadlines.workdays import Workdays
from sheetops.rules.policy.facts import time_in
from sheetops.rules.policy.rows import Policy
from sheetops.rules.policy.rulebook import Rulebook

__all__ = ["LAW_REFUND_DAYS", "LAW_WINDOW_DAYS", "Deadlines", "deadlines", "reckon"]

LAW_WINDOW_DAYS = 7
"""消法 art. 25: seven days to return without a reason. No row shortens it."""

_LAW = "消法25条"
_STARTS = {
    "signed": "signed_at",
    "paid": "paid_at",
    "shipped": "shipped_at",
    "applied": "applied_at",
    "received": "received_at",
    "approved": "reviewed_at",
}
"""Start event of a policy row → the column that holds its instant."""

_DECIDED = ("reviewed_at", "applied_at")
_TOLD = ("notified_at", *_DECIDED)
_INSPECTED = ("inspected_at", "received_at", *_DECIDED)


@dataclass(frozen=True, slots=True)
class Deadlines(Reckoning):
    """The deadlines of one case; each is worked out when asked for, None without a start.

    Several columns mean: from the first of them that is filled in, in the slip or in the case.
    """

    _windows: list[Window | None] = field(default_factory=list, repr=False, compare=False)

    @property
    def review(self) -> Deadline | None:
        """Return when the review is due: applied plus review hours (process 3.1.2: 24).

        The time stands still while the buyer owes us evidence.
        """
        start = self.start_from(("applied_at",))
        if start is None:
            return None
        given = self.match.rule.review_hours if self.match.rule else None
        found = self.worked("review_due", self.paused(start), given, self.book.limits.review_hours)
        return self.lengthened("review", found)

    @property
    def window(self) -> Window | None:
        """Return the window of the policy row that holds; None where it has none or no start."""
        if not self._windows and self.match.rule:
            # asked for by the verdict, by its grounds and for its own cell
            self._windows.append(self.window_of(self.match.rule))
        return self._windows[0] if self._windows else None

    def window_of(self, rule: Policy) -> Window | None:
        """Return the window that `rule` gives; None where it gives none or nothing started it.

        A row that is stricter than the law on no-reason returns does not hold (消法 art. 25).
        """
        start = self.start_from((_STARTS.get(rule.start_event, "signed_at"),))
        if start is None or rule.window_days is None:
            return None
        roll = self.roll if rule.rolls else None
        found = window_from(
            start,
            rule.window_days,
            rule.policy_id,
            from_next_day=rule.from_next_day,
            roll=roll,
            longer=self.longer_window,
        )
        return found if _is_lawful(rule) else self._as_law_has_it(found)

    def _as_law_has_it(self, found: Window) -> Window:
        signed = self.start_from(("signed_at",))
        if signed is None:
            return found
        law = window_from(signed, LAW_WINDOW_DAYS, _LAW, from_next_day=True, roll=self.roll)
        return law if law.end > found.end else found

    @property
    def return_due(self) -> Deadline | None:
        """Return when the buyer must have sent the goods: the end of the last day.

        What the slip in the buyer's hands says is never shortened.
        """
        given = self.match.rule.return_days if self.match.rule else None
        found = self.days("return_due", _DECIDED, given, self.book.limits.return_days)
        found, printed = self.lengthened("return", found), time_in(self.slip, "return_due")
        if found is None or printed is None or printed <= found.due:
            return found
        return found._replace(due=printed, steps=(*found.steps, Step("printed", printed)))

    @property
    def inspect_due(self) -> Deadline | None:
        """Return when received goods must be inspected (process 3.2.4: 48 hours)."""
        given = self.match.rule.inspect_hours if self.match.rule else None
        hours = self.book.limits.inspect_hours
        start = self.start_from(("received_at",))
        if start is None:
            return None
        return self.lengthened("inspect", self.worked("inspect_due", (start,), given, hours))

    @property
    def refund_due(self) -> Deadline | None:
        """Return when the refund is due: by policy, and for goods received by law at the latest.

        Where no goods come back the time counts from the approval.
        """
        start = self.start_from(("received_at", *_DECIDED))
        if start is None:
            return None
        given = self.match.rule.refund_days if self.match.rule else None
        days = self.book.limits.refund_days if given is None else given
        due = start.at + timedelta(days=days)
        steps = (start, Step("days", due, self._by(given), days))
        found = self.lengthened("refund", Deadline("refund_due", start.at, due, steps))
        return _within_law(found) if found and start.by == "received_at" else found

    @property
    def reship_due(self) -> Deadline | None:
        """Return when the replacement must be out: hours from the inspection, else the review."""
        return self.desk_hours("reship_due", _INSPECTED, None, self.book.limits.reship_hours)

    @property
    def evidence(self) -> Deadline | None:
        """Return until when the buyer is waited for with the evidence that was asked of them."""
        return self.hours("evidence", _TOLD, None, self.book.limits.evidence_hours)

    @property
    def negotiation(self) -> Deadline | None:
        """Return until when a failed inspection should be settled with the buyer."""
        return self.hours("negotiation", _INSPECTED, None, self.book.limits.negotiate_hours)

    @property
    def answer(self) -> Deadline | None:
        """Return until when the buyer may answer a refusal before the platform closes the case."""
        return self.days("answer", _TOLD, None, self.book.limits.answer_days)

    @property
    def telling(self) -> Deadline | None:
        """Return when the buyer must have been told of a decision: as long as a review takes."""
        return self.desk_hours("telling", _DECIDED, None, self.book.limits.review_hours)

    @property
    def arrival(self) -> Deadline | None:
        """Return when a parcel on its way should have come: it has as long as it had to leave."""
        columns, days = ("buyer_shipped_at", *_DECIDED), self.book.limits.return_days
        return self.lengthened("return", self.days("arrival", columns, None, days))

    @property
    def tracking_told(self) -> Deadline | None:
        """Return when the buyer must know the replacement's tracking number (process 3.3.4)."""
        columns = ("x_shipped_at", *_INSPECTED)
        return self.desk_hours("telling", columns, None, self.book.limits.review_hours)

    @property
    def confirmation(self) -> Deadline | None:
        """Return until when the buyer is waited for to confirm the replacement."""
        columns = ("x_shipped_at", *_INSPECTED)
        return self.days("confirmation", columns, None, self.book.limits.answer_days)

    @property
    def ruling(self) -> Deadline | None:
        """Return until when the platform is waited for, from the last event that is known."""
        columns = ("inspected_at", "received_at", *_TOLD)
        return self.days("ruling", columns, None, self.book.limits.answer_days)

    def nearest(self, deadline: Deadline) -> Deadline:
        """Return the nearest of three clocks: `deadline`, the platform's and the law's.

        The others go on beside it.
        """
        rule, shipped = self.match.rule, time_in(self.slip, "buyer_shipped_at")
        platform = platform_clock(self.case, rule, shipped, self.book.limits.confirm_days)
        law = law_clock(deadline.name, self.case, self.slip, self._is_no_reason)
        return side_by_side(deadline, platform, law)

    @property
    def _is_no_reason(self) -> bool:
        reason = self.book.reason_of(self.case)
        return reason is not None and reason.reason_class == "no_reason"


def _is_lawful(rule: Policy) -> bool:
    """Return whether the row grants what the law does, or is not about no-reason returns."""
    return "no_reason" not in rule.reason_classes or (
        rule.start_event == "signed"
        and (rule.window_days or 0) >= LAW_WINDOW_DAYS
        and rule.from_next_day
        and rule.rolls
    )


def _within_law(deadline: Deadline) -> Deadline:
    law = deadline.start + timedelta(days=LAW_REFUND_DAYS)
    if deadline.due <= law:
        return deadline
    return deadline._replace(
        due=law, steps=(*deadline.steps, Step("law", law, LAW_REFUND, LAW_REFUND_DAYS))
    )


def reckon(case: Record, slip: Record | None, book: Rulebook) -> Deadlines:
    """Return the deadlines of `case`; `slip` is its slip, where it has one."""
    return Deadlines(case, slip, book.match(case), book)


def deadlines(
    case: Record, slip: Record | None, records: Records, settings: Settings, workdays: Workdays
) -> Deadlines:
    """Return the deadlines of one case; for many, open the `Rulebook` once and `reckon`."""
    return reckon(case, slip, Rulebook(records, settings, workdays))
