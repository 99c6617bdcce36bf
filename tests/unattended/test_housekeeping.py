"""Once a day what is no longer needed goes; what waits or is compared with stays."""

import os
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sheetops.actions import PrintSlip, SetValue
from sheetops.adapters.clock import FixedClock
from sheetops.adapters.workbook.versions import sha_of
from sheetops.scheduler.turn import run_due
from sheetops.shop import Shop
from sheetops.shop.housekeeping import tidy

NOW = datetime.fromisoformat("2026-11-23 10:00:00")
DAY = timedelta(days=1)


@pytest.fixture
def opened(shop: Path) -> Shop:
    return Shop(shop, FixedClock(NOW))


def test_old_versions_go_but_the_one_that_was_filed_stays(opened: Shop) -> None:
    for age in (200, 150, 120, 1):
        opened.versions.keep("slips.xlsx", b"version %d" % age, NOW - age * DAY)
    opened.state.looks.remember("slips.xlsx", sha_of(b"version 150"), NOW)
    assert tidy(opened)["versions"] == 2
    assert [f"{v.at:%Y-%m-%d}" for v in opened.versions.of("slips.xlsx")] == [
        f"{NOW - DAY:%Y-%m-%d}",
        f"{NOW - 150 * DAY:%Y-%m-%d}",
    ]


def test_settled_results_go_and_waiting_ones_stay(opened: Shop) -> None:
    journal = opened.state.journal
    actions = [SetValue("slips", key, "issues", None, "!", "slips.xlsx") for key in "ab"]
    journal.add(actions, NOW - 40 * DAY)
    first = journal.pending()[0]
    journal.confirm([first], 1, NOW - 40 * DAY)
    assert tidy(opened)["results"] == 1
    assert [patch.action.key for patch in journal.pending()] == ["b"]


def test_printed_slips_with_their_addresses_go(opened: Shop) -> None:
    prints = opened.state.prints
    prints.add([PrintSlip(number, {"slip_no": number}) for number in "ab"], NOW - 40 * DAY)
    prints.printed("a", NOW - 40 * DAY)
    assert tidy(opened)["prints"] == 1
    assert [row["slip_no"] for row in prints.waiting()] == ["b"]


def test_old_exports_go_and_new_ones_stay(opened: Shop) -> None:
    done = opened.folder / "inbox" / "done"
    done.mkdir(parents=True)
    for name, days in (("old.csv", 91), ("new.csv", 89)):
        (done / name).write_text("x")
        then = time.time() - days * 86_400
        os.utime(done / name, (then, then))
    assert tidy(opened)["exports"] == 1
    assert [path.name for path in done.iterdir()] == ["new.csv"]


def test_share_that_is_away_is_tidied_another_day(opened: Shop) -> None:
    (opened.folder / "versions").rmdir()
    (opened.folder / "versions").symlink_to(opened.folder / "nowhere")
    assert tidy(opened) == {}


def test_run_tidies_up_once_a_day(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    days: list[str] = []

    def note(opened: Shop) -> dict[str, int]:
        days.append(f"{opened.now:%d}")
        return {}

    monkeypatch.setattr("sheetops.scheduler.turn.tidy", note)
    monkeypatch.setattr("sheetops.scheduler.turn._perform", _nothing)
    for hours in (0, 1, 13, 15, 40):
        run_due(Shop(shop, FixedClock(NOW + timedelta(hours=hours))), lambda *_: None)
    assert days == ["24", "25"]  # a shop that runs for the first time has nothing to tidy


def _nothing(*_: object) -> object:
    from sheetops.shop.running import DayRun

    return DayRun()
