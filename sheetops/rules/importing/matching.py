"""Which row of the book a row of an export is about."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sheetops.records.applications import APPLICATIONS
from sheetops.records.columns import Value
from sheetops.records.states import FINAL_STATES
from sheetops.records.table import Record, Table, as_key
from sheetops.rules.importing.export import ExportRow


class Matches:
    """The applications, under the numbers by which an export can name them."""

    def __init__(self, applications: Table) -> None:
        self._table = applications
        self._by_refund: dict[Value, list[int]] = defaultdict(list)
        self._by_order: dict[Value, list[int]] = defaultdict(list)
        self._typed: dict[Value, list[int]] = defaultdict(list)
        orders = applications.column("order_no")
        for place, refund in enumerate(applications.column("refund_no")):
            if orders[place] is not None:
                self._by_order[orders[place]].append(place)
            if refund is not None:
                self._by_refund[refund].append(place)
            elif orders[place] is not None:
                self._typed[orders[place]].append(place)

    def of(self, row: ExportRow) -> Sequence[Record]:
        """Return the rows that `row` may be about: none, one, or several that only a person tells.

        The refund number decides, with the sub-order number where the export has one. A row that
        an agent typed without a refund number is known by order and SKU.
        """
        refund = row.facts.get("refund_no")
        found = self._by_refund.get(refund, []) if refund is not None else []
        if found:
            return self._records(self._of_sub_order(found, row.facts.get("sub_order_no")))
        typed = self._typed.get(row.facts.get("order_no"), [])
        return self._records([place for place in typed if self._is_same_item(place, row)][:1])

    def by_parts(self, row: ExportRow) -> Sequence[Record]:
        """Return the rows that `row` is about, for an export that does not tell refund numbers.

        The sub-order number decides, else order and SKU, else the order alone. Of several cases
        of one part those that are open come before those that are closed.
        """
        places = self._part(row)
        states = self._table.column("status")
        is_open = [place for place in places if states[place] not in FINAL_STATES]
        return self._records(is_open or places)

    def of_order(self, row: ExportRow) -> Sequence[Record]:
        """Return every case of the part of an order that `row` is about."""
        return self._records(self._part(row))

    def knows_order(self, row: ExportRow) -> bool:
        """Return whether the book has any case of the order."""
        return row.facts.get("order_no") in self._by_order

    def _part(self, row: ExportRow) -> list[int]:
        places = self._by_order.get(row.facts.get("order_no"), [])
        for fact in ("sub_order_no", "sku_code"):
            wanted = row.facts.get(fact)
            if wanted is not None and places:
                column = self._table.column(fact)
                exact = [place for place in places if column[place] == wanted]
                if exact:
                    return exact
                # another part of the same order; a case that does not say which may be this one
                places = [place for place in places if column[place] is None]
        return places

    def _of_sub_order(self, places: list[int], sub_order: Value) -> list[int]:
        if sub_order is None:
            return places
        numbers = self._table.column("sub_order_no")
        exact = [place for place in places if numbers[place] == sub_order]
        return exact or [place for place in places if numbers[place] is None]

    def _is_same_item(self, place: int, row: ExportRow) -> bool:
        """Order and SKU are the same; where the refund number is damaged, the time is too."""
        record = self._table[place]
        if record["sku_code"] != row.facts.get("sku_code"):
            return False
        refund, applied = row.facts.get("refund_no"), record["applied_at"]
        return refund is not None or applied == row.facts.get("applied_at")

    def _records(self, places: Sequence[int]) -> Sequence[Record]:
        return [self._table[place] for place in places]


def key_of(values: Mapping[str, Value]) -> str | None:
    """Return the natural key of a new row, as a table builds it; None where it has none.

    As in `sheetops.records.table.Table.natural_keys`, for one row: only the last part of a key
    may be missing.
    """
    for names in APPLICATIONS.natural:
        parts = [values.get(name) for name in names]
        if None not in parts[:2]:
            return "|".join(map(as_key, parts))
    return None
