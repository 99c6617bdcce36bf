"""The numbers that exports have brought, with what tells whose they are, kept to mend by.

The exports themselves stay in `inbox/done/`; losing this table costs the time to read them again.
A buyer is kept as a fingerprint only.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from sqlite3 import Row

from sheetops.adapters.state.database import Database
from sheetops.rules.identifiers.agreement import ENOUGH_DIGITS
from sheetops.rules.identifiers.damages import Damage
from sheetops.rules.identifiers.fragments import Fragment
from sheetops.rules.identifiers.witnesses import NUMBERS, Witness

SCHEMA = """
CREATE TABLE IF NOT EXISTS number_sources (
    name TEXT PRIMARY KEY,       -- file in inbox/done
    size INTEGER NOT NULL,
    changed INTEGER NOT NULL     -- mtime in ns
) STRICT;
CREATE TABLE IF NOT EXISTS number_rows (
    source TEXT NOT NULL,
    row INTEGER NOT NULL,
    refund_no TEXT, order_no TEXT, sub_order_no TEXT, tracking_no TEXT,
    buyer TEXT, paid TEXT, amount TEXT, applied_at TEXT, paid_at TEXT, sku TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS number_rows_refund ON number_rows (refund_no);
CREATE INDEX IF NOT EXISTS number_rows_order ON number_rows (order_no);
CREATE INDEX IF NOT EXISTS number_rows_sub_order ON number_rows (sub_order_no);
CREATE INDEX IF NOT EXISTS number_rows_tracking ON number_rows (tracking_no);
CREATE INDEX IF NOT EXISTS number_rows_source ON number_rows (source);
"""
_MOST_ZEROS = 6
_MOST_FOUND = 2_000
"""Rows that are looked at for one damaged number; more says that nothing of it is known."""


class KnownNumbers:
    """Witnesses by number, in the local database."""

    def __init__(self, database: Database) -> None:
        """Use `database`, making the tables where they are missing."""
        self._database = database
        self._right: set[tuple[str, str]] = set()
        database.prepare(SCHEMA)

    def knows(self, name: str, size: int, changed: int) -> bool:
        """Whether this very file was taken in."""
        query = "SELECT 1 FROM number_sources WHERE name = ? AND size = ? AND changed = ?"
        return bool(self._database.rows(query, (name, size, changed)))

    def take_in(self, name: str, size: int, changed: int, rows: Iterable[Witness]) -> None:
        """Keep the rows of a file, in place of those that it had before."""
        with self._database.transaction():
            self._database.execute("DELETE FROM number_rows WHERE source = ?", (name,))
            for one in rows:
                self._database.execute(
                    "INSERT INTO number_rows VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", _stored(one)
                )
            self._database.execute(
                "INSERT OR REPLACE INTO number_sources VALUES (?, ?, ?)", (name, size, changed)
            )

    def for_damage(self, damage: Damage) -> Iterator[Witness]:
        """Yield the rows whose number can be what is left of the damaged one, newest file first.

        None where an export has just the number that stands in the cell: then it is right.
        """
        if damage.column in NUMBERS and not self._is_right(damage.column, damage.shown):
            yield from self._near(damage)

    def _is_right(self, column: str, number: str) -> bool:
        if (column, number) in self._right:
            return True
        query = f"SELECT 1 FROM number_rows WHERE {column} = ? LIMIT 1"  # noqa: S608 - a column name of our own
        if not self._database.rows(query, (number,)):
            return False
        self._right.add((column, number))
        return True

    def _near(self, damage: Damage) -> Iterator[Witness]:
        among, values = _among(damage.column, damage.fragment)
        if damage.fragment.digits < ENOUGH_DIGITS:
            more, facts = _of_the_case(damage)
            among, values = f"{among} AND ({more})", (*values, *facts)
        query = f"SELECT * FROM number_rows WHERE {among} ORDER BY rowid DESC LIMIT {_MOST_FOUND}"  # noqa: S608 - column names of our own
        yield from map(_loaded, self._database.rows(query, values))


def _among(column: str, left: Fragment) -> tuple[str, tuple[object, ...]]:
    if left.without_zeros:
        texts = tuple("0" * zeros + str(left.low) for zeros in range(1, _MOST_ZEROS + 1))
        return f"{column} IN ({','.join('?' * len(texts))})", texts
    low = max(left.low, 10 ** (left.length - 1))
    high = min(left.high, 10**left.length - 1)
    return f"length({column}) = ? AND {column} BETWEEN ? AND ?", (left.length, str(low), str(high))


def _of_the_case(damage: Damage) -> tuple[str, tuple[object, ...]]:
    """Return what one of must be so when few digits are left."""
    row = damage.row
    facts = {
        "refund_no = ?": row.text("refund_no"),
        "order_no = ?": row.text("order_no"),
        "paid = ?": row.text("order_paid"),
        "substr(applied_at, 1, 10) = ?": row.text("applied_at")[:10],
    }
    told = {clause: value for clause, value in facts.items() if value}
    return " OR ".join(told) or "0", tuple(told.values())


def _stored(one: Witness) -> tuple[object, ...]:
    numbers = (one.refund_no, one.order_no, one.sub_order_no, one.tracking_no)
    money = (str(amount) if amount is not None else None for amount in (one.paid, one.amount))
    times = (at.isoformat(" ") if at is not None else None for at in (one.applied_at, one.paid_at))
    return (one.source, one.row, *numbers, one.buyer, *money, *times, one.sku)


def _loaded(row: Row) -> Witness:
    return Witness(
        source=row["source"],
        row=row["row"],
        refund_no=row["refund_no"],
        order_no=row["order_no"],
        sub_order_no=row["sub_order_no"],
        tracking_no=row["tracking_no"],
        buyer=row["buyer"],
        paid=_money(row["paid"]),
        amount=_money(row["amount"]),
        applied_at=_time(row["applied_at"]),
        paid_at=_time(row["paid_at"]),
        sku=row["sku"],
    )


def _money(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
