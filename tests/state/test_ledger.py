"""A slot runs once, however many clocks ring and however often the machine restarts."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sheetops.adapters.state.database import Database
from sheetops.adapters.state.glances import Glances, fingerprint
from sheetops.adapters.state.ledger import Ledger
from sheetops.errors import StorageError

SLOT = datetime.fromisoformat("2026-11-23 18:30")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "state.db")
    yield opened
    opened.close()


def test_slot_when_done_is_not_claimed_again(database: Database) -> None:
    ledger = Ledger(database)
    assert ledger.claim("mail", SLOT, SLOT)
    ledger.finish("mail", SLOT, SLOT, 0.5, 3)
    assert not ledger.claim("mail", SLOT, SLOT)
    assert ledger.last_slot("mail") == SLOT


def test_slot_when_the_machine_stopped_runs_again(database: Database) -> None:
    ledger = Ledger(database)
    ledger.claim("mail", SLOT, SLOT)
    assert not ledger.claim("mail", SLOT, SLOT)
    assert ledger.abandon_running() == 1
    assert ledger.claim("mail", SLOT, SLOT)


def test_slot_when_its_run_failed_runs_again_and_says_why(database: Database) -> None:
    ledger = Ledger(database)
    ledger.claim("mail", SLOT, SLOT)
    ledger.fail("mail", SLOT, SLOT, 0.1, "no handbook")
    run = ledger.latest("mail")
    assert run is not None
    assert (run.state, run.note) == ("failed", "no handbook")
    assert ledger.claim("mail", SLOT, SLOT)


def test_transaction_when_it_breaks_off_leaves_nothing(database: Database) -> None:
    ledger = Ledger(database)
    ledger.claim("mail", SLOT, SLOT)

    def cut_off() -> None:
        with database.transaction():
            ledger.finish("mail", SLOT, SLOT, 0.5, 3)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        cut_off()
    assert ledger.last_slot("mail") is None


def test_state_when_its_folder_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("", encoding="ascii")
    with pytest.raises(StorageError) as caught:
        Database(tmp_path / "state" / "state.db")
    assert "SHEETOPS_STATE" in caught.value.remedy.zh


def test_glance_holds_until_a_file_or_the_time_changes(database: Database, tmp_path: Path) -> None:
    book = tmp_path / "applications.xlsx"
    book.write_bytes(b"1")
    glances, until = Glances(database), SLOT + timedelta(hours=1)
    glances.remember(fingerprint([book]), until)
    assert glances.unchanged(fingerprint([book]), SLOT)
    assert not glances.unchanged(fingerprint([book]), until)
    book.write_bytes(b"12")
    assert not glances.unchanged(fingerprint([book]), SLOT)
    glances.forget()
    assert not glances.unchanged(fingerprint([book]), SLOT)
