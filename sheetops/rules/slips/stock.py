"""What is in stock, what exchanges keep reserved, and what else the shop has when stock is short.

reserved = Σ quantity of open exchange slips whose replacement has not left;
available = on hand − reserved; in return = Σ quantity on open slips that buyers have sent.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sheetops.actions import SetValue
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.table import Record
from sheetops.rules.slips.states import holds_stock, slip_status

_ITEM = re.compile(r"(.+)[×xX*](\d+)")
SEPARATORS = re.compile(r"[;；\n]")


@dataclass
class Stock:
    """The inventory with what is reserved; `reserve` counts within one plan."""

    rows: Mapping[str, Record]
    """SKU code → inventory row."""
    reserved: Counter[str] = field(default_factory=Counter)
    in_return: Counter[str] = field(default_factory=Counter)

    def free(self, sku: str) -> int:
        """Return how many pieces can still be promised; 0 for an item nobody may exchange for."""
        row = self.rows.get(sku)
        if row is None or row["no_exchange"] is True:
            return 0
        return max(0, count(row["on_hand"]) - self.reserved[sku])

    def reserve(self, sku: str, pieces: int) -> None:
        """Promise `pieces` to an exchange."""
        self.reserved[sku] += pieces

    def alternatives(self, sku: str, pieces: int) -> list[Record]:
        """Return rows of the same item in other make-ups that have `pieces` free, most first."""
        wanted = self.rows.get(sku)
        title = wanted["item_title"] if wanted else None
        if title is None:
            return []
        found = [
            row
            for code, row in self.rows.items()
            if code != sku and row["item_title"] == title and self.free(code) >= pieces
        ]
        return sorted(found, key=lambda row: (-self.free(row.text("sku_code")), row.index))


def stock_of(records: Records) -> Stock:
    """Return the stock as the workbooks say it, with the reservations of every open slip."""
    inventory, cases = records["inventory"], records["applications"]
    stock = Stock({row.text("sku_code"): row for row in inventory if row["sku_code"] is not None})
    for slip in records["slips"]:
        case = cases.find(slip.text("case_id"))
        if holds_stock(slip, case):
            stock.reserve(slip.text("x_sku"), count(slip["x_qty"], 1))
        if slip_status(slip, case) in ("in_transit", "received"):
            for sku, pieces in items_of(slip.text("items")):
                stock.in_return[sku] += pieces
    return stock


def plan_stock(stock: Stock) -> Iterator[SetValue]:
    """Plan the inventory's job columns: reserved, available and in return, where they differ."""
    for sku, row in stock.rows.items():
        reserved = stock.reserved[sku]
        available = max(0, count(row["on_hand"]) - reserved)
        wanted: dict[str, Value] = {
            "reserved_exchange": reserved,
            "available": None if row["on_hand"] is None else available,
            "in_return": stock.in_return[sku],
        }
        for column, value in wanted.items():
            if row[column] != value:
                book = row.place().book
                yield SetValue("inventory", sku, column, row[column], value, book)


def items_of(text: str) -> Iterator[tuple[str, int]]:
    """Yield SKU and quantity of a list such as `TS-001-L×1;TS-002×2`; other words are left out."""
    for part in SEPARATORS.split(text):
        found = _ITEM.fullmatch(part.strip())
        if found:
            yield found[1].strip(), int(found[2])


def count(value: Value, otherwise: int = 0) -> int:
    """Return a whole number that was read, or `otherwise` where none stands."""
    return value if isinstance(value, int) and not isinstance(value, bool) else otherwise
