"""Applications: state against decision, refusals, freight, the platform's view."""

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType

from sheetops.records.catalogue import cases as kinds
from sheetops.records.problems import Problem, ProblemKind
from sheetops.records.showing import listed
from sheetops.records.states import FINAL_STATES, STATES
from sheetops.records.text import Text
from sheetops.rules.checks.audit import Audit, finding, show
from sheetops.rules.checks.column_checks import Check, doubled, same_rows
from sheetops.rules.checks.typed import lists, moments, words
from sheetops.rules.deadlines.deadlines import reckon
from sheetops.rules.importing.platform_words import fact_of, is_known_intervention
from sheetops.rules.policy.verdicts import judge

_ANY_END = frozenset(
    {"withdrawn", "closed_timeout", "in_dispute", "refunded", "partially_refunded"}
)
_RETURNING = _ANY_END | {
    "await_return",
    "in_transit",
    "received",
    "inspect_failed",
    "goods_sent_back",
    "closed_rejected",
}
_STATES_OF: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "approve_return": _RETURNING | {"await_refund"},
        "approve_refund": _ANY_END | {"await_refund", "closed_rejected"},
        "approve_partial": _ANY_END | {"await_refund", "closed_rejected"},
        "approve_exchange": _RETURNING
        | {"await_reship", "reshipped", "exchanged", "converted", "await_refund"},
        "approve_reship": _ANY_END | {"await_reship", "reshipped", "exchanged", "closed_rejected"},
        "refuse": _ANY_END | {"rejected", "closed_rejected"},
        "need_evidence": _ANY_END | {"need_evidence", "closed_rejected"},
        "supervisor": frozenset({"pending_review", "need_evidence", "withdrawn", "in_dispute"}),
        "platform": frozenset({"in_dispute", *FINAL_STATES, "await_return", "await_refund"}),
    }
)
"""Decision → the states that a case can be in after it (transitions T02–T30)."""

_TYPES_OF: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "approve_return": frozenset({"return_refund", "exchange", "repair", "other"}),
        "approve_exchange": frozenset({"exchange", "return_refund", "repair", "other"}),
        "approve_reship": frozenset({"reship", "exchange", "other", "refund_only"}),
    }
)
"""Decision → the case types that it fits; a decision that is not here fits all."""

_AT_PLATFORM: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "waiting": frozenset({"pending_review", "need_evidence", "await_refund"}),
        "agreed": frozenset({"await_return"}),
        "returned": frozenset(
            {"in_transit", "received", "await_refund", "await_reship", "inspect_failed"}
        ),
        "refused": frozenset({"rejected", "inspect_failed", "need_evidence"}),
        "to_reship": frozenset({"await_reship"}),
        "reshipped": frozenset({"reshipped"}),
        "success": frozenset({"refunded", "partially_refunded"}),
        "exchanged": frozenset({"exchanged"}),
        "converted": frozenset({"converted"}),
        "closed": frozenset({"withdrawn", "closed_timeout", "closed_rejected", "goods_sent_back"}),
    }
)
"""What the platform's words say (`fact_of`) → our states that agree; “none” says nothing of it."""


def _doubled_refunds(audit: Audit) -> Iterator[Problem]:
    """V01: a refund number is recorded once for each platform and sub-order.

    A row without a sub-order number stands for the whole order and doubles any other.
    """
    table = audit.records["applications"]
    refunds, platforms = table.column("refund_no"), table.column("platform")
    pairs = [(a, b) if a is not None else None for a, b in zip(refunds, platforms, strict=True)]
    subs = table.column("sub_order_no")
    for indexes in doubled(pairs):
        parts = [subs[index] for index in indexes]
        if None in parts or len(set(parts)) < len(parts):
            yield from same_rows(kinds.DUPLICATE_REFUND_NO, table, indexes, "refund_no")


def _decisions(audit: Audit) -> Iterator[Problem]:
    """Decision, status and case type agree (process 3.1.2)."""
    table = audit.records["applications"]
    rows = zip(
        words(table, "decision"), words(table, "status"), words(table, "case_type"), strict=True
    )
    for index, (decision, status, case_type) in enumerate(rows):
        if decision is None:
            continue
        if status is not None and status not in _STATES_OF.get(decision, STATES):
            wanted = show(table, index, "status")
            yield finding(kinds.DECISION_STATUS_CONFLICT, table, index, "decision", wanted=wanted)
        if case_type is not None and case_type not in _TYPES_OF.get(decision, (case_type,)):
            wanted = show(table, index, "case_type")
            yield finding(kinds.DECISION_TYPE_CONFLICT, table, index, "decision", wanted=wanted)


def _reasons(audit: Audit) -> Iterator[Problem]:
    """A reason is used for the case types that the handbook names for it."""
    reasons, table = audit.records["reasons"], audit.records["applications"]
    applies = dict(zip(reasons.column("code"), lists(reasons, "applies"), strict=True))
    rows = zip(table.column("reason_code"), words(table, "case_type"), strict=True)
    for index, (code, case_type) in enumerate(rows):
        fitting = applies.get(code, ())
        if case_type is not None and fitting and case_type not in fitting:
            wanted, name = show(table, index, "case_type"), _reason_name(audit, index)
            yield finding(
                kinds.REASON_TYPE_CONFLICT, table, index, "reason_code", value=name, wanted=wanted
            )


def _refusals(audit: Audit) -> Iterator[Problem]:
    """V06, V07, V15: what may not be refused was not refused; the verdict's own rules decide."""
    table = audit.records["applications"]
    rows = zip(words(table, "decision"), words(table, "status"), strict=True)
    for index, (decision, status) in enumerate(rows):
        if decision == "refuse" or status in ("rejected", "closed_rejected"):
            verdict = judge(reckon(table[index], None, audit.book))
            kind = _REFUSED.get(verdict.ground) if verdict.verdict == "no_refusal" else None
            if kind is not None:
                yield finding(kind, table, index, "decision")


_REFUSED: Mapping[str, ProblemKind] = MappingProxyType(
    {
        "unshipped": kinds.REFUSED_UNSHIPPED,
        "shipped_after": kinds.REFUSED_UNSHIPPED,
        "no_consent": kinds.EXCLUDED_WITHOUT_CONSENT,
        "within": kinds.REFUSED_VALID_NO_REASON,
        "within_rolled": kinds.REFUSED_VALID_NO_REASON,
        "not_begun": kinds.REFUSED_VALID_NO_REASON,
    }
)
"""Ground of a verdict that allows no refusal → the problem of having refused."""


def _shipped_after(audit: Audit) -> Iterator[Problem]:
    """V15: nothing is shipped after the buyer asked for the money of unshipped goods (rule 27)."""
    table = audit.records["applications"]
    rows = zip(
        words(table, "case_type"),
        moments(table, "shipped_at"),
        moments(table, "applied_at"),
        strict=True,
    )
    for index, (case_type, shipped, applied) in enumerate(rows):
        if case_type == "refund_only" and shipped and applied and shipped > applied:
            wanted = show(table, index, "applied_at")
            yield finding(
                kinds.SHIPPED_AFTER_APPLICATION, table, index, "shipped_at", wanted=wanted
            )


def _overrides(audit: Audit) -> Iterator[Problem]:
    """A decision against the policy's advice says why."""
    table = audit.records["applications"]
    rows = zip(
        words(table, "policy_verdict"),
        words(table, "decision"),
        words(table, "override_reason"),
        strict=True,
    )
    for index, (verdict, decision, why) in enumerate(rows):
        if decision is None or verdict is None or why is not None:
            continue
        refused_well_founded = decision == "refuse" and verdict in ("approve", "no_refusal")
        if refused_well_founded or (decision.startswith("approve") and verdict == "refuse"):
            wanted = show(table, index, "policy_verdict")
            yield finding(kinds.OVERRIDE_UNEXPLAINED, table, index, "decision", wanted=wanted)


def _freight(audit: Audit) -> Iterator[Problem]:
    """V08: the buyer does not bear the freight of a quality problem (消法 art. 24)."""
    table = audit.records["applications"]
    rows = zip(words(table, "freight_bearer"), table.column("reason_code"), strict=True)
    for index, (bearer, code) in enumerate(rows):
        if bearer != "buyer":
            continue
        reason_class = audit.reason_class(code)
        if reason_class == "quality":
            yield finding(kinds.QUALITY_FREIGHT_ON_BUYER, table, index, "freight_bearer")
        elif reason_class in ("mismatch", "seller_fault", "counterfeit"):
            name = _reason_name(audit, index)
            yield finding(kinds.FAULT_FREIGHT_ON_BUYER, table, index, "freight_bearer", reason=name)


def _platform(audit: Audit) -> Iterator[Problem]:
    """V19: the sheet agrees with the platform's status, in whatever spelling it was imported."""
    table = audit.records["applications"]
    rows = zip(words(table, "platform_status"), words(table, "status"), strict=True)
    for index, (said, status) in enumerate(rows):
        fact = fact_of(said) if said else None
        if said and fact is None and not is_known_intervention(said):
            yield finding(kinds.PLATFORM_UNKNOWN, table, index, "platform_status")
        elif fact and status and status != "in_dispute":
            agreeing = _AT_PLATFORM.get(fact, (status,))
            if status not in agreeing:
                yield _conflict(audit, index, agreeing)


def _conflict(audit: Audit, index: int, agreeing: Collection[str]) -> Problem:
    table = audit.records["applications"]
    following = listed([s.text for s in STATES.values() if s.key in agreeing])
    wanted = show(table, index, "status")
    return finding(
        kinds.PLATFORM_CONFLICT, table, index, "platform_status", wanted=wanted, next=following
    )


def _reason_name(audit: Audit, index: int) -> Text:
    reason = audit.reason_of(audit.records["applications"].column("reason_code")[index])
    name = f"{reason.code} {reason.name}" if reason else ""
    return Text(name, name)


CHECKS: tuple[Check, ...] = (
    _doubled_refunds,
    _decisions,
    _reasons,
    _refusals,
    _shipped_after,
    _overrides,
    _freight,
    _platform,
)
"""The checks of this module."""
