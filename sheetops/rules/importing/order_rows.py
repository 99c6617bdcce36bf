"""What a row of an order export fills in; it opens no case and moves none."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from sheetops.actions import Action
from sheetops.records.problems import Problem
from sheetops.records.table import Record
from sheetops.rules.importing import problem_kinds as kinds
from sheetops.rules.importing.desk import ImportDesk
from sheetops.rules.importing.export import Export, ExportRow
from sheetops.rules.importing.platform_words import fact_of
from sheetops.rules.importing.status import source_of
from sheetops.rules.writes import fill, write

_WINS = ("paid_at", "shipped_at")
"""The platform alone knows these: they are written even where the book says otherwise."""
_FILLS = ("sub_order_no", "sku_code", "sku_props", "item_title", "buyer_nick", "order_paid")
_ASKED = frozenset({"waiting", "agreed", "returned", "refused"})


def order_row(
    export: Export, row: ExportRow, cases: Sequence[Record], desk: ImportDesk
) -> Iterator[Action | Problem]:
    """Yield what the row fills in for each of `cases`, and a refund that has no case.

    A refund is under way where the sub-order's status says so, or where money was asked back.
    """
    why = source_of(export)
    for case in cases:
        for fact in _WINS:
            if row.facts.get(fact) is not None:
                yield from write(case, fact, row.facts[fact], why)
        for fact in _FILLS:
            if len(cases) == 1 or fact in ("item_title", "buyer_nick"):
                yield from fill(case, fact, row.facts.get(fact), why)
    if not cases and _is_refund(row) and not desk.matches.knows_order(row):
        number = row.text("order_no")
        yield export.problem(kinds.REFUND_UNRECORDED, row, "order_no", value=number)


def _is_refund(row: ExportRow) -> bool:
    if "platform_status" in row.facts:
        return fact_of(row.text("platform_status")) in _ASKED
    asked = row.facts.get("refund_seen")
    return isinstance(asked, Decimal) and asked > 0
