"""Real disks that are full or read-only: results wait, and go in when there is room again."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sheetops.adapters.state.database import Database
from sheetops.adapters.state.journal import Journal
from sheetops.adapters.workbook.publish import Ending
from tests.publish.publish_desk import CASE, Desk, application


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """Mount a file system in memory that holds no more than `size`."""
    folder.mkdir()
    _run("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder))
    try:
        yield folder
    finally:
        _run("umount", str(folder))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def _desk(root: Path, disk: Path) -> Desk:
    database = Database(root / "state" / "state.sqlite")
    return Desk(disk, database, Journal(database))


def full(root: Path) -> list[str]:
    """Fill the disk up to the last bytes, publish, make room, publish again."""
    wrong = []
    with small_disk(root / "disk", "256k") as disk:
        desk = _desk(root, disk)
        base = desk.save([application(number) for number in range(1, 200)])
        filler = disk / "filler"
        with filler.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(1024))
            except OSError:
                pass
        desk.set(CASE, "issues", "一")
        outcome = desk.publish()
        if outcome.state is not Ending.WAITING or "满" not in str(outcome.reason):
            wrong.append(f"on a full disk: {outcome.state}, {outcome.reason}")
        if desk.path.read_bytes() != base:
            wrong.append("the workbook was touched")
        if desk.strays():
            wrong.append(f"left behind: {desk.strays()}")
        filler.unlink()
        if desk.publish().state is not Ending.PUBLISHED or desk.row(CASE)["issues"] != "一":
            wrong.append("not written although there is room")
        desk.database.close()
    return wrong


def read_only(root: Path) -> list[str]:
    """Remount the disk read-only, publish, remount it for writing, publish again."""
    wrong = []
    with small_disk(root / "read-only", "4m") as disk:
        desk = _desk(root / "second", disk)
        base = desk.save([application(1)])
        desk.set(CASE, "issues", "一")
        _run("mount", "-o", "remount,ro", str(disk))
        outcome = desk.publish()
        if outcome.state is not Ending.WAITING or "只读" not in str(outcome.reason):
            wrong.append(f"on a read-only disk: {outcome.state}, {outcome.reason}")
        if desk.path.read_bytes() != base:
            wrong.append("the workbook was touched")
        _run("mount", "-o", "remount,rw", str(disk))
        if desk.publish().state is not Ending.PUBLISHED or desk.row(CASE)["issues"] != "一":
            wrong.append("not written although the disk can be written again")
        desk.database.close()
    return wrong


def main() -> int:
    """Print one line for each disk; 1 when something was lost or left behind."""
    if sys.platform != "linux" or os.geteuid() != 0:
        print("small_disk: skipped, mounting needs root on Linux")
        return 0
    failed = 0
    with tempfile.TemporaryDirectory(prefix="sheetops-disk-") as folder:
        for trial in (full, read_only):
            wrong = trial(Path(folder))
            failed += bool(wrong)
            print(
                f"  {trial.__name__:10} {'; '.join(wrong) or 'waited, then written; nothing lost'}"
            )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
