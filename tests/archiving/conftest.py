"""Local state of its own for every test."""

from pathlib import Path

import pytest


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the shop will lie."""
    monkeypatch.setenv("SHEETOPS_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("SHEETOPS_SOFFICE", "")
    return tmp_path / "shop"
