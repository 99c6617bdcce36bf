"""What the last reconciliation came to, so that board and report say it until the next one."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sheetops.adapters.state.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS reconciliation (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    at TEXT NOT NULL,
    source TEXT NOT NULL,
    workbook TEXT NOT NULL,
    breaks INTEGER NOT NULL,
    amount TEXT NOT NULL,
    oldest INTEGER
) STRICT;
"""


@dataclass(frozen=True, slots=True)
class LastReconciliation:
    """One reconciliation in figures."""

    at: datetime
    source: str
    workbook: str
    """Where its break list lies, relative to the shop, or as it was named."""
    breaks: int
    amount: Decimal
    oldest: int | None
    """Days, at the time."""


class Reconciliations:
    """The last one, in the local database."""

    def __init__(self, database: Database) -> None:
        """Use `database`, making the table where it is missing."""
        self._database = database
        database.prepare(SCHEMA)

    def last(self) -> LastReconciliation | None:
        """Return the last one; None before the first."""
        rows = self._database.rows("SELECT * FROM reconciliation")
        if not rows:
            return None
        row = rows[0]
        return LastReconciliation(
            at=datetime.fromisoformat(row["at"]),
            source=row["source"],
            workbook=row["workbook"],
            breaks=row["breaks"],
            amount=Decimal(row["amount"]),
            oldest=row["oldest"],
        )

    def remember(self, one: LastReconciliation) -> None:
        """Let `one` be the last."""
        with self._database.transaction():
            self._database.execute(
                "INSERT OR REPLACE INTO reconciliation VALUES (1, ?, ?, ?, ?, ?, ?)",
                (
                    one.at.isoformat(),
                    one.source,
                    one.workbook,
                    one.breaks,
                    str(one.amount),
                    one.oldest,
                ),
            )
