"""A small record and an export that agree, to which a test adds one disagreement."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from sheetops.adapters.exports import read_export
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.dictionary import SHEETS, book_of
from sheetops.records.settings import Settings
from sheetops.records.table import Span, Table
from sheetops.rules.importing.export import Export
from sheetops.rules.reconciling.reconcile import Reconciliation, reconcile
from tests.identifiers.number_desk import export

at = datetime.fromisoformat
Row = Mapping[str, Value]
NOW = at("2026-11-25 12:00")
SETTINGS = Settings("s1", "云杉旗舰店")

CASE: Row = {
    "case_id": "AS20261110-0001",
    "status": "refunded",
    "platform": "tmall",
    "refund_no": "106206407540810123",
    "order_no": "3302710287203084298",
    "case_type": "return_refund",
    "applied_at": at("2026-11-10 10:30"),
    "sku_code": "TS-2026-001-L",
    "order_paid": Decimal("198.00"),
    "apply_amount": Decimal("198.00"),
    "approved_amount": Decimal("198.00"),
    "reviewed_at": at("2026-11-10 15:00"),
    "closed_at": at("2026-11-16 11:00"),
    "refund_amount": Decimal("198.00"),
}
SLIP: Row = {
    "slip_no": "TH20261110-00013",
    "slip_status": "closed",
    "slip_type": "return",
    "case_id": "AS20261110-0001",
    "issued_at": at("2026-11-10 15:10"),
    "tracking_no": "75312345678901",
    "received_at": at("2026-11-15 10:00"),
    "inspected_at": at("2026-11-15 16:00"),
    "refunded_at": at("2026-11-16 11:00"),
    "refund_amount": Decimal("198.00"),
}
THERE: Mapping[str, str] = {
    "退款编号": "106206407540810123",
    "退款状态": "退款成功",
    "退款的申请时间": "2026-11-10 10:30:00",
    "退款完结时间": "2026-11-16 11:00:00",
    "退货物流单号": "75312345678901",
}
EDGES = (
    {
        "退款编号": "100000000000000001",
        "退款状态": "退款关闭",
        "退款的申请时间": "2026-11-01 09:00:00",
    },
    {
        "退款编号": "100000000000000002",
        "退款状态": "退款关闭",
        "退款的申请时间": "2026-11-20 09:00:00",
    },
)
"""Two rows that are no case's, so that the export's days are complete between them."""


def table(key: str, rows: Sequence[Row]) -> Table:
    sheet = SHEETS[key]
    span = Span(book_of(key).file, sheet.title.zh, range(3, 3 + len(rows)), {}, {})
    columns = {c.key: [row.get(c.key) for row in rows] for c in sheet.columns}
    return Table(sheet, columns, (span,))


def record(cases: Sequence[Row] = (CASE,), slips: Sequence[Row] = (SLIP,)) -> Records:
    return Records({"applications": table("applications", cases), "slips": table("slips", slips)})


def exported(*rows: Mapping[str, str]) -> Export:
    found = read_export(export(*EDGES, *rows), "退款管理.csv")
    assert isinstance(found, Export)
    return found


def reconciled(
    case: Row | None = None,
    slip: Row | None = None,
    there: Mapping[str, str] | None = None,
    more_cases: Sequence[Row] = (),
    more_slips: Sequence[Row] = (),
) -> Reconciliation:
    """Return the reconciliation of the agreeing record with changes."""
    cases = [{**CASE, **(case or {})}, *({**CASE, **one} for one in more_cases)]
    slips = [{**SLIP, **(slip or {})}, *({**SLIP, **one} for one in more_slips)]
    rows = exported({**THERE, **(there or {})})
    return reconcile(rows, record(cases, slips), NOW, SETTINGS)


def kinds(found: Reconciliation) -> list[str]:
    return [one.kind.key for one in found.breaks]
