"""Slips that have a number and a register row and wait to be printed."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sheetops.actions import PrintSlip
from sheetops.adapters.state.database import Database
from sheetops.adapters.state.values import dump_row, load_row
from sheetops.records.columns import Value

SCHEMA = """
CREATE TABLE IF NOT EXISTS prints (
    slip_no TEXT PRIMARY KEY,
    row TEXT NOT NULL,
    planned TEXT NOT NULL,
    printed TEXT
);
CREATE TABLE IF NOT EXISTS prints_without_picture (
    slip_no TEXT PRIMARY KEY
);
"""


class Prints:
    """The queue of printable slips; each is printed once, from the row as it was planned."""

    def __init__(self, database: Database) -> None:
        """Use `database`, making the table where it is missing."""
        self._database = database
        database.prepare(SCHEMA)

    def add(self, actions: Iterable[PrintSlip], now: datetime) -> None:
        """Queue slips; one that was queued before stays as it was."""
        with self._database.transaction():
            for action in actions:
                self._database.execute(
                    "INSERT OR IGNORE INTO prints (slip_no, row, planned) VALUES (?, ?, ?)",
                    (action.slip_no, dump_row(action.values), now.isoformat()),
                )

    def waiting(self) -> list[Mapping[str, Value]]:
        """Return the register rows of the slips that are not printed yet, oldest first."""
        rows = self._database.rows("SELECT row FROM prints WHERE printed IS NULL ORDER BY rowid")
        return [load_row(row["row"]) for row in rows]

    def without_picture(self, since: datetime) -> list[Mapping[str, Value]]:
        """Return the rows of slips printed since then that still lack PDF or picture."""
        rows = self._database.rows(
            "SELECT row FROM prints NATURAL JOIN prints_without_picture"
            " WHERE printed >= ? ORDER BY prints.rowid",
            (since.isoformat(),),
        )
        return [load_row(row["row"]) for row in rows]

    def printed(self, slip_no: str, now: datetime, *, has_picture: bool = True) -> None:
        """Write down that the slip's workbook is there, and whether its picture is too."""
        with self._database.transaction():
            self._database.execute(
                "UPDATE prints SET printed = coalesce(printed, ?) WHERE slip_no = ?",
                (now.isoformat(), slip_no),
            )
            self._database.execute(
                "DELETE FROM prints_without_picture WHERE slip_no = ?"
                if has_picture
                else "INSERT OR IGNORE INTO prints_without_picture VALUES (?)",
                (slip_no,),
            )

    def forget(self, before: datetime) -> int:
        """Drop slips printed before then, with the addresses on them; return how many."""
        with self._database.transaction():
            gone = self._database.execute(
                "DELETE FROM prints WHERE printed < ?", (before.isoformat(),)
            )
            self._database.execute(
                "DELETE FROM prints_without_picture"
                " WHERE slip_no NOT IN (SELECT slip_no FROM prints)"
            )
        return gone.rowcount
