"""Somebody hears of it when the jobs stand still."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sheetops.adapters.clock import FixedClock
from sheetops.adapters.heartbeat import FOR_PEOPLE, Beat, last_beat
from sheetops.scheduler.turn import run_due
from sheetops.shop import Shop
from tests.unattended.conftest import Start

NOW = datetime.fromisoformat("2026-11-23 10:15")
HOUR = timedelta(hours=1)
BROKEN = '"""Breaks off."""\n\n\ndef plan(shop):\n    raise RuntimeError("no")\n'


def silent(_name: str, _number: int, _total: int) -> None:
    """Show no progress."""


@pytest.mark.parametrize(
    ("minutes", "expected"), [(0, True), (60, True), (61, False), (-59, True), (-61, False)]
)
def test_sign_of_life_holds_for_so_long(minutes: int, expected: bool) -> None:
    assert Beat(NOW.isoformat(), "m").is_alive(NOW + timedelta(minutes=minutes), HOUR) is expected


def test_sign_of_life_when_unreadable_is_none() -> None:
    assert not Beat("?", "m").is_alive(NOW, HOUR)


def test_turn_when_it_ends_gives_a_sign_even_if_nothing_changed(shop: Path) -> None:
    for minutes in (0, 15, 30, 45):
        opened = Shop(shop, FixedClock(NOW + timedelta(minutes=minutes)))
        done = run_due(opened, silent)
        sign = last_beat(opened.state_folder, opened.folder)
        assert sign is not None
        assert sign.at == opened.now.isoformat()
    assert done.unchanged


def test_people_when_they_look_into_the_shop_see_it_too(shop: Path) -> None:
    run_due(Shop(shop, FixedClock(NOW)), silent)
    text = (shop / FOR_PEOPLE).read_text("utf-8-sig")
    assert "最近一次运行：2026-11-23 10:15" in text
    assert "状况：正常" in text


def test_sign_of_life_when_a_job_breaks_off_says_so(shop: Path) -> None:
    (shop / "jobs").mkdir()
    (shop / "jobs" / "advise.py").write_text(BROKEN, encoding="utf-8")
    opened = Shop(shop, FixedClock(NOW))
    run_due(opened, silent)
    sign = last_beat(opened.state_folder, opened.folder)
    assert sign is not None
    assert "advise" in sign.trouble
    assert "advise" in (shop / FOR_PEOPLE).read_text("utf-8-sig")


def test_sign_of_life_on_another_machine_is_the_lease(shop: Path, tmp_path: Path) -> None:
    run_due(Shop(shop, FixedClock(NOW)), silent)
    sign = last_beat(tmp_path / "elsewhere", shop)
    assert sign is not None
    assert sign.is_alive(NOW, HOUR)


def test_watchdog_ends_with_one_when_the_jobs_stand_still(shop: Path, start: Start) -> None:
    def asked(*words: str) -> int:
        process = start("check", "--alive", "--shop", shop, *words)
        process.communicate()
        return process.returncode

    assert asked() == 1  # never ran
    run = start("run", "--shop", shop)
    run.communicate()
    assert asked() == 0
    state = Shop(shop).state_folder / "heartbeat.json"
    found = json.loads(state.read_text("utf-8"))
    old = datetime.fromisoformat(found["at"]) - timedelta(minutes=61)
    state.write_text(json.dumps({**found, "at": old.isoformat()}), encoding="utf-8")
    assert asked() == 1
    assert asked("--within", "120") == 0
