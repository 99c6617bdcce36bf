"""Only complete files are taken out of the inbox, and nothing there is ever overwritten."""

from pathlib import Path

import pytest

from sheetops.actions import ShelveImport
from sheetops.adapters.inbox import arrived, shelve
from sheetops.records.text import Text


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    return tmp_path


def test_files_come_by_name_and_half_made_ones_stay(shop: Path) -> None:
    for name in ("b.csv", "a.xlsx", "~$a.xlsx", ".~lock.a.xlsx#", "c.xlsx.crdownload"):
        (shop / "inbox" / name).write_bytes(name.encode())
    assert list(arrived(shop)) == [("a.xlsx", b"a.xlsx"), ("b.csv", b"b.csv")]


def test_file_when_it_still_grows_is_left_for_the_next_run(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    growing = shop / "inbox" / "a.xlsx"
    growing.write_bytes(b"1")
    monkeypatch.setattr("time.sleep", lambda _seconds: growing.write_bytes(b"12"))
    assert list(arrived(shop)) == []


def test_file_when_shelved_has_its_note_beside_it(shop: Path) -> None:
    (shop / "inbox" / "a.csv").write_bytes(b"1")
    moved = shelve(shop, ShelveImport("a.csv", "refused", Text("读不了", "unreadable")), "zh-CN")
    assert moved == shop / "inbox" / "refused" / "a.csv"
    assert moved.with_name("a.csv.txt").read_text("utf-8-sig") == "读不了\n"


def test_file_when_its_name_is_taken_gets_a_number(shop: Path) -> None:
    for content in (b"1", b"2"):
        (shop / "inbox" / "a.csv").write_bytes(content)
        shelve(shop, ShelveImport("a.csv", "done"), "en")
    assert (shop / "inbox" / "done" / "a.csv").read_bytes() == b"1"
    assert (shop / "inbox" / "done" / "a (2).csv").read_bytes() == b"2"


def test_file_when_it_is_gone_already_is_no_failure(shop: Path) -> None:
    assert shelve(shop, ShelveImport("a.csv", "done"), "en") is None
