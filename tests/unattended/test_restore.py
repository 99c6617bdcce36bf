"""Any kept version of a workbook comes back beside the present one, and nothing is overwritten."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from sheetops.cli.record import restore
from sheetops.errors import UsageError
from sheetops.shop import Shop

MORNING = datetime.fromisoformat("2026-11-20 09:30:00")
EVENING = datetime.fromisoformat("2026-11-20 18:00:00")


@pytest.fixture
def kept(shop: Path) -> Path:
    """A shop with two versions of its slip register."""
    versions = Shop(shop).versions
    versions.keep("slips.xlsx", b"morning", MORNING)
    versions.keep("slips.xlsx", b"evening", EVENING)
    return shop


def restored(shop: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(shop.glob("restored-*"))]


def test_version_that_held_at_the_time_comes_back(kept: Path) -> None:
    present = (kept / "slips.xlsx").read_bytes()
    assert restore("slips.xlsx", "2026-11-20 12:00", kept) == 0
    assert restored(kept) == [b"morning"]
    assert (kept / "slips.xlsx").read_bytes() == present


def test_time_with_a_zone_is_taken_over_into_the_shops(kept: Path) -> None:
    assert restore("slips.xlsx", "2026-11-20T10:00:00Z", kept) == 0
    assert restored(kept) == [b"evening"]


def test_time_before_all_versions_names_the_oldest(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert restore("slips.xlsx", "2026-11-19", kept) == 1
    assert "2026-11-20 09:30:00" in capsys.readouterr().out
    assert restored(kept) == []


def test_versions_are_listed_newest_first(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert restore("slips.xlsx", None, kept, as_json=True) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["at"] for one in found] == [EVENING.isoformat(), MORNING.isoformat()]


@pytest.mark.parametrize("name", ["nothing.xlsx", "../../etc/passwd", ""])
def test_workbook_without_versions_is_told(kept: Path, name: str) -> None:
    assert restore(name, None, kept) == 1
    assert restore(name, "2026-11-20 12:00", kept) == 1
    assert restored(kept) == []


def test_time_that_is_none_is_refused(kept: Path) -> None:
    with pytest.raises(UsageError):
        restore("slips.xlsx", "yesterday", kept)
