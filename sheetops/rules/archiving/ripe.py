"""Which cases are ripe for the archive: closed long enough, with everything of theirs settled."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sheetops.records.desk import Records
from sheetops.records.states import FINAL_STATES
from sheetops.records.table import Record, Table

_SETTLED_SLIPS = ("closed", "void")
_OF_A_CASE = ("slips", "feedback")


@dataclass(frozen=True, slots=True)
class RipeCase:
    """A case with all its rows; slips and feedback before the application itself."""

    case_id: str
    month: str
    """Month of its closing, e.g. `2026-03`: the archive workbook that takes it."""
    rows: tuple[Record, ...]


def ripe_cases(records: Records, now: datetime, days: int) -> Iterator[RipeCase]:
    """Yield every case that was closed `days` days ago or earlier, in the order of the book.

    A case stays while one of its slips is open, a complaint about it is unanswered, a linked case
    is not ripe, one of its rows has no number, shares it, or holds a cell that cannot be read: what
    a row says must be known before it is moved.
    """
    cases, latest = records["applications"], now - timedelta(days=days)
    others = _rows_by_case(records)
    doubtful = _doubtful_rows(records)
    found: dict[str, RipeCase] = {}
    for index, closed_at in enumerate(cases.column("closed_at")):
        if not isinstance(closed_at, datetime) or closed_at > latest:
            continue
        record = cases[index]
        rows = (*others.get(record.text("case_id"), ()), record)
        if _is_settled(rows) and not any(map(doubtful, rows)):
            case_id = record.text("case_id")
            found[case_id] = RipeCase(case_id, f"{closed_at:%Y-%m}", rows)
    apart = _held_back(cases, found.keys())
    yield from (case for case_id, case in found.items() if case_id not in apart)


def _rows_by_case(records: Records) -> Mapping[str, list[Record]]:
    found: defaultdict[str, list[Record]] = defaultdict(list)
    for sheet in _OF_A_CASE:
        table = records[sheet]
        for index, case_id in enumerate(table.column("case_id")):
            if isinstance(case_id, str):
                found[case_id].append(table[index])
    return found


class _Doubtful:
    """Rows that cannot be moved: without a number of their own, or not read completely."""

    def __init__(self, records: Records) -> None:
        self._unread = {
            (p.place.book, p.place.sheet, p.place.row) for p in records.problems if p.place.row
        }
        sheets = ("applications", *_OF_A_CASE)
        self._names = {key: Counter(_numbers(records[key])) for key in sheets}

    def __call__(self, row: Record) -> bool:
        sheet = row.table.sheet
        place = row.place()
        number = row[sheet.key_column]
        is_alone = number is not None and self._names[sheet.key][number] == 1
        return not is_alone or not place.row or (place.book, place.sheet, place.row) in self._unread


def _doubtful_rows(records: Records) -> _Doubtful:
    return _Doubtful(records)


def _numbers(table: Table) -> Iterator[object]:
    yield from table.column(table.sheet.key_column)


def _is_settled(rows: tuple[Record, ...]) -> bool:
    *others, case = rows
    return case["status"] in FINAL_STATES and all(map(_is_done, others))


def _is_done(row: Record) -> bool:
    if row.table.sheet.key == "slips":
        return row["slip_status"] in _SETTLED_SLIPS
    return row["is_complaint"] is not True or row["replied_at"] is not None


def _held_back(cases: Table, ripe: Collection[str]) -> set[str]:
    """Return the ripe cases that a chain of links ties to one in the book that is not."""
    linked: defaultdict[str, set[str]] = defaultdict(set)
    pairs = zip(cases.column("case_id"), cases.column("linked_case"), strict=True)
    for one, other in pairs:
        if isinstance(one, str) and isinstance(other, str):
            linked[one].add(other)
            linked[other].add(one)
    known = {key for key in cases.column("case_id") if isinstance(key, str)}
    held: set[str] = set()
    waiting = [key for key in linked if key in known and key not in ripe]
    while waiting:
        for other in linked[waiting.pop()]:
            if other in ripe and other not in held:
                held.add(other)
                waiting.append(other)
    return held
