"""What differs between two handbooks, case by case, and added up."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from sheetops.records.columns import Value
from sheetops.rules.replaying.judging import STAGES, Answer, Due
from sheetops.rules.replaying.lives import Life

GRANTED = ("approve", "no_refusal")
"""Verdicts after which the buyer gets what was asked for."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One case that would have gone otherwise. `amount` is what the buyer asks for, in CNY."""

    case_id: str
    applied_at: datetime
    case_type: str | None
    reason_code: str | None
    sku_code: str | None
    owner: str | None
    decision: str | None
    amount: Decimal
    before: Answer
    after: Answer

    @property
    def is_verdict(self) -> bool:
        """Whether the advice itself is another."""
        return self.before.verdict != self.after.verdict

    def moved(self) -> Iterator[tuple[str, Due | None, Due | None]]:
        """Yield each stage whose deadline is another, with the deadline before and after."""
        for stage in STAGES:
            before, after = self.before.dues.get(stage), self.after.dues.get(stage)
            if (before.at if before else None) != (after.at if after else None):
                yield stage, before, after

    @property
    def weight(self) -> tuple[bool, Decimal, int]:
        """Return how much the case matters: another verdict first, then money, then lateness."""
        late = sum(bool(due and due.is_late) for _, *dues in self.moved() for due in dues)
        return (self.is_verdict, self.amount if self.is_verdict else Decimal(0), late)


@dataclass(slots=True)
class Sum:
    """A count under the handbook before and under the one after."""

    before: int = 0
    after: int = 0

    def add(self, before: bool, after: bool) -> None:
        """Count one case."""
        self.before += before
        self.after += after


@dataclass(slots=True)
class Load:
    """One agent's part: cases, those that need a person, those refused, reviews that were late."""

    cases: int = 0
    person: Sum = field(default_factory=Sum)
    refused: Sum = field(default_factory=Sum)
    late: Sum = field(default_factory=Sum)


@dataclass(slots=True)
class Totals:
    """Everything added up. Amounts are CNY."""

    cases: int = 0
    differing: int = 0
    verdicts: dict[str, Sum] = field(default_factory=dict)
    granted: Sum = field(default_factory=Sum)
    granted_before: Decimal = Decimal("0.00")
    granted_after: Decimal = Decimal("0.00")
    stages: dict[str, Sum] = field(default_factory=dict)
    """Stage → cases that were late at it."""
    came_to: Counter[str] = field(default_factory=Counter)
    """Stage → cases that came to it."""
    agents: dict[str, Load] = field(default_factory=dict)
    policies: dict[str, Sum] = field(default_factory=dict)
    """Policy row that decided → cases."""

    def add(self, life: Life, before: Answer, after: Answer) -> Difference | None:
        """Count one case; return what differs, None where nothing does."""
        amount = amount_of(life.known)
        self.cases += 1
        self.granted.add(before.verdict in GRANTED, after.verdict in GRANTED)
        self.granted_before += amount if before.verdict in GRANTED else 0
        self.granted_after += amount if after.verdict in GRANTED else 0
        self._count(life, before, after)
        found = _difference(life, amount, before, after)
        self.differing += found is not None
        return found

    def _count(self, life: Life, before: Answer, after: Answer) -> None:
        for key in {before.verdict, after.verdict}:
            _sum(self.verdicts, key).add(before.verdict == key, after.verdict == key)
        first, then = before.refs[:1], after.refs[:1]
        for ref in {*first, *then}:
            _sum(self.policies, ref).add(ref in first, ref in then)
        for stage in {*before.dues, *after.dues}:
            was, will = before.dues.get(stage), after.dues.get(stage)
            self.came_to[stage] += 1
            _sum(self.stages, stage).add(bool(was and was.is_late), bool(will and will.is_late))
        load = self.agents.setdefault(_word(life.known, "owner") or "", Load())
        load.cases += 1
        load.person.add(before.verdict == "person", after.verdict == "person")
        load.refused.add(before.verdict == "refuse", after.verdict == "refuse")
        reviews = (answer.dues.get("review") for answer in (before, after))
        load.late.add(*(bool(due and due.is_late) for due in reviews))


def amount_of(facts: Mapping[str, Value]) -> Decimal:
    """Return what the buyer asks for in money: the amount applied for, else what was paid.

    Nothing for an exchange, a reshipment or a repair.
    """
    asked, paid = facts.get("apply_amount"), facts.get("order_paid")
    if facts.get("case_type") in ("exchange", "reship", "repair"):
        return Decimal(0)
    found = asked if isinstance(asked, Decimal) else paid
    return found if isinstance(found, Decimal) else Decimal(0)


def _difference(life: Life, amount: Decimal, before: Answer, after: Answer) -> Difference | None:
    found = Difference(
        case_id=life.case_id or _word(life.known, "refund_no") or "",
        applied_at=_applied(life),
        case_type=_word(life.known, "case_type"),
        reason_code=_word(life.known, "reason_code"),
        sku_code=_word(life.known, "sku_code"),
        owner=_word(life.known, "owner"),
        decision=_word(life.facts, "decision"),
        amount=amount,
        before=before,
        after=after,
    )
    is_same = (
        before.verdict == after.verdict
        and before.refs == after.refs
        and before.window_end == after.window_end
    )
    moved = [stage for stage, _, _ in found.moved()]
    return None if is_same and not moved else _slim(found, moved)


def _slim(found: Difference, moved: Sequence[str]) -> Difference:
    """Return the difference without what is the same on both sides: a year may have many."""
    before, after = found.before, found.after
    return replace(
        found,
        before=replace(before, dues=_only(before.dues, moved), judged=None),
        after=replace(after, dues=_only(after.dues, moved)),
    )


def _only(dues: Mapping[str, Due], stages: Sequence[str]) -> Mapping[str, Due]:
    return {stage: dues[stage] for stage in stages if stage in dues}


def _applied(life: Life) -> datetime:
    found = life.facts.get("applied_at")
    if not isinstance(found, datetime):
        raise TypeError("a case of the span has an instant of application")
    return found


def _word(facts: Mapping[str, Value], key: str) -> str | None:
    value = facts.get(key)
    return value if isinstance(value, str) else None


def _sum(sums: dict[str, Sum], key: str) -> Sum:
    return sums.setdefault(key, Sum())
