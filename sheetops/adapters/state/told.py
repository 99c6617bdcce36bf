"""What each reader of a digest was told last: the next one says only what is different."""

from collections.abc import Mapping
from datetime import datetime

from sheetops.adapters.state.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS told (
    reader TEXT NOT NULL,
    item TEXT NOT NULL,
    standing TEXT NOT NULL,
    told_at TEXT NOT NULL,
    PRIMARY KEY (reader, item)
) STRICT;
"""


class Told:
    """Reader → item → how it stood; `remember` inside a transaction of the caller joins it."""

    def __init__(self, database: Database) -> None:
        """Use `database`, making the table where it is missing."""
        self._database = database
        database.prepare(SCHEMA)

    def to(self, reader: str) -> Mapping[str, str]:
        """Return what `reader` was told last: item → how it stood. Empty for a new reader."""
        rows = self._database.rows("SELECT item, standing FROM told WHERE reader = ?", (reader,))
        return {row["item"]: row["standing"] for row in rows}

    def remember(self, reader: str, standings: Mapping[str, str], now: datetime) -> None:
        """Let `standings` be all that `reader` knows; an item that is not in it is forgotten."""
        with self._database.transaction():
            self._database.execute("DELETE FROM told WHERE reader = ?", (reader,))
            for item, standing in standings.items():
                self._database.execute(
                    "INSERT INTO told (reader, item, standing, told_at) VALUES (?, ?, ?, ?)",
                    (reader, item, standing, now.isoformat()),
                )
