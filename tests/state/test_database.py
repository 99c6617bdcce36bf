"""Tables are made outside transactions: SQLite would commit what is half done."""

from pathlib import Path

import pytest

from sheetops.adapters.state.database import Database


def test_prepare_is_refused_while_a_transaction_is_open(tmp_path: Path) -> None:
    database = Database(tmp_path / "state.db")
    database.prepare("CREATE TABLE one (n INTEGER)")
    with pytest.raises(RuntimeError, match="before a transaction"):
        _write_and_prepare(database)
    assert database.rows("SELECT n FROM one") == []
    database.close()


def _write_and_prepare(database: Database) -> None:
    with database.transaction():
        database.execute("INSERT INTO one VALUES (1)")
        database.prepare("CREATE TABLE IF NOT EXISTS two (n INTEGER)")
