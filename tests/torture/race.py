"""A person who saves all the time against thousands of publishes: no save may be lost.

Without any pause (`--pace 0`) the person is nearly always faster, and most results wait; with the
pace that is set most publishes get through, and many meet a save at the very last moment.

The person exchanges files too, and so knows which versions they have replaced themselves. A save is
lost when it was neither replaced by a later one of theirs, nor kept as a version, nor stands there
in the end. Beside ours runs the plain way: read, edit, compare once more, replace.
"""

import argparse
import multiprocessing
import os
import random
import sys
import tempfile
import time
from dataclasses import dataclass
from multiprocessing.synchronize import Event
from pathlib import Path

from sheetops.adapters.workbook.editing import SetCell, edit
from sheetops.adapters.workbook.publish import Ending, Patience, publish
from sheetops.adapters.workbook.publish import swap as door
from sheetops.adapters.workbook.versions import sha_of
from sheetops.records.references import NO_REFERENCES
from tests.publish.publish_desk import BOOK, CASE, Desk, application, open_desk, workbook

SHEET = "申请登记"
REMARK = "H3"


@dataclass(frozen=True)
class Race:
    """How a race ended."""

    written: int
    saves: int
    displaced: int
    """Saves that a publish took out of their place."""
    lost: int
    is_result_there: bool
    is_last_save_there: bool
    seconds: float


def save_all_the_time(folder: Path, stop: Event, pace: float) -> None:
    """Save again and again from a copy opened in the morning; write down what was replaced."""
    moments = random.Random(1)
    base = workbook([application(1), application(2)])
    target = folder / "shop" / BOOK
    number = 0
    with (folder / "saved").open("w") as saved, (folder / "replaced").open("w") as replaced:
        while not stop.is_set():
            number += 1
            new = target.with_name("~person.tmp")
            data = edit(base, [SetCell(SHEET, REMARK, f"第{number}次保存")])
            new.write_bytes(data)
            # written down before: the reader looks only when the person has gone home
            print(sha_of(data), file=saved, flush=True)
            try:
                out = door.swap(new, target, target.with_name("~person.old"))
            except OSError:
                # the place is empty for a moment where a share knows no exchange: save again
                print(sha_of(data), file=replaced, flush=True)
                new.unlink(missing_ok=True)
                continue
            print(sha_of(out.read_bytes()), file=replaced, flush=True)
            out.unlink()
            time.sleep(moments.uniform(0, pace))


def publish_plainly(desk: Desk, number: int) -> str | None:
    """Read, edit, compare once more, replace: what a careful program does without an exchange.

    Returns the SHA-256 of what it was made from, and None when the comparison said no.
    """
    base = desk.path.read_bytes()
    new = desk.folder / "plain.tmp"
    new.write_bytes(edit(base, [SetCell(SHEET, "I3", f"结果{number}")]))
    if desk.path.read_bytes() != base:
        new.unlink()
        return None
    os.replace(new, desk.path)
    return sha_of(base)


def publish_ours(desk: Desk, number: int) -> str | None:
    """Publish without the usual pauses, which such a person would never grant."""
    desk.set(CASE, "issues", f"结果{number}")
    outcome = publish(
        *(desk.folder, BOOK, desk.journal, "zh-CN", NO_REFERENCES, desk.now),
        tools=desk.tools,
        patience=Patience(looks=1, pause=0, attempts=3),
    )
    return outcome.sha if outcome.state is Ending.PUBLISHED else None


def race(folder: Path, publishes: int, pace: float, is_plain: bool) -> Race:
    """Let both run, then count."""
    desk = open_desk(folder)
    desk.save([application(1), application(2)])
    stop = multiprocessing.Event()
    person = multiprocessing.Process(target=save_all_the_time, args=(folder, stop, pace))
    began = time.monotonic()
    person.start()
    publish_once = publish_plainly if is_plain else publish_ours
    written = [publish_once(desk, number) for number in range(publishes)]
    stop.set()
    person.join()
    seconds = time.monotonic() - began
    if not is_plain:
        desk.publish()
    found = count(folder, desk, [sha for sha in written if sha], is_plain, seconds)
    desk.database.close()
    return found


def count(folder: Path, desk: Desk, written: list[str], is_plain: bool, seconds: float) -> Race:
    """Account for every save."""
    saved = (folder / "saved").read_text().split()
    replaced = set((folder / "replaced").read_text().split())
    standing = sha_of(desk.path.read_bytes())
    displaced = [sha for sha in saved if sha not in replaced and sha != standing]
    # what the plain way was made from lives on in what it wrote
    known = set(written) if is_plain else set()
    lost = [sha for sha in displaced if sha not in known and desk.versions.read(sha) is None]
    row = desk.row(CASE)
    return Race(
        written=len(written),
        saves=len(saved),
        displaced=len(displaced),
        lost=len(lost),
        is_result_there="issues" in row,
        is_last_save_there=row.get("remark") == f"第{len(saved)}次保存",
        seconds=seconds,
    )


def main(arguments: list[str] | None = None) -> int:
    """Race both ways and print them side by side; 1 when ours lost anything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--publishes", type=int, default=3000)
    parser.add_argument(
        "--pace", type=float, default=20, help="longest pause of the person in ms; 0: none at all"
    )
    options = parser.parse_args(arguments)
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    head = ("way", "publishes", "written", "saves", "taken out", "lost", "last save", "result", "s")
    print("{:24} {:>9} {:>8} {:>7} {:>10} {:>6} {:>10} {:>7} {:>6}".format(*head))
    races = {}
    for way, is_plain in (("compare, then replace", True), ("exchange, then look", False)):
        with tempfile.TemporaryDirectory(prefix="sheetops-race-", dir=memory) as root:
            found = race(Path(root), options.publishes, options.pace / 1000, is_plain)
        races[way] = found
        print(
            f"{way:24} {options.publishes:9} {found.written:8} {found.saves:7} "
            f"{found.displaced:10} {found.lost:6} {_word(found.is_last_save_there):>10} "
            f"{_word(found.is_result_there):>7} {found.seconds:6.0f}",
            flush=True,
        )
    ours = races["exchange, then look"]
    return 1 if ours.lost or not ours.is_last_save_there or not ours.is_result_there else 0


def _word(is_there: bool) -> str:
    return "there" if is_there else "gone"


if __name__ == "__main__":
    sys.exit(main())
