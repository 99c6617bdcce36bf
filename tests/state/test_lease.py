"""One run at a time, one job machine for each shop; the second is told who holds it."""

import json
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sheetops.adapters.lease import LEASE, hold, holder, release
from sheetops.errors import ShopHeld

NOW = datetime.fromisoformat("2026-11-23 10:00")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "shop").mkdir()
    return tmp_path / "shop"


def test_shop_when_held_by_another_run_on_this_machine(shop: Path, tmp_path: Path) -> None:
    state = tmp_path / "a" / "shop-1"
    with hold(shop, state, NOW), pytest.raises(ShopHeld), hold(shop, state, NOW, wait_seconds=0.05):
        raise AssertionError("two runs at once")


def test_shop_when_another_machine_runs_it(shop: Path, tmp_path: Path) -> None:
    words = {"host": "desk-7", "machine": "m7", "renewed": NOW.isoformat()}
    (shop / LEASE).write_text(json.dumps(words), encoding="utf-8")
    with pytest.raises(ShopHeld) as caught, hold(shop, tmp_path / "b" / "shop-1", NOW):
        raise AssertionError("two machines at once")
    assert "另一台机器负责：desk-7" in caught.value.message.zh
    assert LEASE in caught.value.remedy.zh


def test_shop_when_another_account_of_this_machine_runs_it(shop: Path, tmp_path: Path) -> None:
    with hold(shop, tmp_path / "a" / "shop-1", NOW):
        pass
    with pytest.raises(ShopHeld) as caught, hold(shop, tmp_path / "b" / "shop-1", NOW):
        raise AssertionError("two accounts at once")
    found = holder(shop)
    assert found is not None
    assert f"本机（{found['host']}）的另一个账户" in caught.value.message.zh
    assert "Another machine" not in caught.value.message.en
    assert "SHEETOPS_STATE" in caught.value.remedy.zh
    assert LEASE in caught.value.remedy.en


def test_shop_when_its_machine_is_long_gone_is_taken_over(shop: Path, tmp_path: Path) -> None:
    with hold(shop, tmp_path / "a" / "shop-1", NOW):
        pass
    with hold(shop, tmp_path / "b" / "shop-1", NOW + timedelta(hours=27)):
        pass
    with pytest.raises(ShopHeld), hold(shop, tmp_path / "a" / "shop-1", NOW + timedelta(hours=27)):
        raise AssertionError("the old machine came back")


def test_shop_when_given_up_is_free_at_once(shop: Path, tmp_path: Path) -> None:
    with hold(shop, tmp_path / "a" / "shop-1", NOW):
        pass
    release(shop)
    with hold(shop, tmp_path / "b" / "shop-1", NOW):
        pass


@pytest.mark.parametrize("damage", ["", "{", "[]", json.dumps({"machine": "x"})])
def test_lease_when_damaged_is_taken_over(shop: Path, tmp_path: Path, damage: str) -> None:
    (shop / LEASE).write_text(damage, encoding="utf-8")
    with hold(shop, tmp_path / "a" / "shop-1", NOW):
        found = holder(shop)
    assert found is not None
    assert found["renewed"] == NOW.isoformat()


def test_shop_when_two_machines_begin_together_has_one_holder(shop: Path, tmp_path: Path) -> None:
    assert _held_by(shop, tmp_path, 6, NOW) == 1


def test_shop_when_two_machines_take_over_a_stale_lease_has_one_holder(
    shop: Path, tmp_path: Path
) -> None:
    for turn in range(10):
        with hold(shop, tmp_path / f"old-{turn}" / "shop-1", NOW + timedelta(days=3 * turn)):
            pass
        later = NOW + timedelta(days=3 * turn + 2)
        assert _held_by(shop, tmp_path / str(turn), 6, later) == 1
        assert [path.name for path in shop.iterdir()] == [LEASE]
        (shop / LEASE).unlink()


def _held_by(shop: Path, states: Path, count: int, now: datetime) -> int:
    """Let so many machines begin at the same instant; return how many got the shop."""
    gate = threading.Barrier(count)

    def begin(number: int) -> bool:
        state = states / str(number) / "shop-1"
        state.mkdir(parents=True)
        gate.wait()
        try:
            with hold(shop, state, now):
                return True
        except ShopHeld:
            return False

    with ThreadPoolExecutor(count) as pool:
        return sum(pool.map(begin, range(count)))


def test_lease_when_a_crash_left_its_taking_half_done_is_free_after_a_while(
    shop: Path, tmp_path: Path
) -> None:
    left = shop / f"{LEASE}.taking"
    left.touch()
    with pytest.raises(ShopHeld), hold(shop, tmp_path / "a" / "shop-1", NOW):
        raise AssertionError("another machine may be taking it")
    os.utime(left, (0, 0))
    with pytest.raises(ShopHeld), hold(shop, tmp_path / "a" / "shop-1", NOW):
        raise AssertionError("cleared away only for the next run")
    with hold(shop, tmp_path / "a" / "shop-1", NOW):
        assert not left.exists()
