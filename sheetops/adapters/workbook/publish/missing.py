"""Rows that were there at the last look and are there no more: an alarm, with a way back."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sheetops.adapters.state.journal import Journal
from sheetops.adapters.state.roster import Roster
from sheetops.adapters.workbook.publish.kinds import ROWS_VANISHED
from sheetops.adapters.workbook.publish.tools import Tables
from sheetops.adapters.workbook.versions import gone
from sheetops.records.dictionary import SHEETS
from sheetops.records.problems import Place, Problem
from sheetops.records.table import Table
from sheetops.records.text import Text

OF_THE_RECORD = ("applications", "slips", "feedback")
"""Sheets whose rows are closed, never deleted; supervisors may thin out their handbook."""

TOLD_FOR = timedelta(days=3)
_NAMED = 5


def call_the_roll(
    book: str, tables: Tables, journal: Journal, roster: Roster, now: datetime
) -> None:
    """Compare the rows of `book` with those of the last look, and note who is missing.

    A row that a job opened and that is on its way back into the file is not missing.
    """
    with journal.database.transaction():
        coming = {(p.action.sheet, p.action.key) for p in journal.pending(book)}
        for sheet in OF_THE_RECORD:
            if sheet in tables:
                table = tables[sheet]
                away = gone(roster.rows(book, sheet), table)
                away = [key for key in away if (sheet, key) not in coming]
                roster.miss(book, sheet, away, now)
                back = roster.missed(book, now - TOLD_FOR).get(sheet, [])
                roster.find(book, sheet, [key for key in back if key in table.index])
                roster.remember(book, sheet, names_of(table))


def names_of(table: Table) -> dict[str, str]:
    """Return key → best natural key (empty: none) of every row that has a key."""
    rows = zip(table.keys, table.natural_keys, strict=True)
    return {key: (natural[0] if natural else "") for key, natural in rows if key is not None}


def alarms(book: str, roster: Roster, now: datetime) -> Iterator[Problem]:
    """Yield one problem for each sheet from which rows have vanished in the last days."""
    for sheet, keys in roster.missed(book, now - TOLD_FOR).items():
        named = ", ".join(keys[:_NAMED]) + (" …" if len(keys) > _NAMED else "")
        facts: dict[str, str | Text] = {
            "book": book,
            "sheet": SHEETS[sheet].title,
            "count": str(len(keys)),
            "keys": named,
        }
        yield Problem(ROWS_VANISHED, Place(book=book, key=keys[0]), facts, sheet)
