"""One run at a time, one job machine for each shop; the second is told who holds it."""

import json
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
    with hold(shop, tmp_path / "a" / "shop-1", NOW):
        pass
    with pytest.raises(ShopHeld) as caught, hold(shop, tmp_path / "b" / "shop-1", NOW):
        raise AssertionError("two machines at once")
    found = holder(shop)
    assert found is not None
    assert found["host"] in caught.value.message.zh
    assert LEASE in caught.value.remedy.zh


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
