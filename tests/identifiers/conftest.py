"""A new shop, made once and copied for each test."""

import shutil
from pathlib import Path

import pytest

from sheetops.adapters.workbook.build.new_shop import init_shop


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pristine") / "shop"
    init_shop(folder, "zh-CN", "晴山旗舰店")
    return folder


@pytest.fixture
def shop(pristine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHEETOPS_STATE", str(tmp_path / "state"))
    return shutil.copytree(pristine, tmp_path / "shop")
