"""The handbook ready for questions: opened once for a plan, asked for every case."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sheetops.records.desk import Records
from sheetops.records.settings import Limits, Settings
from sheetops.records.table import Record, Table
from sheetops.rules.deadlines.workdays import ShopWorkdays, Workdays, calendar_rows
from sheetops.rules.policy.facts import amount_in, count_in, flag_in, time_in, word_in
from sheetops.rules.policy.rows import Match, Policy, PolicyBook, Scope, policies_in

_DELIVERY = {
    "unshipped": "paid",
    "shipped": "shipped",
    "not_received": "shipped",
    "received": "signed",
    "returned": "signed",
    "seller_received": "signed",
}
"""Goods status → the last event of delivery that has happened."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One row of the reasons sheet."""

    code: str
    name: str
    reason_class: str
    freight_bearer: str | None
    evidence_min: int
    needs_detail: bool


@dataclass(frozen=True, slots=True)
class Goods:
    """One row of the inventory; `available` is None where nobody has counted."""

    sku: str
    title: str | None
    props: str | None
    category: str
    seven_day: bool
    exchangeable: bool
    available: int | None


class Rulebook:
    """Policy, calendar, reasons, goods and limits of one look at the handbook."""

    def __init__(self, records: Records, settings: Settings, workdays: Workdays) -> None:
        self.shop = settings.name
        self.limits: Limits = settings.limits
        self.policies = PolicyBook(policies_in(records["policy"]))
        self.reasons: Mapping[str, Reason] = _reasons(records["reasons"])
        self.goods: Mapping[str, Goods] = _goods(records["inventory"])
        self.refund_limits: Mapping[str, Decimal] = _refund_limits(records["agents"])
        self._national = workdays
        self._rows = calendar_rows(records["calendar"])
        self._calendars: dict[str, ShopWorkdays] = {}

    def reason_of(self, case: Record) -> Reason | None:
        """Return the case's reason; None where it is not chosen or not in the handbook."""
        code = word_in(case, "reason_code")
        return self.reasons.get(code) if code else None

    def goods_of(self, case: Record, column: str = "sku_code") -> Goods | None:
        """Return the goods that `column` of the case names."""
        sku = word_in(case, column)
        return self.goods.get(sku) if sku else None

    def calendar_of(self, case: Record) -> ShopWorkdays:
        """Return the calendar of the case's shop."""
        shop = word_in(case, "shop") or self.shop
        found = self._calendars.get(shop)
        if found is None:
            found = self._calendars[shop] = ShopWorkdays(self._national, self._rows, shop)
        return found

    def match(self, case: Record) -> Match:
        """Return the policy rows that hold for the case as it was when the buyer applied."""
        case_type, reason = word_in(case, "case_type"), self.reason_of(case)
        applied_at = time_in(case, "applied_at")
        if case_type is None or reason is None or applied_at is None:
            return Match()
        goods = self.goods_of(case)
        return self.policies.match(
            Scope(
                case_type=case_type,
                reason_class=reason.reason_class,
                sku=word_in(case, "sku_code") or "",
                category=goods.category if goods else "",
                delivery=delivery_of(case),
                day=applied_at.date(),
            )
        )

    def limit_of(self, case: Record, rule: Policy | None) -> Decimal | None:
        """Return what the owner may refund unsigned: the row's limit or their own, the smaller."""
        owner = word_in(case, "owner")
        own = self.refund_limits.get(owner) if owner else None
        limits = (rule.agent_limit if rule else None, own)
        return min((limit for limit in limits if limit is not None), default=None)


def delivery_of(case: Record) -> str:
    """Return the last event of delivery known: paid, shipped or signed; empty where none is."""
    found = _DELIVERY.get(word_in(case, "goods_status") or "")
    if found is not None:
        return found
    if time_in(case, "signed_at"):
        return "signed"
    return "shipped" if time_in(case, "shipped_at") else ""


def slips_by_case(slips: Table) -> dict[str, Record]:
    """Return case number → its slip: the last one that is not void."""
    found: dict[str, Record] = {}
    status, cases = slips.column("slip_status"), slips.column("case_id")
    for index, case_id in enumerate(cases):
        if isinstance(case_id, str) and status[index] != "void":
            found[case_id] = slips[index]
    return found


def _reasons(table: Table) -> dict[str, Reason]:
    found: dict[str, Reason] = {}
    for row in table:
        code = word_in(row, "code")
        if code is not None:
            found.setdefault(code, _as_reason(code, row))
    return found


def _as_reason(code: str, row: Record) -> Reason:
    return Reason(
        code=code,
        name=word_in(row, "name") or code,
        reason_class=word_in(row, "reason_class") or "other",
        freight_bearer=word_in(row, "freight_bearer"),
        evidence_min=count_in(row, "evidence_min") or 0,
        needs_detail=flag_in(row, "detail_required") is True,
    )


def _goods(table: Table) -> dict[str, Goods]:
    found: dict[str, Goods] = {}
    for row in table:
        sku = word_in(row, "sku_code")
        if sku is not None:
            found.setdefault(sku, _as_goods(sku, row))
    return found


def _as_goods(sku: str, row: Record) -> Goods:
    on_hand, reserved = count_in(row, "on_hand"), count_in(row, "reserved_exchange")
    return Goods(
        sku=sku,
        title=word_in(row, "item_title"),
        props=word_in(row, "sku_props"),
        category=word_in(row, "category") or "",
        seven_day=flag_in(row, "seven_day") is not False,
        exchangeable=flag_in(row, "no_exchange") is not True,
        available=None if on_hand is None else on_hand - (reserved or 0),
    )


def _refund_limits(table: Table) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for row in table:
        agent, limit = word_in(row, "agent_id"), amount_in(row, "limit_refund")
        if agent is not None and limit is not None:
            found.setdefault(agent, limit)
    return found
