"""Whether the policy rows cover what buyers may ask for: gaps, ties, rows that never hold."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product

from sheetops.records.catalogue.handbook import POLICY_OVERLAP
from sheetops.records.cells import choice_words
from sheetops.records.desk import Records
from sheetops.records.policy import POLICY
from sheetops.records.problems import Problem
from sheetops.records.table import Record
from sheetops.records.text import Text
from sheetops.rules.checks.audit import finding
from sheetops.rules.policy import problem_kinds as kinds
from sheetops.rules.policy.facts import word_in, words_in
from sheetops.rules.policy.rows import Policy, PolicyBook, Scope, policies_in

_DELIVERIES = ("signed", "shipped", "paid")
_ASKED = ("return_refund", "exchange", "refund_only")
"""Case types that a reason has to have a row for; the others are agreed upon one by one."""
_IDENTICAL = ("case_types", "reason_classes", "start_event", "patterns")


@dataclass(frozen=True)
class Coverage:
    """The policy rows from today on, and one article for each way in which they name goods."""

    book: PolicyBook
    dormant: PolicyBook
    """Draft and stopped rows too: what they would cover was left out on purpose."""
    goods: Sequence[tuple[str, str]]
    """SKU and category; one of each kind that the rows tell apart."""
    today: date

    @property
    def days(self) -> tuple[date, ...]:
        """Return today and each later day on which the set of valid rows changes."""
        return (self.today, *(day for day in self.book.changes if day > self.today))

    def scopes(
        self, types: Iterable[str], classes: Iterable[str], days: Iterable[date]
    ) -> Iterator[Scope]:
        """Yield every question that can be asked about these types, classes and days.

        What Inventory does not know yet is asked about too: a row for all goods is for them.
        """
        every = (*self.goods, ("", ""))
        for day, kind, group, goods, delivery in product(days, types, classes, every, _DELIVERIES):
            yield Scope(kind, group, *goods, delivery, day)


def coverage_of(records: Records, today: date) -> Coverage:
    """Return what the policy rows in force cover from `today` on."""
    book = PolicyBook(policies_in(records["policy"]))
    found: dict[tuple[int, ...], tuple[str, str]] = {}
    for row in records["inventory"]:
        goods = (row.text("sku_code"), row.text("category"))
        found.setdefault(book.fitting(*goods), goods)
    every = PolicyBook(policies_in(records["policy"], in_force=False))
    return Coverage(book, every, tuple(found.values()) or (("", ""),), today)


def coverage_problems(records: Records, today: date) -> Iterator[Problem]:
    """Yield gaps beside their reason, and rows that tie or never hold beside themselves."""
    coverage = coverage_of(records, today)
    yield from _gaps(records, coverage)
    table = records["policy"]
    rows = {row.key: row for row in table if word_in(row, "status") == "active"}
    for policy in coverage.book.policies:
        yield from _never_holds(rows[policy.policy_id], policy, coverage)
    for one, other in combinations(coverage.book.policies, 2):
        if _ties(one, other, coverage):
            names = {"value": one.policy_id, "wanted": other.policy_id}
            row = rows[one.policy_id]
            yield finding(POLICY_OVERLAP, table, row.index, "priority", **names)


def _gaps(records: Records, coverage: Coverage) -> Iterator[Problem]:
    """For what a reason applies to, some row holds at some stage of delivery."""
    seen: set[tuple[str, str]] = set()
    for reason in records["reasons"]:
        group = word_in(reason, "reason_class")
        for kind in words_in(reason, "applies"):
            if group is None or kind not in _ASKED or (kind, group) in seen:
                continue
            seen.add((kind, group))
            since = _uncovered_since(kind, group, coverage)
            if since is not None:
                yield _gap(reason, kind, since)


def _uncovered_since(kind: str, group: str, coverage: Coverage) -> date | None:
    for day in coverage.days:
        for goods in coverage.goods:
            asked = [Scope(kind, group, *goods, delivery, day) for delivery in _DELIVERIES]
            if not any(coverage.book.match(scope).rule for scope in asked) and not any(
                coverage.dormant.match(scope).rule for scope in asked
            ):
                return day
    return None


def _gap(reason: Record, kind: str, since: date) -> Problem:
    named = f"{reason.text('code')} {reason.text('name')}"
    wanted = choice_words(POLICY.by_key["case_types"], kind)
    when = since.isoformat()
    return finding(
        kinds.GAP, reason.table, reason.index, "applies", value=named, wanted=wanted, when=when
    )


def _never_holds(row: Record, policy: Policy, coverage: Coverage) -> Iterator[Problem]:
    """A row in force comes first somewhere, today or later.

    An exclusion stands beside other rows and needs no goods of its own: the law's list is in the
    starting handbook whether or not the shop sells such things.
    """
    if policy.last is not None and policy.last < policy.first:
        names = {"value": policy.policy_id}
        yield finding(kinds.EXPIRED, row.table, row.index, "valid_to", **names)
        return
    if policy.excluded or (policy.last is not None and policy.last < coverage.today):
        return
    if policy.patterns and not any(policy.holds_for(*goods) for goods in coverage.goods):
        yield finding(kinds.NO_GOODS, row.table, row.index, "category")
        return
    before = _those_before(policy, coverage)
    if before:
        wanted = Text("、".join(before), ", ".join(before))
        number = policy.policy_id
        yield finding(kinds.SHADOWED, row.table, row.index, "priority", value=number, wanted=wanted)


def _those_before(policy: Policy, coverage: Coverage) -> tuple[str, ...]:
    """Return the rows that are always tried before `policy`; none where it comes first once."""
    days = [day for day in (policy.first, *coverage.days) if policy.holds_on(day)]
    days = [day for day in days if day >= coverage.today] or days
    first: dict[str, None] = {}
    for scope in coverage.scopes(policy.case_types, policy.reason_classes, days):
        rule = coverage.book.match(scope).rule
        if rule is policy:
            return ()
        if rule is not None and policy.fits(scope):
            first[rule.policy_id] = None
    return tuple(first)


def _ties(one: Policy, other: Policy, coverage: Coverage) -> bool:
    """Return whether nothing but the number says which of two rows holds for some case.

    Rows that are the same in all that matters are told by another check.
    """
    return (
        one.priority == other.priority
        and bool(one.patterns) == bool(other.patterns)
        and not (one.excluded or other.excluded)
        and any(getattr(one, name) != getattr(other, name) for name in _IDENTICAL)
        and any(
            one.fits(scope) and other.fits(scope)
            for scope in coverage.scopes(
                one.case_types & other.case_types,
                one.reason_classes & other.reason_classes,
                coverage.days,
            )
        )
    )
