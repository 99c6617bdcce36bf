"""A desk whose cases are in the filing log: rows filed as jobs and people file them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from sheetops.actions import FileEntry
from sheetops.records.applications import APPLICATIONS
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.dictionary import SHEETS, book_of
from sheetops.records.seed.inventory import inventory_rows
from sheetops.records.seed.policy import policy_rows
from sheetops.records.seed.reasons import reason_rows
from sheetops.records.settings import Settings
from sheetops.records.slips import SLIPS
from sheetops.records.table import Span, Table
from sheetops.records.text import Language
from sheetops.rules.filing.chain import Head, stamped
from sheetops.rules.filing.filed_values import Hand, names_of
from sheetops.rules.filing.job_entries import entries_for
from sheetops.rules.filing.log_rows import LogRow
from sheetops.rules.policy.advice import plan_advice

Row = Mapping[str, Value]
SETTINGS = Settings(id="shop-1", name="测试店")
SPAN = (date(2026, 3, 1), date(2026, 3, 31))
NOW = datetime.fromisoformat("2026-04-10 09:00")
SIGNED = datetime.fromisoformat("2026-02-26 18:00")
APPLIED = datetime.fromisoformat("2026-03-10 10:30")
CASE = "AS20260310-0001"


class Weekdays:
    """Monday to Friday are workdays; every year is known."""

    def is_workday(self, day: date) -> bool:
        return day.weekday() < 5

    def known(self, year: int) -> bool:
        return True


def handbook(**changes: Row) -> dict[str, Table]:
    """Return the starting handbook; `P_NR_01={...}` changes that policy row."""
    wanted = {name.replace("_", "-"): row for name, row in changes.items()}
    policies = [{**row, **wanted.get(str(row["policy_id"]), {})} for row in policy_rows("zh-CN")]
    return {
        "policy": table("policy", policies),
        "reasons": table("reasons", [dict(row) for row in reason_rows("zh-CN")]),
        "inventory": table("inventory", [dict(row) for row in inventory_rows("zh-CN")]),
    }


def table(sheet: str, rows: Sequence[Row]) -> Table:
    keys = dict.fromkeys(key for row in rows for key in row)
    span = Span(book_of(sheet).file, SHEETS[sheet].title.zh, range(3, 3 + len(rows)), {}, {})
    return Table(SHEETS[sheet], {key: [row.get(key) for row in rows] for key in keys}, (span,))


def case(number: int = 1, **values: Value) -> Row:
    """Return a no-reason return, applied for twelve days after signing."""
    return {
        "case_id": f"AS20260310-{number:04}",
        "status": "pending_review",
        "platform": "tmall",
        "refund_no": f"10620640754{number:04}",
        "order_no": f"330271028720308{number:04}",
        "case_type": "return_refund",
        "goods_status": "received",
        "applied_at": APPLIED,
        "signed_at": SIGNED,
        "sku_code": "TS-2026-001-L",
        "order_paid": Decimal("198.00"),
        "reason_code": "R01",
        "owner": "KF012",
        **values,
    }


def opening(row: Row, language: Language = "zh-CN") -> FileEntry:
    """Return how a row is filed that a person has recorded."""
    hand = Hand(language, SETTINGS.id)
    names = names_of("applications", "", row)
    return FileEntry(
        "new",
        "KF012",
        "agent",
        "applications.xlsx!3",
        names.case_id,
        None,
        names.refund_no,
        "status",
        None,
        hand.filed(APPLICATIONS.by_key["status"], row["status"]),
        hand.summary(APPLICATIONS, row),
    )


def changed(row: Row, old: Row, language: Language = "zh-CN") -> Iterator[FileEntry]:
    """Yield how the cells of a row are filed that a person has changed."""
    hand, names = Hand(language, SETTINGS.id), names_of("applications", "", row)
    for key, column in APPLICATIONS.by_key.items():
        if row.get(key) != old.get(key):
            was, now = hand.filed(column, old.get(key)), hand.filed(column, row.get(key))
            numbers = (names.case_id, None, names.refund_no)
            yield FileEntry("review", "KF012", "agent", "!", *numbers, key, was, now)


def slip(case_id: str, values: Row, language: Language = "zh-CN") -> FileEntry:
    """Return how a slip is filed that a job has opened."""
    hand, number = Hand(language, SETTINGS.id), f"TH{case_id[2:]}0"
    row = {"slip_no": number, "case_id": case_id, "slip_type": "return", **values}
    issued = hand.filed(SLIPS.by_key["slip_status"], "issued")
    summary = hand.summary(SLIPS, row)
    names = (case_id, number, None)
    role = "job:generate_slips", "system"
    return FileEntry("slip", *role, "slips.xlsx", *names, "slip_status", None, issued, summary)


def advised(rows: Sequence[Row], books: Mapping[str, Table]) -> Iterator[FileEntry]:
    """Yield how the advice on `rows` is filed, as the job gives it."""
    records = Records({**books, "applications": table("applications", rows)})
    actions = list(plan_advice(records, NOW, SETTINGS, Weekdays()))
    yield from entries_for(actions, "advise", NOW, records, SETTINGS)


def logged(*batches: Iterable[FileEntry], first: datetime = APPLIED) -> list[LogRow]:
    """Return the log of runs an hour apart, one batch each."""
    found = [
        (entry, first + timedelta(hours=number))
        for number, batch in enumerate(batches)
        for entry in batch
    ]
    return list(stamped(found, Head(), 3))
