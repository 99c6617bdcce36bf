"""The smallest desk that filing needs: tables from rows, with places, as reading gives them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from openpyxl.utils import get_column_letter

from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.dictionary import SHEETS, book_of
from sheetops.records.settings import Settings
from sheetops.records.table import Span, Table

NOON = datetime.fromisoformat("2026-09-29 12:00:00")
SETTINGS = Settings(id="shop-1", name="测试店")
Row = Mapping[str, Value]


def table(sheet: str, *rows: Row, book: str | None = None) -> Table:
    known = SHEETS[sheet]
    keys = list(known.by_key)
    span = Span(
        book or book_of(sheet).file,
        known.title.zh,
        range(3, 3 + len(rows)),
        {key: known.by_key[key].title.zh for key in keys},
        {key: get_column_letter(place) for place, key in enumerate(keys, 1)},
    )
    return Table(known, {k: [row.get(k) for row in rows] for k in keys}, (span,))


def case(number: int = 1, **values: Value) -> Row:
    return {
        "case_id": f"AS20260929-{number:04}",
        "platform": "tmall",
        "refund_no": f"10620640754{number:04}",
        "order_no": f"330271028720308{number:04}",
        "status": "pending_review",
        "order_paid": Decimal("198.00"),
        "owner": "KF012",
        **values,
    }


AGENTS = table(
    "agents",
    {"agent_id": "KF001", "name": "王主管", "role": "supervisor"},
    {"agent_id": "KF012", "name": "小李", "role": "aftersale", "wangwang": "店铺:小李"},
    {"agent_id": "KF020", "name": "老张", "role": "warehouse"},
)


def records(*tables: Table) -> Records:
    return Records({one.sheet.key: one for one in (AGENTS, *tables)})


@dataclass
class Looked:
    """One workbook at two looks."""

    after: Mapping[str, Table]
    before: Mapping[str, Table] = field(default_factory=dict)
    book: str = "applications.xlsx"
    changed_by: str | None = "小李"


def look(
    before: Sequence[Row] | None,
    after: Sequence[Row],
    sheet: str = "applications",
    changed_by: str | None = "小李",
) -> Looked:
    book = book_of(sheet).file
    then = {} if before is None else {sheet: table(sheet, *before)}
    return Looked({sheet: table(sheet, *after)}, then, book, changed_by)
