"""A small shop in memory: rows as the test says them, the rest as a plain handbook has it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pytest

from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.dictionary import SHEETS, book_of
from sheetops.records.settings import Settings
from sheetops.records.table import Span, Table

Row = dict[str, Value]
Desk = Callable[..., Records]

NO_REASON: Row = {
    "policy_id": "P-NR-01",
    "status": "active",
    "case_types": ("return_refund", "exchange"),
    "reason_class": ("no_reason",),
    "category": "*",
    "start_event": "signed",
    "window_days": 7,
    "count_from_next_day": True,
    "roll_holiday": True,
    "excluded": False,
    "review_hours": 24,
    "return_days": 7,
    "inspect_hours": 48,
    "refund_days": 7,
    "freight_bearer": "buyer",
    "priority": 100,
    "valid_from": date(2020, 1, 1),
}
QUALITY: Row = {
    **NO_REASON,
    "policy_id": "P-QL-01",
    "case_types": ("return_refund", "exchange", "refund_only"),
    "reason_class": ("quality",),
    "freight_bearer": "seller",
}
UNSHIPPED: Row = {
    **NO_REASON,
    "policy_id": "P-RO-01",
    "case_types": ("refund_only",),
    "reason_class": ("no_reason", "logistics"),
    "start_event": "paid",
    "window_days": None,
    "priority": 30,
}
REASONS: tuple[Row, ...] = (
    {"code": "R01", "name": "7天无理由退换货", "reason_class": "no_reason", "evidence_min": 0},
    {
        "code": "R07",
        "name": "质量问题",
        "reason_class": "quality",
        "evidence_min": 1,
        "detail_required": True,
        "freight_bearer": "seller",
    },
    {"code": "R14", "name": "假冒品牌", "reason_class": "counterfeit", "evidence_min": 0},
    {"code": "R16", "name": "快递一直未送到", "reason_class": "logistics", "evidence_min": 0},
)
INVENTORY: tuple[Row, ...] = (
    {
        "sku_code": "TS-L",
        "item_title": "纯棉T恤",
        "sku_props": "白 L",
        "category": "服饰",
        "on_hand": 5,
    },
    {
        "sku_code": "TS-M",
        "item_title": "纯棉T恤",
        "sku_props": "白 M",
        "category": "服饰",
        "on_hand": 0,
    },
)


def as_table(sheet: str, rows: Sequence[Mapping[str, Value]]) -> Table:
    """Return `rows` as a table whose first row Excel shows as 3."""
    keys = dict.fromkeys(key for row in rows for key in row)
    unknown = keys.keys() - SHEETS[sheet].by_key.keys()
    assert not unknown, f"no such column in {sheet}: {unknown}"
    columns = {key: [row.get(key) for row in rows] for key in keys}
    title = SHEETS[sheet].title.zh
    span = Span(book_of(sheet).file, title, range(3, 3 + len(rows)), {}, {})
    return Table(SHEETS[sheet], columns, (span,))


@pytest.fixture
def desk() -> Desk:
    """Return what makes records: rows by sheet, over a handbook with three policy rows."""

    def make(**rows: Sequence[Mapping[str, Value]]) -> Records:
        handbook: dict[str, Sequence[Mapping[str, Value]]] = {
            "policy": (NO_REASON, QUALITY, UNSHIPPED),
            "reasons": REASONS,
            "inventory": INVENTORY,
        }
        return Records({name: as_table(name, found) for name, found in (handbook | rows).items()})

    return make


@pytest.fixture
def settings() -> Settings:
    """Return the settings of a shop that has changed nothing."""
    return Settings(id="test", name="棉麻小铺")
