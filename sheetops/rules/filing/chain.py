"""The chain of the filing log: gapless numbers, times that only go on, each row bound to the last.

A row's hash covers its content and the hash of the row before, so that no row can be changed,
taken out, put in or moved without every later hash showing it (V22). Only the very end could be
cut off unseen; the head that the job machine remembers closes that gap.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType

from sheetops.actions import FileEntry
from sheetops.records.applications import APPLICATIONS
from sheetops.records.cells import from_cell
from sheetops.records.filing_log import FILING_LOG
from sheetops.records.moments import is_plausible
from sheetops.records.problems import Fact, Place, Problem, ProblemKind
from sheetops.records.states import FINAL_STATES
from sheetops.rules.filing import problem_kinds as kinds
from sheetops.rules.filing.log_rows import GENESIS, LogRow, hash_of, storable

__all__ = ["FOLDER", "Head", "LogRow", "head_of", "stamped", "verify"]

FOLDER = "filing_log"
_FIRST_ROW = 2
_BEGINNING = datetime.fromisoformat("1900-01-01")
_STATUS = APPLICATIONS.by_key["status"]


@dataclass(frozen=True, slots=True)
class Head:
    """The last row that was given a number: where the chain goes on."""

    seq: int = 0
    hash: str = GENESIS
    logged_at: datetime = _BEGINNING


def head_of(row: LogRow | None) -> Head:
    """Return the head after `row`; the beginning of the chain after None."""
    return Head() if row is None else Head(row.seq, row.hash, row.logged_at)


def stamped(
    entries: Iterable[tuple[FileEntry, datetime]], head: Head, years: int
) -> Iterator[LogRow]:
    """Yield the rows for `entries` (with the instant each came in), numbered and chained to `head`.

    A clock that went back does not take the log back: no row is earlier than the one before it.
    `years` is how long a case's rows are kept after its end.
    """
    for entry, instant in entries:
        row = _row(entry, max(instant.replace(microsecond=0), head.logged_at), head, years)
        row = replace(row, hash=hash_of(row))
        yield row
        head = head_of(row)


def verify(rows: Sequence[LogRow], head: Head | None = None) -> Problem | None:
    """Return the first thing that is wrong with the log, all months in order; None when it holds.

    `head` is the last row that the job machine remembers to have filed: with it a cut-off end and
    a chain that was made anew from some row on are seen too.
    """
    before: LogRow | None = None
    for row in rows:
        kind = _fault(row, before, rows)
        if kind is not None:
            return _problem(kind, row, head_of(before).seq + 1)
        before = row
    if head is None or head.seq == 0:
        return None
    if head_of(before).seq < head.seq:
        return _problem(kinds.END_MISSING, before, head.seq)
    remembered = rows[head.seq - 1]
    return None if remembered.hash == head.hash else _problem(kinds.ROW_CHANGED, remembered, 0)


def _row(entry: FileEntry, instant: datetime, head: Head, years: int) -> LogRow:
    return LogRow(
        seq=head.seq + 1,
        logged_at=instant,
        event=storable("event", entry.event) or "check",
        case_id=storable("case_id", entry.case_id),
        slip_no=storable("slip_no", entry.slip_no),
        refund_no=storable("refund_no", entry.refund_no),
        actor=storable("actor", entry.actor) or "?",
        actor_role=storable("actor_role", entry.actor_role) or "system",
        field=storable("field", entry.field),
        old_value=storable("old_value", entry.old_value),
        new_value=storable("new_value", entry.new_value),
        reason=storable("reason", entry.reason),
        source=storable("source", entry.source) or "?",
        due_at=_deadline(entry),
        late=entry.late,
        retain_until=_retention(entry, instant.date(), years),
        prev_hash=head.hash,
        hash="",
    )


def _deadline(entry: FileEntry) -> datetime | None:
    """Return the deadline to the second; none where a cell could not hold it as a date."""
    if entry.due_at is None or not is_plausible(entry.due_at):
        return None
    return entry.due_at.replace(microsecond=0)


def _retention(entry: FileEntry, day: date, years: int) -> date | None:
    """Return until when the case is kept, in the row that ends it; other rows go by that one."""
    if entry.field != "status" or from_cell(_STATUS, entry.new_value).value not in FINAL_STATES:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, month=3, day=1)


def _fault(row: LogRow, before: LogRow | None, rows: Sequence[LogRow]) -> ProblemKind | None:
    head = head_of(before)
    if row.seq != head.seq + 1:
        return _gap(row, before, rows)
    if row.prev_hash != head.hash or row.hash != hash_of(row):
        return kinds.ROW_CHANGED
    if row.logged_at < head.logged_at:
        return kinds.TIME_BACKWARDS
    if row.book and not row.book.endswith(f"{row.month}.xlsx"):
        return kinds.WRONG_MONTH
    return None


def _gap(row: LogRow, before: LogRow | None, rows: Sequence[LogRow]) -> ProblemKind:
    wanted = head_of(before).seq + 1
    if row.seq < wanted or any(other.seq == wanted for other in rows):
        return kinds.ROW_DISPLACED
    if before is None:
        return kinds.MONTH_MISSING if row.row <= _FIRST_ROW else kinds.ROWS_MISSING
    following = (before.logged_at.replace(day=28) + timedelta(days=4)).strftime("%Y-%m")
    is_month_missing = row.book != before.book and following not in row.book
    return kinds.MONTH_MISSING if is_month_missing else kinds.ROWS_MISSING


def _problem(kind: ProblemKind, row: LogRow | None, wanted: int) -> Problem:
    seq = row.seq if row else 0
    book = row.book if row else FOLDER
    facts: dict[str, Fact] = {"seq": str(seq), "wanted": str(wanted), "book": book}
    if kind is kinds.WRONG_MONTH and row is not None:
        facts["wanted"] = row.month
    place = Place(book=book, row=row.row or None if row else None, key=str(seq))
    return Problem(kind, place, MappingProxyType(facts), FILING_LOG.key)
