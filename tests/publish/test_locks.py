"""Lock files of every program tell who has a workbook open; a stale one is told, never deleted."""

import os
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from sheetops.adapters.workbook import locks
from sheetops.adapters.workbook.publish import Ending
from tests.publish.publish_desk import BOOK, CASE, NOW, Desk, application

LIBREOFFICE = b"\xe5\xae\xa2\xe6\x9c\x8d,kf012,DESK-7,23.11.2026 09:00,file:///C:/Users/kf012;"


def owner_file(name: str) -> bytes:
    """Excel's: a length and 54 bytes of the local code page, then the same in UTF-16."""
    narrow, wide = name.encode("gb18030"), name.encode("utf-16-le")
    return (
        bytes([len(narrow)])
        + narrow.ljust(54)
        + len(name).to_bytes(2, "little")
        + wide.ljust(108, b" ")
    )


@pytest.mark.parametrize(
    ("name", "content", "program", "person"),
    [
        (f".~lock.{BOOK}#", LIBREOFFICE, "LibreOffice", "客服 (DESK-7)"),
        (f".~lock.{BOOK}#", b",kf012,,,;", "LibreOffice", "kf012"),
        (f".~lock.{BOOK}#", rb"Wang\, Li,,,;", "LibreOffice", "Wang, Li"),
        (f"~${BOOK}", owner_file("王丽"), "Excel", "王丽"),
        ("~$plications.xlsx", owner_file("Wang Li"), "Excel", "Wang Li"),
        (f".~{BOOK}", owner_file("李雷"), "WPS", "李雷"),
        (f"~${BOOK}", b"", "Excel", None),
        (f"~${BOOK}", owner_file("王丽")[:55], "Excel", "王丽"),
        ("~$APPLICATIONS.XLSX", owner_file("王丽"), "Excel", "王丽"),
    ],
)
def test_the_holder_is_named_as_the_lock_file_does(
    tmp_path: Path, name: str, content: bytes, program: str, person: str | None
) -> None:
    (tmp_path / BOOK).touch()
    (tmp_path / name).write_bytes(content)
    (found,) = locks.holders(tmp_path / BOOK, NOW)
    assert (found.program, found.name, found.lock_file) == (program, person, name)


@pytest.mark.parametrize(
    "name",
    [
        "~$applications-KF012.xlsx",
        ".~lock.slips.xlsx#",
        "applications.xlsx.bak",
        ".sheetops-0a1b.new.applications.xlsx",
        "~$.xlsx",
    ],
)
def test_other_files_say_nothing_about_a_workbook(tmp_path: Path, name: str) -> None:
    (tmp_path / BOOK).touch()
    (tmp_path / name).touch()
    assert locks.holders(tmp_path / BOOK, NOW) == ()


def test_a_shortened_lock_is_that_of_the_workbook_which_has_just_this_name(tmp_path: Path) -> None:
    (tmp_path / BOOK).touch()
    (tmp_path / "plications.xlsx").touch()
    (tmp_path / "~$plications.xlsx").touch()
    assert locks.holders(tmp_path / BOOK, NOW) == ()
    assert len(locks.holders(tmp_path / "plications.xlsx", NOW)) == 1


def test_the_age_of_a_stale_lock_is_told_and_the_lock_stays(tmp_path: Path) -> None:
    lock = tmp_path / f"~${BOOK}"
    lock.write_bytes(owner_file("王丽"))
    two_days_ago = time.time() - 2 * 86_400
    os.utime(lock, (two_days_ago, two_days_ago))
    (found,) = locks.holders(tmp_path / BOOK, NOW)
    assert abs(found.since - (NOW - timedelta(days=2))) < timedelta(minutes=1)
    assert lock.exists()


@pytest.mark.parametrize(("hours", "is_told"), [(1, False), (50, True)])
def test_a_lock_that_is_older_than_a_day_of_work_is_said_to_be_perhaps_left_over(
    desk: Desk, hours: int, is_told: bool
) -> None:
    desk.save([application(1)])
    lock = desk.folder / f"~${BOOK}"
    lock.write_bytes(owner_file("王丽"))
    long_ago = time.time() - hours * 3600 - 60
    os.utime(lock, (long_ago, long_ago))
    desk.set(CASE, "issues", "一")

    reason = desk.publish().reason

    assert reason is not None
    assert ("50 小时" in reason.zh) is is_told
    assert ("50 hours" in reason.en) is is_told
    assert lock.exists()


@pytest.mark.parametrize(("refusal", "is_denied"), [(32, True), (0, False), (2, False)])
def test_windows_is_asked_whether_somebody_denies_writing(
    monkeypatch: pytest.MonkeyPatch, refusal: int, is_denied: bool
) -> None:
    monkeypatch.setattr(locks, "_windows_refusal", lambda path: refusal)
    book = Path(BOOK)
    monkeypatch.setattr(os, "name", "nt")
    assert locks.is_share_denied(book) is is_denied


def test_results_wait_while_the_workbook_is_open_and_go_in_when_it_is_closed(desk: Desk) -> None:
    desk.save([application(1)])
    lock = desk.folder / f".~lock.{BOOK}#"
    lock.write_bytes(LIBREOFFICE)
    desk.set(CASE, "issues", "一")
    desk.now = NOW + timedelta(minutes=5)

    outcome = desk.publish()
    (waiting,) = desk.journal.waiting()

    assert (outcome.state, outcome.held_by) == (Ending.WAITING, "客服 (DESK-7)")
    assert (waiting.book, waiting.count, waiting.since) == (BOOK, 1, NOW)
    assert waiting.held_by == "客服 (DESK-7)"
    assert "客服 (DESK-7)" in waiting.reason.zh
    assert "issues" not in desk.row(CASE)
    assert desk.journal.cells() == {"applications": {(CASE, "issues"): "一"}}

    lock.unlink()
    assert desk.publish().state is Ending.PUBLISHED
    assert desk.journal.waiting() == []


def test_a_lock_that_is_away_for_a_moment_is_seen_at_the_next_look(desk: Desk) -> None:
    """LibreOffice removes and makes its lock again in 47 of 60 saves."""
    desk.save([application(1)])
    desk.set(CASE, "issues", "一")
    lock = desk.folder / f".~lock.{BOOK}#"

    def appear(seconds: float) -> None:
        lock.write_bytes(LIBREOFFICE)

    desk.tools = replace(desk.tools, pause=appear)
    assert desk.publish().state is Ending.WAITING
    assert "issues" not in desk.row(CASE)


def test_results_wait_while_the_workbook_is_being_saved(desk: Desk) -> None:
    desk.save([application(1)])
    desk.set(CASE, "issues", "一")

    def save(seconds: float) -> None:
        desk.save([application(1)])

    desk.tools = replace(desk.tools, pause=save)
    outcome = desk.publish()
    assert (outcome.state, outcome.pending) == (Ending.WAITING, 1)


def test_a_workbook_opened_at_the_last_moment_is_left_alone(desk: Desk) -> None:
    from sheetops.adapters.crashpoints import armed

    desk.save([application(1)])
    desk.set(CASE, "issues", "一")

    def open_it(name: str) -> None:
        if name == "exchange: written":
            (desk.folder / f"~${BOOK}").write_bytes(owner_file("王丽"))

    with armed(open_it):
        outcome = desk.publish()

    assert (outcome.state, outcome.held_by) == (Ending.WAITING, "王丽")
    assert "issues" not in desk.row(CASE)
    assert desk.strays() == []
