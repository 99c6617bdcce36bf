"""Recognises an export by its headings, wherever they stand and however they are spelt."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sheetops.records.spelling import folded
from sheetops.rules.importing.presets import PRESETS, Heading, Preset

SEARCHED_ROWS = 20
"""Headings are looked for in the first rows; titles and notes may stand above them."""
NEAR = 0.6
"""A file with this part of the required headings is told to be almost an export."""
_DOUBLED = re.compile(r"\.\d+$")


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


def heading_key(text: str) -> str:
    """Return the part of a heading that counts.

    Width, case and spaces make no difference, `/` and `_` are one, 帐 is 账, and a number that
    tools put behind a doubled heading (`.1`) is left out.
    """
    return _DOUBLED.sub("", folded(text)).replace("_", "/").replace("帐", "账")


def recognise(rows: Sequence[Sequence[object]]) -> Layout | None:
    """Return the layout that fits the sheet's first rows best; None where none comes near.

    A layout with `missing` headings is a near miss: nothing may be imported by it.
    """
    found = [
        layout
        for number, row in enumerate(rows[:SEARCHED_ROWS], 1)
        for layout in _layouts(number, row)
    ]
    return max(found, key=lambda layout: (not layout.missing, layout.known), default=None)


def _layouts(number: int, row: Sequence[object]) -> Iterator[Layout]:
    keys: dict[str, int] = {}
    for column, cell in enumerate(row):
        if isinstance(cell, str) and cell.strip():
            keys.setdefault(heading_key(cell), column)
    if not keys:
        return
    for preset in PRESETS:
        layout = _fit(preset, number, row, keys)
        if len(layout.missing) <= len(preset.required) * (1 - NEAR):
            yield layout


def _fit(preset: Preset, number: int, row: Sequence[object], keys: Mapping[str, int]) -> Layout:
    columns: dict[str, int] = {}
    missing, known = [], 0
    for heading in preset.headings:
        names = (heading_key(name) for name in (heading.words, *heading.aliases))
        column = next((keys[name] for name in names if name in keys), None)
        known += heading_key(heading.words) in keys
        if column is not None and heading.fact:
            columns[heading.fact] = column
        elif column is None and heading.required:
            missing.append(heading)
    words = {fact: str(row[column]).strip() for fact, column in columns.items()}
    return Layout(preset, number, columns, words, tuple(missing), known)
