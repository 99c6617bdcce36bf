"""What a file of the inbox turns out to be, told by its bytes and never by its name."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sheetops.adapters.exports.refusals import (
    EMPTY,
    LARGEST,
    LOCKED,
    OTHER_FORMAT,
    TOO_LARGE,
    NotReadable,
)
from sheetops.records.cells import Raw

Row = Sequence[Raw]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_XML_SHEET = b"urn:schemas-microsoft-com:office:spreadsheet"
_HTML = (b"<html", b"<table", b"<!doctype html")


@dataclass
class Warts:
    """What was odd about a text, known once all of it was read."""

    foreign: list[int] = field(default_factory=list)
    """Lines in another encoding than the others, numbered from 1."""
    lost: list[int] = field(default_factory=list)
    """Lines with characters that no encoding explains."""


@dataclass
class Source:
    """The rows of one sheet, from row 1 on, read as they are asked for."""

    title: str | None
    rows: Iterable[Row]
    warts: Warts = field(default_factory=Warts)
    is_text: bool = False
    """Whether no cell is anything but text."""


def sources(data: bytes, *, is_sure: bool = True) -> Iterator[Source]:
    """Yield the sheets of a file; NotReadable where it is none that has any.

    Unless `is_sure` of the encoding of a text, its rows may raise UnicodeDecodeError.
    """
    if not data:
        raise NotReadable(EMPTY)
    if len(data) > LARGEST:
        raise NotReadable(TOO_LARGE)
    if data.startswith(b"PK"):
        from sheetops.adapters.exports.workbooks import workbook_sheets

        yield from workbook_sheets(data)
    elif data.startswith(_OLE):
        from sheetops.adapters.exports.bulk_rows import bulk_sheets

        if _ENCRYPTED_STREAM in data:
            raise NotReadable(LOCKED)
        yield from bulk_sheets(data)
    else:
        yield from _texts(data, is_sure=is_sure)


def _texts(data: bytes, *, is_sure: bool) -> Iterator[Source]:
    from sheetops.adapters.exports.html_tables import html_rows
    from sheetops.adapters.exports.text_tables import decoded, separated

    lines = decoded(data, is_sure=is_sure)
    start = data[:2048].replace(b"\0", b"").lower()
    if _XML_SHEET in start:
        raise NotReadable(OTHER_FORMAT)
    is_html = any(mark in start for mark in _HTML)
    yield Source(None, html_rows(lines) if is_html else separated(lines), lines.warts, is_text=True)
