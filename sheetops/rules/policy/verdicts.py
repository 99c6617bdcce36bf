"""The policy verdict for a case: advice with the rows and facts it rests on, never a decision."""

from datetime import datetime

from sheetops.records.desk import Records
from sheetops.records.settings import Settings
from sheetops.records.table import Record
from sheetops.rules.deadlines.deadlines import Deadlines, reckon
from sheetops.rules.deadlines.workdays import Workdays
from sheetops.rules.policy.facts import flag_in, time_in
from sheetops.rules.policy.rulebook import Rulebook, delivery_of
from sheetops.rules.policy.verdict_rules import RULES, Question, approved, incomplete, refs_of
from sheetops.rules.policy.verdict_words import Verdict

__all__ = ["Verdict", "judge", "verdict"]

_NEEDED = ("case_type", "applied_at")


def judge(times: Deadlines) -> Verdict:
    """Return the verdict on the case whose deadlines `times` are.

    The first rule of `RULES` that has something to say decides.
    """
    case, book = times.case, times.book
    early = _before_reason(times)
    if early is not None:
        return early
    reason, applied_at = book.reason_of(case), time_in(case, "applied_at")
    if reason is None or applied_at is None:
        return Verdict("person", "no_reason_code")
    question = Question(times, reason, book.goods_of(case), applied_at)
    for rule in RULES:
        found = rule(question)
        if found is not None:
            return found
    return approved(question)


def verdict(
    case: Record, records: Records, now: datetime, settings: Settings, workdays: Workdays
) -> Verdict:
    """Return the verdict on one case; for many, `judge` them with one `Rulebook`.

    `now` is part of every plan's signature; a verdict rests on when the buyer applied, not on it.
    """
    del now
    return judge(reckon(case, None, Rulebook(records, settings, workdays)))


def _before_reason(times: Deadlines) -> Verdict | None:
    """Decide what no reason can change: a row too bare, a platform that has acted, no parcel."""
    case = times.case
    for column in _NEEDED:
        if case[column] is None:
            return incomplete(column)
    if flag_in(case, "sys_auto"):
        return Verdict("no_refusal", "system")
    if not delivery_of(case):
        return incomplete("goods_status")
    return _unshipped(times)


def _unshipped(times: Deadlines) -> Verdict | None:
    """Unshipped refund-only may not be refused (TOP refuse); shipped since, neither (rule 27)."""
    case = times.case
    unshipped = delivery_of(case) == "paid"
    if case["case_type"] != "refund_only":
        return Verdict("person", "not_shipped_return") if unshipped and _returns(case) else None
    if unshipped:
        return Verdict("no_refusal", "unshipped", refs_of(times.match.rule))
    shipped_at, applied_at = time_in(case, "shipped_at"), time_in(case, "applied_at")
    if shipped_at is not None and applied_at is not None and shipped_at > applied_at:
        refs = refs_of(times.match.rule)
        return Verdict("no_refusal", "shipped_after", refs, {"shipped_at": shipped_at})
    return None


def _returns(case: Record) -> bool:
    return case["case_type"] in {"return_refund", "exchange", "repair"}
