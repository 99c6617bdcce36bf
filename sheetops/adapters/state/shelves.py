"""Exports that are taken in and still lie in the inbox: to be put aside, and not read again.

A file is known by its name and its content: one that a person puts in its place is another export.
"""

import json
from collections.abc import Iterable, Mapping

from sheetops.actions import ShelveImport
from sheetops.adapters.state.database import Database
from sheetops.records.text import Text

SCHEMA = """
CREATE TABLE IF NOT EXISTS shelves (
    name TEXT PRIMARY KEY,
    sha TEXT NOT NULL,
    shelf TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;
"""


class Shelves:
    """The files to be put aside, in the local database; joins the caller's transaction."""

    def __init__(self, database: Database) -> None:
        self.database = database
        database.prepare(SCHEMA)

    def add(self, actions: Iterable[ShelveImport], shas: Mapping[str, str]) -> None:
        """Note where files go; `shas` says by name what was read (`sheetops.shop.shelving`)."""
        with self.database.transaction():
            for action in actions:
                note = action.note.both() if action.note else None
                self.database.execute(
                    "INSERT OR REPLACE INTO shelves VALUES (?, ?, ?, ?)",
                    (action.name, shas.get(action.name, ""), action.to, json.dumps(note)),
                )

    def waiting(self) -> list[tuple[ShelveImport, str]]:
        """Return what is to be put aside, each with the content that it is about."""
        found = []
        for row in self.database.rows("SELECT * FROM shelves ORDER BY rowid"):
            note = json.loads(row["note"])
            action = ShelveImport(row["name"], row["shelf"], Text(*note) if note else None)
            found.append((action, row["sha"]))
        return found

    def knows(self, name: str, sha: str) -> bool:
        """Return whether this very file is taken in already."""
        return bool(
            self.database.rows("SELECT 1 FROM shelves WHERE name = ? AND sha = ?", (name, sha))
        )

    def forget(self, name: str) -> None:
        """Note that a file is put aside, or that another lies in its place."""
        self.database.execute("DELETE FROM shelves WHERE name = ?", (name,))
