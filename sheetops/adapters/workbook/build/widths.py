"""How wide a column is: as wide as its words need, so that no heading and no choice is cut."""

import unicodedata

from sheetops.records.choices import CHOICES
from sheetops.records.columns import Column, Kind
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
_BUTTON = 5
"""Room for the filter button and the indent, in characters."""


def span(words: str) -> int:
    """Return how many narrow characters wide `words` are; Chinese characters count double."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in words)


def column_width(column: Column, language: Language) -> float:
    """Return the width of `column` in characters, in `language`."""
    return max(
        column.width or 0 if column.width else _BY_KIND[column.kind],
        _heading_width(column.title.to(language)),
        _choice_width(column, language),
    )


def _heading_width(heading: str) -> int:
    """A heading may take two lines, and no word of it is broken."""
    half = -(-span(heading) // 2)
    longest = max((span(word) for word in heading.split()), default=0)
    needed = max(half, longest) if " " in heading else half + 1
    return needed + _BUTTON


def _choice_width(column: Column, language: Language) -> int:
    if column.kind is not Kind.CHOICE or not column.choices:
        return 0
    widest = max(span(choice.text.to(language)) for choice in CHOICES[column.choices])
    return min(widest + 3, _WIDEST_CHOICE)
