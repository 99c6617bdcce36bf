"""The record against the slip register: receipt, inspection, refund and replacement."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from sheetops.records.desk import Records
from sheetops.records.settings import Settings
from sheetops.records.table import Record
from sheetops.records.text import Text
from sheetops.rules.policy.facts import amount_in, time_in
from sheetops.rules.reconciling import kinds
from sheetops.rules.reconciling.breaks import (
    NOTHING,
    Break,
    both,
    money_words,
    status_words,
    time_words,
)
from sheetops.rules.reconciling.case_slips import CaseSlips
from sheetops.rules.reconciling.kinds import BreakKind

_SLIP_WANTED = frozenset({"await_return", "in_transit", "received", "inspect_failed"})
"""States in which goods are on their way to us, so that a slip must have been made."""
_TO_MAKE_ONE = timedelta(hours=1)
"""A slip is made by the next run after the decision."""
_RECEIVED = Text("{at} 收货", "received {at}")
_REFUNDED = Text("{at} 退款 {money}", "refunded {money} at {at}")
_SHIPPED = Text("{slip}：{number}，{at}", "{slip}: {number}, {at}")


def slip_breaks(
    cases: Iterable[CaseSlips], records: Records, now: datetime, settings: Settings
) -> Iterator[Break]:
    """Yield where the record and the slip register do not agree."""
    pairs = list(cases)
    for one in pairs:
        for slip in one.slips:
            yield from _not_inspected(one, slip, now, settings)
            yield from _refunded_unseen(one, slip)
            yield from _amount(one, slip)
        yield from _refunded_and_replaced(one)
        yield from _slip_missing(one, now)
    yield from _shipped_twice(pairs)
    yield from _orphans(records)


def of_case(kind: BreakKind, one: CaseSlips, here: Text, there: Text, **more: object) -> Break:
    """Return a break about a case; `more` are further fields of it."""
    case = one.case
    known = {
        "case_id": case.text("case_id"),
        "refund_no": case.text("refund_no"),
        "order_no": case.text("order_no"),
        "place": case.place(),
    }
    return Break(kind, here, there, **{**known, **more})  # type: ignore[arg-type] # fields by name


def _not_inspected(
    one: CaseSlips, slip: Record, now: datetime, settings: Settings
) -> Iterator[Break]:
    """Goods are inspected within 48 hours of receipt (process 3.2.4), and never not at all."""
    received = time_in(slip, "received_at")
    if received is None or slip["inspected_at"] is not None:
        return
    due = time_in(slip, "inspect_due") or received + timedelta(hours=settings.limits.inspect_hours)
    if now > due or one.is_final:
        yield of_case(
            kinds.NOT_INSPECTED,
            one,
            status_words(one.case),
            _RECEIVED.filled(at=f"{received:%Y-%m-%d %H:%M}"),
            slip_no=slip.text("slip_no"),
            amount=amount_in(one.case, "approved_amount"),
            since=received,
            place=slip.place(),
        )


def _refunded_unseen(one: CaseSlips, slip: Record) -> Iterator[Break]:
    """Money goes out once the goods are here; the platform's own early refunds are its risk."""
    if one.case["case_type"] != "return_refund" or not one.is_refunded:
        return
    if one.case["fast_refund"] is True or one.case["sys_auto"] is True:
        return
    refunded, received = one.refunded_at, time_in(slip, "received_at")
    if received is None or (refunded is not None and refunded < received):
        at = f"{refunded:%Y-%m-%d %H:%M}" if refunded is not None else "—"
        money = money_words(one.refund)
        there = _RECEIVED.filled(at=f"{received:%Y-%m-%d %H:%M}") if received else _NOT_RECEIVED
        yield of_case(
            kinds.REFUNDED_UNSEEN,
            one,
            Text(
                _REFUNDED.zh.format(at=at, money=money.zh),
                _REFUNDED.en.format(at=at, money=money.en),
            ),
            there,
            slip_no=slip.text("slip_no"),
            amount=one.refund,
            since=refunded,
        )


_NOT_RECEIVED = Text("未登记收货", "no receipt recorded")


def _amount(one: CaseSlips, slip: Record) -> Iterator[Break]:
    """The register's refund is the record's, to the cent."""
    mine, theirs = amount_in(one.case, "refund_amount"), amount_in(slip, "refund_amount")
    if mine is None or theirs is None or mine == theirs or len(one.slips) > 1:
        return
    yield of_case(
        kinds.AMOUNT,
        one,
        money_words(mine),
        both(_IN_REGISTER, money_words(theirs)),
        slip_no=slip.text("slip_no"),
        amount=abs(mine - theirs),
        since=one.refunded_at,
    )


_IN_REGISTER = Text("退换货单", "slip register")


def _refunded_and_replaced(one: CaseSlips) -> Iterator[Break]:
    """A buyer gets the money or another item, not both."""
    if not one.is_refunded or not one.shipments:
        return
    slip = one.shipments[0]
    yield of_case(
        kinds.REFUNDED_AND_REPLACED,
        one,
        both(status_words(one.case), money_words(one.refund)),
        _shipment(slip),
        slip_no=slip.text("slip_no"),
        amount=one.refund,
        since=one.refunded_at or time_in(slip, "x_shipped_at"),
    )


def _shipped_twice(cases: Iterable[CaseSlips]) -> Iterator[Break]:
    """One replacement for each application; two applications for one part of an order are one.

    The part is told by order, sub-order and SKU. A second case that was opened because the first
    replacement was faulty names the first one as its linked case.
    """
    sent: defaultdict[tuple[str, str, str], list[tuple[CaseSlips, Record]]] = defaultdict(list)
    for one in cases:
        part = (one.case.text("order_no"), one.case.text("sub_order_no"), one.case.text("sku_code"))
        known = part if part[0] else (one.case.key or "", "", "")
        for slip in one.shipments:
            sent[known].append((one, slip))
    for shipments in sent.values():
        for one, slip in shipments[1:]:
            first, before = shipments[0]
            if one.case is first.case or not _is_linked(one.case, first.case):
                yield of_case(
                    kinds.SHIPPED_TWICE,
                    one,
                    _shipment(slip),
                    _shipment(before),
                    slip_no=slip.text("slip_no"),
                    amount=amount_in(one.case, "order_paid"),
                    since=time_in(slip, "x_shipped_at"),
                    place=slip.place(),
                )


def _is_linked(case: Record, other: Record) -> bool:
    return case.text("linked_case") == other.text("case_id") != ""


def _shipment(slip: Record) -> Text:
    at = time_words(time_in(slip, "x_shipped_at"))
    facts = {"slip": slip.text("slip_no"), "number": slip.text("x_tracking_no") or "—"}
    return Text(_SHIPPED.zh.format(**facts, at=at.zh), _SHIPPED.en.format(**facts, at=at.en))


def _slip_missing(one: CaseSlips, now: datetime) -> Iterator[Break]:
    decided = time_in(one.case, "reviewed_at")
    if one.slips or one.case.text("status") not in _SLIP_WANTED or decided is None:
        return
    if now - decided > _TO_MAKE_ONE:
        yield of_case(kinds.SLIP_MISSING, one, status_words(one.case), NOTHING, since=decided)


def _orphans(records: Records) -> Iterator[Break]:
    known = set(records["applications"].column("case_id"))
    for slip in records["slips"]:
        if slip["slip_status"] != "void" and slip["case_id"] not in known:
            yield Break(
                kinds.SLIP_ORPHAN,
                NOTHING,
                status_words(slip, "slip_status"),
                case_id=slip.text("case_id"),
                slip_no=slip.text("slip_no"),
                since=time_in(slip, "issued_at"),
                place=slip.place(),
            )
