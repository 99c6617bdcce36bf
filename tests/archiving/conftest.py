"""Local state of its own for every test, and a publish that does not wait between two looks."""

from pathlib import Path

import pytest

from sheetops.adapters.workbook.publish.tools import Tools


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the shop will lie."""
    monkeypatch.setenv("SHEETOPS_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("SHEETOPS_SOFFICE", "")
    swap, _pause = Tools.__init__.__defaults__ or ()
    monkeypatch.setattr(Tools.__init__, "__defaults__", (swap, lambda _seconds: None))
    return tmp_path / "shop"
