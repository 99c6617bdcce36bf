"""One disagreement of record, platform and slip register, and the order in which they count."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sheetops.records.cells import choice_words
from sheetops.records.dictionary import SHEETS
from sheetops.records.problems import Place
from sheetops.records.table import Record
from sheetops.records.text import Text
from sheetops.rules.reconciling.kinds import RANK, BreakKind

NOTHING = Text("没有", "none")


@dataclass(frozen=True, slots=True)
class Break:
    """What one side says, what the other says, since when, and how much is at stake."""

    kind: BreakKind
    here: Text
    """What the record says."""
    there: Text
    """What the platform or the slip register says."""
    case_id: str = ""
    refund_no: str = ""
    order_no: str = ""
    slip_no: str = ""
    amount: Decimal | None = None
    """CNY: what may be lost, or by how much the amounts differ."""
    since: datetime | None = None
    place: Place | None = None
    """The row of the book that it is about; None where the book has none."""
    export_row: int | None = None

    def days(self, now: datetime) -> int | None:
        """Return since how many whole days it stands; None where nobody knows."""
        return max(0, (now - self.since).days) if self.since is not None else None


def worst_first(found: Iterable[Break], now: datetime) -> tuple[Break, ...]:
    """Return the breaks by kind, the oldest of each first, then the largest."""
    return tuple(
        sorted(
            found,
            key=lambda one: (
                RANK[one.kind.key],
                -(one.days(now) or 0),
                -(one.amount or 0),
                one.case_id or one.refund_no,
            ),
        )
    )


def status_words(record: Record, column: str = "status") -> Text:
    """Return the state of a case or a slip in words."""
    key = record.text(column)
    return choice_words(SHEETS[record.table.sheet.key].by_key[column], key) if key else NOTHING


def money_words(amount: Decimal | None) -> Text:
    """Return an amount in words."""
    return Text(f"{amount:,.2f} 元", f"CNY {amount:,.2f}") if amount is not None else NOTHING


def time_words(at: datetime | None) -> Text:
    """Return an instant in words."""
    return Text(f"{at:%Y-%m-%d %H:%M}", f"{at:%Y-%m-%d %H:%M}") if at is not None else NOTHING


def both(first: Text, second: Text) -> Text:
    """Return two texts as one, the second behind the first."""
    return Text(f"{first.zh}，{second.zh}", f"{first.en}, {second.en}")
