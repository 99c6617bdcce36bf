"""Which column of a sheet is which: headings in either language, in any order, on rows 1 to 10."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sheetops.adapters.workbook.read_rows import SEARCHED_ROWS
from sheetops.records.cells import Raw
from sheetops.records.sheets import Sheet
from sheetops.records.spelling import folded


@dataclass(frozen=True, slots=True)
class Headings:
    """Where the columns of a sheet stand. Offsets count from the left edge of what was read."""

    row: int
    """Row number that Excel shows."""
    offsets: Mapping[str, int]
    """Column key → offset."""
    words: Mapping[str, str]
    """Column key → heading as the sheet shows it."""
    doubled: Mapping[str, tuple[int, ...]]
    """Column key → all its offsets, where there are several."""


def find_headings(sheet: Sheet, rows: Sequence[Sequence[Raw]]) -> Headings | None:
    """Return the headings of `sheet` in its first rows, the row with most of them; None: no row."""
    best: Headings | None = None
    names = _names(sheet)
    for number, row in enumerate(rows[:SEARCHED_ROWS], start=1):
        found = _match(names, row, number)
        if found.offsets and (best is None or len(found.offsets) > len(best.offsets)):
            best = found
    return best


def count_headings(sheet: Sheet, rows: Sequence[Sequence[Raw]]) -> int:
    """Return how many of the sheet's columns the first rows name."""
    found = find_headings(sheet, rows)
    return len(found.offsets) if found else 0


def _match(
    names: tuple[Mapping[str, str], Mapping[str, str]], row: Sequence[Raw], number: int
) -> Headings:
    places: dict[str, list[int]] = {}
    words: dict[str, str] = {}
    # a column's own name goes before a name under which people also know it
    for known in names:
        before = set(places)
        for offset, text in _texts(row):
            key = known.get(folded(text))
            if key is not None and key not in before:
                places.setdefault(key, []).append(offset)
                words.setdefault(key, text)
    return Headings(
        row=number,
        offsets={key: found[0] for key, found in places.items()},
        words=words,
        doubled={key: tuple(found) for key, found in places.items() if len(found) > 1},
    )


def _texts(row: Sequence[Raw]) -> Iterator[tuple[int, str]]:
    return ((offset, text) for offset, text in enumerate(row) if isinstance(text, str) and text)


def _names(sheet: Sheet) -> tuple[Mapping[str, str], Mapping[str, str]]:
    own = {folded(title): c.key for c in sheet.columns for title in c.title.both()}
    others = {folded(name): c.key for c in sheet.columns for name in c.aliases}
    return own, {name: key for name, key in others.items() if name not in own}
