"""The same handbook changes nothing; another one changes what it says it changes."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from sheetops.records.choices import CHOICES
from sheetops.records.desk import Records
from sheetops.records.seed.reasons import reason_rows
from sheetops.records.table import Table
from sheetops.rules.filing.log_rows import LogRow
from sheetops.rules.replaying.judging import Bench
from sheetops.rules.replaying.replay import Replay, bench, replay
from tests.replaying.replay_desk import (
    APPLIED,
    CASE,
    NOW,
    SETTINGS,
    SPAN,
    Row,
    Weekdays,
    advised,
    case,
    changed,
    handbook,
    logged,
    opening,
    slip,
)


def book(tables: Mapping[str, Table]) -> Bench:
    return bench(Records(tables), SETTINGS, Weekdays(), NOW)


def replayed(
    rows: Sequence[LogRow], other: Mapping[str, Table] | None = None, *, told: bool = False
) -> Replay:
    """Replay against `other`, the starting handbook unless given; `told`: against what was told."""
    after = None if told else book(other or handbook())
    months = [("2026-03", rows)]
    return replay(months, SPAN, book(handbook()), after, (lambda *_: None, 1))


CASES = st.builds(
    case,
    case_type=st.sampled_from([choice.key for choice in CHOICES["case_type"]]),
    goods_status=st.sampled_from([choice.key for choice in CHOICES["goods_status"]]),
    reason_code=st.sampled_from([None, *(str(row["code"]) for row in reason_rows("zh-CN"))]),
    signed_at=st.none() | st.integers(0, 40).map(lambda days: APPLIED - timedelta(days=days)),
    order_paid=st.sampled_from([Decimal("19.90"), Decimal("198.00"), Decimal("1999.00")]),
    exchange_sku=st.sampled_from([None, "TS-2026-001-M", "NO-SUCH"]),
    evidence=st.sampled_from([None, "evidence/1.jpg"]),
    reason_detail=st.sampled_from([None, "坏了", "尺码偏大，肩宽差 3 厘米，穿不了"]),
)


@given(CASES)
@settings(max_examples=60, deadline=None)
def test_replay_when_the_handbook_is_the_same_changes_nothing(row: Row) -> None:
    found = replayed(logged([opening(row)]))
    assert (found.totals.cases, found.totals.differing, found.differences) == (1, 0, [])


@given(CASES)
@settings(max_examples=60, deadline=None)
def test_replay_when_nothing_changed_since_says_what_was_told(row: Row) -> None:
    entries = [opening(row), *advised([row], handbook())]
    found = replayed(logged(entries), told=True)
    assert [(d.before, d.after) for d in found.differences] == []


def test_replay_when_the_window_is_longer_grants_what_was_refused() -> None:
    found = replayed(logged([opening(case())]), handbook(P_NR_01={"window_days": 15}))
    (one,) = found.differences
    assert (one.before.verdict, one.after.verdict) == ("refuse", "no_refusal")
    assert (found.totals.granted.before, found.totals.granted.after) == (0, 1)
    assert found.totals.granted_after - found.totals.granted_before == Decimal("198.00")
    assert found.totals.agents["KF012"].refused.before == 1


def test_replay_when_hours_are_fewer_tells_who_would_have_been_late() -> None:
    decided = {**case(), "status": "rejected", "reviewed_at": APPLIED + timedelta(hours=20)}
    rows = logged([opening(case())], changed(decided, case()))
    found = replayed(rows, handbook(P_NR_01={"review_hours": 12}))
    assert (found.totals.stages["review"].before, found.totals.stages["review"].after) == (0, 1)
    ((stage, before, after),) = found.differences[0].moved()
    assert before is not None
    assert after is not None
    assert (stage, before.is_late, after.is_late) == ("review", False, True)
    assert before.at - after.at == timedelta(hours=12)


def test_replay_when_inspection_gets_longer_moves_that_stage_alone() -> None:
    received = APPLIED + timedelta(days=4)
    at: Row = {"received_at": received, "inspected_at": received + timedelta(hours=60)}
    rows = logged([opening(case())], [slip(CASE, at)])
    found = replayed(rows, handbook(P_NR_01={"inspect_hours": 72}))
    assert [stage for stage, _, _ in found.differences[0].moved()] == ["inspect"]
    assert (found.totals.stages["inspect"].before, found.totals.stages["inspect"].after) == (1, 0)


def test_exchange_when_it_was_short_of_stock_then_is_short_in_the_replay() -> None:
    row = case(
        case_type="exchange",
        exchange_sku="TS-2026-001-M",
        policy_verdict="person",
        signed_at=APPLIED,
    )
    plain = case(2, case_type="exchange", exchange_sku="TS-2026-001-M", signed_at=APPLIED)
    found = replayed(logged([opening(row), opening(plain)]))
    assert found.totals.verdicts["person"].before == 1
    assert found.totals.differing == 0


def test_replay_when_a_policy_row_was_changed_since_differs_from_what_was_told() -> None:
    told = [opening(case()), *advised([case()], handbook(P_NR_01={"window_days": 15}))]
    (one,) = replayed(logged(told), told=True).differences
    assert (one.before.verdict, one.after.verdict) == ("no_refusal", "refuse")


def test_case_when_nothing_was_ever_told_is_counted_and_not_compared() -> None:
    found = replayed(logged([opening(case(status="withdrawn"))]), told=True)
    assert (found.totals.cases, found.never_told) == (0, 1)
