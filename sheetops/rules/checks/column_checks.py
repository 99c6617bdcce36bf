"""What the data dictionary says of each column, checked for every sheet."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypeVar

from sheetops.records.catalogue import columns as kinds
from sheetops.records.columns import Column, Kind, Need, Value, Writer
from sheetops.records.dictionary import PEOPLES_BOOKS, SHEETS
from sheetops.records.lists import LISTS
from sheetops.records.problems import Fact, Problem, ProblemKind
from sheetops.records.sheets import Sheet
from sheetops.records.showing import listed
from sheetops.records.table import Table
from sheetops.records.text import Text
from sheetops.rules.checks.audit import Audit, finding
from sheetops.rules.checks.typed import days, moments

Check = Callable[[Audit], Iterator[Problem]]

_D = TypeVar("_D", date, datetime)

CHECKED_SHEETS: tuple[Sheet, ...] = tuple(
    sheet for book in PEOPLES_BOOKS for sheet in book.sheets if sheet is not LISTS
)
LONGEST_TEXT = 2_000
_CLOCKS_MAY_DIFFER = timedelta(minutes=5)
_HAPPENED = frozenset(
    (
        "applied_at",
        "paid_at",
        "shipped_at",
        "signed_at",
        "reviewed_at",
        "notified_at",
        "closed_at",
        "buyer_shipped_at",
        "received_at",
        "inspected_at",
        "refunded_at",
        "x_shipped_at",
        "x_notified_at",
        "issued_at",
        "sent_to_buyer_at",
        "replied_at",
        "raised_at",
        "verified_at",
    )
)
"""Columns that hold when something happened, which cannot be in the future."""
_LONG_NUMBER = re.compile(r"\d{15}0{3,}")
_TEXTS = (Kind.ID, Kind.TEXT, Kind.PROSE)


def _missing(audit: Audit) -> Iterator[Problem]:
    """A required cell is filled. What jobs fill by themselves is asked for once they had a turn."""
    for table, column in _columns(audit):
        if column.need is not Need.ALWAYS or column.of_jobs:
            continue
        own_key = table.column(table.sheet.key_column)
        by_job = Writer.JOB in column.writers and column.key != "status"
        for index in rows_with(table, column.key, (None,)):
            if by_job and own_key[index] is None:
                continue
            if not audit.is_unread(table, index, column.key):
                yield finding(kinds.MISSING_VALUE, table, index, column.key, wanted=column.hint)


def _form(audit: Audit) -> Iterator[Problem]:
    """A text has the form that its column asks for."""
    for table, column in _columns(audit):
        if column.pattern is None:
            continue
        fits = re.compile(column.pattern, re.ASCII).fullmatch
        wrong = {v for v in set(table.column(column.key)) if isinstance(v, str) and not fits(v)}
        kind = kinds.PHONE_FORM if column.personal else kinds.BAD_FORM
        wanted: Fact = column.pattern_words or column.hint
        for index in rows_with(table, column.key, wrong):
            yield finding(kind, table, index, column.key, wanted=wanted)


def _zeros(audit: Audit) -> Iterator[Problem]:
    """18 digits and more with nothing but zeros after the 15th were a number on their way here."""
    for table, column in _columns(audit):
        if column.kind is not Kind.ID or column.pattern is None:
            continue
        texts = [v for v in table.column(column.key) if isinstance(v, str) and v.endswith("000")]
        wrong = set(filter(_LONG_NUMBER.fullmatch, texts))
        for index in rows_with(table, column.key, wrong):
            yield finding(kinds.ID_ENDS_IN_ZEROS, table, index, column.key)


def _bounds(audit: Audit) -> Iterator[Problem]:
    """A number lies within its bounds; those of a text are bounds of its length."""
    for table, column in _columns(audit):
        if column.least is None and column.most is None:
            continue
        if table.sheet.key == "calendar":
            continue  # V17 says it better
        least = Decimal("-Infinity") if column.least is None else column.least
        most = Decimal("Infinity") if column.most is None else column.most
        values = set(table.column(column.key)) - {None}
        wrong = {value for value in values if not least <= _size(value) <= most}
        for index in rows_with(table, column.key, wrong):
            yield _out_of_bounds(table, index, column, least)


def _out_of_bounds(table: Table, index: int, column: Column, least: int | Decimal) -> Problem:
    value = table.column(column.key)[index]
    if isinstance(value, str):
        wanted = f"{column.least or 0}–{column.most or LONGEST_TEXT}"
        length = str(len(value))
        return finding(kinds.TEXT_LENGTH, table, index, column.key, value=length, wanted=wanted)
    small = _size(value) < least
    kind = kinds.NUMBER_TOO_SMALL if small else kinds.NUMBER_TOO_LARGE
    limit = column.least if small else column.most
    return finding(kind, table, index, column.key, wanted=str(limit))


def _size(value: Value) -> int | Decimal:
    if isinstance(value, int | Decimal):
        return value
    return len(value) if isinstance(value, str) else 0


def _endless(audit: Audit) -> Iterator[Problem]:
    """A text fits on a slip and into a mail. Excel itself allows 32,767 characters."""
    limit = str(LONGEST_TEXT)
    for table, column in _columns(audit):
        if column.kind not in _TEXTS or column.of_jobs or column.most is not None:
            continue
        texts = {v for v in set(table.column(column.key)) if isinstance(v, str)}
        wrong = {text for text in texts if len(text) > LONGEST_TEXT}
        for index in rows_with(table, column.key, wrong):
            length = str(len(str(table.column(column.key)[index])))
            yield finding(kinds.TEXT_ENDLESS, table, index, column.key, value=length, wanted=limit)


def _references(audit: Audit) -> Iterator[Problem]:
    """What a cell refers to exists. An item may be new to Inventory, which is worth a look only."""
    known = {key: _keys_of(audit.records[key]) for key in SHEETS}
    known["applications"] |= audit.trails.keys()  # archived cases stand in the filing log
    for table, column in _columns(audit):
        target = "applications" if column.key == "linked_case" else column.refers
        if target is None or (table.sheet.key, column.key) == ("slips", "case_id"):
            continue  # V02 says it better
        kind = kinds.UNKNOWN_SKU if target == "inventory" else kinds.UNKNOWN_REFERENCE
        wrong = set(table.column(column.key)) - known[target] - {None}
        for index in rows_with(table, column.key, wrong):
            yield finding(kind, table, index, column.key, sheet=SHEETS[target].title)


def _keys_of(table: Table) -> set[Value]:
    return set(table.column(table.sheet.key_column))


def _future(audit: Audit) -> Iterator[Problem]:
    """What happened did not happen later than now; clocks may differ by five minutes."""
    latest = audit.now + _CLOCKS_MAY_DIFFER
    for table, column in _columns(audit):
        if column.key not in _HAPPENED:
            continue
        wrong: set[Value] = (
            _later(moments(table, column.key), latest)
            if column.kind is Kind.TIME
            else _later(days(table, column.key), latest.date())
        )
        for index in rows_with(table, column.key, wrong):
            yield finding(kinds.FUTURE_TIME, table, index, column.key)


def _later(values: Sequence[_D | None], latest: _D) -> set[Value]:
    """Return which of the values are later; to see that none is takes one look at the largest."""
    known = [value for value in values if value is not None]
    return (
        {value for value in known if value > latest}
        if max(known, default=latest) > latest
        else set()
    )


def _keys(audit: Audit) -> Iterator[Problem]:
    """The key of a row is used once."""
    for sheet in CHECKED_SHEETS:
        table = audit.records[sheet.key]
        for indexes in doubled(table.column(sheet.key_column)):
            yield from same_rows(kinds.DUPLICATE_KEY, table, indexes, sheet.key_column)


def doubled(values: Collection[object]) -> Iterator[list[int]]:
    """Yield the indexes of values that stand in several rows; None is no value."""
    if len(set(values)) == len(values):
        return
    rows: defaultdict[object, list[int]] = defaultdict(list)
    for index, value in enumerate(values):
        if value is not None:
            rows[value].append(index)
    yield from (indexes for indexes in rows.values() if len(indexes) > 1)


def same_rows(
    kind: ProblemKind, table: Table, indexes: list[int], column: str
) -> Iterator[Problem]:
    """Yield one problem for each of several rows that should be one, naming all of them."""
    numbers = [str(table.place(index).row or "–") for index in indexes]
    rows = listed([Text(number, number) for number in numbers])
    for index in indexes:
        yield finding(kind, table, index, column, rows=rows)


def _columns(audit: Audit) -> Iterator[tuple[Table, Column]]:
    """Yield every column that some workbook has, with its table."""
    for sheet in CHECKED_SHEETS:
        table = audit.records[sheet.key]
        for column in sheet.columns:
            if column.key in table.columns:
                yield table, column


def rows_with(table: Table, column: str, wrong: Collection[Value]) -> Iterator[int]:
    """Yield the rows whose value is one of `wrong`; costs next to nothing where there is none."""
    if wrong:
        values = table.column(column)
        yield from (index for index, value in enumerate(values) if value in wrong)


CHECKS: tuple[Check, ...] = (
    _missing,
    _form,
    _zeros,
    _bounds,
    _endless,
    _references,
    _future,
    _keys,
)
"""The checks of this module."""
