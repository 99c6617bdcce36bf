"""Which step of a case the platform proves to have happened, and which it contradicts.

A case moves only along legal transitions, and only along those that the platform's word proves:
T07 (agreed by itself), T09, T10, T11, T12 (with a tracking number), T13, T20, T21, T22 and T25.
Everything else is told and left to the agent.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sheetops.records.states import FINAL_STATES, STATES, TRANSITIONS, Transition

_INITIAL: Mapping[str, str] = MappingProxyType(
    {
        "waiting": "pending_review",
        "agreed": "await_return",
        "returned": "in_transit",
        "refused": "rejected",
        "closed": "withdrawn",
        "success": "refunded",
        "to_reship": "await_reship",
        "reshipped": "reshipped",
        "exchanged": "exchanged",
        "converted": "converted",
    }
)
_PROVEN: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "agreed": frozenset({"T07"}),
        "returned": frozenset({"T07", "T12"}),
        "success": frozenset({"T07", "T11", "T20", "T22"}),
        "exchanged": frozenset({"T25"}),
    }
)
_UNDER_WAY = frozenset(
    {"in_transit", "received", "inspect_failed", "await_refund", "await_reship", "in_dispute"}
)
_FITTING: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        # the desk may be ahead: it decides before it clicks on the platform
        "waiting": frozenset(STATES) - frozenset(FINAL_STATES) - {"in_transit", "received"},
        "agreed": _UNDER_WAY | {"await_return"},
        "returned": _UNDER_WAY,
        "refused": frozenset({"rejected", "inspect_failed", "in_dispute"}),
        "success": frozenset({"refunded", "partially_refunded", "exchanged"}),
        "to_reship": frozenset({"received", "await_reship", "in_dispute"}),
        "reshipped": frozenset({"await_reship", "reshipped", "in_dispute"}),
        "exchanged": frozenset({"exchanged"}),
        "converted": frozenset({"converted"}),
        "closed": frozenset(
            {"withdrawn", "closed_timeout", "closed_rejected", "goods_sent_back", "converted"}
        ),
    }
)
"""What the platform says → states of a case that do not contradict it."""
_CLOSES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "rejected": ("T09", "closed_rejected"),
        "in_dispute": ("T11", "closed_rejected"),
        "pending_review": ("T21", "withdrawn"),
        "need_evidence": ("T21", "withdrawn"),
    }
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the platform says about a case.

    `is_late`: the time to send back has passed; `is_disputed`: the platform has taken it over.
    """

    fact: str
    is_partial: bool = False
    has_tracking: bool = False
    is_late: bool = False
    is_disputed: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """The steps a case goes, each with the state it leads to; no step: it stays where it is."""

    steps: tuple[tuple[str, str], ...] = ()
    """Transition code and state."""
    is_conflict: bool = False
    """The platform contradicts the state and no step leads from one to the other."""

    @property
    def target(self) -> str | None:
        """Return the state in the end; None where the case stays."""
        return self.steps[-1][1] if self.steps else None


def initial_state(facts: Facts, case_type: str | None) -> str:
    """Return the state of a case that is recorded for the first time."""
    if _is_open_dispute(facts):
        return "in_dispute"
    if facts.fact == "agreed" and case_type == "refund_only":
        return "await_refund"
    if facts.fact == "success" and facts.is_partial:
        return "partially_refunded"
    return _INITIAL.get(facts.fact, "pending_review")


def move(state: str, case_type: str | None, facts: Facts) -> Move:
    """Return where a case at `state` goes by what the platform says."""
    if _is_open_dispute(facts) and state not in FINAL_STATES:
        return Move() if state == "in_dispute" else Move((("T10", "in_dispute"),))
    if state in _FITTING.get(facts.fact, frozenset(STATES)):
        return Move()
    if facts.fact == "closed":
        return _closed(state, case_type, facts)
    if facts.fact == "returned" and not facts.has_tracking:
        # T12 asks for a number; that the return was agreed to is proven all the same
        return Move() if state == "await_return" else move(state, case_type, Facts("agreed"))
    target = initial_state(facts, case_type)
    steps = _path(state, case_type, _PROVEN.get(facts.fact, frozenset()), target)
    return Move(steps) if steps else Move(is_conflict=True)


def _is_open_dispute(facts: Facts) -> bool:
    return facts.is_disputed and facts.fact not in ("success", "closed", "exchanged", "converted")


def _closed(state: str, case_type: str | None, facts: Facts) -> Move:
    if state == "await_return":
        is_timeout = facts.is_late and not facts.has_tracking
        timeout = _next(state, case_type, frozenset({"T13"})) if is_timeout else []
        return Move(tuple(timeout) or (("T21", "withdrawn"),))
    # goods on their way have to come in first, whatever the platform closed
    step = _CLOSES.get(state)
    return Move((step,)) if step else Move(is_conflict=True)


def _path(
    state: str, case_type: str | None, codes: frozenset[str], wanted: str
) -> tuple[tuple[str, str], ...]:
    """Return the shortest way to `wanted` along the transitions `codes`; empty: there is none."""
    waiting: deque[tuple[str, tuple[tuple[str, str], ...]]] = deque([(state, ())])
    seen = {state}
    while waiting:
        at, steps = waiting.popleft()
        for code, target in _next(at, case_type, codes):
            if target == wanted:
                return (*steps, (code, target))
            if target not in seen:
                seen.add(target)
                waiting.append((target, (*steps, (code, target))))
    return ()


def _next(state: str, case_type: str | None, codes: frozenset[str]) -> list[tuple[str, str]]:
    return [
        (step.code, target)
        for step in TRANSITIONS
        if step.code in codes and state in step.sources and _is_for(step, case_type)
        for target in step.targets
    ]


def _is_for(step: Transition, case_type: str | None) -> bool:
    return case_type is None or case_type in step.case_types
