"""Workbooks as exports: .xlsx, within bounds that are known before anything is read."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from sheetops.adapters.exports.bulk_rows import bulk_sheets
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
from sheetops.adapters.workbook.editing import EditRefused, sheet_names, survey

_ENCRYPTED = 0x1
_CUT_OFF = ("not-a-workbook", "damaged-zip", "damaged-part", "malformed-xml", "missing-part")
_START = 1024
"""Bytes at the start of a part in which a document type stands, where it has one."""


def workbook_sheets(data: bytes) -> Iterator[Source]:
    """Yield the worksheets of a .xlsx; their size is looked at before anything is read."""
    _weigh(data)
    try:
        for title in sheet_names(data):
            extent = survey(data, title)
            if extent.last_column > MOST_COLUMNS:
                raise NotReadable(TOO_WIDE)
            if extent.last_row > MOST_ROWS:
                raise NotReadable(TOO_LONG)
    except EditRefused as error:
        is_cut = error.reason in _CUT_OFF
        raise NotReadable(DAMAGED if is_cut else error.message) from error
    yield from bulk_sheets(data)


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
