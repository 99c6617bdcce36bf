"""A desk without a single problem, to which a test adds exactly one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.dictionary import SHEETS, book_of
from sheetops.records.problems import Problem
from sheetops.records.settings import ReturnAddress, Settings
from sheetops.records.table import Span, Table
from sheetops.rules.checks import problems
from sheetops.rules.filing.trails import Stop, Trail

at = datetime.fromisoformat
day = date.fromisoformat
Row = Mapping[str, Value]
Changes = Mapping[str, Row | Sequence[Row]]

NOW = at("2026-03-10 12:00")
ADDRESS = "浙江省杭州市余杭区良渚街道 1 号"
SETTINGS = Settings(
    "s1", "云杉旗舰店", return_address=ReturnAddress("售后部", "0571-88880000", ADDRESS)
)


class Weekdays:
    """Monday to Friday are worked."""

    def is_workday(self, day: date) -> bool:
        return day.weekday() < 5

    def known(self, year: int) -> bool:
        return True


CLEAN: Mapping[str, Row] = {
    "applications": {
        "case_id": "AS20260301-0007",
        "status": "await_return",
        "platform": "tmall",
        "shop": "云杉旗舰店",
        "refund_no": "106206407540810",
        "order_no": "3302710287203084298",
        "case_type": "return_refund",
        "goods_status": "received",
        "applied_at": at("2026-03-06 10:30"),
        "paid_at": at("2026-02-24 14:05"),
        "shipped_at": at("2026-02-25 09:00"),
        "signed_at": at("2026-03-02 18:20"),
        "sku_code": "TS-001-L",
        "item_title": "纯棉T恤",
        "qty": 1,
        "order_paid": Decimal("198.00"),
        "apply_amount": Decimal("198.00"),
        "reason_code": "R01",
        "reason_text": "7天无理由退换货",
        "owner": "KF012",
        "reviewed_at": at("2026-03-06 15:00"),
        "decision": "approve_return",
        "policy_verdict": "no_refusal",
        "approved_amount": Decimal("198.00"),
        "freight_bearer": "buyer",
        "notified_at": at("2026-03-06 15:02"),
    },
    "slips": {
        "slip_no": "TH20260306-00073",
        "slip_status": "issued",
        "slip_type": "return",
        "case_id": "AS20260301-0007",
        "items": "TS-001-L×1",
        "issued_at": at("2026-03-06 15:01"),
        "issued_by": "KF012",
        "return_due": at("2026-03-13 23:59:59"),
        "return_mode": "self",
        "ship_to_name": "售后部",
        "ship_to_phone": "0571-88880000",
        "ship_to_addr": ADDRESS,
        "notes": "保持完好",
    },
    "feedback": {
        "fb_id": "FB20260309-01",
        "received_at": at("2026-03-09 12:00"),
        "channel": "phone",
        "score": 5,
    },
    "policy": {
        "policy_id": "P-NR-01",
        "title": "七天无理由退货",
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
        "freight_bearer": "buyer",
        "basis": "消法25条",
        "priority": 100,
        "valid_from": day("2026-01-01"),
    },
    "calendar": {
        "cal_id": "C2026-02",
        "name": "清明节",
        "kind": "holiday",
        "date_from": day("2026-04-04"),
        "date_to": day("2026-04-06"),
        "is_workday": False,
        "source": "国务院办公厅通知",
    },
    "reasons": {
        "code": "R01",
        "name": "7天无理由退换货",
        "reason_class": "no_reason",
        "applies": ("return_refund", "exchange"),
        "evidence_min": 0,
        "detail_required": False,
    },
    "scripts": {
        "script_id": "S-OK-01",
        "title": "审核通过",
        "scene": "approved_self",
        "body": "您好，申请已通过。",
        "status": "active",
    },
    "couriers": {
        "code": "ZTO",
        "name": "中通快递",
        "number_pattern": r"7\d{13}",
        "trackable": True,
    },
    "inventory": {
        "sku_code": "TS-001-L",
        "item_title": "纯棉T恤",
        "warehouse": "杭州仓",
        "on_hand": 10,
    },
    "agents": {
        "agent_id": "KF012",
        "name": "小林",
        "role": "aftersale",
        "status": "active",
        "limit_refund": Decimal("300.00"),
    },
    "training": {
        "train_id": "PX202603-01",
        "date": day("2026-03-05"),
        "topic": "无理由规则",
        "kind": "policy",
        "agent_id": "KF012",
        "hours": Decimal("1.5"),
    },
    "improvements": {
        "imp_id": "GJ202603-01",
        "status": "open",
        "raised_at": day("2026-03-02"),
        "raised_by": "KF012",
        "source": "feedback",
        "problem": "运费说明不清",
        "evidence": "2 月反馈 5 条",
        "proposal": "话术补一句",
        "owner": "KF012",
        "due": day("2026-04-01"),
    },
}
"""One row for each sheet; together they have no problem."""


def table(sheet_key: str, rows: Iterable[Row], first_row: int = 3) -> Table:
    """Return a table with all columns of the sheet, its rows from `first_row` on."""
    sheet, found = SHEETS[sheet_key], list(rows)
    letters = {column.key: f"C{number}" for number, column in enumerate(sheet.columns)}
    span = Span(
        book=book_of(sheet_key).file,
        title=sheet.title.zh,
        rows=range(first_row, first_row + len(found)),
        headings={column.key: column.title.zh for column in sheet.columns},
        letters=letters,
    )
    columns = {column.key: [row.get(column.key) for row in found] for column in sheet.columns}
    return Table(sheet, columns, (span,))


def desk(changes: Changes | None = None, problems: Sequence[Problem] = ()) -> Records:
    """Return the clean desk with `changes`: for a sheet one row's changes, or several rows'."""
    tables = {}
    for key, clean in CLEAN.items():
        wanted = (changes or {}).get(key, {})
        rows = [wanted] if isinstance(wanted, Mapping) else list(wanted)
        tables[key] = table(key, [{**clean, **row} for row in rows])
    return Records(tables, problems)


def found(
    records: Records,
    now: datetime = NOW,
    last_states: Mapping[str, str] | None = None,
    files: Iterable[str] | None = None,
) -> list[Problem]:
    """Return everything that the checks find."""
    there = None if files is None else set(files)
    trails = {case: Trail([Stop(state)]) for case, state in (last_states or {}).items()}
    return list(problems(records, now, SETTINGS, Weekdays(), trails, there))


def codes(records: Records, **more: object) -> set[str]:
    """Return the codes of everything that the checks find."""
    return {problem.code for problem in found(records, **more)}  # type: ignore[arg-type] # passed on
