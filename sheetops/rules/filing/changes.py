"""What is different between two looks at a sheet, row by row and cell by cell.

Rows are matched by key, never by place: sorting, filtering, inserting and moving rows or columns
is no change. A row without any key is a draft; it counts from the moment it has one.
"""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from sheetops.records.columns import Column, Value
from sheetops.records.table import Record, Table, as_key

_MOST_COMPARED = 400
"""Pairs of rows that are compared cell by cell where a key is doubled; beyond that, by order."""


class Kind(StrEnum):
    """What happened to a row or a cell."""

    NEW = "new"
    CHANGED = "changed"
    REKEYED = "rekeyed"  # the row is the same, the number by which it is known is another
    VANISHED = "vanished"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `record` is the row as it is now; for a vanished one, as it was."""

    kind: Kind
    record: Record
    column: Column | None = None
    """None for a row that is new or has vanished."""
    old: Value = None
    new: Value = None

    @property
    def key(self) -> str:
        """Return the row's key, by which it is known now."""
        return self.record.key or ""


def changes(before: Table, after: Table) -> Iterator[Change]:
    """Yield the differences from `before` to `after`: in the order of the rows, vanished ones last.

    A column that one of the two does not have is not compared: a lost heading is a problem of
    reading, not ten thousand emptied cells.
    """
    pairs = dict(_pairs(before, after))
    cells = _changed_cells(before, after, pairs)
    for place in range(len(after)):
        if place in cells:
            yield from cells[place]
        elif place not in pairs and after.keys[place] is not None:
            yield Change(Kind.NEW, after[place])
    kept = set(pairs.values())
    for place, key in enumerate(before.keys):
        if key is not None and place not in kept:
            yield Change(Kind.VANISHED, before[place])


def is_same(one: Value, other: Value) -> bool:
    """Return whether two values mean the same: 198 and 198.00, nothing and an empty text.

    Excel keeps instants as fractions of a day; less than a second is no difference.
    """
    if one in (None, "") or other in (None, ""):
        return one in (None, "") and other in (None, "")
    if isinstance(one, datetime) and isinstance(other, datetime):
        return abs(one - other) < timedelta(seconds=1)
    if isinstance(one, str) and isinstance(other, str):
        return one.replace("\r\n", "\n") == other.replace("\r\n", "\n")
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | Decimal) and isinstance(other, int | Decimal):
        return one == other
    return type(one) is type(other) and one == other


def _pairs(before: Table, after: Table) -> Iterator[tuple[int, int]]:
    """Yield (place now, place before) of every row that is still there."""
    left, right = _own(before), _own(after)
    taken_before: set[int] = set()
    taken_after: set[int] = set()
    for key, places in right.items():
        for now, then in _within(before, after, left.get(key, []), places):
            taken_before.add(then)
            taken_after.add(now)
            yield now, then
    yield from _by_natural_key(before, after, taken_before, taken_after)


def _own(table: Table) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for place, value in enumerate(table.column(table.sheet.key_column)):
        if value is not None:
            found[as_key(value)].append(place)
    return found


def _within(
    before: Table, after: Table, left: Sequence[int], right: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield pairs among rows of one key: where it is doubled, those that are most alike first."""
    if len(left) == len(right) == 1:
        yield right[0], left[0]
        return
    names = [key for key in after.columns if key in before.columns]
    equal = dict(_equal_rows(before, after, left, right, names))
    yield from equal.items()
    now = [place for place in right if place not in equal]
    used = set(equal.values())
    then = [place for place in left if place not in used]
    if len(now) * len(then) > _MOST_COMPARED:
        yield from zip(now, then, strict=False)
    else:
        yield from _most_alike(before, after, then, now, names)


def _equal_rows(
    before: Table, after: Table, left: Sequence[int], right: Sequence[int], names: Sequence[str]
) -> Iterator[tuple[int, int]]:
    waiting: dict[tuple[Value, ...], deque[int]] = defaultdict(deque)
    for then in left:
        waiting[tuple(before[then][name] for name in names)].append(then)
    for now in right:
        found = waiting.get(tuple(after[now][name] for name in names))
        if found:
            yield now, found.popleft()


def _most_alike(
    before: Table, after: Table, left: Sequence[int], right: Sequence[int], names: Sequence[str]
) -> Iterator[tuple[int, int]]:
    alike = sorted(
        (sum(not is_same(before[then][n], after[now][n]) for n in names), now, then)
        for now in right
        for then in left
    )
    done: set[tuple[str, int]] = set()
    for _, now, then in alike:
        if not {("now", now), ("then", then)} & done:
            done |= {("now", now), ("then", then)}
            yield now, then


def _by_natural_key(
    before: Table, after: Table, taken_before: set[int], taken_after: set[int]
) -> Iterator[tuple[int, int]]:
    waiting: dict[str, deque[int]] = defaultdict(deque)
    for then, names in enumerate(before.natural_keys):
        if then not in taken_before:
            for name in names:
                waiting[name].append(then)
    for now, names in enumerate(after.natural_keys):
        if now in taken_after:
            continue
        found = next((t for name in names for t in waiting[name] if t not in taken_before), None)
        if found is not None:
            taken_before.add(found)
            yield now, found


def _changed_cells(before: Table, after: Table, pairs: dict[int, int]) -> dict[int, list[Change]]:
    found: dict[int, list[Change]] = defaultdict(list)
    for column in after.sheet.columns:
        old, new = before.columns.get(column.key), after.columns.get(column.key)
        if old is None or new is None:
            continue
        for now, then in pairs.items():
            was, is_now = old[then], new[now]
            if was is not is_now and not is_same(was, is_now):
                kind = _kind(after, column, was)
                found[now].append(Change(kind, after[now], column, was, is_now))
    return found


def _kind(table: Table, column: Column, old: Value) -> Kind:
    is_key = column.key == table.sheet.key_column
    return Kind.REKEYED if is_key and old is not None else Kind.CHANGED
