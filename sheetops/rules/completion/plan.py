"""Plans what nobody should have to type: case numbers, owners, defaults, and the rows' versions."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sheetops.actions import SetValue
from sheetops.records.desk import Records
from sheetops.records.settings import Settings
from sheetops.records.table import Record, Table
from sheetops.records.text import Text
from sheetops.rules.completion.assignment import plan_owners
from sheetops.rules.completion.case_ids import CaseIds
from sheetops.rules.completion.defaults import plan_defaults
from sheetops.rules.deadlines.workdays import Workdays
from sheetops.rules.policy.facts import count_in, time_in
from sheetops.rules.policy.rulebook import Rulebook
from sheetops.rules.writes import keyed_rows, write

_VERSIONED = ("applications", "slips")


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that a person changed between two looks, and who: agent number or name."""

    sheet: str
    key: str
    changed_by: str


def plan_completion(
    records: Records,
    now: datetime,
    settings: Settings,
    workdays: Workdays,
    filed: Callable[[], Iterable[str]],
) -> Iterator[SetValue]:
    """Plan case numbers, owners and defaults, each only where the cell is empty.

    `filed` returns the case numbers in the filing log; it is asked only when a number is needed,
    for the log may be long.
    """
    book = Rulebook(records, settings, workdays)
    yield from plan_case_ids(records["applications"], now, filed)
    yield from plan_owners(records)
    yield from plan_defaults(records, settings, book)


def plan_case_ids(
    cases: Table, now: datetime, filed: Callable[[], Iterable[str]]
) -> Iterator[SetValue]:
    """Plan a number for each row that has a natural key and no number yet.

    A row that lacks parts of its natural key gets none: nothing would find it again.
    """
    given = cases.column("case_id")
    bare = [case for case in keyed_rows(cases) if given[case.index] is None]
    if not bare:
        return
    known = (value for value in given if isinstance(value, str))
    numbers = CaseIds([*known, *filed()])
    for case in bare:
        day = (time_in(case, "applied_at") or now).date()
        yield from write(case, "case_id", numbers.next(day), _NUMBERED)


def stamp_changes(
    records: Records, changes: Iterable[RowChange], now: datetime
) -> Iterator[SetValue]:
    """Plan version, who and when of every row that people changed; each row once."""
    last = {(c.sheet, c.key): c for c in changes if c.sheet in _VERSIONED}
    for change in last.values():
        row = records[change.sheet].find(change.key)
        if row is not None:
            yield from _stamp(row, change.changed_by, now)


def _stamp(row: Record, changed_by: str, now: datetime) -> Iterator[SetValue]:
    yield from write(row, "row_version", (count_in(row, "row_version") or 0) + 1)
    yield from write(row, "updated_by", changed_by)
    yield from write(row, "updated_at", now)


_NUMBERED = Text("新登记的申请", "a new application")
