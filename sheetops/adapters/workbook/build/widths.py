"""How wide columns and how high rows are: no heading and no choice is cut, rows are even."""

import math
import unicodedata
from collections.abc import Sequence

from sheetops.adapters.workbook.build.values import RowValues
from sheetops.records.choices import CHOICES
from sheetops.records.columns import Band, Column, Kind
from sheetops.records.dictionary import SHEETS
from sheetops.records.sheets import Sheet
from sheetops.records.text import Language

_BY_KIND = {
    Kind.ID: 22,
    Kind.TEXT: 14,
    Kind.PROSE: 26,
    Kind.CHOICE: 12,
    Kind.CHOICES: 18,
    Kind.FLAG: 8,
    Kind.COUNT: 9,
    Kind.NUMBER: 10,
    Kind.MONEY: 12,
    Kind.DATE: 13,
    Kind.TIME: 18,
}
_WIDEST_CHOICE = 26
_SENTENCES = 60
"""Two lines of this width hold most of what is said about a row."""
_WIDEST_KEY = 18
"""The frozen columns leave room for the rest."""
_WIDEST_EXAMPLE = 34
_WRITTEN = (Kind.ID, Kind.TEXT)
_INDENT = 3
_BUTTON = 5
"""Room for the filter button and the indent, in characters."""


def span(words: str) -> int:
    """Return how many narrow characters wide `words` are; Chinese characters count double."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in words)


def column_width(column: Column, language: Language) -> float:
    """Return the width of `column` in characters, in `language`."""
    return max(
        column.width or _BY_KIND[column.kind],
        _SENTENCES if column.of_jobs and column.kind is Kind.PROSE and _is_wide(column) else 0,
        _heading_width(column.title.to(language)),
        _choice_width(column, language),
        _label_width(column),
        min(span(column.example) + _INDENT, _WIDEST_EXAMPLE) if column.kind in _WRITTEN else 0,
    )


def _is_wide(column: Column) -> bool:
    """Whether sentences stand in the column: what is wrong, or a reply to paste."""
    return (column.width or 0) >= 40


def _heading_width(heading: str) -> int:
    """A heading may take two lines, and no word of it is broken."""
    half = -(-span(heading) // 2)
    longest = max((span(word) for word in heading.split()), default=0)
    needed = max(half, longest) if " " in heading else half + 1
    return needed + _BUTTON


def _label_width(column: Column) -> int:
    """A column whose cells name a row by number and words is as wide as the widest choice."""
    refers_to_words = column.refers is not None and len(SHEETS[column.refers].labelled_by) > 1
    return _WIDEST_CHOICE if refers_to_words else 0


def _choice_width(column: Column, language: Language) -> int:
    if column.kind is not Kind.CHOICE or not column.choices:
        return 0
    widest = max(span(choice.text.to(language)) for choice in CHOICES[column.choices])
    return min(
        widest + _INDENT,
        _WIDEST_KEY if column.band is Band.KEY and column.of_jobs else _WIDEST_CHOICE,
    )


AGENTS_LINES = 2
"""Lines of a row in the books that agents work in all day: many rows on a screen."""
_MOST_LINES = 10


def row_lines(sheet: Sheet, rows: Sequence[RowValues], language: Language) -> int:
    """Return how many lines the longest prose of `rows` takes: the height of every row."""
    lines = [AGENTS_LINES]
    for column in sheet.columns:
        if column.kind is Kind.PROSE and not column.of_jobs:
            width = column_width(column, language) - _INDENT
            lines += [_lines(str(row.get(column.key) or ""), width) for row in rows]
    return min(max(lines), _MOST_LINES)


def _lines(text: str, width: float) -> int:
    return sum(max(1, math.ceil(span(line) / width)) for line in text.split("\n"))
