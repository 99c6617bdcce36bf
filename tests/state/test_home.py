"""A copied shop folder never shares the local state of its original."""

import shutil
from pathlib import Path

import pytest

from sheetops.adapters.state.home import settle_in
from sheetops.errors import ShopHeld


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "sheetops.toml").write_text('id = "a1"\nname = "x"\n', encoding="utf-8")
    return folder


def test_shop_in_its_own_folder_is_at_home(shop: Path, tmp_path: Path) -> None:
    settle_in(tmp_path / "state", shop)
    settle_in(tmp_path / "state", shop)


def test_shop_when_copied_is_told(shop: Path, tmp_path: Path) -> None:
    settle_in(tmp_path / "state", shop)
    copy = tmp_path / "copy"
    shutil.copytree(shop, copy)
    with pytest.raises(ShopHeld) as caught:
        settle_in(tmp_path / "state", copy)
    assert str(shop) in caught.value.message.zh
    assert "id" in caught.value.remedy.en


def test_shop_when_moved_takes_its_state_along(shop: Path, tmp_path: Path) -> None:
    settle_in(tmp_path / "state", shop)
    moved = shop.rename(tmp_path / "moved")
    settle_in(tmp_path / "state", moved)


def test_shop_when_reached_by_another_name_is_the_same(shop: Path, tmp_path: Path) -> None:
    settle_in(tmp_path / "state", shop)
    other = tmp_path / "link"
    other.symlink_to(shop, target_is_directory=True)
    settle_in(tmp_path / "state", other)
