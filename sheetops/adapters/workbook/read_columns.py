"""The cells of one column, read: each distinct content is parsed once, however often it stands."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sheetops.records.columns import Column, Value
from sheetops.records.problems import ProblemKind
from sheetops.records.readings import Parser, Raw, at_once_of

_REMEMBERED = 50_000
"""So many distinct contents of a column are kept; a column of numbers, each of them once, would
otherwise take as much memory again as the book."""


class Remark(NamedTuple):
    """A cell whose content was remarkable."""

    row: int
    column: str
    kind: ProblemKind
    raw: Raw


class ColumnReader(dict[Raw, Value]):
    """Content → value, filled on demand."""

    def __init__(self, column: Column, parse: Parser) -> None:
        super().__init__({"": None, None: None})
        self.key = column.key
        self._parse = parse
        self._at_once = at_once_of(column)
        self._kinds: dict[Raw, tuple[ProblemKind, ...]] = {}

    def __missing__(self, raw: Raw) -> Value:
        value, kinds = self._parse(raw)
        if kinds:
            self._kinds[raw] = kinds
        if len(self) >= _REMEMBERED:
            self.clear()
            self.update({"": None, None: None})
        self[raw] = value
        return value

    def read(self, contents: Sequence[Raw]) -> list[Value]:
        """Return what the cells mean."""
        # the first cell tells most columns that are not blank, without a look at the others
        if contents[0] == "" and contents.count("") == len(contents):
            return [None] * len(contents)
        values = self._at_once(contents) if self._at_once else None
        if values is None:
            values = list(map(self.__getitem__, contents))
        else:
            return values
        if (True in self or False in self) and bool in set(map(type, contents)):
            # a truth value and a number met in one entry: both are read again, told apart
            self.pop(True, None)
            self.pop(False, None)
            values = list(map(self.__getitem__, _told_apart(contents)))
        return values

    def remarks(self, contents: Sequence[Raw], rows: Iterable[int]) -> Iterable[Remark]:
        """Yield what was remarkable in cells that were read before."""
        if not self._kinds:
            return
        for raw, row in zip(_told_apart(contents), rows, strict=True):
            for kind in self._kinds.get(raw, ()):
                yield Remark(row, self.key, kind, raw)


def _told_apart(contents: Sequence[Raw]) -> Sequence[Raw]:
    """In a dict True and 1.0 are one key; as the text TRUE a truth value stays one."""
    if bool not in set(map(type, contents)):
        return contents
    return [str(raw).upper() if isinstance(raw, bool) else raw for raw in contents]
