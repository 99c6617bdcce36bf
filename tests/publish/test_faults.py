"""A full disk, a share that goes away, a folder that is none: results wait, and it is told why."""

import errno
import os
import shutil
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import IO

import pytest

from sheetops.adapters.workbook.publish import Ending
from sheetops.adapters.workbook.publish import swap as door
from sheetops.adapters.workbook.versions import sha_of
from sheetops.errors import StorageError
from tests.publish.publish_desk import BOOK, CASE, NOW, Desk, application


def failing(code: int) -> Callable[..., Path]:
    def fail(*arguments: object, **named: object) -> Path:
        raise OSError(code, os.strerror(code))

    return fail


class Liar:
    """A file of a disk that reports success and keeps something else."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file

    def __enter__(self) -> "Liar":
        return self

    def __exit__(self, *error: object) -> None:
        self.file.close()

    def write(self, data: bytes) -> int:
        self.file.write(data[:-100] + bytes(100))
        return len(data)

    def flush(self) -> None:
        self.file.flush()

    def fileno(self) -> int:
        return self.file.fileno()


ERRORS = {
    errno.ENOSPC: "磁盘已满，腾出空间后写入",
    errno.EIO: "共享文件夹连不上或读写出错，恢复后写入",
    errno.EACCES: "没有写入权限，请检查文件夹权限",
    errno.EROFS: "磁盘或共享是只读的",
    errno.ESTALE: "共享文件夹连不上或读写出错，恢复后写入",
    errno.EBUSY: "文件被其他程序占用，关闭后写入",
    errno.ELOOP: "系统报错：Too many levels of symbolic links",
}


@pytest.mark.parametrize("code", ERRORS)
@pytest.mark.parametrize(
    "place",
    ["durable.write_new", "durable.take_after", "durable.fsync_folder", "swap", "adopt", "read"],
)
def test_results_wait_through_every_error_at_every_step(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, code: int, place: str
) -> None:
    base = desk.save([application(1)])
    desk.set(CASE, "issues", "一")
    tools = desk.tools
    with monkeypatch.context() as patch:
        module = "sheetops.adapters.workbook.publish.exchange"
        if place == "swap":
            desk.tools = replace(tools, swap=failing(code))
        elif place == "adopt":
            patch.setattr("sheetops.adapters.workbook.versions.Versions.adopt", failing(code))
        elif place == "read":
            patch.setattr(Path, "read_bytes", failing(code))
        else:
            patch.setattr(f"{module}.{place.split('.')[1]}", failing(code))
        outcome = desk.publish()

    assert (outcome.state, outcome.pending) == (Ending.WAITING, 1)
    assert outcome.reason is not None
    assert outcome.reason.zh == ERRORS[code]
    assert desk.journal.waiting()[0].reason == outcome.reason
    desk.tools = tools
    desk.publish()
    assert desk.row(CASE)["issues"] == "一"
    assert desk.states() == {"applied": 1}
    assert desk.strays() == []
    assert desk.versions.read(sha_of(base)) == base


def test_a_disk_that_lies_is_caught_before_the_exchange(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = desk.save([application(1)])
    desk.set(CASE, "issues", "一")

    desk.versions.keep(BOOK, base, NOW)  # so that the next new file is the one to go in
    real = os.fdopen

    def lying(handle: int, mode: str) -> "Liar":
        return Liar(real(handle, mode))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fdopen", lying)
        outcome = desk.publish()

    assert outcome.state is Ending.WAITING
    assert desk.path.read_bytes() == base
    assert desk.strays() == []
    desk.publish()
    assert desk.row(CASE)["issues"] == "一"


def test_a_folder_sync_that_fails_after_the_exchange_does_not_write_twice(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new file is in its place already; only the journal does not know it yet."""
    desk.save([application(1)])
    desk.set(CASE, "issues", "一")
    exchange = "sheetops.adapters.workbook.publish.exchange.fsync_folder"
    calls: list[Path] = []

    def fail_the_second_time(folder: Path) -> None:
        calls.append(folder)
        if len(calls) == 2:
            failing(errno.EIO)()

    with monkeypatch.context() as patch:
        patch.setattr(exchange, fail_the_second_time)
        assert desk.publish().state is Ending.WAITING
    assert desk.row(CASE)["issues"] == "一"
    before = desk.path.read_bytes()
    outcome = desk.publish()
    assert (outcome.state, outcome.applied) == (Ending.CURRENT, 1)
    assert desk.path.read_bytes() == before


def test_a_save_that_cannot_be_given_back_at_once_is_given_back_by_the_next_run(
    desk: Desk,
) -> None:
    """The share goes away just after a person's save came out; so does the attempt to mend it."""
    desk.save([application(1)])
    desk.set(CASE, "issues", "一")
    tools, swaps = desk.tools, 0

    def swap(incoming: Path, target: Path, aside: Path) -> Path:
        nonlocal swaps
        swaps += 1
        if swaps == 1:
            desk.save([application(1, remark="刚保存的")])
            return door.swap(incoming, target, aside)
        raise OSError(errno.EIO, "Input/output error")

    desk.tools = replace(tools, swap=swap)
    assert desk.publish().state is Ending.WAITING
    assert "remark" not in desk.row(CASE)
    desk.tools = tools
    desk.publish()
    assert desk.row(CASE) == application(1, remark="刚保存的", issues="一")
    assert desk.strays() == []


def test_a_book_that_is_renamed_while_it_is_published_waits(desk: Desk) -> None:
    base = desk.save([application(1)])
    desk.set(CASE, "issues", "一")

    def rename_first(incoming: Path, target: Path, aside: Path) -> Path:
        target.rename(target.with_name("旧申请.xlsx"))
        return door.swap(incoming, target, aside)

    desk.tools = replace(desk.tools, swap=rename_first)
    outcome = desk.publish()
    assert outcome.state is Ending.WAITING
    assert outcome.reason is not None
    assert "改名" in outcome.reason.zh
    assert (desk.folder / "旧申请.xlsx").read_bytes() == base
    assert desk.strays() == []
    assert not desk.path.exists()


def test_a_folder_that_became_a_file_is_told(desk: Desk) -> None:
    desk.save([application(1)])
    desk.set(CASE, "issues", "一")
    shutil.rmtree(desk.folder)
    desk.folder.write_text("这里原来是文件夹")
    outcome = desk.publish()
    assert outcome.state is Ending.WAITING
    assert outcome.reason is not None
    assert "不是文件夹" in outcome.reason.zh
    assert desk.folder.read_text() == "这里原来是文件夹"


def test_a_folder_that_is_gone_is_told_and_results_go_in_when_it_is_back(desk: Desk) -> None:
    base = desk.save([application(1)])
    desk.set(CASE, "issues", "一")
    away = desk.folder.with_name("away")
    desk.folder.rename(away)
    assert desk.publish().state is Ending.WAITING
    assert not desk.folder.exists()
    away.rename(desk.folder)
    assert desk.path.read_bytes() == base
    assert desk.publish().state is Ending.PUBLISHED


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"", "applications.xlsx"), (b"PK\x03\x04 cut off", "applications.xlsx")],
)
def test_a_workbook_that_cannot_be_read_is_refused_and_left_alone(
    desk: Desk, content: bytes, word: str
) -> None:
    desk.put(content)
    desk.set(CASE, "issues", "一")
    outcome = desk.publish()
    assert (outcome.state, outcome.pending) == (Ending.REFUSED, 1)
    assert outcome.reason is not None
    assert outcome.reason.zh
    assert desk.path.read_bytes() == content


def test_rights_and_the_time_move_with_the_name(desk: Desk) -> None:
    """Agents must still be able to write, and LibreOffice must notice the change."""
    desk.save([application(1)])
    os.chmod(desk.path, 0o660)
    before = desk.path.stat()
    desk.set(CASE, "issues", "一")
    desk.publish()
    after = desk.path.stat()
    assert stat.S_IMODE(after.st_mode) == 0o660
    assert (after.st_uid, after.st_gid) == (before.st_uid, before.st_gid)
    assert int(after.st_mtime) >= int(before.st_mtime) + 1


def test_a_workbook_that_somebody_set_read_only_is_left_alone(desk: Desk) -> None:
    base = desk.save([application(1)])
    os.chmod(desk.path, 0o444)
    desk.set(CASE, "issues", "一")
    outcome = desk.publish()
    assert outcome.state is Ending.WAITING
    assert outcome.reason is not None
    assert "只读" in outcome.reason.zh
    assert desk.path.read_bytes() == base
    os.chmod(desk.path, 0o644)
    assert desk.publish().state is Ending.PUBLISHED


def test_a_symbolic_link_stays_one(desk: Desk) -> None:
    desk.save([application(1)])
    elsewhere = desk.folder.with_name("elsewhere")
    elsewhere.mkdir()
    desk.path.rename(elsewhere / BOOK)
    desk.path.symlink_to(elsewhere / BOOK)
    desk.set(CASE, "issues", "一")
    desk.publish()
    assert desk.path.is_symlink()
    assert desk.row(CASE)["issues"] == "一"


def test_a_local_disk_that_is_full_is_an_error_with_an_exit_code(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    desk.save([application(1)])
    desk.set(CASE, "issues", "一")

    def full(*arguments: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(desk.journal, "confirm", full)
    with pytest.raises(StorageError):
        desk.publish()


def test_an_exchange_is_synced_before_and_after(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killing a process does not lose a page cache; the order of the calls is what can be held."""
    desk.save([application(1)])
    desk.set(CASE, "issues", "一")
    calls: list[str] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(handle).st_mode)
        calls.append("fsync folder" if is_folder else "fsync file")
        real(handle)

    def exchange(incoming: Path, target: Path, aside: Path) -> Path:
        calls.append("exchange")
        return door.swap(incoming, target, aside)

    monkeypatch.setattr(os, "fsync", fsync)
    desk.tools = replace(desk.tools, swap=exchange)
    desk.publish()
    place = calls.index("exchange")
    assert calls[place - 2 : place] == ["fsync file", "fsync folder"]
    assert "fsync folder" in calls[place + 1 :]


def test_another_run_on_this_machine_waits(desk: Desk) -> None:
    desk.save([application(1)])
    desk.set(CASE, "issues", "一")
    outcomes = []
    tools = desk.tools

    def publish_inside(incoming: Path, target: Path, aside: Path) -> Path:
        outcomes.append(desk.publish())
        return door.swap(incoming, target, aside)

    desk.tools = replace(tools, swap=publish_inside)
    assert desk.publish().state is Ending.PUBLISHED
    assert [outcome.state for outcome in outcomes] == [Ending.WAITING]


def test_a_save_into_the_displaced_file_is_kept_under_its_own_name(desk: Desk) -> None:
    """A program that opened the file before the exchange writes into what was taken out."""
    desk.save([application(1)])
    desk.set(CASE, "issues", "一")
    with desk.path.open("r+b") as open_since_before:
        desk.publish()
        late = desk.path.read_bytes() + b"more"
        open_since_before.write(late)
        open_since_before.truncate()
    desk.set(CASE, "issues", "二")

    outcome = desk.publish()

    assert [problem.code for problem in outcome.problems] == ["save-set-aside"]
    assert desk.versions.read(sha_of(late)) == late
