"""The rows of a sheet as they stand in the workbook, in bulk."""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, time, timedelta
from io import BytesIO
from itertools import islice
from typing import Protocol

from sheetops.records.cells import Raw

Row = Sequence[Raw]

SEARCHED_ROWS = 10
"""A title, a band of captions or a note may stand above the headings, no further down."""
_AREA_ALWAYS_FINE = 4_000_000
_AREA_PER_BYTE = 2
"""A cell with a value takes 20 bytes of XML or more, so that a sheet has far less than one cell a
byte; where its area is larger than that, single cells lie far away from the others."""


class Extent(Protocol):
    """Where the last value of a sheet stands, at most; a survey knows."""

    @property
    def sheet(self) -> str:
        """Return the sheet's name."""
        ...

    @property
    def last_row(self) -> int:
        """Return the number of the last row."""
        ...

    @property
    def last_column(self) -> int:
        """Return the number of the last column."""
        ...


def is_far_flung(area: int, markup_size: int) -> bool:
    """Whether a rectangle of `area` cells around all values would be huge and mostly empty."""
    return area > max(_AREA_ALWAYS_FINE, _AREA_PER_BYTE * markup_size)


class DamagedWorkbook(Exception):
    """The workbook's parts contradict each other; no reader makes sense of it."""


class RowReader:
    """A workbook opened for bulk reading."""

    def __init__(self, data: bytes) -> None:
        """Open `data`; DamagedWorkbook where that cannot be done."""
        from python_calamine import CalamineWorkbook

        self._data = data
        with _damage_told():
            self._book = CalamineWorkbook.from_filelike(BytesIO(data))

    def titles(self) -> list[str]:
        """Return the names of the worksheets, hidden ones too."""
        from python_calamine import SheetTypeEnum

        found = self._book.sheets_metadata
        return [sheet.name for sheet in found if sheet.typ == SheetTypeEnum.WorkSheet]

    def rows(self, extent: Extent, markup_size: int) -> tuple[int, Iterator[Row]]:
        """Return the number of the leftmost column (from 1), and the rows from row 1 on.

        python-calamine fills the rectangle around all cells: for one cell at XFD1048576 it would
        want 550 GB. And it gives up at an error value that it does not know, such as `#SPILL!`.
        Such sheets are read by openpyxl, slowly, within their bounds. `markup_size` is the size
        of the sheet's XML in bytes. DamagedWorkbook where neither can read it.
        """
        if not is_far_flung(extent.last_row * extent.last_column, markup_size):
            try:
                return self._bulk_rows(extent.sheet)
            except DamagedWorkbook:
                pass
        return 1, _bounded_rows(self._data, extent)

    def _bulk_rows(self, title: str) -> tuple[int, Iterator[Row]]:
        with _damage_told():
            sheet = self._book.get_sheet_by_name(title)
        return (sheet.start[1] + 1 if sheet.start else 1), sheet.iter_rows()


def _bounded_rows(data: bytes, extent: Extent) -> Iterator[Row]:
    """Yield the rows of a sheet down to its last value, as wide as the first rows are."""
    import openpyxl

    with _damage_told(), _quiet():
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
        sheet = book[extent.sheet]
        sheet.reset_dimensions()  # what the file says of its own size may be wrong
        head = list(sheet.iter_rows(max_row=SEARCHED_ROWS, values_only=True))
    width = max(
        (at for row in head for at, value in enumerate(row, 1) if value is not None), default=1
    )
    rows = sheet.iter_rows(max_row=extent.last_row, max_col=min(width, 702), values_only=True)
    blank = [""] * min(width, 702)
    while batch := _next_rows(rows):
        # a million rows may lie between two that say something
        yield from (list(map(_as_bulk, row)) if any(row) or 0 in row else blank for row in batch)


def _next_rows(rows: Iterator[tuple[object, ...]]) -> list[tuple[object, ...]]:
    with _damage_told(), _quiet():
        return list(islice(rows, 4_096))


def _as_bulk(value: object) -> Raw:
    """Return what the bulk reader would have said: blank for nothing and for an error value."""
    if isinstance(value, str):
        return "" if value.startswith("#") and value[-1:] in "!?A0E" else value
    if isinstance(value, bool | int | float | date | time | timedelta):
        return value
    return "" if value is None else str(value)


@contextmanager
def _quiet() -> Iterator[None]:
    """Openpyxl warns of every feature that it does not model; nobody needs to hear it here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@contextmanager
def _damage_told() -> Iterator[None]:
    """Turn whatever a reader raises over a damaged workbook into DamagedWorkbook.

    The readers have no one exception for it: openpyxl raises KeyError and others, and
    python-calamine may panic, which Python sees as a BaseException.
    """
    try:
        yield
    except (GeneratorExit, KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        raise DamagedWorkbook(f"{type(error).__name__}: {error}") from error
