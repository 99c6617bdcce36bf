"""HTML tables, which platforms and ERPs like to name `.xls`: their rows, one after the other."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sheetops.adapters.exports.refusals import DAMAGED, MOST_COLUMNS, NotReadable

if TYPE_CHECKING:
    from lxml.etree import _Element

_CELLS = ("td", "th")
_LINES_AT_ONCE = 500


def html_rows(lines: Iterable[str]) -> Iterator[list[str]]:
    """Yield the rows of all tables of a page; rows that hold another table are only its frame.

    Nothing is fetched: an HTML parser knows no entities but characters. What was read is let go.
    """
    from lxml.etree import HTMLPullParser, LxmlError

    parser = HTMLPullParser(events=("end",), tag="tr", encoding="utf-8", no_network=True)
    try:
        parser.feed(b"<html>")  # before any declaration of an encoding that is none of ours
        for piece in _pieces(lines):
            parser.feed(piece)
            yield from _rows(parser.read_events())
        parser.close()
        yield from _rows(parser.read_events())
    except LxmlError as error:
        raise NotReadable(DAMAGED) from error


def _pieces(lines: Iterable[str]) -> Iterator[bytes]:
    some: list[str] = []
    for line in lines:
        some.append(line)
        if len(some) >= _LINES_AT_ONCE:
            yield "".join(some).encode("utf-8", errors="replace")
            some.clear()
    yield "".join(some).encode("utf-8", errors="replace")


def _rows(events: "Iterable[tuple[str, _Element]]") -> Iterator[list[str]]:
    for _, row in events:
        if row.find(".//tr") is None:
            yield [text for cell in row if cell.tag in _CELLS for text in _texts(cell)]
        row.clear()
        parent = row.getparent()
        while parent is not None and row.getprevious() is not None:
            del parent[0]


def _texts(cell: "_Element") -> Iterator[str]:
    """Yield what a cell says, and nothing for the columns that it spans besides."""
    yield ((cell.text or "") if not len(cell) else "".join(cell.itertext())).strip()
    span = cell.get("colspan") or "1"
    for _ in range(1, min(int(span), MOST_COLUMNS) if span.isdecimal() else 1):
        yield ""
