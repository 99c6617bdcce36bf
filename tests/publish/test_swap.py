"""Two files change places, whatever the system knows of it, and nothing is ever overwritten."""

import errno
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sheetops.adapters.workbook.publish import swap as door


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    incoming, target, aside = (tmp_path / name for name in ("incoming", "target", "aside"))
    incoming.write_text("new")
    target.write_text("old")
    return incoming, target, aside


def not_known(one: Path, other: Path, flags: int) -> None:
    raise OSError(errno.EINVAL, "Invalid argument")


def test_what_was_there_is_handed_out(files: tuple[Path, Path, Path]) -> None:
    out = door.swap(*files)
    assert (files[1].read_text(), out.read_text()) == ("new", "old")


def test_a_share_that_cannot_exchange_is_served_by_two_renames(
    files: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "_rename", not_known)
    out = door.swap(*files)
    assert out == files[2]
    assert (files[1].read_text(), out.read_text(), files[0].exists()) == ("new", "old", False)


@pytest.mark.parametrize("knows_flags", [True, False])
def test_a_name_that_somebody_took_meanwhile_is_not_overwritten(
    files: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch, knows_flags: bool
) -> None:
    if not knows_flags:
        monkeypatch.setattr(door, "_rename", not_known)
    with pytest.raises(FileExistsError):
        door.rename_to_free(files[0], files[1])
    assert (files[0].read_text(), files[1].read_text()) == ("new", "old")


def test_another_error_of_the_system_is_not_mistaken_for_an_old_one(
    files: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(one: Path, other: Path, flags: int) -> None:
        raise OSError(errno.EBUSY, "Device or resource busy")

    monkeypatch.setattr(door, "_rename", held)
    with pytest.raises(OSError, match="busy"):
        door.swap(*files)
    assert files[1].read_text() == "old"


def test_windows_is_asked_again_while_a_scanner_holds_the_file(
    files: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: Iterator[int] = iter([32, 5, 0])
    pauses: list[float] = []
    monkeypatch.setattr(door, "_replace_file", lambda *paths: next(answers))
    monkeypatch.setattr(time, "sleep", pauses.append)
    door._replace_on_windows(*files)
    assert len(pauses) == 2


@pytest.mark.parametrize(("code", "tries"), [(32, 8), (2, 1)])
def test_windows_is_left_alone_after_a_second_or_two(
    files: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch, code: int, tries: int
) -> None:
    asked: list[int] = []

    def refuse(*paths: Path) -> int:
        asked.append(code)
        return code

    monkeypatch.setattr(door, "_replace_file", refuse)
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    with pytest.raises(OSError, match=f"Windows error {code}") as caught:
        door._replace_on_windows(*files)
    assert len(asked) == tries
    assert getattr(caught.value, "winerror", None) == code
    assert files[1].read_text() == "old"
