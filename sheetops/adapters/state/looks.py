"""Which version of each people's workbook was last filed: where the next comparison begins."""

from dataclasses import dataclass
from datetime import datetime

from sheetops.adapters.state.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS looks (
    book TEXT PRIMARY KEY,
    sha TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
"""


@dataclass(frozen=True, slots=True)
class Look:
    """One workbook as it was when its changes were last filed."""

    book: str
    sha: str
    """SHA-256 of its bytes, hexadecimal: the name under which `Versions` keeps them."""
    at: datetime


class Looks:
    """The last look at each workbook, in the local database."""

    def __init__(self, database: Database) -> None:
        self.database = database
        database.prepare(SCHEMA)

    def last(self, book: str) -> Look | None:
        """Return the version of `book` that was last filed; None before the first time."""
        return next((look for look in self.all() if look.book == book), None)

    def all(self) -> list[Look]:
        """Return the last look at every workbook, by file name."""
        rows = self.database.rows("SELECT book, sha, at FROM looks ORDER BY book")
        return [Look(row["book"], row["sha"], datetime.fromisoformat(row["at"])) for row in rows]

    def remember(self, book: str, sha: str, now: datetime) -> None:
        """Note that everything up to this version is filed; joins the caller's transaction."""
        self.database.execute(
            "INSERT INTO looks (book, sha, at) VALUES (?, ?, ?)"
            " ON CONFLICT (book) DO UPDATE SET sha = excluded.sha, at = excluded.at",
            (book, sha, now.isoformat()),
        )

    def forget(self, book: str) -> None:
        """Drop a workbook that is no longer in the shop."""
        self.database.execute("DELETE FROM looks WHERE book = ?", (book,))
