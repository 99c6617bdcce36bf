"""Which rows each workbook had at the last look, and which of them have vanished since."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sheetops.adapters.state.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS roster (
    book TEXT NOT NULL,
    sheet TEXT NOT NULL,
    key TEXT NOT NULL,
    "natural" TEXT NOT NULL,     -- the best natural key; empty: none
    PRIMARY KEY (book, sheet, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS vanished (
    book TEXT NOT NULL,
    sheet TEXT NOT NULL,
    key TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (book, sheet, key)
) STRICT, WITHOUT ROWID;
"""


class Roster:
    """The rows of each workbook by key, in the local database."""

    def __init__(self, database: Database) -> None:
        self.database = database
        database.prepare(SCHEMA)

    def rows(self, book: str, sheet: str) -> dict[str, str]:
        """Return key → natural key (empty: none) of the rows at the last look."""
        found = self.database.rows(
            'SELECT key, "natural" FROM roster WHERE book = ? AND sheet = ?', (book, sheet)
        )
        return {row["key"]: row["natural"] for row in found}

    def remember(self, book: str, sheet: str, rows: Mapping[str, str]) -> None:
        """Note the rows that are there now; only what is different is written."""
        before = self.rows(book, sheet)
        for key in before.keys() - rows.keys():
            self.database.execute(
                "DELETE FROM roster WHERE book = ? AND sheet = ? AND key = ?", (book, sheet, key)
            )
        for key, natural in rows.items() - before.items():
            self.database.execute(
                "INSERT OR REPLACE INTO roster VALUES (?, ?, ?, ?)", (book, sheet, key, natural)
            )

    def forget(self, book: str, sheet: str, keys: Iterable[str]) -> None:
        """Drop rows that are about to leave for the archive: nobody will miss them."""
        for key in keys:
            self.database.execute(
                "DELETE FROM roster WHERE book = ? AND sheet = ? AND key = ?", (book, sheet, key)
            )

    def miss(self, book: str, sheet: str, keys: Iterable[str], now: datetime) -> None:
        """Note rows that have vanished; one that was missed before keeps its time."""
        for key in keys:
            self.database.execute(
                "INSERT OR IGNORE INTO vanished VALUES (?, ?, ?, ?)",
                (book, sheet, key, now.isoformat()),
            )

    def find(self, book: str, sheet: str, keys: Iterable[str]) -> None:
        """Note that rows are back."""
        for key in keys:
            self.database.execute(
                "DELETE FROM vanished WHERE book = ? AND sheet = ? AND key = ?", (book, sheet, key)
            )

    def missed(self, book: str, since: datetime) -> dict[str, list[str]]:
        """Return sheet key → keys of the rows of `book` that vanished at `since` or later."""
        found: dict[str, list[str]] = {}
        for row in self.database.rows(
            "SELECT sheet, key FROM vanished WHERE book = ? AND at >= ? ORDER BY sheet, key",
            (book, since.isoformat()),
        ):
            found.setdefault(row["sheet"], []).append(row["key"])
        return found
