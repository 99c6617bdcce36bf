"""Which exchanges of a workbook's file are under way, so that what a crash leaves can be told."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sheetops.adapters.state.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS exchanges (
    token TEXT PRIMARY KEY,
    book TEXT NOT NULL,
    base TEXT NOT NULL,
    new TEXT NOT NULL,
    is_ready INTEGER NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS displaced (
    book TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    size INTEGER NOT NULL,
    mtime INTEGER NOT NULL       -- nanoseconds
) STRICT;
CREATE TABLE IF NOT EXISTS scans (
    book TEXT PRIMARY KEY,
    sha TEXT NOT NULL
) STRICT;
"""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One file on its way into the place of another; `token` is part of the names it uses."""

    token: str
    book: str
    base: str
    """SHA-256 of what the new bytes were made from."""
    new: str
    """SHA-256 of the new bytes."""
    is_ready: bool
    """Whether the new file was complete on the disk; before that it was never exchanged."""


class Exchanges:
    """Exchanges under way, and the last content of each workbook that was looked through."""

    def __init__(self, database: Database) -> None:
        self.database = database
        database.prepare(SCHEMA)

    def open(self, exchange: Exchange, now: datetime) -> None:
        """Note an exchange before its file is made."""
        self.database.execute(
            "INSERT INTO exchanges (token, book, base, new, is_ready, at)"
            " VALUES (?, ?, ?, ?, 0, ?)",
            (exchange.token, exchange.book, exchange.base, exchange.new, now.isoformat()),
        )

    def ready(self, token: str) -> None:
        """Note that the new file is complete: from now on it may be in its place."""
        self.database.execute("UPDATE exchanges SET is_ready = 1 WHERE token = ?", (token,))

    def close(self, token: str) -> None:
        """Forget an exchange of which nothing is left."""
        self.database.execute("DELETE FROM exchanges WHERE token = ?", (token,))

    def of(self, book: str) -> list[Exchange]:
        """Return the exchanges of `book` that were not brought to their end, oldest first."""
        rows = self.database.rows("SELECT * FROM exchanges WHERE book = ? ORDER BY at", (book,))
        return [
            Exchange(row["token"], row["book"], row["base"], row["new"], bool(row["is_ready"]))
            for row in rows
        ]

    def unfinished(self) -> set[str]:
        """Return the workbooks of which an exchange was not brought to its end."""
        return {row["book"] for row in self.database.rows("SELECT DISTINCT book FROM exchanges")}

    def remember_displaced(self, book: str, file: Path) -> None:
        """Note the file that was last taken out, as it was then."""
        state = file.stat()
        self.database.execute(
            "INSERT OR REPLACE INTO displaced (book, path, size, mtime) VALUES (?, ?, ?, ?)",
            (book, str(file), state.st_size, state.st_mtime_ns),
        )

    def written_since(self, book: str) -> Path | None:
        """Return the file that was last taken out if somebody wrote into it; told once."""
        for row in self.database.rows("SELECT * FROM displaced WHERE book = ?", (book,)):
            file = Path(row["path"])
            try:
                state = file.stat()
            except OSError:
                return None  # pruned, or the share is away
            if (state.st_size, state.st_mtime_ns) != (row["size"], row["mtime"]):
                self.remember_displaced(book, file)
                return file
        return None

    def scanned(self, book: str) -> str | None:
        """Return the SHA-256 of the content that was last searched for lost results."""
        rows = self.database.rows("SELECT sha FROM scans WHERE book = ?", (book,))
        return rows[0]["sha"] if rows else None

    def remember_scan(self, book: str, sha: str) -> None:
        """Note that every result that should stand in this content was looked for."""
        self.database.execute(
            "INSERT INTO scans (book, sha) VALUES (?, ?)"
            " ON CONFLICT (book) DO UPDATE SET sha = excluded.sha",
            (book, sha),
        )
