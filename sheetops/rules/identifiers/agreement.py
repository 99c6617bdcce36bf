"""Whether a row of an export is about the same case as a row with a damaged number, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sheetops.records.desk import Records
from sheetops.records.table import Record
from sheetops.records.text import Text
from sheetops.rules.identifiers.damages import Damage
from sheetops.rules.identifiers.fragments import fragment_of, is_rounded
from sheetops.rules.identifiers.witnesses import NUMBERS, Witness, buyer_mark
from sheetops.rules.policy.facts import amount_in, time_in

_TYPED_TIME = timedelta(minutes=5)
"""People type times to the minute or so."""
ENOUGH_DIGITS = 12
"""Of so many digits two numbers of one shop hardly ever share all; the rest needs less proof."""

DIGITS = Text("前 {n} 位数字", "the first {n} digits")
_OTHER = {
    "refund_no": Text("退款编号", "refund number"),
    "order_no": Text("订单编号", "order number"),
    "sub_order_no": Text("子订单编号", "sub-order number"),
    "tracking_no": Text("退货物流单号", "tracking number"),
}
_BUYER = Text("买家", "buyer")
_PAID = Text("实付金额", "amount paid")
_AMOUNT = Text("退款金额", "amount asked for")
_APPLIED = Text("申请时间", "time of application")
_PAID_AT = Text("付款时间", "time of payment")
_SKU = Text("商家编码", "SKU")


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a witness and a damaged row have in common."""

    witness: Witness
    number: str
    reasons: tuple[Text, ...]


class _Contradiction(Exception):
    """The witness speaks of another case."""


def agreement(damage: Damage, witness: Witness, records: Records, salt: str) -> Agreement | None:
    """Return what speaks for the witness; None where something speaks against it, or too little.

    The digits that are left must agree. Beside twelve of them or more, two facts of buyer,
    amounts, times and SKU must agree, or another number of the case; beside fewer, three facts.
    """
    number = witness.number(damage.column)
    if number is None or number == damage.shown or not damage.fragment.may_be(number):
        return None
    try:
        others = [*_numbers(damage, witness, records)]
        facts = [*_facts(_case_of(damage.row, records), witness, salt)]
    except _Contradiction:
        return None
    digits = damage.fragment.digits
    wanted = 2 if digits >= ENOUGH_DIGITS else 3
    if len(facts) + wanted * len(others) < wanted:
        return None
    return Agreement(witness, number, (DIGITS.filled(n=digits), *others, *facts))


def _case_of(row: Record, records: Records) -> Record | None:
    if row.table.sheet.key == "applications":
        return row
    return records["applications"].find(row.text("case_id"))


def _numbers(damage: Damage, witness: Witness, records: Records) -> Iterator[Text]:
    """Yield the other numbers of the case that the witness has too."""
    case = _case_of(damage.row, records)
    for column in NUMBERS:
        mine = case[column] if case is not None and column in case.table.columns else None
        theirs = witness.number(column)
        if column == damage.column or mine is None or theirs is None:
            continue
        if mine == theirs:
            yield _OTHER[column]
        elif not _is_left_of(str(mine), theirs):
            raise _Contradiction


def _is_left_of(mine: str, theirs: str) -> bool:
    """Whether a number that differs from the witness's is damaged too, and can have been it."""
    left = fragment_of(mine) if is_rounded(mine) else None
    return left is not None and left.may_be(theirs)


def _facts(case: Record | None, witness: Witness, salt: str) -> Iterator[Text]:
    if case is None:
        return
    pairs = (
        (_BUYER, buyer_mark(case.text("buyer_nick"), salt), witness.buyer),
        (_PAID, amount_in(case, "order_paid"), witness.paid),
        (_AMOUNT, amount_in(case, "apply_amount"), witness.amount),
        (_PAID_AT, time_in(case, "paid_at"), witness.paid_at),
        (_SKU, case.text("sku_code") or None, witness.sku),
    )
    for words, mine, theirs in pairs:
        if mine is not None and theirs is not None:
            if mine != theirs:
                raise _Contradiction
            yield words
    yield from _applied(time_in(case, "applied_at"), witness.applied_at)


def _applied(mine: datetime | None, theirs: datetime | None) -> Iterator[Text]:
    """A time that somebody typed agrees to the minute or so; on another day it is another case."""
    if mine is None or theirs is None:
        return
    if abs(mine - theirs) <= _TYPED_TIME:
        yield _APPLIED
    elif mine.date() != theirs.date():
        raise _Contradiction
