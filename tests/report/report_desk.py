"""A desk in a few lines: tables from rows, due items, problems, so that a test shows its input."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.dictionary import SHEETS, book_of
from sheetops.records.problems import Place, Problem, ProblemKind, Severity
from sheetops.records.settings import Limits, Mail, Settings
from sheetops.records.table import Span, Table
from sheetops.records.text import Text
from sheetops.rules.deadlines.overdue import DueItem
from sheetops.rules.reporting.notices import Notice

Row = Mapping[str, Value]

at = datetime.fromisoformat

NOW = at("2026-11-23 18:30")
LIMITS = Limits()
SETTINGS = Settings(id="s1", name="云杉旗舰店")
MAIL = Mail(
    host="127.0.0.1",
    port=2525,
    security="none",
    sender="desk@example.com",
    managers=("boss@example.com",),
    timeout_seconds=2,
)

REVIEW = Text("审核并填写审核结论", "Review and record the decision")
INSPECT = Text("验货并登记结论", "Inspect and record it")
SIGN = Text("主管审批：超出客服权限", "Supervisor: sign, above the agent's limit")


def table(sheet: str, rows: Sequence[Row]) -> Table:
    """Return a table of the sheet with the key `sheet`; rows stand from row 3 on."""
    described = SHEETS[sheet]
    keys = list(dict.fromkeys(key for row in rows for key in row))
    columns = {key: [row.get(key) for row in rows] for key in keys}
    headings = {key: described.by_key[key].title.zh for key in keys}
    letters = {key: f"C{number}" for number, key in enumerate(keys)}
    numbers = tuple(range(3, 3 + len(rows)))
    span = Span(book_of(sheet).file, described.title.zh, numbers, headings, letters, 2)
    return Table(described, columns, (span,))


def desk(**sheets: Sequence[Row]) -> Records:
    """Return records made of the sheets that are named."""
    return Records({sheet: table(sheet, rows) for sheet, rows in sheets.items()})


def due(
    due_at: str = "2026-11-23 12:00",
    *,
    level: str = "overdue",
    turn: str = "agent",
    owner: str | None = "KF012",
    case_id: str = "AS20261122-0007",
    slip_no: str | None = None,
    what: Text = REVIEW,
    row: int = 12,
) -> DueItem:
    """Return one thing to be done, overdue since noon unless said otherwise."""
    instant = at(due_at)
    place = Place("applications.xlsx", "申请登记", row, key=case_id)
    late = max(NOW - instant, timedelta())
    return DueItem(case_id, slip_no, what, turn, owner, instant, level, late, place)


NO_ALTERNATIVE = ProblemKind(
    "refusal-without-alternative",
    Severity.ERROR,
    Text("拒绝时没有给出其他解决方案", "Refusal without an alternative"),
    Text("拒绝时必须给出其他解决方案", "A refusal needs an alternative"),
    Text("请填写“其他解决方案”", "Choose an alternative"),
    urgency=10,
)
PHONE_IN_NOTE = ProblemKind(
    "personal-in-text",
    Severity.WARNING,
    Text("备注里有个人信息", "Personal data in a note"),
    Text("“{column}”里有 {value}", "{column} holds {value}"),
    Text("请删去 {value}", "Remove {value}"),
)


def problem(kind: ProblemKind = NO_ALTERNATIVE, row: int = 12, **facts: str) -> Problem:
    """Return a problem in row `row` of the applications."""
    place = Place("applications.xlsx", "申请登记", row, "商家备注", f"W{row}", "AS20261122-0007")
    return Problem(kind, place, facts)


WAIT = Notice(Text("5 项结果等待写入", "5 results wait"), urgent=True)


def month() -> Records:
    """Return a small month whose figures can be reckoned by hand; see test_summary."""
    cases: list[Row] = [
        # today: two came in, one of them reviewed in time
        case("0001", "2026-11-23 09:00", reviewed_at=at("2026-11-23 10:00"), status="await_return"),
        case("0002", "2026-11-23 17:00"),
        # yesterday: three came in; one reviewed late today, one withdrawn, one refunded only
        case("0003", "2026-11-22 08:00", reviewed_at=at("2026-11-23 09:30"), status="received"),
        case("0004", "2026-11-22 09:00", status="withdrawn", closed_at=at("2026-11-22 12:00")),
        case(
            "0005",
            "2026-11-22 10:00",
            reviewed_at=at("2026-11-22 11:00"),
            status="refunded",
            closed_at=at("2026-11-22 20:00"),
            refund_amount=Decimal("50.00"),
        ),
        # last week: refunded today by slip, in dispute, exchanged
        case(
            "0006",
            "2026-11-16 10:00",
            reviewed_at=at("2026-11-16 12:00"),
            status="refunded",
            closed_at=at("2026-11-23 11:00"),
            refund_amount=Decimal("198.00"),
        ),
        case("0007", "2026-11-16 10:00", status="in_dispute"),
        case(
            "0008",
            "2026-11-15 10:00",
            reviewed_at=at("2026-11-15 11:00"),
            status="exchanged",
            closed_at=at("2026-11-20 10:00"),
        ),
    ]
    slips: list[Row] = [
        {
            "slip_no": "TH20261116-00018",
            "case_id": "AS-0006",
            "slip_type": "return",
            "slip_status": "closed",
            "received_at": at("2026-11-20 10:00"),
            "inspect_due": at("2026-11-22 10:00"),
            "inspected_at": at("2026-11-23 10:00"),
            "refund_due": at("2026-11-27 10:00"),
            "refunded_at": at("2026-11-23 11:00"),
            "refund_amount": Decimal("188.00"),
        }
    ]
    reasons: list[Row] = [{"code": "R01", "name": "7天无理由退换货"}]
    return desk(applications=cases, slips=slips, reasons=reasons)


def case(number: str, applied: str, **more: Value) -> Row:
    """Return an application: reviewed by nobody yet, its review due after 24 hours."""
    applied_at = at(applied)
    return {
        "case_id": f"AS-{number}",
        "status": "pending_review",
        "applied_at": applied_at,
        "review_due": applied_at + timedelta(hours=24),
        "reviewed_at": None,
        "closed_at": None,
        "refund_amount": None,
        "reason_code": "R01",
        "owner": "KF012",
        **more,
    }
