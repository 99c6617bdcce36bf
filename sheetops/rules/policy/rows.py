"""The policy sheet as rules: which row holds for a case, and which rows exclude its goods."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fnmatch import translate
from functools import cached_property
from typing import NamedTuple

from sheetops.records.table import Record, Table
from sheetops.rules.deadlines.working_hours import Spans, spans_in
from sheetops.rules.policy.facts import (
    LAST_YEAR,
    amount_in,
    bounded_in,
    count_in,
    day_in,
    flag_in,
    word_in,
    words_in,
)
from sheetops.rules.policy.versions import version_of

LAST = 1_000_000
"""Priority of a row that names none."""

_STAGED = ("paid", "shipped", "signed")
"""Start events of delivery. Where no window counts from them, they say for which stage a row is."""


@dataclass(frozen=True, slots=True)
class Policy:
    """One row in force. `patterns` is empty where the row holds for all goods."""

    policy_id: str
    title: str
    case_types: frozenset[str]
    reason_classes: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]
    start_event: str
    window_days: int | None
    from_next_day: bool
    rolls: bool
    excluded: bool
    exclusion_basis: str | None
    needs_consent: bool
    review_hours: int | None
    return_days: int | None
    inspect_hours: int | None
    refund_days: int | None
    platform_hours: int | None
    spans: Spans
    freight_bearer: str | None
    agent_limit: Decimal | None
    priority: int
    first: date
    last: date | None
    basis: str
    version: str

    def names(self, sku: str, category: str) -> bool:
        """Return whether one of the patterns fits the SKU or the category."""
        return any(p.match(sku) or p.match(category) for p in self.patterns)

    def holds_for(self, sku: str, category: str) -> bool:
        """Return whether the row holds for the goods; an exclusion that names none excludes none.

        No shop may widen the law's exclusions (七日办法 art. 20).
        """
        if not self.patterns:
            return not self.excluded
        return self.names(sku.casefold(), category.casefold())

    def fits(self, scope: "Scope") -> bool:
        """Return whether the row holds for all that `scope` says."""
        return _fits(self, scope) and self.holds_for(scope.sku, scope.category)

    def holds_on(self, day: date) -> bool:
        """Return whether the row is valid on `day`, both ends included."""
        return self.first <= day and (self.last is None or day <= self.last)


class Scope(NamedTuple):
    """What a row is matched against. `delivery` is the stage reached: paid, shipped or signed."""

    case_type: str
    reason_class: str
    sku: str
    category: str
    delivery: str
    day: date


@dataclass(frozen=True, slots=True)
class Match:
    """The row that holds for a case, and the rows that exclude its goods, best first."""

    rule: Policy | None = None
    exclusions: tuple[Policy, ...] = ()


class PolicyBook:
    """All rows in force, matched by priority; the same question is answered once."""

    def __init__(self, policies: Iterable[Policy]) -> None:
        self.policies = tuple(sorted(policies, key=_order))
        self.by_id: Mapping[str, Policy] = {row.policy_id: row for row in self.policies}
        self._found: dict[tuple[str, str, str, int, tuple[int, ...]], Match] = {}
        self._fitting: dict[tuple[str, str], tuple[int, ...]] = {}

    def match(self, scope: Scope) -> Match:
        """Return what holds for `scope`: the smallest priority first, goods named before `*`."""
        fitting = self.fitting(scope.sku, scope.category)
        epoch = bisect_right(self.changes, scope.day)
        key = (scope.case_type, scope.reason_class, scope.delivery, epoch, fitting)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._match(scope, fitting)
        return found

    def _match(self, scope: Scope, fitting: Iterable[int]) -> Match:
        rows = [self.policies[place] for place in fitting]
        fit = [row for row in rows if _fits(row, scope)]
        return Match(
            rule=next((row for row in fit if not row.excluded), None),
            exclusions=tuple(row for row in fit if row.excluded),
        )

    def fitting(self, sku: str, category: str) -> tuple[int, ...]:
        """Return the places of the rows that hold for these goods, best first."""
        found = self._fitting.get((sku, category))
        if found is None:
            found = self._fitting[sku, category] = tuple(
                place for place, row in enumerate(self.policies) if row.holds_for(sku, category)
            )
        return found

    @cached_property
    def changes(self) -> list[date]:
        """Return the days on which the set of valid rows changes, in order."""
        starts = {row.first for row in self.policies}
        # a row "until 9999-12-31" has no day after its last
        ends = {
            row.last + timedelta(days=1)
            for row in self.policies
            if row.last and row.last.year <= LAST_YEAR
        }
        return sorted(starts | ends)


def policies_in(table: Table, *, in_force: bool = True) -> Iterator[Policy]:
    """Yield the rows that can be used: with a number and a first day.

    Only those in force, unless `in_force` is False: then draft and stopped ones too.
    """
    for record in table:
        if not in_force or word_in(record, "status") == "active":
            policy = _as_policy(record)
            if policy is not None:
                yield policy


def _as_policy(record: Record) -> Policy | None:
    policy_id, first = word_in(record, "policy_id"), day_in(record, "valid_from")
    if policy_id is None or first is None:
        return None
    priority = count_in(record, "priority")
    return Policy(
        policy_id=policy_id,
        title=word_in(record, "title") or policy_id,
        case_types=frozenset(words_in(record, "case_types")),
        reason_classes=frozenset(words_in(record, "reason_class")),
        patterns=_patterns(word_in(record, "category") or "*"),
        start_event=word_in(record, "start_event") or "signed",
        window_days=bounded_in(record, "window_days"),
        from_next_day=flag_in(record, "count_from_next_day") is not False,
        rolls=flag_in(record, "roll_holiday") is not False,
        excluded=flag_in(record, "excluded") is True,
        exclusion_basis=word_in(record, "exclusion_basis"),
        needs_consent=flag_in(record, "buyer_confirmed_req") is True,
        review_hours=bounded_in(record, "review_hours"),
        return_days=bounded_in(record, "return_days"),
        inspect_hours=bounded_in(record, "inspect_hours"),
        refund_days=bounded_in(record, "refund_days"),
        platform_hours=bounded_in(record, "platform_hours"),
        spans=spans_in(word_in(record, "work_spans") or ""),
        freight_bearer=word_in(record, "freight_bearer"),
        agent_limit=amount_in(record, "agent_limit"),
        priority=LAST if priority is None else priority,
        first=first,
        last=day_in(record, "valid_to"),
        basis=word_in(record, "basis") or "",
        version=version_of(record),
    )


def _patterns(text: str) -> tuple[re.Pattern[str], ...]:
    for mark in "；、，,":
        text = text.replace(mark, ";")
    globs = [part.strip().casefold() for part in text.split(";") if part.strip()]
    return () if "*" in globs else tuple(re.compile(translate(glob)) for glob in globs)


def _fits(row: Policy, scope: Scope) -> bool:
    return (
        scope.case_type in row.case_types
        and scope.reason_class in row.reason_classes
        and row.holds_on(scope.day)
        and (not _is_staged(row, scope) or row.start_event == scope.delivery)
    )


def _is_staged(row: Policy, scope: Scope) -> bool:
    """Return whether the row is meant for one stage of delivery only.

    A refund without return is another matter before shipping, on the way and after signing. Where
    goods come back, a window may count from an event long past.
    """
    if row.excluded or row.start_event not in _STAGED:
        return False
    return row.window_days is None or scope.case_type == "refund_only"


def _order(row: Policy) -> tuple[int, bool, str]:
    return (row.priority, not row.patterns, row.policy_id)
