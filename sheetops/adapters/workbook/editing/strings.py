"""The shared strings of a workbook, looked at one by one, never taken apart as a whole."""

from array import array
from bisect import bisect_right

from sheetops.adapters.workbook.editing.cells import read_string
from sheetops.adapters.workbook.editing.dialect import Dialect, dialect_of
from sheetops.adapters.workbook.editing.package import Package
from sheetops.adapters.workbook.editing.row_index import is_plain, mask

_WINDOW = 1 << 16


class SharedStrings:
    """Strings by number; the part is only unpacked when the first one is asked for."""

    def __init__(self, package: Package, path: str) -> None:
        self._package = package
        self._path = path
        self._opened: _Strings | None = None

    def get(self, number: int) -> str | None:
        """The text of a string; None when there is no such string."""
        if not self._path or not self._package.has(self._path):
            return None
        if self._opened is None:
            self._opened = _Strings(self._package.read_markup(self._path))
        return self._opened.get(number)


class _Strings:
    """The part as bytes, and how many strings begin before each of its windows."""

    def __init__(self, markup: bytes) -> None:
        self._markup = markup
        self._masked = markup if is_plain(markup) else mask(markup)
        self._dialect = _dialect(self._masked)
        self._opening = self._dialect.opening("si")  # no other element begins like that
        self._before = array("q", [0])
        for start in range(0, len(markup), _WINDOW):
            end = start + _WINDOW + len(self._opening) - 1
            count = self._masked.count(self._opening, start, end)
            self._before.append(self._before[-1] + count)

    def get(self, number: int) -> str | None:
        if not 0 <= number < self._before[-1]:
            return None
        window = bisect_right(self._before, number) - 1
        at = window * _WINDOW - 1
        for _ in range(number - self._before[window] + 1):
            at = self._masked.find(self._opening, at + 1)
        end = self._masked.find(self._opening, at + 1)
        return read_string(self._markup[at : end if end >= 0 else None], self._dialect)


def _dialect(masked: bytes) -> Dialect:
    root = masked.find(b"sst")
    return dialect_of(masked[masked.rfind(b"<", 0, root) + 1 : root] if root > 0 else b"")
