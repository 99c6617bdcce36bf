"""Improvements that stand still: past their day, or never assessed (process 6)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sheetops.records.choices import CHOICES
from sheetops.records.desk import Records
from sheetops.records.table import Record
from sheetops.records.text import Text
from sheetops.rules.policy.facts import day_in

OPEN = ("open", "accepted", "doing")

ASSESS_WITHIN = timedelta(days=14)
"""How long a proposal may wait until somebody has assessed it (the desk's own rule)."""


@dataclass(frozen=True, slots=True)
class Stalled:
    """One improvement: what it is about, whose it is, why it is here."""

    number: str
    problem: str
    """As somebody wrote it: to be masked before it leaves."""
    owner: str
    status: Text
    due: date | None
    days: int
    """Days past its day, or since it was proposed."""
    is_overdue: bool


def stalled(records: Records, today: date) -> Iterator[Stalled]:
    """Yield the improvements past their day, longest first, then those that nobody assessed."""
    rows = [row for row in records["improvements"] if row["status"] in OPEN]
    overdue = [(due, row) for row in rows if (due := day_in(row, "due")) and due < today]
    for due, row in sorted(overdue, key=lambda pair: pair[0]):
        yield _stalled(row, (today - due).days, is_overdue=True)
    late = {row.index for _, row in overdue}
    for row in rows:
        raised = day_in(row, "raised_at")
        if row.index in late or row["status"] != "open" or raised is None:
            continue
        if raised + ASSESS_WITHIN < today:
            yield _stalled(row, (today - raised).days, is_overdue=False)


def _stalled(row: Record, days: int, *, is_overdue: bool) -> Stalled:
    status = row.text("status")
    return Stalled(
        number=row.text("imp_id"),
        problem=row.text("problem"),
        owner=row.text("owner"),
        status=_WORDS.get(status, Text(status, status)),
        due=day_in(row, "due"),
        days=days,
        is_overdue=is_overdue,
    )


_WORDS = {choice.key: choice.text for choice in CHOICES["improvement_status"]}
