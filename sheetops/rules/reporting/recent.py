"""Narrows a book of years to the rows on which the figures of a month can rest."""

from collections.abc import Collection, Iterator
from datetime import datetime

from sheetops.records.states import FINAL_STATES
from sheetops.records.table import Record, Table

_CASE_TIMES = ("applied_at", "reviewed_at", "closed_at")
_SLIP_TIMES = ("received_at", "inspected_at", "refunded_at")


def recent_cases(cases: Table, since: datetime) -> Iterator[Record]:
    """Yield the cases that are open, or to which something happened from `since` on."""
    final = frozenset(FINAL_STATES)
    recent = _happened(cases, _CASE_TIMES, since)
    for place, status in enumerate(cases.column("status")):
        if status not in final or place in recent:
            yield cases[place]


def recent_slips(slips: Table, since: datetime, cases: Collection[str]) -> Iterator[Record]:
    """Yield the slips of `cases`, and those to which something happened from `since` on."""
    recent = _happened(slips, _SLIP_TIMES, since)
    for place, case in enumerate(slips.column("case_id")):
        if case in cases or place in recent:
            yield slips[place]


def _happened(table: Table, columns: tuple[str, ...], since: datetime) -> set[int]:
    """Return the places of the rows with a time from `since` on in one of the columns.

    By column, not by row: a hundred thousand rows take a tenth of a second.
    """
    return {
        place
        for column in columns
        for place, value in enumerate(table.column(column))
        if isinstance(value, datetime) and value >= since
    }
