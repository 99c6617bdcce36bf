"""What the last complete run saw, so that a run in which nothing changed costs next to nothing.

A file is recognised by size, modification time and inode; what a run decided also holds only until
the next instant at which time alone changes something (a deadline's threshold, midnight).
"""

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from sheetops.adapters.state.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS glance (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    fingerprint TEXT NOT NULL,
    valid_until TEXT NOT NULL
);
"""


class Glances:
    """Remembers one fingerprint of everything that a run depends on."""

    def __init__(self, database: Database) -> None:
        """Use `database`, making the table where it is missing."""
        self._database = database
        database.prepare(SCHEMA)

    def unchanged(self, fingerprint: str, now: datetime) -> bool:
        """Whether a run at `now` would see just what the last complete run saw."""
        rows = self._database.rows("SELECT fingerprint, valid_until FROM glance")
        return (
            bool(rows)
            and rows[0]["fingerprint"] == fingerprint
            and now < datetime.fromisoformat(rows[0]["valid_until"])
        )

    def remember(self, fingerprint: str, valid_until: datetime) -> None:
        """Keep what a complete run saw and until when its decisions hold."""
        with self._database.transaction():
            self._database.execute(
                "INSERT OR REPLACE INTO glance VALUES (1, ?, ?)",
                (fingerprint, valid_until.isoformat()),
            )

    def forget(self) -> None:
        """Make the next run look at everything again."""
        with self._database.transaction():
            self._database.execute("DELETE FROM glance")


def fingerprint(paths: Iterable[Path], extra: Iterable[str] = ()) -> str:
    """Return one text that changes when any of the files does; missing files count as such."""
    seen: list[object] = list(extra)
    for path in sorted(paths):
        try:
            stat = path.stat()
        except OSError:
            seen.append([path.name, None])
        else:
            seen.append([path.name, stat.st_size, stat.st_mtime_ns, stat.st_ino])
    return json.dumps(seen)
