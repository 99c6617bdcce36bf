"""Plans the way of a closed case: into the archive, and once it stands there, out of the book.

The two steps are two jobs. The second one goes by what was read back from the archive, so that at
every instant a row stands in the book, in the archive, or in both; never in neither.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cache

from sheetops.actions import Action, ArchiveRow, ClearCase, FileEntry, LeavingRow
from sheetops.records.archive import ANONYMISED_AT, BESIDE, FOLDER
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.settings import Settings
from sheetops.records.table import Record
from sheetops.records.text import Text
from sheetops.rules.archiving.ripe import RipeCase, ripe_cases
from sheetops.rules.filing.changes import is_same

Archived = Callable[[str], Mapping[tuple[str, str], Mapping[str, Value]]]
"""Month → (sheet key, row key) → column key → value: what the archive of the month says."""
Beside = Callable[[Record], str | None]
"""Row → what its private columns and cell notes say, as one text."""

_MOVED = Text("移入归档 {book}", "Archived in {book}")
_AGAIN = Text("归档后又有改动，{book} 已更新", "Changed since it was archived; {book} says so now")


def plan_archive(
    records: Records, archived: Archived, beside: Beside, now: datetime, settings: Settings
) -> Iterator[Action]:
    """Yield the rows of ripe cases that the archive does not have, or has otherwise, and an entry
    of the filing log for each case.
    """
    archived = cache(archived)  # each month's workbook is read once, however many cases it has
    for case in ripe_cases(records, now, settings.retention.archive_days):
        there = archived(case.month)
        rows = [row for row in case.rows if not stands(row, there, beside(row))]
        for row in rows:
            sheet, key = row.table.sheet.key, row.key or ""
            yield ArchiveRow(case.month, sheet, key, _values(row), beside(row))
        if rows:
            yield _entry(case, settings, is_new=("applications", case.case_id) not in there)


def plan_clearing(
    records: Records, archived: Archived, beside: Beside, now: datetime, settings: Settings
) -> Iterator[ClearCase]:
    """Yield the ripe cases of which every row stands in the archive as it stands in its book."""
    archived = cache(archived)
    for case in ripe_cases(records, now, settings.retention.archive_days):
        there = archived(case.month)
        if all(stands(row, there, beside(row)) for row in case.rows):
            rows = tuple(_leaving(row, beside(row)) for row in case.rows)
            yield ClearCase(case.case_id, case.month, rows)


def stands(
    row: Record, there: Mapping[tuple[str, str], Mapping[str, Value]], beside: str | None
) -> bool:
    """Return whether the archive says of the row what its book says.

    A row that was anonymised stands as it is: what the book has of it can only be an old copy, and
    must not bring personal data back.
    """
    found = there.get((row.table.sheet.key, row.key or ""))
    if found is None:
        return False
    if found.get(ANONYMISED_AT) is not None:
        return True
    same = (is_same(row[c.key], found.get(c.key)) for c in row.table.sheet.columns)
    return all(same) and is_same(beside, found.get(BESIDE))


def _leaving(row: Record, beside: str | None) -> LeavingRow:
    names = row.table.natural_keys[row.index]
    return LeavingRow(
        row.place().book, row.table.sheet.key, row.key or "", names, _values(row), beside
    )


def _values(row: Record) -> Mapping[str, Value]:
    return {column.key: row[column.key] for column in row.table.sheet.columns}


def _entry(case: RipeCase, settings: Settings, *, is_new: bool) -> FileEntry:
    book = f"{FOLDER}/{case.month}.xlsx"
    words = _MOVED if is_new else _AGAIN
    refund_no = case.rows[-1]["refund_no"]
    return FileEntry(
        event="archive",
        actor="job:archive_cases",
        actor_role="system",
        source=book,
        case_id=case.case_id,
        refund_no=str(refund_no) if refund_no is not None else None,
        reason=words.filled(book=book).to(settings.language),
    )
