"""Where a case really stands: its status, and what people have recorded since it was set."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from sheetops.rules.deadlines.deadlines import Deadlines
from sheetops.rules.policy.facts import amount_in, time_in, word_in

Ask = Callable[[Deadlines], str]


def stage_of(times: Deadlines) -> str:
    """Return the stage of an open case: a key of `sheetops.rules.deadlines.step_words.STEPS`.

    People record what happened before they change the status, so a stage may be ahead of it.
    """
    found = _STAGES.get(times.case.text("status"), _without_status)
    return found if isinstance(found, str) else found(times)


def _without_status(times: Deadlines) -> str:
    return "no_status" if time_in(times.case, "applied_at") else "no_time"


def _pending(times: Deadlines) -> str:
    if time_in(times.case, "applied_at") is None:
        return "no_time"
    decision = word_in(times.case, "decision")
    if decision is None:
        return "review"
    if decision == "supervisor":
        return "supervisor"
    return "sign" if _needs_signature(times) else "decided"


def _need_evidence(times: Deadlines) -> str:
    return "await_evidence" if time_in(times.case, "notified_at") else "ask_evidence"


def _rejected(times: Deadlines) -> str:
    return "rejected" if time_in(times.case, "notified_at") else "tell_refusal"


def _await_return(times: Deadlines) -> str:
    if times.slip is None:
        return "no_slip"
    if word_in(times.slip, "tracking_no") or time_in(times.slip, "buyer_shipped_at"):
        return _in_transit(times)
    told = time_in(times.slip, "sent_to_buyer_at") or time_in(times.case, "notified_at")
    return "await_return" if told else "send_slip"


def _in_transit(times: Deadlines) -> str:
    if times.slip is not None and time_in(times.slip, "received_at"):
        return _received(times)
    return "in_transit"


def _received(times: Deadlines) -> str:
    result = word_in(times.slip, "inspect_result") if times.slip is not None else None
    if result is None:
        return "inspect"
    if result == "fail":
        return "failed"
    return "passed" if times.case["case_type"] == "return_refund" else _to_be_sent(times, "passed_")


def _await_refund(times: Deadlines) -> str:
    if time_in(times.slip, "refunded_at"):
        return "refunded"
    return "sign_refund" if _needs_signature(times) else "refund"


def _await_reship(times: Deadlines) -> str:
    return "shipped" if time_in(times.slip, "x_shipped_at") else _to_be_sent(times)


def _to_be_sent(times: Deadlines, stage: str = "") -> str:
    """Return what has to leave the house: the repaired, the missing or the wanted goods."""
    kind = times.case["case_type"]
    return f"{stage}{kind if kind in ('repair', 'reship') else 'exchange'}"


def _reshipped(times: Deadlines) -> str:
    if times.slip is not None and time_in(times.slip, "x_notified_at") is None:
        return "tell_tracking"
    return "await_confirmation"


_STAGES: Mapping[str, Ask | str] = MappingProxyType(
    {
        "pending_review": _pending,
        "need_evidence": _need_evidence,
        "rejected": _rejected,
        "await_return": _await_return,
        "in_transit": _in_transit,
        "received": _received,
        "inspect_failed": "negotiate",
        "await_refund": _await_refund,
        "await_reship": _await_reship,
        "reshipped": _reshipped,
        "in_dispute": "dispute",
    }
)
"""Status → its stage, or what asks for it."""


def _needs_signature(times: Deadlines) -> bool:
    """Return whether the approved amount is above the agent's limit and nobody has signed."""
    amount = amount_in(times.case, "approved_amount")
    if amount is None or word_in(times.case, "approver"):
        return False
    limit = times.book.limit_of(times.case, times.match.rule)
    return limit is not None and amount > limit
