"""Local state of its own for every test, and a publish that does not wait between two looks."""

from pathlib import Path

import pytest

from tests.archiving.archive_desk import settle


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the shop will lie."""
    settle(monkeypatch, tmp_path)
    return tmp_path / "shop"
