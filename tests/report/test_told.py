"""What a reader of digests was told last: kept for each reader, with the mail or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sheetops.adapters.state.database import Database
from sheetops.adapters.state.told import Told
from tests.report.report_desk import NOW


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "state.db")
    yield database
    database.close()


def test_told_when_nobody_was_is_empty(database: Database) -> None:
    assert Told(database).to("KF012") == {}


def test_told_when_told_again_is_what_was_said_last(database: Database) -> None:
    told = Told(database)
    told.remember("KF012", {"AS-1": "overdue", "AS-2": "close"}, NOW)
    told.remember("KF005", {"AS-1": "warning"}, NOW)
    told.remember("KF012", {"AS-2": "overdue"}, NOW)
    assert told.to("KF012") == {"AS-2": "overdue"}
    assert told.to("KF005") == {"AS-1": "warning"}


def test_told_when_the_mail_is_not_queued_is_not_remembered(database: Database) -> None:
    told = Told(database)

    def queue() -> None:
        with database.transaction():
            told.remember("KF012", {"AS-1": "overdue"}, NOW)
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        queue()
    assert told.to("KF012") == {}
