"""A used policy row keeps its version; who wants other words opens a successor."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetops.actions import Action, AddRow, FileEntry, SetValue
from sheetops.adapters.holidays import ChineseHolidays
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.settings import Settings
from sheetops.records.table import Table
from sheetops.records.text import Language
from sheetops.rules.policy.advice import plan_advice
from sheetops.rules.policy.succession import plan_successions, successor_of
from sheetops.rules.policy.versions import changed_columns, entry_of, used_versions, version_of
from tests.deadlines.conftest import NO_REASON, as_table

Row = dict[str, Value]
Desk = Callable[..., Records]
at = datetime.fromisoformat
TODAY = date(2026, 3, 10)
CHANGED: Row = {**NO_REASON, "window_days": 15, "intact_rule": "吊牌完好", "succeed": True}
CASE: Row = {
    "case_id": "AS20260309-0001",
    "status": "pending_review",
    "case_type": "return_refund",
    "goods_status": "received",
    "reason_code": "R01",
    "sku_code": "TS-L",
    "applied_at": at("2026-03-09 10:30"),
    "signed_at": at("2026-03-01 18:20"),
}


def record(row: Row) -> Table:
    return as_table("policy", (row,))


def filed(*rows: Row, language: Language = "zh-CN") -> list[FileEntry]:
    return [entry_of(record(row)[0], language) for row in rows]


def planned(
    rows: Sequence[Row], used: Sequence[Row], today: date = TODAY
) -> list[SetValue | AddRow]:
    return list(plan_successions(as_table("policy", rows), used_versions(filed(*used)), today))


def cells(plan: Sequence[Action]) -> dict[str, Value]:
    return {a.column: a.wanted for a in plan if isinstance(a, SetValue) and a.sheet == "policy"}


def test_old_row_is_restored_and_ended_and_the_new_words_get_a_row() -> None:
    plan = planned([CHANGED], [NO_REASON])
    (successor,) = [action for action in plan if isinstance(action, AddRow)]
    assert successor.key == "P-NR-01-V2"
    assert successor.values == {
        **{key: value for key, value in CHANGED.items() if key != "succeed"},
        "policy_id": "P-NR-01-V2",
        "valid_from": TODAY,
    }
    assert cells(plan) == {
        "window_days": 7,
        "intact_rule": None,
        "valid_to": date(2026, 3, 9),
        "succeed": None,
    }


@pytest.mark.parametrize(
    "row",
    [
        {**CHANGED, "succeed": None},
        {**CHANGED, "succeed": False},
        {**NO_REASON, "succeed": True},
    ],
)
def test_nothing_is_planned_unless_a_manager_asks_and_something_has_changed(row: Row) -> None:
    assert planned([row], [NO_REASON]) == []


def test_row_that_was_never_used_may_be_edited() -> None:
    assert planned([CHANGED], []) == []


def test_successor_begins_when_the_manager_says_and_never_in_the_past() -> None:
    later = planned([{**CHANGED, "valid_from": date(2026, 4, 1)}], [NO_REASON])
    earlier = planned([{**CHANGED, "valid_from": date(2026, 1, 1)}], [NO_REASON])
    for plan, begins, ends in (
        (later, date(2026, 4, 1), date(2026, 3, 31)),
        (earlier, TODAY, date(2026, 3, 9)),
    ):
        (row,) = [action.values for action in plan if isinstance(action, AddRow)]
        assert row["valid_from"] == begins
        assert cells(plan)["valid_to"] == ends
        assert cells(plan)["valid_from"] == NO_REASON["valid_from"]


def test_row_that_began_today_holds_for_a_day_before_its_successor() -> None:
    used = {**NO_REASON, "valid_from": TODAY}
    plan = planned([{**CHANGED, "valid_from": TODAY}], [used])
    assert cells(plan)["valid_to"] == TODAY


@pytest.mark.parametrize(
    ("number", "taken", "wanted"),
    [
        ("P-NR-01", set(), "P-NR-01-V2"),
        ("P-NR-01", {"P-NR-01-V2"}, "P-NR-01-V3"),
        ("P-NR-01-V2", {"P-NR-01-V2"}, "P-NR-01-V3"),
    ],
)
def test_successor_is_numbered_on(number: str, taken: set[str | None], wanted: str) -> None:
    assert successor_of(number, taken) == wanted


def test_plan_with_a_succession_yields_nothing_the_second_time(
    desk: Desk, settings: Settings
) -> None:
    nation, now = ChineseHolidays(), at("2026-03-10 09:00")
    records = desk(applications=(CASE,), policy=(CHANGED,))
    used = filed(NO_REASON)
    first = list(plan_advice(records, now, settings, nation, (), used))
    used += [action for action in first if isinstance(action, FileEntry)]
    again = list(plan_advice(laid(records, first), now, settings, nation, (), used))
    assert again == []
    # applied for before the change: the words that held then decide, and the window has passed
    wanted = {
        a.column: a.wanted for a in first if isinstance(a, SetValue) and a.sheet == "applications"
    }
    assert wanted["window_end"] == at("2026-03-09 23:59:59")


def laid(records: Records, actions: Sequence[Action]) -> Records:
    tables = dict(records.tables)
    for name in ("policy", "applications"):
        found = {
            (a.key, a.column): a.wanted
            for a in actions
            if isinstance(a, SetValue) and a.sheet == name
        }
        rows = [(a.book, a.values) for a in actions if isinstance(a, AddRow) and a.sheet == name]
        tables[name] = tables[name].overlaid(found, rows)
    return Records(tables)


words = st.none() | st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1)
rows = st.fixed_dictionaries(
    {
        "case_types": st.none() | st.just(("exchange", "return_refund")),
        "window_days": st.none() | st.integers(0, 3650),
        "excluded": st.none() | st.booleans(),
        "exclusion_basis": st.sampled_from([None, "custom", "flawed"]),
        "agent_limit": st.none() | st.decimals(0, 9999, places=2),
        "category": words,
        "valid_from": st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    }
)


@given(rows, st.sampled_from(["zh-CN", "en"]))
def test_log_keeps_all_that_a_row_says(row: Row, language: Language) -> None:
    table = record({**NO_REASON, **row})
    (used,) = used_versions(filed({**NO_REASON, **row}, language=language))["P-NR-01"]
    assert used.version == version_of(table[0])
    assert list(changed_columns(table[0], used)) == []


@given(rows, rows)
def test_version_differs_where_the_words_do(one: Row, other: Row) -> None:
    first, second = record({**NO_REASON, **one})[0], record({**NO_REASON, **other})[0]
    (used,) = used_versions(filed({**NO_REASON, **one}))["P-NR-01"]
    changed = list(changed_columns(second, used))
    assert (version_of(first) == version_of(second)) == (not changed)


def test_row_too_long_for_the_log_is_still_told_by_its_version() -> None:
    long = {**NO_REASON, "category": "服饰;" * 900}
    (entry,) = filed(long)
    from sheetops.rules.filing.log_rows import storable

    kept = FileEntry(
        entry.event, entry.actor, entry.actor_role, entry.source,
        field=entry.field, new_value=storable("new_value", entry.new_value),
    )  # fmt: skip
    (used,) = used_versions([kept])["P-NR-01"]
    assert used.content is None
    assert used.version == version_of(record(long)[0])
