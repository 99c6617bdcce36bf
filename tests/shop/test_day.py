"""A shop's whole day: everything happens once, and planning again yields nothing."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from sheetops.actions import Action, PublishBoard
from sheetops.adapters.clock import FixedClock
from sheetops.adapters.demo import OPENING, make_demo_shop
from sheetops.records.text import LANGUAGES, Language
from sheetops.rules.filing.chain import verify
from sheetops.scheduler.turn import run_due, run_named, timetable
from sheetops.shop import Shop
from sheetops.shop.replaying import replay_policy
from sheetops.shop.running import DayRun, rehearse

TODAY = date(2026, 11, 20)
OPENED = datetime.combine(TODAY, OPENING)


def silent(_name: str, _number: int, _total: int) -> None:
    """Show no progress."""


def opened(folder: Path, at: datetime = OPENED) -> Shop:
    return Shop(folder, FixedClock(at))


def whole_day(folder: Path, at: datetime = OPENED) -> DayRun:
    shop = opened(folder, at)
    return run_named(shop, [entry.job for entry in timetable(shop)], silent)


def writes(done: DayRun) -> list[tuple[str, Action]]:
    """Return what was decided, but for the board, which is drawn anew each time."""
    return [
        (run.job, action)
        for run in done.jobs
        for action in run.actions
        if not isinstance(action, PublishBoard)
    ]


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    found: Language = request.param
    return found


@pytest.fixture(scope="module")
def shop(
    language: Language, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, DayRun]]:
    home = tmp_path_factory.mktemp("day")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHEETOPS_STATE", str(home / "state"))
        patch.setattr("sheetops.adapters.slip_sheet.printing._add_pictures", lambda *_: None)
        make_demo_shop(home / "shop", language, 1, TODAY)
        yield home / "shop", whole_day(home / "shop")


def test_day_when_run_has_no_job_that_failed(shop: tuple[Path, DayRun]) -> None:
    _, done = shop
    assert [(run.job, str(run.error)) for run in done.jobs if run.error] == []
    assert done.settled is not None
    assert [note.en for note in done.settled.notes] == []
    assert done.settled.waiting == []


def test_day_when_run_leaves_what_people_look_for(shop: tuple[Path, DayRun]) -> None:
    folder, done = shop
    assert done.settled is not None
    assert (folder / "board.xlsx").is_file()
    assert (folder / "reports" / "2026-11-20-daily.html").is_file()
    assert len(done.settled.slips) >= 2
    for number in done.settled.slips:
        assert (folder / "slips" / "2026" / "11" / f"{number}.xlsx").is_file()
    assert list((folder / "inbox").glob("*.xlsx")) == []
    assert len(list((folder / "inbox" / "done").glob("*.xlsx"))) == 1


def test_day_when_run_writes_issues_beside_their_rows(shop: tuple[Path, DayRun]) -> None:
    folder, _ = shop
    again = opened(folder)
    told = {record.key for record in again.records["applications"] if record["issues"]}
    wrong = {p.place.key for p in again.problems if p.sheet_key == "applications" and p.place.row}
    assert wrong
    assert wrong == told


def test_day_when_run_gives_every_case_its_number(shop: tuple[Path, DayRun]) -> None:
    folder, _ = shop
    cases = opened(folder).records["applications"]
    complete = [case for case in cases if case["order_no"] and case["applied_at"]]
    assert [case.place().row for case in complete if not case["case_id"]] == []
    numbers = [case["case_id"] for case in cases if case["case_id"]]
    assert len(numbers) == len(set(numbers))


def test_day_when_run_again_at_once_decides_nothing(shop: tuple[Path, DayRun]) -> None:
    folder, _ = shop
    whole_day(folder)  # the log that the first run began is checked once on its first day
    assert writes(whole_day(folder)) == []


def test_rehearsal_writes_nothing(shop: tuple[Path, DayRun]) -> None:
    folder, _ = shop
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    names = [entry.job for entry in timetable(opened(folder))]
    later = opened(folder, OPENED.replace(hour=20))
    assert writes(rehearse(later, names, silent)) != []
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_rehearsal_says_exactly_what_the_run_then_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHEETOPS_STATE", str(tmp_path / "state"))
    monkeypatch.setattr("sheetops.adapters.slip_sheet.printing._add_pictures", lambda *_: None)
    make_demo_shop(tmp_path / "shop", "en", 2, TODAY, 40)
    names = [entry.job for entry in timetable(opened(tmp_path / "shop"))]
    said = rehearse(opened(tmp_path / "shop"), names, silent)
    done = run_named(opened(tmp_path / "shop"), names, silent)
    jobs = dict.fromkeys(name for name, _ in writes(done))
    assert len(jobs) >= 6
    for job in jobs:
        assert [a for name, a in writes(said) if name == job] == [
            a for name, a in writes(done) if name == job
        ], job


def test_log_when_the_day_is_over_holds(shop: tuple[Path, DayRun]) -> None:
    folder, _ = shop
    rows = opened(folder).log_rows()
    assert len(rows) > 100
    assert verify(rows) is None


def test_run_when_nothing_changed_reads_no_workbook(
    shop: tuple[Path, DayRun], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, _ = shop
    run_due(opened(folder), silent)
    run_due(opened(folder), silent)

    def refuse(*_: object) -> None:
        raise AssertionError("a workbook was read")

    monkeypatch.setattr("sheetops.shop.looking.look_at", refuse)
    assert run_due(opened(folder), silent).unchanged


def test_run_when_nothing_changed_still_sends_the_mail_whose_time_has_come(
    shop: tuple[Path, DayRun],
) -> None:
    folder, _ = shop
    run_due(opened(folder), silent)
    run_due(opened(folder), silent)
    assert run_due(opened(folder), silent).unchanged
    done = run_due(opened(folder, OPENED.replace(hour=18, minute=30)), silent)
    assert "email_summary" in [run.job for run in done.jobs]


def test_replay_of_the_day_by_the_same_handbook_says_what_was_told(
    shop: tuple[Path, DayRun],
) -> None:
    folder, _ = shop
    found = replay_policy(opened(folder), TODAY.replace(month=1), TODAY, None, silent)
    assert found.totals.cases > 20
    assert [one.case_id for one in found.differences] == []
    same = replay_policy(
        opened(folder), TODAY.replace(month=1), TODAY, folder / "handbook.xlsx", silent
    )
    assert (same.totals.cases > found.totals.cases, same.totals.differing) == (True, 0)
    assert same.left_out == 0
