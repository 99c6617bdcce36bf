"""Workbooks as exports: .xlsx within bounds that are known beforehand, and .xls."""

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from sheetops.adapters.exports.containers import Source
from sheetops.adapters.exports.refusals import (
    DAMAGED,
    ENTITIES,
    LARGEST_UNPACKED,
    LOCKED,
    MOST_COLUMNS,
    MOST_ROWS,
    TOO_LONG,
    TOO_WIDE,
    UNPACKED,
    NotReadable,
)
from sheetops.adapters.workbook.edit import EditRefused, survey
from sheetops.adapters.workbook.read_rows import DamagedWorkbook, RowReader
from sheetops.records.cells import Raw

_ENCRYPTED = 0x1
_START = 1024
"""Bytes at the start of a part in which a document type stands, where it has one."""


@dataclass(frozen=True, slots=True)
class _Extent:
    """What a .xls can hold at most is small enough to be read in bulk."""

    sheet: str
    last_row: int = 1
    last_column: int = 1


def workbook_sheets(data: bytes) -> Iterator[Source]:
    """Yield the worksheets of a .xlsx; their size is known before anything is read."""
    _weigh(data)
    try:
        reader = RowReader(data)
        for title in reader.titles():
            extent = survey(data, title)
            if extent.last_column > MOST_COLUMNS:
                raise NotReadable(TOO_WIDE)
            if extent.last_row > MOST_ROWS:
                raise NotReadable(TOO_LONG)
            left, rows = reader.rows(extent, len(data))
            yield Source(title, _from_first_column(left, rows))
    except DamagedWorkbook as error:
        raise NotReadable(DAMAGED) from error
    except EditRefused as error:
        raise NotReadable(error.message) from error


def old_workbook_sheets(data: bytes) -> Iterator[Source]:
    """Yield the sheets of a .xls, each of which has no more than 65,536 × 256 cells."""
    try:
        reader = RowReader(data)
        for title in reader.titles():
            left, rows = reader.rows(_Extent(title), len(data))
            yield Source(title, _from_first_column(left, rows))
    except DamagedWorkbook as error:
        is_locked = type(error.__cause__).__name__ == "PasswordError"
        raise NotReadable(LOCKED if is_locked else DAMAGED) from error


def _weigh(data: bytes) -> None:
    """Refuse what would be too large unpacked, and what cannot be unpacked without a password."""
    try:
        book = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise NotReadable(DAMAGED) from error
    parts = book.infolist()
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise NotReadable(LOCKED)
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise NotReadable(UNPACKED)
    for part in parts:
        if part.filename.endswith(".xml") and b"<!DOCTYPE" in _start(book, part):
            raise NotReadable(ENTITIES)


def _start(book: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Return the first bytes of a part; none where it is damaged, which its reader will tell."""
    try:
        with book.open(part) as file:
            return file.read(_START)
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, EOFError):
        return b""


def _from_first_column(left: int, rows: Iterator[Sequence[Raw]]) -> Iterator[Sequence[Raw]]:
    if left <= 1:
        return rows
    blank = [""] * (left - 1)
    return ([*blank, *row] for row in rows)
