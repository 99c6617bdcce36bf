"""Rows on their way into the archive, and rows that have left the people's books for it.

What waits for the archive is durable with the decision; that a row has left is noted before it is
taken out, so that nobody mistakes it for a row that vanished.
"""

import json
from collections.abc import Iterable
from datetime import datetime

from sheetops.actions import ArchiveRow, ForgetMonth, LeavingRow
from sheetops.adapters.state.database import Database
from sheetops.adapters.state.values import dump_row, load_row

SCHEMA = """
CREATE TABLE IF NOT EXISTS archive_rows (
    id INTEGER PRIMARY KEY,
    month TEXT NOT NULL,
    sheet TEXT NOT NULL,
    key TEXT NOT NULL,
    row TEXT NOT NULL,
    beside TEXT,
    UNIQUE (month, sheet, key)
) STRICT;
CREATE TABLE IF NOT EXISTS archive_months (
    month TEXT PRIMARY KEY,
    kept TEXT NOT NULL           -- pictures that stay, as a JSON list
) STRICT;
CREATE TABLE IF NOT EXISTS left_rows (
    book TEXT NOT NULL,
    sheet TEXT NOT NULL,
    key TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (book, sheet, key)
) STRICT, WITHOUT ROWID;
"""


class Leaving:
    """The lists, in the local database; both join the caller's transaction."""

    def __init__(self, database: Database) -> None:
        self.database = database
        database.prepare(SCHEMA)

    def add(self, rows: Iterable[ArchiveRow]) -> None:
        """Queue rows for the archive; a newer state of a row takes the place of an older one."""
        with self.database.transaction():
            for row in rows:
                self.database.execute(
                    "INSERT INTO archive_rows (month, sheet, key, row, beside)"
                    " VALUES (?, ?, ?, ?, ?) ON CONFLICT (month, sheet, key) DO UPDATE"
                    " SET row = excluded.row, beside = excluded.beside",
                    (row.month, row.sheet, row.key, dump_row(row.values), row.beside),
                )

    def waiting(self) -> list[ArchiveRow]:
        """Return what waits for the archive, month by month, in the order of its coming."""
        rows = self.database.rows("SELECT * FROM archive_rows ORDER BY month, id")
        return [
            ArchiveRow(row["month"], row["sheet"], row["key"], load_row(row["row"]), row["beside"])
            for row in rows
        ]

    def archived(self, rows: Iterable[ArchiveRow]) -> None:
        """Forget rows that were read back from the archive."""
        with self.database.transaction():
            for row in rows:
                self.database.execute(
                    "DELETE FROM archive_rows WHERE month = ? AND sheet = ? AND key = ?",
                    (row.month, row.sheet, row.key),
                )

    def forget_later(self, actions: Iterable[ForgetMonth]) -> None:
        """Queue months of the archive whose personal data is to be removed."""
        with self.database.transaction():
            for action in actions:
                self.database.execute(
                    "INSERT OR REPLACE INTO archive_months VALUES (?, ?)",
                    (action.month, json.dumps(sorted(action.kept))),
                )

    def to_forget(self) -> list[ForgetMonth]:
        """Return the months whose personal data is still to be removed, oldest first."""
        rows = self.database.rows("SELECT month, kept FROM archive_months ORDER BY month")
        return [ForgetMonth(row["month"], frozenset(json.loads(row["kept"]))) for row in rows]

    def forgotten(self, month: str) -> None:
        """Note that nothing personal is left in the month."""
        self.database.execute("DELETE FROM archive_months WHERE month = ?", (month,))

    def note(self, rows: Iterable[LeavingRow], now: datetime) -> None:
        """Note that rows are about to leave their books."""
        with self.database.transaction():
            for row in rows:
                self.database.execute(
                    "INSERT OR REPLACE INTO left_rows VALUES (?, ?, ?, ?)",
                    (row.book, row.sheet, row.key, now.isoformat()),
                )

    def gone(self, book: str) -> frozenset[tuple[str, str]]:
        """Return (sheet, key) of the rows that left `book` for the archive."""
        rows = self.database.rows("SELECT sheet, key FROM left_rows WHERE book = ?", (book,))
        return frozenset((row["sheet"], row["key"]) for row in rows)

    def forget(self, before: datetime) -> None:
        """Drop notes about rows that left so long ago that no kept version has them any more."""
        with self.database.transaction():
            self.database.execute("DELETE FROM left_rows WHERE at < ?", (before.isoformat(),))
