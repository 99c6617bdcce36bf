"""A slip is printed once; its picture may follow when LibreOffice is there."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sheetops.actions import PrintSlip
from sheetops.adapters.state.database import Database
from sheetops.adapters.state.prints import Prints

NOW = datetime.fromisoformat("2026-11-23 10:00:00")
DAY = timedelta(days=1)


@pytest.fixture
def prints(tmp_path: Path) -> Iterator[Prints]:
    database = Database(tmp_path / "state.db")
    found = Prints(database)
    found.add([PrintSlip("TH20261123-0001", {"slip_no": "TH20261123-0001"})], NOW)
    yield found
    database.close()


def numbers(rows: object) -> list[str]:
    return [row["slip_no"] for row in rows]  # type: ignore[attr-defined]  # rows of slips


def test_slip_without_picture_is_printed_and_asked_for_later(prints: Prints) -> None:
    prints.printed("TH20261123-0001", NOW, has_picture=False)
    assert prints.waiting() == []
    assert numbers(prints.without_picture(NOW - DAY)) == ["TH20261123-0001"]
    assert prints.without_picture(NOW + DAY) == []


def test_slip_that_got_its_picture_is_asked_for_no_more(prints: Prints) -> None:
    prints.printed("TH20261123-0001", NOW, has_picture=False)
    prints.printed("TH20261123-0001", NOW + DAY)
    assert prints.without_picture(NOW - DAY) == []
