"""Entries on their way into the filing log: durable, numbered once, filed once.

Number and hash are fixed here before the workbook is written. After a crash in between, the rows
that are in the book already are recognised by number and hash; the others are appended as they
are. Whoever deletes this state loses nothing that is in the books: the chain goes on from there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sheetops.actions import FileEntry
from sheetops.adapters.state.database import Database
from sheetops.adapters.state.values import dump_row, load_row
from sheetops.rules.filing.chain import Head, head_of, stamped
from sheetops.rules.filing.log_rows import LogRow

SCHEMA = """
CREATE TABLE IF NOT EXISTS filing_entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    added_at TEXT NOT NULL,
    entry TEXT NOT NULL,
    seq INTEGER UNIQUE,
    stamped TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS filing_head (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL,
    logged_at TEXT NOT NULL
) STRICT;
"""

_OF_AN_ENTRY = tuple(one.name for one in fields(FileEntry))


class Entries:
    """What waits for the filing log, in the local database."""

    def __init__(self, database: Database) -> None:
        self.database = database
        database.prepare(SCHEMA)

    def add(self, entries: Iterable[FileEntry], now: datetime) -> None:
        """Take entries in, in their order; joins the caller's transaction."""
        with self.database.transaction():
            self.database.execute_each(
                "INSERT INTO filing_entries (added_at, entry) VALUES (?, ?)",
                ((now.isoformat(), _text(entry)) for entry in entries),
            )

    def waiting(self) -> list[FileEntry]:
        """Return what is not in the log yet, in order."""
        rows = self.database.rows("SELECT entry FROM filing_entries ORDER BY id")
        return [_entry(row["entry"]) for row in rows]

    def count(self) -> int:
        """Return how many entries wait."""
        (row,) = self.database.rows("SELECT count(*) AS count FROM filing_entries")
        return int(row["count"])

    def filed_head(self) -> Head | None:
        """Return the last row that is known to be in the log; None when nothing is known."""
        rows = self.database.rows("SELECT seq, hash, logged_at FROM filing_head")
        for row in rows:
            return Head(row["seq"], row["hash"], datetime.fromisoformat(row["logged_at"]))
        return None

    def stamped(self) -> list[LogRow]:
        """Return the rows that have a number and are not known to be in the log, in order."""
        rows = self.database.rows(
            "SELECT stamped FROM filing_entries WHERE seq IS NOT NULL ORDER BY seq"
        )
        return [_row(row["stamped"]) for row in rows]

    def stamp(self, in_books: Head, years: int) -> list[LogRow]:
        """Give every entry that has none its number and hash, for good; return all, in order.

        `in_books` is the last row of the books: where they are ahead of this state, because it was
        lost or brought back from a copy, the chain goes on from them.
        """
        with self.database.transaction():
            self.database.execute(
                "UPDATE filing_entries SET seq = NULL, stamped = NULL"
                " WHERE (SELECT min(seq) FROM filing_entries) <= ?",
                (in_books.seq,),
            )
            waiting = self.database.rows(
                "SELECT id, added_at, entry FROM filing_entries WHERE seq IS NULL ORDER BY id"
            )
            given = (
                (_entry(row["entry"]), datetime.fromisoformat(row["added_at"])) for row in waiting
            )
            numbered = self.stamped()
            rows = list(stamped(given, self._head(numbered, in_books), years))
            self.database.execute_each(
                "UPDATE filing_entries SET seq = ?, stamped = ? WHERE id = ?",
                (
                    (row.seq, dump_row(row.values()), found["id"])
                    for row, found in zip(rows, waiting, strict=True)
                ),
            )
        return [*numbered, *rows]

    def mark_filed(self, rows: Iterable[LogRow]) -> None:
        """Forget rows that were read back from the log, and remember where it ends."""
        with self.database.transaction():
            filed = list(rows)
            self.database.execute_each(
                "DELETE FROM filing_entries WHERE seq = ?", ((row.seq,) for row in filed)
            )
            last = max(filed, key=lambda row: row.seq, default=None)
            if last is not None:
                self.database.execute(
                    "INSERT INTO filing_head (one, seq, hash, logged_at) VALUES (1, ?, ?, ?)"
                    " ON CONFLICT (one) DO UPDATE SET seq = excluded.seq, hash = excluded.hash,"
                    " logged_at = excluded.logged_at WHERE excluded.seq > filing_head.seq",
                    (last.seq, last.hash, last.logged_at.isoformat()),
                )

    def _head(self, numbered: Sequence[LogRow], in_books: Head) -> Head:
        ours = head_of(numbered[-1]) if numbered else self.filed_head() or Head()
        return max(ours, in_books, key=lambda head: head.seq)


def _text(entry: FileEntry) -> str:
    return dump_row({name: getattr(entry, name) for name in _OF_AN_ENTRY})


def _entry(text: str) -> FileEntry:
    values: dict[str, Any] = dict(load_row(text))
    return FileEntry(**values)


def _row(text: str) -> LogRow:
    values: dict[str, Any] = dict(load_row(text))
    return LogRow(**values)
