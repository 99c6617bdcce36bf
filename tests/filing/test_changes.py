"""Two looks at a sheet differ by what people did, not by where the rows stand."""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheetops.records.applications import APPLICATIONS
from sheetops.records.columns import Value
from sheetops.records.table import Span, Table
from sheetops.rules.filing.changes import changes, is_same

NOON = datetime.fromisoformat("2026-09-29 12:00:00")
Row = Mapping[str, Value]


def table(*rows: Row, columns: Sequence[str] | None = None) -> Table:
    keys = list(dict.fromkeys(columns or [key for row in rows for key in row]))
    span = Span("applications.xlsx", "申请登记", range(3, 3 + len(rows)), {}, {})
    return Table(APPLICATIONS, {k: [row.get(k) for row in rows] for k in keys}, (span,))


def case(number: int, **values: Value) -> Row:
    return {
        "case_id": f"AS20260929-{number:04}",
        "platform": "tmall",
        "refund_no": f"10620640754{number:04}",
        "order_no": f"330271028720308{number:04}",
        "status": "pending_review",
        "order_paid": Decimal("198.00"),
        **values,
    }


def told(before: Table, after: Table) -> list[tuple[str, str, str | None, Value, Value]]:
    return [
        (str(c.kind), c.key, c.column.key if c.column else None, c.old, c.new)
        for c in changes(before, after)
    ]


def test_nothing_is_told_when_rows_were_sorted_and_columns_moved() -> None:
    rows = [case(n) for n in range(20)]
    shuffled = random.Random(7).sample(rows, 20)
    columns = list(rows[0])[::-1]
    assert told(table(*rows), table(*shuffled, columns=columns)) == []


def test_each_cell_is_told_when_a_row_was_edited() -> None:
    after = case(1, status="await_return", reviewed_at=NOON)
    assert told(table(case(1, reviewed_at=None)), table(after)) == [
        ("changed", "AS20260929-0001", "status", "pending_review", "await_return"),
        ("changed", "AS20260929-0001", "reviewed_at", None, NOON),
    ]


def test_a_row_is_new_when_nobody_knew_its_key() -> None:
    assert told(table(case(1)), table(case(2), case(1))) == [
        ("new", "AS20260929-0002", None, None, None)
    ]


def test_a_row_has_vanished_when_its_key_is_gone() -> None:
    assert told(table(case(1), case(2)), table(case(2))) == [
        ("vanished", "AS20260929-0001", None, None, None)
    ]


def test_the_number_is_a_change_when_a_row_gets_its_first() -> None:
    typed = {**case(1), "case_id": None}
    assert told(table(typed), table(case(1))) == [
        ("changed", "AS20260929-0001", "case_id", None, "AS20260929-0001")
    ]


def test_a_row_is_rekeyed_when_somebody_edited_its_number() -> None:
    assert told(table(case(1)), table(case(1, case_id="AS20260929-9999"))) == [
        ("rekeyed", "AS20260929-9999", "case_id", "AS20260929-0001", "AS20260929-9999")
    ]
    assert told(table(case(1)), table(case(1, case_id=None)))[0][0] == "rekeyed"


def test_a_row_is_found_when_its_refund_number_came_later() -> None:
    typed: dict[str, Value] = {
        "platform": "tmall",
        "order_no": "3302710287203084298",
        "sku_code": "TS-1",
        "applied_at": NOON,
    }
    before = table({**typed, "refund_no": None, "case_id": None})
    after = table({**typed, "refund_no": "106206407540810", "case_id": None})
    assert [(kind, column) for kind, _, column, _, _ in told(before, after)] == [
        ("changed", "refund_no")
    ]


def test_the_copy_is_new_when_a_row_was_doubled_and_edited() -> None:
    after = table(case(1, status="refunded", refund_no="999999999999"), case(1))
    assert told(table(case(1)), after) == [("new", "AS20260929-0001", None, None, None)]


def test_the_edited_one_is_told_when_doubled_rows_changed_places() -> None:
    before = table(case(1), case(1, status="rejected"))
    after = table(case(1, status="rejected"), case(1, status="await_return"))
    assert told(before, after) == [
        ("changed", "AS20260929-0001", "status", "pending_review", "await_return")
    ]


def test_a_draft_is_no_row_until_it_has_a_key() -> None:
    draft: Row = {"case_id": None, "platform": "tmall", "refund_no": None, "remark": "待查"}
    assert told(table(draft), table({**draft, "remark": "再查"})) == []
    assert told(table(draft), table({**draft, "refund_no": "106206407540810"})) == [
        ("new", "tmall|106206407540810|", None, None, None)
    ]


def test_nothing_is_told_when_a_column_lost_its_heading() -> None:
    without = {key: value for key, value in case(1).items() if key != "order_paid"}
    assert told(table(case(1)), table(without)) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Decimal("198"), Decimal("198.00"), True),
        (198, Decimal("198.00"), True),
        (Decimal("198.01"), Decimal("198.00"), False),
        (None, "", True),
        (None, False, False),
        (None, 0, False),
        (True, 1, False),
        ("1", 1, False),
        ("第一行\r\n第二行", "第一行\n第二行", True),
        (NOON, NOON + timedelta(milliseconds=400), True),
        (NOON, NOON + timedelta(seconds=1), False),
        (("a", "b"), ("a", "b"), True),
    ],
)
def test_values_are_compared_by_what_they_mean(one: Value, other: Value, same: bool) -> None:
    assert is_same(one, other) is same
    assert is_same(other, one) is same


_STATES = st.sampled_from(["pending_review", "await_return", "refunded"])
_BOOKS = st.dictionaries(st.integers(1, 9), _STATES, max_size=9)


@settings(deadline=None)
@given(_BOOKS, _BOOKS, st.randoms())
def test_the_changes_lead_from_one_look_to_the_other(
    before: dict[int, str], after: dict[int, str], chance: random.Random
) -> None:
    now = list(after.items())
    chance.shuffle(now)
    state = {case(n)["case_id"]: status for n, status in before.items()}
    found = changes(
        table(*(case(n, status=s) for n, s in before.items()), columns=list(case(1))),
        table(*(case(n, status=s) for n, s in now), columns=list(case(1))),
    )
    for change in found:
        if change.kind == "vanished":
            del state[change.key]
        else:
            state[change.key] = str(change.record["status"])
    assert state == {case(n)["case_id"]: status for n, status in after.items()}
