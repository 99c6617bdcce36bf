"""The rules of a verdict, each with the law or clause behind it, in the order they are asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sheetops.records.dictionary import SHEETS
from sheetops.records.table import Record
from sheetops.rules.deadlines.deadlines import Deadlines
from sheetops.rules.deadlines.windows import Window
from sheetops.rules.evidence.placed import pictures_of
from sheetops.rules.policy.facts import amount_in, count_in, flag_in, word_in
from sheetops.rules.policy.rows import Policy
from sheetops.rules.policy.rulebook import Goods, Reason, Rulebook, delivery_of
from sheetops.rules.policy.verdict_words import Verdict

DETAIL_LENGTH = 10
"""Characters that the buyer's reason needs where the reason asks for detail (process 3.1.1)."""


_NEEDED_FOR = {"signed": "signed_at", "shipped": "shipped_at", "paid": "paid_at"}
"""Start event of a window → the column of the application that must hold its time."""


@dataclass(frozen=True, slots=True)
class Question:
    """A case with all that its verdict looks at."""

    times: Deadlines
    reason: Reason
    goods: Goods | None
    applied_at: datetime

    @property
    def case(self) -> Record:
        """Return the application."""
        return self.times.case

    @property
    def book(self) -> Rulebook:
        """Return the handbook."""
        return self.times.book

    @property
    def rule(self) -> Policy | None:
        """Return the policy row that holds."""
        return self.times.match.rule

    @property
    def delivery(self) -> str:
        """Return the stage of delivery reached: paid, shipped or signed."""
        return delivery_of(self.case)

    @property
    def is_exchange(self) -> bool:
        """Return whether the buyer wants other goods."""
        return self.case["case_type"] == "exchange"

    @property
    def wants_money_only(self) -> bool:
        """Return whether nothing is to come back."""
        return self.case["case_type"] == "refund_only"


def _on_its_way(q: Question) -> Verdict | None:
    """A refund of goods on their way waits for the courier (dispute rule 23)."""
    if q.wants_money_only and q.delivery == "shipped":
        return Verdict("person", "intercept", refs_of(q.rule))
    return None


def _counterfeit(q: Question) -> Verdict | None:
    """A claim of counterfeit goes to the supervisor (消法 art. 55)."""
    if q.reason.reason_class == "counterfeit":
        return Verdict("person", "counterfeit", refs_of(q.rule))
    return None


def _short_stock(q: Question) -> Verdict | None:
    """An exchange is possible only against stock (process 3.3.1)."""
    if not q.is_exchange:
        return None
    sku = word_in(q.case, "exchange_sku")
    if sku is None:
        return incomplete("exchange_sku", q.rule)
    wanted = q.book.goods.get(sku)
    quantity = count_in(q.case, "qty") or 1
    if wanted and wanted.exchangeable and (wanted.available or 0) >= quantity:
        return None
    return Verdict("person", "stock", refs_of(q.rule), {"sku": sku})


def _excluded(q: Question) -> Verdict | None:
    """Excluded goods need no no-reason return (消法 art. 25), some only with consent (art. 20)."""
    if q.reason.reason_class != "no_reason" or q.wants_money_only:
        return None
    consented = flag_in(q.case, "buyer_confirmed") is True
    for row in q.times.match.exclusions:
        if consented or not row.needs_consent:
            facts = {"policy": row.policy_id, "basis": row.exclusion_basis}
            return Verdict("refuse", "excluded", (row.policy_id,), facts)
    if q.goods and not q.goods.seven_day and not q.times.match.exclusions:
        return Verdict("person", "no_ground", refs_of(q.rule))
    return None


def _no_reason(q: Question) -> Verdict | None:
    """A valid no-reason return may not be refused until the later window has passed (art. 10)."""
    if q.reason.reason_class != "no_reason" or q.wants_money_only:
        return None
    if q.delivery != "signed":
        return Verdict("no_refusal", "not_begun", refs_of(q.rule))
    if q.rule is None or q.rule.window_days is None:
        return Verdict("person", "no_rule", refs_of(q.rule))
    window = q.times.window
    if window is None:
        return incomplete("signed_at", q.rule)
    facts = _window_facts(q, window)
    if q.applied_at > window.end:
        return Verdict("refuse", "window_passed", refs_of(q.rule), facts)
    return _within(q, q.rule, window, facts)


def _within(q: Question, rule: Policy, window: Window, facts: Mapping[str, object]) -> Verdict:
    """Exclusions that need a consent nobody gave are named: they do not hold (art. 20)."""
    unconfirmed = q.times.match.exclusions
    if unconfirmed:
        named = {**facts, "policy": unconfirmed[0].policy_id}
        return Verdict("no_refusal", "no_consent", refs_of(rule, *unconfirmed), named)
    ground = "within" if q.applied_at <= window.strict else "within_rolled"
    return Verdict("no_refusal", ground, refs_of(rule), facts)


def _without_rule(q: Question) -> Verdict | None:
    """Without a policy row, a person decides."""
    return Verdict("person", "no_rule") if q.rule is None else None


def _unproved(q: Question) -> Verdict | None:
    """Detail and pictures are needed where the reason asks for them (process 3.1.1)."""
    found = len(pictures_of(q.case))
    if found < q.reason.evidence_min:
        facts = {"found": found, "wanted": q.reason.evidence_min}
        return Verdict("person", "evidence", refs_of(q.rule), facts)
    if q.reason.needs_detail and len(q.case.text("reason_detail").strip()) < DETAIL_LENGTH:
        return Verdict("person", "detail", refs_of(q.rule))
    return None


def _claim_late(q: Question) -> Verdict | None:
    """After its window a claim is not refused outright: repair may still be owed (消法 art. 24)."""
    window = q.times.window
    if q.rule is None or q.rule.window_days is None:
        return None
    if window is None:
        column = _NEEDED_FOR.get(q.rule.start_event)
        return incomplete(column, q.rule) if column and q.delivery == "signed" else None
    if q.applied_at <= window.end:
        return None
    facts = {**_window_facts(q, window), "policy": q.rule.policy_id}
    return Verdict("person", "claim_late", refs_of(q.rule), facts)


def _too_much(q: Question) -> Verdict | None:
    """An amount above what was paid, or above the agent's limit, needs a person."""
    amount = amount_in(q.case, "apply_amount")
    paid = amount_in(q.case, "order_paid")
    if amount is None:
        amount = None if q.is_exchange else paid
    if amount is None:
        return None
    if paid is not None and amount > paid:
        return Verdict("person", "too_much", refs_of(q.rule), {"amount": amount, "paid": paid})
    limit = q.book.limit_of(q.case, q.rule)
    if limit is not None and amount > limit and word_in(q.case, "approver") is None:
        return Verdict("person", "amount", refs_of(q.rule), {"amount": amount, "limit": limit})
    return None


def _window_facts(q: Question, window: Window) -> dict[str, object]:
    return {"applied_at": q.applied_at, "strict": window.strict, "end": window.end}


Rule = Callable[[Question], Verdict | None]

RULES: tuple[Rule, ...] = (
    _on_its_way,
    _counterfeit,
    _short_stock,
    _excluded,
    _no_reason,
    _without_rule,
    _unproved,
    _claim_late,
    _too_much,
)
"""The rules in the order in which they are asked; where none speaks, the case is approved."""


def approved(q: Question) -> Verdict:
    """Return that the row holds and nothing speaks against it."""
    policy = q.rule.policy_id if q.rule else ""
    return Verdict("approve", "approve", refs_of(q.rule), {"policy": policy})


def refs_of(*rows: Policy | None) -> tuple[str, ...]:
    """Return the numbers of the rows that there are, in the order given."""
    return tuple(row.policy_id for row in rows if row is not None)


def incomplete(column: str, rule: Policy | None = None) -> Verdict:
    """Return that a person has to fill in `column` of the application first."""
    title = SHEETS["applications"].by_key[column].title
    return Verdict("person", "incomplete", refs_of(rule), {"column": title})
