"""Recognises an export by its headings, wherever they stand and however they are spelt."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from sheetops.records.spelling import folded
from sheetops.rules.importing.presets import PRESETS, Heading, Preset, Purpose

SEARCHED_ROWS = 20
"""Headings are looked for in the first rows; titles and notes may stand above them."""
NEAR = 0.6
"""A file with this part of the required headings is told to be almost an export."""
_DOUBLED = re.compile(r"\.\d+$")
_UNIT = re.compile(r"[(\[](?:元|¥|rmb|cny|件|个)[)\]]")
_MARKS = re.compile(r"[^\w]|_")
_PURPOSES = (Purpose.REPORT, Purpose.ORDERS, Purpose.REFUNDS)
"""What is preferred where two sheets of one file fit, the best last."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the facts of an export stand in a sheet."""

    preset: Preset
    row: int
    """Number of the heading row, from 1."""
    columns: Mapping[str, int]
    """Fact → column, from 0."""
    words: Mapping[str, str]
    """Fact → heading as the file spells it."""
    missing: tuple[Heading, ...] = ()
    """Required headings that the file does not have."""
    known: int = 0
    """How many of the preset's headings were found."""
    verbatim: int = 0
    """How many of them are spelt as the platform spells them."""
    width: int = 0
    """Up to which column headings stand."""
    unknown: tuple[str, ...] = ()
    """Headings that this export is not known to have: nothing of these columns is imported."""
    absent: tuple[str, ...] = ()
    """Headings of the preset that the file does not have."""
    doubled: Mapping[str, int] = field(default_factory=dict)
    """Headings that stand more than once → the column taken, from 0."""

    @property
    def share(self) -> float:
        """Return the part of the preset's headings that the file has, 0 to 1."""
        return self.known / max(len(self.preset.headings), 1)

    @property
    def certainty(self) -> float:
        """Return how sure it is that the file is this export, 0 to 1.

        Columns that people added do not make it less sure, nor do columns that are not exported:
        it is sure where all headings of either side are known.
        """
        return max(self.share, self.known / max(self.known + len(self.unknown), 1))

    @property
    def rank(self) -> tuple[bool, bool, int, int, float]:
        """Return how well the layout fits: the greatest is the best."""
        return (not self.missing, self.preset.own, self.known, self.verbatim, self.share)

    @property
    def use(self) -> tuple[bool, int, int]:
        """Return how useful its rows are: the greatest is the best."""
        return (not self.missing, _PURPOSES.index(self.preset.purpose), self.known)


@lru_cache(maxsize=4096)
def heading_key(text: str) -> str:
    """Return the part of a heading that counts: its letters and digits.

    Width, case, spaces, brackets, slashes and underscores make no difference, 帐 is 账; a unit in
    brackets and a number that tools put behind a doubled heading (`.1`) are left out.
    """
    plain = _UNIT.sub("", _DOUBLED.sub("", folded(text))).replace("帐", "账")
    return _MARKS.sub("", plain) or plain


def recognise(
    rows: Sequence[Sequence[object]], presets: Sequence[Preset] = PRESETS
) -> Layout | None:
    """Return the layout that fits the sheet's first rows best; None where none comes near.

    A layout with `missing` headings is a near miss: nothing may be imported by it.
    """
    found = [
        layout
        for number, row in enumerate(rows[:SEARCHED_ROWS], 1)
        for layout in _layouts(number, row, presets)
    ]
    return max(found, key=lambda layout: layout.rank, default=None)


def heading_row(rows: Sequence[Sequence[object]]) -> int | None:
    """Return the number of the row that looks most like headings, from 1; None for no such row.

    For exports that no preset knows: the first row with the most cells of text, all different.
    """
    best, most = None, 1
    for number, row in enumerate(rows[:SEARCHED_ROWS], 1):
        words = [cell for cell in row if isinstance(cell, str) and cell.strip()]
        if len(words) > most and not any(any(map(str.isdigit, word[:8])) for word in words):
            best, most = number, len(words)
    return best


def _layouts(number: int, row: Sequence[object], presets: Sequence[Preset]) -> Iterator[Layout]:
    places: dict[str, list[int]] = {}
    for column, cell in enumerate(row):
        if isinstance(cell, str) and cell.strip():
            places.setdefault(heading_key(cell), []).append(column)
    if not places:
        return
    for preset in presets:
        wanted = len(preset.required)
        missing = sum(_column(heading, places) is None for heading in preset.required)
        if missing <= wanted * (1 - NEAR):
            yield _fit(preset, number, row, places)


def _fit(
    preset: Preset, number: int, row: Sequence[object], places: Mapping[str, list[int]]
) -> Layout:
    columns: dict[str, int] = {}
    missing, absent, taken = [], [], set()
    for heading in preset.headings:
        key = _name(heading, places)
        if key is None:
            absent.append(heading)
            missing += [heading] if heading.required else []
            continue
        taken.add(key)
        if heading.fact:
            columns[heading.fact] = _best(preset, heading, places, key)
    words = {fact: str(row[column]).strip() for fact, column in columns.items()}
    return Layout(
        preset=preset,
        row=number,
        columns=columns,
        words=words,
        missing=tuple(missing),
        known=len(preset.headings) - len(absent),
        verbatim=sum(cell in preset.verbatim for cell in row if isinstance(cell, str)),
        width=1 + max(at for found in places.values() for at in found),
        unknown=tuple(str(row[found[0]]).strip() for k, found in places.items() if k not in taken),
        absent=tuple(heading.words for heading in absent),
        doubled={
            words[fact]: column
            for fact, column in columns.items()
            if len(places[heading_key(words[fact])]) > 1
        },
    )


def _column(heading: Heading, places: Mapping[str, list[int]]) -> int | None:
    key = _name(heading, places)
    return None if key is None else places[key][0]


def _name(heading: Heading, places: Mapping[str, list[int]]) -> str | None:
    """Return the key under which the heading stands in the file; None where it does not."""
    return next((key for key in _keys(heading) if key in places), None)


@lru_cache(maxsize=4096)
def _keys(heading: Heading) -> tuple[str, ...]:
    return tuple(heading_key(name) for name in (heading.words, *heading.aliases))


def _best(preset: Preset, heading: Heading, places: Mapping[str, list[int]], key: str) -> int:
    """Return the column of a heading; of several the one that stands among the platform's own.

    People put columns of theirs in front and give them the same heading: theirs stand elsewhere.
    """
    found = places[key]
    if len(found) == 1:
        return found[0]
    at = preset.headings.index(heading)
    near = preset.headings[max(at - 2, 0) : at + 3]
    around = {
        column - (preset.headings.index(other) - at)
        for other in near
        if other is not heading and (name := _name(other, places))
        for column in places[name]
    }
    return max(found, key=lambda column: (column in around, -column))
