"""A shop with two new applications, made once and copied for each test."""

import shutil
from pathlib import Path

import pytest

from tests.evidence.evidence_desk import case, fill, new_shop


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = new_shop(tmp_path_factory.mktemp("pristine") / "shop")
    fill(folder, {3: case(1), 4: case(2)})
    return folder


@pytest.fixture
def shop(pristine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHEETOPS_STATE", str(tmp_path / "state"))
    return shutil.copytree(pristine, tmp_path / "shop")
