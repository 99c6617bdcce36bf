"""A file that only jobs write is replaced whole, and left alone while somebody reads it."""

import errno
import os
from datetime import datetime
from pathlib import Path

import pytest

from sheetops.adapters.whole_file import put

NOW = datetime.fromisoformat("2026-11-23 10:00")


def test_file_is_made_and_replaced(tmp_path: Path) -> None:
    board = tmp_path / "board.xlsx"
    assert put(board, b"1", NOW) == board
    assert put(board, b"2", NOW) == board
    assert board.read_bytes() == b"2"
    assert os.listdir(tmp_path) == ["board.xlsx"]


def test_file_when_somebody_has_it_open_stays(tmp_path: Path) -> None:
    board = tmp_path / "board.xlsx"
    put(board, b"1", NOW)
    (tmp_path / "~$board.xlsx").write_bytes(b"")
    assert put(board, b"2", NOW) is None
    assert board.read_bytes() == b"1"


def test_file_when_the_disk_is_full_stays_and_nothing_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = tmp_path / "board.xlsx"
    put(board, b"1", NOW)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("sheetops.adapters.whole_file.os.replace", full)
    with pytest.raises(OSError, match="No space"):
        put(board, b"2", NOW)
    assert board.read_bytes() == b"1"
    assert os.listdir(tmp_path) == ["board.xlsx"]
