"""Planning 100,000 open cases: deadlines, verdicts, next steps, and again when nothing changed."""

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from sheetops.actions import SetValue
from sheetops.adapters.holidays import ChineseHolidays
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.dictionary import SHEETS, book_of
from sheetops.records.seed.calendar import calendar_rows
from sheetops.records.seed.inventory import inventory_rows
from sheetops.records.seed.policy import policy_rows
from sheetops.records.seed.reasons import reason_rows
from sheetops.records.settings import Settings
from sheetops.records.states import OPEN_STATES
from sheetops.records.table import Span, Table
from sheetops.rules.deadlines.outlook import outlooks
from sheetops.rules.deadlines.overdue import overdue_items, plan_overdue, valid_until
from sheetops.rules.policy.advice import plan_advice
from sheetops.rules.policy.rulebook import Rulebook
from sheetops.rules.policy.verdicts import judge

Row = dict[str, Value]
NOW = datetime.fromisoformat("2026-03-10 09:00")
SETTINGS = Settings(id="bench", name="bench")
WITH_SLIP = OPEN_STATES[3:10]


def main() -> None:
    """Print seconds of processor time and cases a second for each plan."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    options, _ = parser.parse_known_args()
    records, nation = desk(options.rows), ChineseHolidays()
    timed("deadlines and verdicts (aim: 20,000/s)", options.rows, lambda: reckoned(records, nation))
    for name, found in (
        ("advise", lambda at: advised(at, nation)),
        ("flag overdue", lambda at: plan_overdue(at, NOW, SETTINGS, "zh-CN", nation)),
    ):
        written = measured(f"{name}, first run", options.rows, records, found)
        records = laid(records, written)
        if measured(f"{name}, nothing changed", options.rows, records, found):
            raise SystemExit("planning again changed something")
    for name, asked in (
        ("what is due, worst first", lambda: overdue_items(records, NOW, SETTINGS, nation)),
        ("valid until", lambda: valid_until(records, NOW, SETTINGS, nation)),
    ):
        timed(name, options.rows, asked)


def reckoned(records: Records, nation: ChineseHolidays) -> None:
    """Work out every case's deadline, next step and verdict, as every plan does; write nothing."""
    book = Rulebook(records, SETTINGS, nation)
    for outlook in outlooks(records, book, NOW):
        judge(outlook.times)


def advised(records: Records, nation: ChineseHolidays) -> Iterator[SetValue]:
    """Yield the cells of the advice; the versions of the policy rows go into the filing log."""
    plan = plan_advice(records, NOW, SETTINGS, nation)
    return (action for action in plan if isinstance(action, SetValue))


def measured(
    name: str, rows: int, records: Records, found: Callable[[Records], Iterator[SetValue]]
) -> list[SetValue]:
    """Print and return what a plan yields."""
    for sheet in ("applications", "slips"):
        _ = records[sheet].index  # looked up once for all jobs of a run
    planned: list[SetValue] = []
    timed(name, rows, lambda: planned.extend(found(records)))
    print(f"{'':40}{len(planned):,} cells to write")
    return planned


def timed(name: str, rows: int, work: Callable[[], object]) -> None:
    """Print how long `work` takes the processor."""
    started = time.process_time()
    work()
    taken = time.process_time() - started
    print(f"{name:38} {taken:6.2f} s  {rows / taken:9,.0f} cases/s")


def desk(rows: int) -> Records:
    """Return the starting handbook with `rows` open cases in all states, and their slips."""
    rng = random.Random(1)  # not for secrets: the same book on every run
    goods = [dict(row) for row in inventory_rows("zh-CN")]
    reasons = [str(row["code"]) for row in reason_rows("zh-CN")]
    cases = [case(rng, number, goods, reasons) for number in range(rows)]
    slips = [slip(found) for found in cases if found["status"] in WITH_SLIP]
    sheets: dict[str, Sequence[Row]] = {
        "applications": cases,
        "slips": slips,
        "policy": [dict(row) for row in policy_rows("zh-CN")],
        "reasons": [dict(row) for row in reason_rows("zh-CN")],
        "calendar": [dict(row) for row in calendar_rows("zh-CN")],
        "inventory": goods,
    }
    return Records({sheet: as_table(sheet, found) for sheet, found in sheets.items()})


def case(rng: random.Random, number: int, goods: Sequence[Row], reasons: Sequence[str]) -> Row:
    """Return one application of the last three weeks."""
    applied_at = NOW - timedelta(minutes=rng.randrange(60 * 24 * 21))
    status = OPEN_STATES[number % len(OPEN_STATES)]
    decided = status != "pending_review"
    return {
        "case_id": f"AS{applied_at:%Y%m%d}-{number:06d}",
        "status": status,
        "platform": "tmall",
        "refund_no": str(10**14 + number),
        "order_no": str(10**18 + number),
        "case_type": rng.choice(("return_refund", "return_refund", "exchange", "refund_only")),
        "goods_status": rng.choice(("received", "received", "unshipped", "shipped")),
        "applied_at": applied_at,
        "signed_at": applied_at - timedelta(days=rng.randrange(12)),
        "sku_code": goods[rng.randrange(len(goods))]["sku_code"],
        "order_paid": Decimal("198.00"),
        "reason_code": rng.choice(reasons),
        "reviewed_at": applied_at + timedelta(hours=3) if decided else None,
        "notified_at": applied_at + timedelta(hours=4) if decided else None,
        "deadline_platform": applied_at + timedelta(days=5),
    }


def slip(found: Row) -> Row:
    """Return the slip of an approved case."""
    applied_at = found["applied_at"]
    assert isinstance(applied_at, datetime)  # said by `case`
    here = found["status"] != "await_return"
    return {
        "slip_no": str(found["case_id"]).replace("AS", "TH"),
        "slip_status": "issued",
        "slip_type": "return",
        "case_id": found["case_id"],
        "received_at": applied_at + timedelta(days=3) if here else None,
    }


def as_table(sheet: str, rows: Sequence[Row]) -> Table:
    """Return `rows` as the table of `sheet`."""
    columns = {
        key: [row.get(key) for row in rows] for key in dict.fromkeys(k for r in rows for k in r)
    }
    span = Span(book_of(sheet).file, sheet, range(3, 3 + len(rows)), {}, {})
    return Table(SHEETS[sheet], columns, (span,))


def laid(records: Records, written: Sequence[SetValue]) -> Records:
    """Return the records as they are once everything planned is written."""
    columns = {
        name: {key: list(values) for key, values in table.columns.items()}
        for name, table in records.tables.items()
    }
    for action in written:
        table = records[action.sheet]
        cells = columns[action.sheet].setdefault(action.column, [None] * len(table))
        cells[table.index[action.key]] = action.wanted
    return Records(
        {name: Table(t.sheet, columns[name], t.spans) for name, t in records.tables.items()}
    )


if __name__ == "__main__":
    main()
