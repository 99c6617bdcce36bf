"""A desk in a few lines: tables made from rows, so that a test shows its whole input."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from sheetops.actions import Action, AddRow, SetValue
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.dictionary import SHEETS, book_of
from sheetops.records.settings import ReturnAddress, Settings
from sheetops.records.table import Record, Span, Table
from sheetops.rules.slips.numbering import SlipKind, SlipNumber

Row = Mapping[str, Value]

at = datetime.fromisoformat

NOW = at("2026-03-01 15:30")

SETTINGS = Settings(
    id="s1",
    name="云杉旗舰店",
    return_address=ReturnAddress(
        "售后部", "0571-88880000", "浙江省杭州市余杭区良渚街道 1 号", "311113"
    ),
)

CASE: Row = {
    "case_id": "AS20260301-0007",
    "status": "await_return",
    "decision": "approve_return",
    "case_type": "return_refund",
    "order_no": "3302710287203084298",
    "sku_code": "TS-001-L",
    "item_title": "纯棉T恤",
    "sku_props": "白 L",
    "qty": 1,
    "order_paid": Decimal("198.00"),
    "approved_amount": Decimal("198.00"),
    "applied_at": at("2026-03-01 10:30"),
    "reviewed_at": at("2026-03-01 15:00"),
    "freight_bearer": "buyer",
    "reason_code": "R01",
    "owner": "KF012",
    "buyer_nick": "t**8",
    "receiver_name": "张*",
    "receiver_phone": "13812345678",
    "receiver_addr": "浙江省杭州市余杭区某路 9 号",
}

EXCHANGE: Row = {
    **CASE,
    "case_type": "exchange",
    "decision": "approve_exchange",
    "exchange_sku": "TS-001-M",
}

STOCK: Sequence[Row] = (
    {"sku_code": "TS-001-L", "item_title": "纯棉T恤", "sku_props": "白 L", "on_hand": 5},
    {"sku_code": "TS-001-M", "item_title": "纯棉T恤", "sku_props": "白 M", "on_hand": 1},
    {"sku_code": "TS-002-M", "item_title": "纯棉T恤", "sku_props": "黑 M", "on_hand": 3},
    {"sku_code": "CUP-1", "item_title": "马克杯", "sku_props": "", "on_hand": 9},
)


def table(sheet: str, rows: Sequence[Row]) -> Table:
    """Return a table of `rows` as if read from the workbook that keeps the sheet."""
    keys = [column.key for column in SHEETS[sheet].columns]
    file = book_of(sheet).file
    headings = {c.key: c.title.zh for c in SHEETS[sheet].columns}
    span = Span(file, SHEETS[sheet].title.zh, range(3, 3 + len(rows)), headings, {})
    return Table(SHEETS[sheet], {key: [row.get(key) for row in rows] for key in keys}, (span,))


def desk(**sheets: Iterable[Row]) -> Records:
    """Return the records of a shop with these rows; unless given, the inventory is `STOCK`."""
    named: dict[str, Iterable[Row]] = {"slips": (), "inventory": STOCK, **sheets}
    return Records({sheet: table(sheet, tuple(rows)) for sheet, rows in named.items()})


def applied(records: Records, actions: Iterable[Action]) -> Records:
    """Return the records as they are once the actions are done."""
    tables = dict(records.tables)
    for action in actions:
        if isinstance(action, AddRow):
            rows = [(action.book, action.values)]
            tables[action.sheet] = tables[action.sheet].overlaid({}, rows)
        elif isinstance(action, SetValue):
            cell = {(action.key, action.column): action.wanted}
            tables[action.sheet] = tables[action.sheet].overlaid(cell)
    return Records(tables)


def numbered() -> Callable[[SlipKind], str]:
    """Return a giver of slip numbers of 1 March 2026."""
    serial = 0

    def give(kind: SlipKind) -> str:
        nonlocal serial
        serial += 1
        return str(SlipNumber(kind, NOW.date(), serial))

    return give


def in_a_week(case: Record) -> datetime:
    """Return a deadline a week after review, at the end of the day."""
    reviewed = case["reviewed_at"]
    assert isinstance(reviewed, datetime)
    return (reviewed + timedelta(days=7)).replace(hour=23, minute=59, second=59)


def printable(kind: str) -> dict[str, Value]:
    """Return what a return or an exchange slip is printed from."""
    slip: dict[str, Value] = {
        "slip_no": "TH20260301-00013" if kind == "return" else "HH20260301-00021",
        "slip_type": kind,
        "case_id": "AS20260301-0007",
        "order_no": "3302710287203084298",
        "shop_name": "云杉旗舰店",
        "items": "TS-001-L×1",
        "item_title": "纯棉T恤",
        "sku_props": "白 L",
        "sku_code": "TS-001-L",
        "qty": 1,
        "return_due": at("2026-03-08 23:59:59"),
        "return_mode": "self",
        "freight_bearer": "buyer",
        "ship_to_name": "售后部",
        "ship_to_phone": "0571-88880000",
        "ship_to_addr": "浙江省杭州市余杭区良渚街道 1 号",
        "ship_to_zip": "311113",
        "issued_by": "KF012",
        "issued_at": NOW,
        "notes": "\n".join(f"第 {n} 条注意事项" for n in range(1, 7)),
        "reply": "亲，您好",
    }
    if kind == "exchange":
        slip |= {"x_sku": "TS-001-M", "x_qty": 1, "x_title": "纯棉T恤", "x_props": "白 M"}
    return slip
