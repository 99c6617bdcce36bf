"""Rows found again by their key, wherever people have moved them.

| what a person did | what it means for a result |
|---|---|
| sorted, filtered, hid, moved or inserted rows | found by its key, written there |
| deleted the row | refused and told (`row-gone`); written after all when the row comes back |
| edited or cleared the key | found by its natural key in an earlier version; written, told |
| copied the row with its key | jobs' columns: the first of the rows, told; others: it waits |
| deleted the column or the sheet, or renamed them | it waits and is told |
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from functools import cached_property

from sheetops.adapters.workbook.publish.tools import Content
from sheetops.records.columns import Value
from sheetops.records.table import Table

_HALF_A_SECOND = timedelta(microseconds=500_000)


class How(Enum):
    """How a row was found, or that it was not."""

    BY_KEY = "by key"
    BY_NATURAL_KEY = "by natural key"
    DOUBLED = "doubled"
    NOT_AT_ALL = "not at all"


@dataclass(frozen=True, slots=True)
class Found:
    """The index of a row in its table, and how it was found; -1: not at all."""

    index: int
    how: How


@dataclass
class Finder:
    """Finds the rows of one table; `given` knows rows by numbers that this publish gives them."""

    table: Table
    earlier: Iterable[Content]
    """Earlier versions of the workbook, newest first; read only for keys that are gone."""
    given: dict[str, int] = field(default_factory=dict)

    @cached_property
    def _counts(self) -> Counter[str]:
        names = zip(self.table.keys, self.table.natural_keys, strict=True)
        return Counter(name for own, other in names for name in {own, *other} if name is not None)

    def find(self, key: str) -> Found:
        """Return where the row with the key stands now, even if the key was edited since."""
        found = self.find_as_is(key)
        return self._find_by_natural_key(key) if found.how is How.NOT_AT_ALL else found

    def find_as_is(self, key: str) -> Found:
        """Return where a row has this key, its own or a natural one."""
        index = self.table.index.get(key, self.given.get(key))
        if index is None:
            return Found(-1, How.NOT_AT_ALL)
        return Found(index, How.DOUBLED if self._counts[key] > 1 else How.BY_KEY)

    def _find_by_natural_key(self, key: str) -> Found:
        if self.table.sheet.natural:
            for content in self.earlier:
                before = content.tables.get(self.table.sheet.key)
                row = before.find(key) if before is not None else None
                if row is not None:
                    return self._only(row.table.natural_keys[row.index])
        return Found(-1, How.NOT_AT_ALL)

    def _only(self, names: Iterable[str]) -> Found:
        for name in names:
            if self._counts[name] == 1:
                return Found(self.table.index[name], How.BY_NATURAL_KEY)
        return Found(-1, How.NOT_AT_ALL)


def is_same(one: Value, other: Value) -> bool:
    """Return whether two values mean the same: blank is blank, times agree to the second."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        # Excel keeps a time as a fraction of a day
        return abs(one - other) <= _HALF_A_SECOND
    return _plain(one) == _plain(other)


def _plain(value: Value) -> Value:
    if isinstance(value, str):
        return value.strip().replace("\r\n", "\n") or None
    return value if value != () else None
