"""One mail of each sort over a small desk, for golden files and for the tests of templates."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.table import Record
from sheetops.records.text import Language, Text
from sheetops.rules.deadlines.overdue import DueItem
from sheetops.rules.filing.log_rows import LogRow
from sheetops.rules.reporting.board import Board, board
from sheetops.rules.reporting.daily import daily
from sheetops.rules.reporting.digest import Reader, digest_mail, digest_of
from sheetops.rules.reporting.improvement_watch import stalled
from sheetops.rules.reporting.masked_board import masked
from sheetops.rules.reporting.notices import Notice
from sheetops.rules.reporting.overrides import Overrides
from sheetops.rules.reporting.period_figures import period_figures
from sheetops.rules.reporting.period_mail import Due, Logged, period_mail
from sheetops.rules.reporting.periods import Period, last_week, month_of
from sheetops.rules.reporting.training_due import trainings_due
from sheetops.rules.reporting.warehouse import warehouse_list, warehouse_mail
from tests.report.report_desk import (
    INSPECT,
    LIMITS,
    NOW,
    PHONE_IN_NOTE,
    SETTINGS,
    SIGN,
    WAIT,
    Row,
    at,
    desk,
    due,
    month,
    problem,
)

PHONE = "13812345678"
"""A buyer's phone number that somebody typed where it does not belong."""

ROW = LogRow(
    seq=821,
    logged_at=at("2026-11-30 23:45"),
    event="review",
    case_id="AS-0001",
    slip_no=None,
    refund_no=None,
    actor="KF012",
    actor_role="aftersale",
    field="decision",
    old_value=None,
    new_value="approve",
    reason=None,
    source="applications.xlsx",
    due_at=None,
    late=None,
    retain_until=None,
    prev_hash="0" * 64,
    hash="ab0571" + "12345678" + "c" * 50,
)


def shop_name(language: Language) -> str:
    return "云杉旗舰店" if language == "zh-CN" else "Spruce <Store>"


def items() -> list[DueItem]:
    """Return what is due: late, close to it, the warehouse's and the supervisor's."""
    return [
        due("2026-11-20 10:00", case_id="AS20261119-0001"),
        due(
            "2026-11-22 10:00",
            case_id="AS20261116-0006",
            slip_no="TH20261116-00018",
            what=INSPECT,
            turn="warehouse",
        ),
        due("2026-11-23 20:00", case_id="AS20261123-0002", level="warning"),
        due(
            "2026-11-23 19:00", case_id="AS20261122-0005", turn="manager", what=SIGN, level="close"
        ),
    ]


def a_day(language: Language) -> Board:
    problems = [problem(), problem(PHONE_IN_NOTE, column="备注", value=PHONE)]
    settings = replace(SETTINGS, name=shop_name(language))
    return masked(board(month(), NOW, settings, items(), problems, [WAIT]))


def whole_desk() -> Records:
    """Return the small month with feedback, people, training, policy and improvements beside it."""
    cases, slips, reasons = (
        [_row(record) for record in month()[sheet]]
        for sheet in ("applications", "slips", "reasons")
    )
    return desk(
        applications=cases,
        slips=slips,
        reasons=reasons,
        agents=_AGENTS,
        feedback=_feedback(),
        policy=_POLICY,
        training=_TRAINING,
        improvements=_IMPROVEMENTS,
    )


def _row(record: Record) -> Row:
    return {key: record[key] for key in record.table.columns}


def daily_mail(language: Language) -> Mapping[str, object]:
    return daily(a_day(language), language, Overrides(steps=1, decisions=2))


def weekly_mail(language: Language) -> Mapping[str, object]:
    return _period_mail(last_week(NOW), language, Logged(Overrides(decisions=2)))


def monthly_mail(language: Language) -> Mapping[str, object]:
    return _period_mail(month_of(NOW.date()), language, Logged(Overrides(1, 2), ROW))


def _period_mail(period: Period, language: Language, logged: Logged) -> Mapping[str, object]:
    records, today = whole_desk(), NOW.date()
    figures = period_figures(records, period, NOW, LIMITS, items())
    watched = Due(tuple(trainings_due(records, today)), tuple(stalled(records, today)))
    return period_mail(figures, a_day(language), watched, logged, language)


def digest(language: Language) -> Mapping[str, object]:
    reader = Reader("KF012", "kf012@example.com", decides=False)
    told = {"AS20261119-0001": "warning|2026-11-20T10:00:00|Review and record the decision"}
    told |= {"AS-0007": "overdue|2026-11-17T10:00:00|Look at the platform"}
    cases: list[Row] = [{"case_id": "AS20261122-0007", "owner": "KF012"}]
    records = desk(applications=cases)
    wrong = replace(problem(), sheet_key="applications")
    found = digest_of(reader, items(), [wrong], records, told, NOW + timedelta(hours=14))
    waits = Notice(Text("5 项结果等 applications.xlsx 关闭", "5 results wait"), urgent=True)
    return digest_mail(found, reader, shop_name(language), NOW, language, [waits])


def warehouse(language: Language) -> Mapping[str, object]:
    slips: list[Row] = [
        _slip("TH20261116-00018", "AS-1", received_at=at("2026-11-20 10:00")),
        _slip("TH20261118-00020", "AS-2"),
        _slip("HH20261119-00021", "AS-3", x_sku="TS-2026-001-M", x_qty=2),
    ]
    cases: list[Row] = [
        {"case_id": "AS-1", "status": "received"},
        {"case_id": "AS-2", "status": "in_transit"},
        {"case_id": "AS-3", "status": "await_reship"},
    ]
    couriers: list[Row] = [{"code": "YTO", "name": "圆通速递"}]
    work = [
        _parcel("TH20261116-00018", "AS-1", "2026-11-22 10:00", "warehouse"),
        _parcel("TH20261118-00020", "AS-2", "2026-11-26 23:59", "warehouse", level="normal"),
        _parcel("HH20261119-00021", "AS-3", "2026-11-23 19:00", "agent", level="close"),
    ]
    records = desk(applications=cases, slips=slips, couriers=couriers)
    found = warehouse_list(records, work)
    name = shop_name(language)
    return warehouse_mail(found, records, name, NOW, language, to_managers=True)


def _slip(number: str, case: str, **more: Value) -> Row:
    return {
        "slip_no": number,
        "case_id": case,
        "items": f"TS-2026-001-L×1；{PHONE}",
        "carrier": "YTO",
        "tracking_no": "YT7531234567890",
        "received_at": None,
        "x_sku": None,
        "x_qty": None,
        "x_shipped_at": None,
        **more,
    }


def _parcel(number: str, case: str, when: str, turn: str, level: str = "overdue") -> DueItem:
    return due(when, case_id=case, slip_no=number, turn=turn, level=level, what=INSPECT)


MAILS = {
    "daily": daily_mail,
    "weekly": weekly_mail,
    "monthly": monthly_mail,
    "digest": digest,
    "warehouse": warehouse,
}

_AGENTS: list[Row] = [
    {"agent_id": "KF012", "role": "aftersale", "status": "active", "name": "林小满"},
    {"agent_id": "KF020", "role": "warehouse", "status": "active", "name": "马国强"},
]
_POLICY: list[Row] = [
    {
        "policy_id": "P-NR-01",
        "title": "七天无理由",
        "valid_from": date(2026, 1, 1),
        "status": "active",
    },
    {
        "policy_id": "P-QL-02",
        "title": "质量问题",
        "valid_from": date(2026, 11, 10),
        "status": "active",
    },
]
_TRAINING: list[Row] = [
    {
        "train_id": "PX1",
        "agent_id": "KF012",
        "policy_version": "P-NR-01",
        "next_due": date(2026, 11, 25),
    }
]
_IMPROVEMENTS: list[Row] = [
    {
        "imp_id": "GJ20261101-1",
        "status": "doing",
        "raised_at": date(2026, 11, 1),
        "problem": f"尺码表与实物不符，买家 {PHONE} 连续反映两次，需要重新量尺寸",
        "owner": "KF012",
        "due": date(2026, 11, 18),
    },
    {
        "imp_id": "GJ20261102-1",
        "status": "open",
        "raised_at": date(2026, 11, 2),
        "problem": "拍错的多",
        "owner": "KF001",
        "due": None,
    },
]


def _feedback() -> list[Row]:
    first = at("2026-11-17 10:00")
    rows: list[Row] = [
        {
            "fb_id": f"FB{number}",
            "received_at": first + timedelta(hours=number),
            "score": score,
            "tags": ("slow",) if score < 4 else (),
            "agent_id": "KF012",
            "is_complaint": score == 1,
            "replied_at": None,
        }
        for number, score in enumerate((5, 5, 4, 4, 1))
    ]
    return rows
