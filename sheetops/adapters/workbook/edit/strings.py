"""The shared strings of a workbook, looked at one by one, never taken apart as a whole."""

from array import array

from sheetops.adapters.workbook.edit.cells import read_string
from sheetops.adapters.workbook.edit.dialect import dialect_of
from sheetops.adapters.workbook.edit.package import Package
from sheetops.adapters.workbook.edit.row_index import is_plain, mask


class SharedStrings:
    """Strings by number; the part is only unpacked when the first one is asked for."""

    def __init__(self, package: Package, path: str) -> None:
        self._package = package
        self._path = path
        self._markup = b""
        self._starts: array[int] | None = None
        self._dialect = dialect_of(b"")

    def get(self, number: int) -> str | None:
        """The text of a string; None when there is no such string."""
        starts = self._starts if self._starts is not None else self._open()
        if not 0 <= number < len(starts) - 1:
            return None
        return read_string(self._markup[starts[number] : starts[number + 1]], self._dialect)

    def _open(self) -> "array[int]":
        self._starts = array("q")
        if not self._path or not self._package.has(self._path):
            return self._starts
        self._markup = self._package.read_markup(self._path)
        masked = self._markup if is_plain(self._markup) else mask(self._markup)
        root = masked.find(b"sst")
        prefix = masked[masked.rfind(b"<", 0, root) + 1 : root]
        self._dialect = dialect_of(prefix)
        self._starts.extend(found.start() for found in self._dialect.item.finditer(masked))
        self._starts.append(len(masked))
        return self._starts
