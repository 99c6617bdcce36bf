"""What holds for slips whatever the desk looks like: shops made up at random."""

from collections import Counter
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from sheetops.actions import Action, AddRow
from sheetops.records.choices import CHOICES
from sheetops.records.desk import Records
from sheetops.records.states import STATES
from sheetops.rules.slips.numbering import is_valid
from sheetops.rules.slips.plan import plan_slips, slip_problems
from sheetops.rules.slips.states import OPEN, holds_stock
from sheetops.rules.slips.stock import stock_of
from tests.slips.slip_desk import (
    CASE,
    NOW,
    SETTINGS,
    STOCK,
    Row,
    applied,
    desk,
    in_a_week,
    numbered,
)

maybe = st.sampled_from([None, NOW])
states = st.sampled_from([*STATES, *["await_return"] * 8])
decisions = st.sampled_from([c.key for c in CHOICES["decision"]] + ["approve_exchange"] * 8)
skus = st.sampled_from([str(row["sku_code"]) for row in STOCK])


@st.composite
def cases(draw: st.DrawFn) -> list[Row]:
    return [
        {
            **CASE,
            "case_id": f"AS20260301-{number:04d}",
            "status": draw(states),
            "decision": draw(decisions),
            "exchange_sku": draw(skus),
            "qty": draw(st.integers(1, 3)),
            "applied_at": NOW - timedelta(hours=draw(st.integers(1, 90))),
            "fast_refund": draw(st.sampled_from([None, True])),
            "owner": draw(st.sampled_from(["KF012", "KF012", "KF012", None])),
        }
        for number in range(draw(st.integers(0, 8)))
    ]


def plan(records: Records, number: int = 0) -> list[Action]:
    give = numbered()
    for _ in range(number):
        give("TH")
    return list(plan_slips(records, NOW, SETTINGS, "zh-CN", give, return_due=in_a_week))


def moved_on(records: Records, data: st.DataObject) -> Records:
    """Return the desk after people recorded this and that."""
    marks = ("tracking_no", "received_at", "inspected_at", "x_shipped_at", "refunded_at")
    slips = [
        {
            **{c.key: row[c.key] for c in row.table.sheet.columns},
            **{mark: data.draw(maybe) and ("7531" if "no" in mark else NOW) for mark in marks},
        }
        for row in records["slips"]
    ]
    cases_ = [
        {**{c.key: row[c.key] for c in row.table.sheet.columns}, "status": data.draw(states)}
        for row in records["applications"]
    ]
    return desk(applications=cases_, slips=slips)


@settings(max_examples=60, deadline=None)
@given(cases(), st.data())
def test_planning_again_yields_nothing_and_no_case_has_two_open_slips(
    rows: list[Row], data: st.DataObject
) -> None:
    records = desk(applications=rows)
    for _ in range(3):
        actions = plan(records, number=len(records["slips"]))
        records = applied(records, actions)
        assert plan(records, number=len(records["slips"])) == []
        slips = list(records["slips"])
        opened = Counter(s.text("case_id") for s in slips if s["slip_status"] in OPEN)
        assert max(opened.values(), default=0) <= 1
        numbers = [s.text("slip_no") for s in slips]
        assert len(set(numbers)) == len(numbers)
        assert all(map(is_valid, numbers))
        records = moved_on(records, data)


@settings(max_examples=60, deadline=None)
@given(cases())
def test_no_more_is_promised_than_there_is(rows: list[Row]) -> None:
    records = desk(applications=rows)
    after = applied(records, plan(records))
    stock = stock_of(after)
    for sku, row in stock.rows.items():
        assert stock.reserved[sku] <= int(str(row["on_hand"]))
        assert after["inventory"].find(sku)["available"] == stock.free(sku)  # type: ignore[index]  # it is there
    held = [
        s for s in after["slips"] if holds_stock(s, after["applications"].find(s.text("case_id")))
    ]
    assert sum(stock.reserved.values()) == sum(int(str(s["x_qty"])) for s in held)


@settings(max_examples=60, deadline=None)
@given(cases())
def test_every_approved_case_has_a_slip_or_a_reason(rows: list[Row]) -> None:
    records = desk(applications=rows)
    given_ = {str(a.values["case_id"]) for a in plan(records) if isinstance(a, AddRow)}
    told = {p.place.key for p in slip_problems(records, SETTINGS)}
    approved = {
        str(row["case_id"])
        for row in rows
        if row["decision"] in ("approve_return", "approve_exchange")
        and row["status"] in ("await_return", "in_transit")
    }
    assert given_ | told == approved
    assert not given_ & told
