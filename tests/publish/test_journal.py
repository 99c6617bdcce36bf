"""The journal keeps every result in exactly one state, and shows what waits as if it were done."""

import sqlite3
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetops.actions import AddRow, SetValue
from sheetops.adapters.state.database import Database
from sheetops.adapters.state.journal import Journal
from sheetops.adapters.state.looks import Look, Looks
from sheetops.adapters.state.patches import State
from sheetops.adapters.state.values import dump, dump_row, load, load_row
from sheetops.records.columns import Value
from sheetops.records.text import Text
from tests.publish.publish_desk import BOOK, CASE, NOW

LATER = NOW + timedelta(hours=3)
NEW = "tmall|106206407549999|"

values = st.one_of(
    st.none(),
    st.text(),
    st.booleans(),
    st.integers(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.datetimes(),
    st.lists(st.text(), max_size=3).map(tuple),
)


@pytest.fixture
def journal(quick_path: Path) -> Journal:
    return Journal(Database(quick_path / "state.sqlite"))


def cell(column: str, wanted: Value, seen: Value = None, key: str = CASE) -> SetValue:
    return SetValue("applications", key, column, seen, wanted, BOOK)


@given(values)
def test_a_value_comes_back_with_its_type(value: Value) -> None:
    back = load(dump(value))
    assert (back, type(back)) == (value, type(value))


@given(st.dictionaries(st.text(), values))
def test_a_row_comes_back_whole(row: dict[str, Value]) -> None:
    assert dict(load_row(dump_row(row))) == row


@pytest.mark.parametrize(
    "value", [Decimal("198.00"), date(2026, 11, 23), datetime.fromisoformat("2026-11-23 10:00")]
)
def test_money_keeps_its_places_and_days_are_no_instants(value: Value) -> None:
    assert repr(load(dump(value))) == repr(value)


def test_an_unknown_tag_is_an_error() -> None:
    with pytest.raises(ValueError, match="unknown tag"):
        load('{"colour": "red"}')


def test_a_newer_result_takes_the_place_of_one_that_waits(journal: Journal) -> None:
    journal.add([cell("level", "warning", seen="normal")], NOW)
    journal.add([cell("level", "overdue", seen="warning")], LATER)

    (patch,) = journal.pending()

    assert isinstance(patch.action, SetValue)
    assert (patch.action.seen, patch.action.wanted) == ("normal", "overdue")
    assert patch.since == NOW
    rows = journal.database.rows("SELECT state FROM patches ORDER BY id")
    assert [row["state"] for row in rows] == ["superseded", "pending"]


def test_the_same_result_again_changes_nothing(journal: Journal) -> None:
    journal.add([cell("level", "warning")], NOW)
    journal.add([cell("level", "warning")], LATER)
    assert [(patch.id, patch.since) for patch in journal.pending()] == [(1, NOW)]


def test_what_waits_is_counted_by_workbook(journal: Journal) -> None:
    other = SetValue("applications", CASE, "level", None, "warning", "applications-KF012.xlsx")
    journal.add([cell("level", "warning"), cell("owner", "KF001"), other], NOW)
    assert journal.counts() == {BOOK: 2, "applications-KF012.xlsx": 1}

    journal.confirm(journal.pending(BOOK), 1, NOW)

    assert journal.counts() == {"applications-KF012.xlsx": 1}


def test_of_wishes_for_one_cell_in_one_go_the_last_one_waits(journal: Journal) -> None:
    journal.add([cell("level", "warning"), cell("owner", "KF001"), cell("level", "overdue")], NOW)
    waiting = [patch.action for patch in journal.pending()]
    assert waiting == [cell("owner", "KF001"), cell("level", "overdue")]


def test_a_broken_transaction_of_the_caller_leaves_nothing(journal: Journal) -> None:
    def broken() -> None:
        with journal.database.transaction():
            journal.add([cell("level", "warning")], NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    assert journal.pending() == []


def test_a_reason_comes_back_in_both_languages(journal: Journal) -> None:
    reason = Text("超过时限", "past its time")
    journal.add([SetValue("applications", CASE, "level", None, "overdue", BOOK, reason)], NOW)
    assert journal.pending()[0].action.reason == reason


def test_what_waits_for_a_new_row_is_shown_in_it(journal: Journal) -> None:
    journal.add(
        [
            AddRow("applications", NEW, {"platform": "tmall"}, BOOK),
            cell("case_id", CASE, key=NEW),
            cell("level", "normal", key=CASE),
        ],
        NOW,
    )
    assert journal.cells() == {}
    expected = {"platform": "tmall", "case_id": CASE, "level": "normal"}
    assert journal.rows() == {"applications": [(BOOK, expected)]}


def test_what_was_planned_under_a_new_number_is_shown_under_the_old_one(journal: Journal) -> None:
    journal.add([cell("case_id", CASE, key=NEW), cell("level", "normal", key=CASE)], NOW)
    assert journal.cells(BOOK) == {
        "applications": {(NEW, "case_id"): CASE, (NEW, "level"): "normal"}
    }
    assert journal.cells("slips.xlsx") == {}


def test_the_waiting_list_counts_by_workbook(journal: Journal) -> None:
    journal.add([cell("level", "warning"), cell("issues", "一")], NOW)
    journal.add([SetValue("slips", "TH1", "level", None, "due", "slips.xlsx")], LATER)
    journal.wait(BOOK, Text("打开着", "open"), "王丽", LATER)

    first, second = journal.waiting()

    assert (first.book, first.count, first.since, first.held_by) == (BOOK, 2, NOW, "王丽")
    assert first.reason == Text("打开着", "open")
    assert (second.book, second.count, second.held_by) == ("slips.xlsx", 1, None)


def test_a_confirmed_result_replaces_the_older_one_for_its_cell(journal: Journal) -> None:
    journal.add([cell("level", "warning")], NOW)
    journal.confirm(journal.pending(), 1, NOW)
    journal.add([cell("level", "overdue", seen="warning")], LATER)
    journal.confirm(journal.pending(), 2, LATER)

    assert [(p.batch, p.state) for p in journal.watched(BOOK, NOW)] == [(2, State.APPLIED)]
    assert [p.batch for p in journal.applied_since(NOW, BOOK)] == [1, 2]
    assert [p.batch for p in journal.applied_since(LATER)] == [2]
    assert journal.next_batch() == 3


def test_a_lost_result_does_not_push_out_a_newer_one(journal: Journal) -> None:
    journal.add([cell("level", "warning")], NOW)
    journal.confirm(journal.pending(), 1, NOW)
    (lost,) = journal.watched(BOOK, NOW)
    journal.add([cell("level", "overdue")], LATER)
    journal.requeue(lost, None, LATER)
    (waits,) = journal.pending()
    assert isinstance(waits.action, SetValue)
    assert waits.action.wanted == "overdue"


def test_old_settled_results_are_forgotten_and_waiting_ones_never(journal: Journal) -> None:
    journal.add([cell("level", "warning"), cell("issues", "一")], NOW)
    journal.confirm(journal.pending()[:1], 1, NOW)
    assert journal.forget(LATER) == 1
    assert len(journal.pending()) == 1
    assert journal.watched(BOOK, NOW) == []


def test_a_cell_can_wait_only_once(journal: Journal) -> None:
    journal.add([cell("level", "warning")], NOW)
    with pytest.raises(sqlite3.IntegrityError):
        journal.database.execute(
            'INSERT INTO patches (book, sheet, key, "column", seen, wanted, reason, state, since)'
            ' SELECT book, sheet, key, "column", seen, wanted, reason, state, since FROM patches'
        )


def test_the_last_look_at_each_workbook_is_remembered(quick_path: Path) -> None:
    looks = Looks(Database(quick_path / "state.sqlite"))
    looks.remember(BOOK, "aa", NOW)
    looks.remember(BOOK, "bb", LATER)
    looks.remember("slips.xlsx", "cc", NOW)
    looks.forget("slips.xlsx")
    assert looks.all() == [Look(BOOK, "bb", LATER)]
    assert looks.last(BOOK) == Look(BOOK, "bb", LATER)
    assert looks.last("slips.xlsx") is None
