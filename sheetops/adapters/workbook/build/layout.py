"""Where things stand on a sheet: one table below a row of captions, folded bands to the right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from openpyxl.utils import get_column_letter

from sheetops.records.columns import Band, Column

CAPTION_ROW = 1
HEADING_ROW = 2
FIRST_ROW = 3
LAST_ROW = 20_000
"""Dropdowns, hints and live colours reach down to here, far below the table's last row."""

FOLDED = (Band.IMPORTED, Band.SELDOM)


@dataclass(frozen=True, slots=True)
class Block:
    """The columns of one band; `first` and `last` count from 1."""

    band: Band
    first: int
    last: int

    @property
    def letters(self) -> tuple[str, ...]:
        """Return the letters of the block's columns."""
        return tuple(get_column_letter(index) for index in range(self.first, self.last + 1))


def blocks(columns: Sequence[Column]) -> tuple[Block, ...]:
    """Return the bands of a sheet from left to right; `columns` are in band order."""
    return tuple(_blocks(columns))


def _blocks(columns: Sequence[Column]) -> Iterator[Block]:
    start = 1
    for band, members in groupby(columns, key=lambda column: column.band):
        count = len(tuple(members))
        yield Block(band, start, start + count - 1)
        start += count


def folded(columns: Sequence[Column]) -> tuple[Block, ...]:
    """Return the blocks that are folded away, each with an open column before it.

    Excel joins neighbouring groups of one level into one. Where two folded bands meet, the first
    column of the second stays open: it carries the + of its own band.
    """
    found: list[Block] = []
    for block in blocks(columns):
        if block.band not in FOLDED:
            continue
        meets = bool(found) and found[-1].last == block.first - 1
        first = block.first + 1 if meets else block.first
        if first <= block.last:
            found.append(Block(block.band, first, block.last))
    return tuple(found)
