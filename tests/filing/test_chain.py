"""The chain of the filing log names the first row that is no longer as it was filed (V22)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheetops.actions import FileEntry
from sheetops.records.problems import Problem
from sheetops.rules.filing.chain import Head, head_of, stamped, verify
from sheetops.rules.filing.log_rows import COLUMNS, LONGEST, LogRow, hash_of, storable
from sheetops.rules.filing.problem_kinds import KINDS

START = datetime.fromisoformat("2026-09-29 08:00:00")


def _entry(number: int, **changes: object) -> FileEntry:
    entry = FileEntry(
        event="review",
        actor="KF012",
        actor_role="agent",
        source="applications.xlsx!申请登记!B7",
        case_id=f"AS20260929-{number:04}",
        field="status",
        old_value="待审核",
        new_value="待买家寄回",
    )
    return replace(entry, **changes)  # type: ignore[arg-type]  # the fields under test


def _log(count: int = 9, step: timedelta = timedelta(hours=12)) -> list[LogRow]:
    entries = [(_entry(n), START + n * step) for n in range(count)]
    return _placed(stamped(entries, Head(), 3))


def _placed(rows: Iterable[LogRow]) -> list[LogRow]:
    placed: list[LogRow] = []
    for row in rows:
        book = f"filing_log/{row.month}.xlsx"
        number = 1 + sum(one.book == book for one in placed)
        placed.append(replace(row, book=book, row=number + 1))
    return placed


def _found(problem: Problem | None) -> tuple[str, str | None] | None:
    return (problem.code, problem.place.key) if problem else None


def test_a_log_over_two_months_holds_when_nobody_touched_it() -> None:
    rows = _log()
    assert {row.book for row in rows} == {"filing_log/2026-09.xlsx", "filing_log/2026-10.xlsx"}
    assert [row.seq for row in rows] == list(range(1, 10))
    assert verify(rows) is None
    assert verify(rows, head_of(rows[-1])) is None
    assert verify([], Head()) is None


@pytest.mark.parametrize("column", [name for name in COLUMNS if name != "seq"])
@pytest.mark.parametrize("place", [0, 4, 8])
def test_the_changed_row_is_named_when_any_cell_of_it_was_changed(column: str, place: int) -> None:
    rows = _log()
    other: object = {"late": True, "due_at": START, "retain_until": date(2030, 1, 1)}.get(column)
    if column == "logged_at":
        other = rows[place].logged_at + timedelta(seconds=1)
    rows[place] = replace(rows[place], **{column: other or "另外的内容"})  # type: ignore[arg-type]  # any column
    assert _found(verify(rows)) == ("log-row-changed", str(place + 1))


@pytest.mark.parametrize("place", [0, 3, 7])
def test_the_next_row_is_named_when_a_row_was_taken_out(place: int) -> None:
    rows = _log()
    del rows[place]
    assert _found(verify(rows)) == ("log-rows-missing", str(place + 2))


def test_rows_are_displaced_when_they_were_swapped() -> None:
    rows = _log()
    rows[2], rows[3] = rows[3], rows[2]
    assert _found(verify(rows)) == ("log-row-displaced", "4")


def test_rows_are_displaced_when_one_was_doubled() -> None:
    rows = _log()
    rows.insert(3, rows[2])
    assert _found(verify(rows)) == ("log-row-displaced", "3")


def test_the_row_is_named_when_its_number_was_changed() -> None:
    rows = _log()
    rows[4] = replace(rows[4], seq=500)
    problem = verify(rows)
    assert problem is not None
    assert (problem.code, problem.place.row) == ("log-rows-missing", rows[4].row)


def test_a_month_is_missing_when_its_book_is_gone() -> None:
    rows = _log(90)
    months = sorted({row.book for row in rows})
    assert len(months) == 3
    without_first = [row for row in rows if row.book != months[0]]
    without_second = [row for row in rows if row.book != months[1]]
    assert _found(verify(without_first)) == ("log-month-missing", str(without_first[0].seq))
    problem = verify(without_second)
    assert problem is not None
    assert problem.code == "log-month-missing"
    assert problem.place.book == months[2]


def test_the_end_is_missing_when_the_machine_remembers_more() -> None:
    rows = _log()
    problem = verify(rows[:-2], head_of(rows[-1]))
    assert _found(problem) == ("log-end-missing", "7")
    assert _found(verify([], head_of(rows[-1]))) == ("log-end-missing", "0")


def test_a_chain_made_anew_is_seen_when_the_machine_remembers_the_old_one() -> None:
    rows = _log()
    forged = _placed(
        stamped(
            [(_entry(n, new_value="已拒绝"), r.logged_at) for n, r in enumerate(rows)], Head(), 3
        )
    )
    assert verify(forged) is None
    assert _found(verify(forged, head_of(rows[-1]))) == ("log-row-changed", "9")


def _rehashed(row: LogRow, before: LogRow) -> LogRow:
    row = replace(row, prev_hash=before.hash)
    return replace(row, hash=hash_of(row))


def test_time_goes_backwards_when_a_later_row_says_an_earlier_time() -> None:
    rows = _log()[:3]
    rows[2] = _rehashed(replace(rows[2], logged_at=START), rows[1])
    assert _found(verify(rows)) == ("log-time-backwards", "3")


def test_a_row_is_in_the_wrong_month_when_it_stands_in_another_book() -> None:
    rows = _log()
    rows[1] = replace(rows[1], book="filing_log/2026-11.xlsx")
    assert _found(verify(rows)) == ("log-wrong-month", "2")


def test_no_row_is_earlier_than_the_one_before_when_the_clock_went_back() -> None:
    rows = list(stamped([(_entry(1), START), (_entry(2), START - timedelta(hours=1))], Head(), 3))
    assert [row.logged_at for row in rows] == [START, START]


@pytest.mark.parametrize(
    ("value", "until"),
    [("退款成功", date(2029, 9, 29)), ("Refunded", date(2029, 9, 29)), ("待退款", None)],
)
def test_a_case_is_kept_three_years_when_a_row_ends_it(value: str, until: date | None) -> None:
    (row,) = stamped([(_entry(1, new_value=value), START)], Head(), 3)
    assert row.retain_until == until


def test_a_case_that_ended_on_29_february_is_kept_until_march() -> None:
    leap = datetime.fromisoformat("2028-02-29 10:00:00")
    (row,) = stamped([(_entry(1, new_value="退款成功"), leap)], Head(), 3)
    assert row.retain_until == date(2031, 3, 1)


def test_neighbouring_columns_cannot_trade_characters() -> None:
    one, other = (
        next(stamped([(_entry(1, old_value=a, new_value=b), START)], Head(), 3))
        for a, b in (("ab", "c"), ("a", "bc"))
    )
    assert one.hash != other.hash


@settings(deadline=None)
@given(st.sampled_from(["case_id", "actor", "new_value"]), st.text(max_size=60))
def test_a_stored_text_stays_when_it_is_stored_again(column: str, text: str) -> None:
    assert storable(column, storable(column, text)) == storable(column, text)


def test_a_long_text_is_cut_when_it_is_filed() -> None:
    kept = storable("reason", "长" * 32_767)
    assert kept is not None
    assert len(kept) == LONGEST


@settings(deadline=None)
@given(
    st.lists(st.text(max_size=8), min_size=1, max_size=8),
    st.data(),
    st.sampled_from([lambda r, i: r.pop(i), lambda r, i: r.insert(i, r[-1])]),
)
def test_any_row_taken_out_or_put_in_is_seen(
    values: list[str], data: st.DataObject, harm: Callable[[list[LogRow], int], object]
) -> None:
    entries = [(_entry(n, new_value=v), START) for n, v in enumerate([*values, "end"])]
    rows: Sequence[LogRow] = _placed(stamped(entries, Head(), 3))
    harmed = list(rows)
    harm(harmed, data.draw(st.integers(0, len(values) - 1)))
    assert verify(rows) is None
    assert verify(harmed) is not None


def test_every_kind_fills_its_words_from_the_facts() -> None:
    rows = _log(90)
    for broken in (rows[1:], rows[:3] + rows[4:], [rows[1], rows[0]]):
        problem = verify(broken)
        assert problem is not None
        for language in ("zh-CN", "en"):
            assert "{" not in problem.message(language) + problem.remedy(language)
    assert len({kind.code for kind in KINDS}) == len(KINDS)
