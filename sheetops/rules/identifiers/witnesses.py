"""Rows of exports whose numbers are whole: the witnesses of what a damaged number was."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from types import MappingProxyType

from sheetops.records.columns import Value
from sheetops.records.spelling import folded
from sheetops.rules.importing.export import Export, ExportRow

NUMBERS: Mapping[str, str] = MappingProxyType(
    {
        "refund_no": "refund_no",
        "order_no": "order_no",
        "sub_order_no": "sub_order_no",
        "tracking_no": "slip.tracking_no",
    }
)
"""Column of ours → fact of an export: the identifiers that a witness can give back."""


@dataclass(frozen=True, slots=True)
class Witness:
    """One row of an export: its numbers, and what tells whose they are.

    The buyer is known by a salted fingerprint only: to compare, nobody's name is needed.
    """

    source: str
    """File name of the export."""
    row: int
    """As Excel counts."""
    refund_no: str | None = None
    order_no: str | None = None
    sub_order_no: str | None = None
    tracking_no: str | None = None
    buyer: str | None = None
    paid: Decimal | None = None
    amount: Decimal | None = None
    applied_at: datetime | None = None
    paid_at: datetime | None = None
    sku: str | None = None

    def number(self, column: str) -> str | None:
        """Return the number that it has for the column `column` of ours."""
        found: str | None = getattr(self, column) if column in NUMBERS else None
        return found


def witnesses_of(export: Export, salt: str) -> Iterator[Witness]:
    """Yield the rows of `export` that have at least one number; `salt` is the shop's id."""
    for row in export.rows:
        numbers = {column: _word(row, fact) for column, fact in NUMBERS.items()}
        if any(numbers.values()):
            yield Witness(
                source=export.name,
                row=row.number,
                **numbers,
                buyer=buyer_mark(_word(row, "buyer_nick"), salt),
                paid=_money(row.facts.get("order_paid")),
                amount=_money(row.facts.get("apply_amount")),
                applied_at=_time(row.facts.get("applied_at")),
                paid_at=_time(row.facts.get("paid_at")),
                sku=_word(row, "sku_code"),
            )


def buyer_mark(nick: str | None, salt: str) -> str | None:
    """Return by what a buyer is compared; None for nobody, and for a nickname that is masked.

    `t**8` is the mark of hundreds of buyers and proves nothing.
    """
    if not nick or "*" in nick:
        return None
    return sha256(f"{salt}\0buyer\0{folded(nick)}".encode()).hexdigest()[:16]


def _word(row: ExportRow, fact: str) -> str | None:
    value = row.facts.get(fact)
    return value if isinstance(value, str) and value else None


def _money(value: Value) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def _time(value: Value) -> datetime | None:
    return value if isinstance(value, datetime) else None
