"""Slip numbers given so far, kept on the local disk so that none is ever given twice."""

from collections.abc import Callable, Iterable
from datetime import date

from sheetops.adapters.state.database import Database
from sheetops.rules.slips.numbering import SlipKind, SlipNumber, parse

_SCHEMA = """
CREATE TABLE IF NOT EXISTS slip_numbers (
    day TEXT PRIMARY KEY,  -- yyyy-mm-dd
    last INTEGER NOT NULL  -- the highest running number given on that day
) STRICT;
"""


class Numbers:
    """Gives slip numbers from the local state and from what the shop folder knows, together.

    Each source alone is enough: with the local state lost, the register and the slips folder still
    say what was given; with the register held open by somebody, the local state does.
    """

    def __init__(self, database: Database) -> None:
        """Keep the numbers in `database`."""
        self._database = database
        database.prepare(_SCHEMA)

    def next(self, kind: SlipKind, day: date, used: Iterable[str]) -> str:
        """Return a number never given before, rising within `day`, durable before it is returned.

        `used` holds every number that the register, its waiting rows and the slips folder know;
        texts that are no slip numbers do no harm. Inside a caller's transaction the number becomes
        durable with that transaction. A crash after the commit skips a number and repeats none.
        """
        seen = highest(day, used)
        with self._database.transaction():
            serial = max(self._last(day), seen) + 1
            self._database.execute(
                "INSERT INTO slip_numbers (day, last) VALUES (?, ?)"
                " ON CONFLICT (day) DO UPDATE SET last = excluded.last",
                (day.isoformat(), serial),
            )
        return str(SlipNumber(kind, day, serial))

    def preview(self, day: date, used: Iterable[str]) -> Callable[[SlipKind], str]:
        """Return a giver of the numbers that would come next; nothing is kept (dry run)."""
        serial = max(self._last(day), highest(day, used))

        def give(kind: SlipKind) -> str:
            nonlocal serial
            serial += 1
            return str(SlipNumber(kind, day, serial))

        return give

    def _last(self, day: date) -> int:
        rows = self._database.rows(
            "SELECT last FROM slip_numbers WHERE day = ?", (day.isoformat(),)
        )
        return int(rows[0]["last"]) if rows else 0


def highest(day: date, used: Iterable[str]) -> int:
    """Return the highest running number among the valid numbers of `day`; 0 where there is none.

    A number whose check digit fails is a typing error: it is never given, and it does not lead.
    """
    parsed = (parse(number) for number in used)
    return max((n.serial for n in parsed if n is not None and n.day == day), default=0)
