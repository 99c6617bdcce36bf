"""Entries reach the books exactly once, whatever happens between the number and the file."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from sheetops.actions import FileEntry
from sheetops.adapters.crashpoints import armed
from sheetops.adapters.filing_book import Appended, append_entries, read_log
from sheetops.adapters.state.database import Database
from sheetops.adapters.state.entries import Entries
from sheetops.adapters.workbook.editing import SetCell, edit
from sheetops.errors import LogBroken, WorkbookUnreadable
from sheetops.rules.filing.chain import verify
from sheetops.rules.filing.job_entries import case_life

NOW = datetime.fromisoformat("2026-09-30 21:00:00")


class Crash(BaseException):
    """The machine stops here."""


@pytest.fixture
def entries(tmp_path: Path) -> Iterator[Entries]:
    store = Entries(Database(tmp_path / "local" / "state.db"))
    yield store
    store.database.close()


def some(count: int, start: int = 1, **changes: object) -> list[FileEntry]:
    entry = FileEntry("review", "KF012", "agent", "applications.xlsx!申请登记!B7", field="status")
    return [
        replace(entry, case_id=f"AS20260930-{n:04}", new_value="待买家寄回", **changes)  # type: ignore[arg-type]  # the fields under test
        for n in range(start, start + count)
    ]


def cases(folder: Path) -> list[str | None]:
    return [row.case_id for row in read_log(folder)]


def content(folder: Path) -> list[list[Any]]:
    path = folder / "filing_log" / "2026-09.xlsx"
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def test_entries_go_into_the_book_of_their_month(tmp_path: Path, entries: Entries) -> None:
    entries.add(some(2), NOW)
    entries.add(some(2, 3), NOW + timedelta(hours=5))
    assert append_entries(tmp_path, entries, "zh-CN", NOW) == Appended(filed=4)
    names = sorted(path.name for path in (tmp_path / "filing_log").iterdir())
    assert names == ["2026-09.xlsx", "2026-10.xlsx"]
    rows = read_log(tmp_path)
    assert [(row.seq, row.row) for row in rows] == [(1, 2), (2, 3), (3, 2), (4, 3)]
    assert verify(rows, entries.filed_head()) is None
    assert entries.waiting() == []


def test_nothing_happens_when_nothing_waits(tmp_path: Path, entries: Entries) -> None:
    assert append_entries(tmp_path, entries, "zh-CN", NOW) == Appended()
    assert not (tmp_path / "filing_log").exists()
    assert read_log(tmp_path) == []


def test_the_log_only_grows_when_more_is_filed(tmp_path: Path, entries: Entries) -> None:
    for start in (1, 3, 5):
        entries.add(some(2, start), NOW)
        append_entries(tmp_path, entries, "zh-CN", NOW)
    assert cases(tmp_path) == [f"AS20260930-{n:04}" for n in range(1, 7)]
    assert verify(read_log(tmp_path), entries.filed_head()) is None


@pytest.mark.parametrize(("spoken", "word"), [("zh-CN", "审核"), ("en", "Review")])
def test_a_book_speaks_the_shops_language_and_keeps_it(
    tmp_path: Path, entries: Entries, spoken: str, word: str
) -> None:
    for language in (spoken, "en", "zh-CN"):
        entries.add(some(1), NOW)
        append_entries(tmp_path, entries, language, NOW)  # type: ignore[arg-type]  # both languages
    assert [row[2] for row in content(tmp_path)[1:]] == [word] * 3
    assert verify(read_log(tmp_path), entries.filed_head()) is None


@pytest.mark.parametrize(
    "point", ["filing: numbered", "write: not yet on the disk", "filing: written"]
)
@pytest.mark.parametrize("already", [0, 2])
def test_nothing_is_lost_or_filed_twice_when_the_machine_stops(
    tmp_path: Path, entries: Entries, point: str, already: int
) -> None:
    entries.add(some(already), NOW)
    append_entries(tmp_path, entries, "zh-CN", NOW)
    entries.add(some(3, 11), NOW)

    def stop(name: str) -> None:
        if name == point:
            raise Crash

    with armed(stop), pytest.raises(Crash):
        append_entries(tmp_path, entries, "zh-CN", NOW)
    entries.database.close()
    again = Entries(Database(tmp_path / "local" / "state.db"))
    again.add(some(1, 21), NOW)
    append_entries(tmp_path, again, "zh-CN", NOW)
    append_entries(tmp_path, again, "zh-CN", NOW)
    expected = [*range(1, 1 + already), 11, 12, 13, 21]
    assert cases(tmp_path) == [f"AS20260930-{n:04}" for n in expected]
    assert verify(read_log(tmp_path), again.filed_head()) is None
    assert again.count() == 0
    again.database.close()


def test_the_chain_goes_on_from_the_books_when_the_state_was_lost(
    tmp_path: Path, entries: Entries
) -> None:
    entries.add(some(3), NOW)
    append_entries(tmp_path, entries, "zh-CN", NOW)
    fresh = Entries(Database(tmp_path / "other" / "state.db"))
    fresh.add(some(2, 4), NOW)
    assert append_entries(tmp_path, fresh, "zh-CN", NOW) == Appended(filed=2)
    assert [row.seq for row in read_log(tmp_path)] == [1, 2, 3, 4, 5]
    assert verify(read_log(tmp_path), fresh.filed_head()) is None
    fresh.database.close()


def test_numbers_are_given_anew_when_an_old_copy_of_the_state_came_back(
    tmp_path: Path, entries: Entries
) -> None:
    entries.add(some(1), NOW)
    append_entries(tmp_path, entries, "zh-CN", NOW)
    other = Entries(Database(tmp_path / "other" / "state.db"))
    other.add(some(2, 2), NOW)
    append_entries(tmp_path, other, "zh-CN", NOW)
    other.database.close()
    entries.add(some(3, 12), NOW)  # numbered 2, 3 and 4 before anybody looked
    entries.stamp(entries.filed_head(), 3)  # type: ignore[arg-type]  # it is known by now
    append_entries(tmp_path, entries, "zh-CN", NOW)
    assert [row.seq for row in read_log(tmp_path)] == [1, 2, 3, 4, 5, 6]
    assert cases(tmp_path)[3:] == ["AS20260930-0012", "AS20260930-0013", "AS20260930-0014"]
    assert verify(read_log(tmp_path), entries.filed_head()) is None


@pytest.mark.parametrize("lock", ["~$2026-09.xlsx", ".~lock.2026-09.xlsx#", ".~2026-09.xlsx"])
def test_entries_wait_when_somebody_has_the_book_open(
    tmp_path: Path, entries: Entries, lock: str
) -> None:
    entries.add(some(1), NOW)
    append_entries(tmp_path, entries, "zh-CN", NOW)
    before = (tmp_path / "filing_log" / "2026-09.xlsx").read_bytes()
    held = tmp_path / "filing_log" / lock
    held.write_bytes(b"\x02Li")
    entries.add(some(2, 2), NOW)
    found = append_entries(tmp_path, entries, "zh-CN", NOW)
    assert (found.filed, found.waiting, found.book) == (0, 2, "filing_log/2026-09.xlsx")
    assert found.reason is not None
    assert (tmp_path / "filing_log" / "2026-09.xlsx").read_bytes() == before
    held.unlink()
    entries.add(some(1, 4), NOW + timedelta(minutes=15))
    assert append_entries(tmp_path, entries, "zh-CN", NOW).filed == 3
    assert verify(read_log(tmp_path), entries.filed_head()) is None


def test_entries_wait_when_the_folder_takes_nothing(tmp_path: Path, entries: Entries) -> None:
    (tmp_path / "filing_log").write_text("a file where the folder belongs")
    entries.add(some(1), NOW)
    found = append_entries(tmp_path, entries, "zh-CN", NOW)
    assert (found.filed, found.waiting) == (0, 1)
    assert found.reason is not None
    (tmp_path / "filing_log").unlink()
    assert append_entries(tmp_path, entries, "zh-CN", NOW) == Appended(filed=1)


def test_jobs_stop_when_the_end_of_the_log_was_cut_off(tmp_path: Path, entries: Entries) -> None:
    entries.add(some(2), NOW)
    append_entries(tmp_path, entries, "zh-CN", NOW)
    path = tmp_path / "filing_log" / "2026-09.xlsx"
    older = path.read_bytes()
    entries.add(some(2, 3), NOW)
    append_entries(tmp_path, entries, "zh-CN", NOW)
    newest = path.read_bytes()
    path.write_bytes(older)
    entries.add(some(1, 5), NOW)
    with pytest.raises(LogBroken):
        append_entries(tmp_path, entries, "zh-CN", NOW)
    problem = verify(read_log(tmp_path), entries.filed_head())
    assert problem is not None
    assert problem.code == "log-end-missing"
    path.write_bytes(newest)
    assert append_entries(tmp_path, entries, "zh-CN", NOW) == Appended(filed=1)
    assert verify(read_log(tmp_path), entries.filed_head()) is None


@pytest.mark.parametrize("data", [b"", b"no workbook", b"PK\x03\x04 cut off"])
def test_the_month_is_named_when_its_book_cannot_be_read(
    tmp_path: Path, entries: Entries, data: bytes
) -> None:
    (tmp_path / "filing_log").mkdir()
    (tmp_path / "filing_log" / "2026-09.xlsx").write_bytes(data)
    entries.add(some(1), NOW)
    with pytest.raises(WorkbookUnreadable, match=r"2026-09\.xlsx"):
        append_entries(tmp_path, entries, "zh-CN", NOW)
    with pytest.raises(WorkbookUnreadable, match=r"2026-09\.xlsx"):
        read_log(tmp_path)
    assert entries.count() == 1


@pytest.mark.parametrize("column", range(1, 19))
@pytest.mark.parametrize("row", [2, 4])
def test_the_row_is_named_when_a_cell_was_edited_in_the_workbook(
    tmp_path: Path, entries: Entries, row: int, column: int
) -> None:
    entries.add(some(3, old_value="待审核", late=True, due_at=NOW, slip_no="TH20260930-00013"), NOW)
    append_entries(tmp_path, entries, "zh-CN", NOW)
    path = tmp_path / "filing_log" / "2026-09.xlsx"
    edited = datetime.fromisoformat("2026-09-30 21:00:59") if column == 2 else "改过"
    place = f"{'ABCDEFGHIJKLMNOPQR'[column - 1]}{row}"
    path.write_bytes(edit(path.read_bytes(), [SetCell("备案日志", place, edited)]))
    problem = verify(read_log(tmp_path), entries.filed_head())
    assert problem is not None
    assert problem.place.row == row
    assert problem.place.book == "filing_log/2026-09.xlsx"


def test_a_book_of_the_log_that_was_sorted_is_seen(tmp_path: Path, entries: Entries) -> None:
    entries.add(some(3), NOW)
    append_entries(tmp_path, entries, "zh-CN", NOW)
    path = tmp_path / "filing_log" / "2026-09.xlsx"
    edits = [
        SetCell("备案日志", f"{'ABCDEFGHIJKLMNOPQR'[column]}{row}", value or None)
        for row, values in zip((2, 3, 4), reversed(content(tmp_path)[1:]), strict=True)
        for column, value in enumerate(values)
    ]
    path.write_bytes(edit(path.read_bytes(), edits))
    problem = verify(read_log(tmp_path), entries.filed_head())
    assert problem is not None
    assert problem.code == "log-row-displaced"


def test_the_life_of_a_case_is_told_from_the_books(tmp_path: Path, entries: Entries) -> None:
    entries.add(some(2), NOW)
    append_entries(tmp_path, entries, "zh-CN", NOW)
    (line,) = case_life(read_log(tmp_path), "AS20260930-0002", "zh-CN")
    assert line.cells() == (
        "2026-09-30 21:00:00",
        "审核",
        "KF012（客服）",
        "处理状态：待买家寄回",
        "applications.xlsx!申请登记!B7",
    )


_WORDS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["=1+1", "+1", "@SUM(A1)", "'1", '="12"', "_x0041_", "1.93E+15", "#N/A", "TRUE"]
    ),
    st.sampled_from(["2026-01-01", "1.0", "　全角　", "a\r\nb", "\u200b零宽\u200b", "#REF!", "是"]),
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(_WORDS, _WORDS, _WORDS, _WORDS), min_size=20, max_size=40))
def test_any_text_is_read_back_as_it_was_filed(
    tmp_path_factory: pytest.TempPathFactory, texts: list[tuple[str, str, str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("log")
    store = Entries(Database(folder / "state.db"))
    store.add(
        [FileEntry("check", a, "system", b, case_id=c, new_value=d) for a, b, c, d in texts], NOW
    )
    assert append_entries(folder, store, "zh-CN", NOW) == Appended(filed=len(texts))
    assert verify(read_log(folder), store.filed_head()) is None
    store.database.close()
