"""How wide columns and how high rows are: no heading and no choice is cut, rows are even."""

import math
import unicodedata
from collections.abc import Sequence

from sheetops.adapters.workbook.build.values import RowValues, shown
from sheetops.records.choices import CHOICES
from sheetops.records.columns import Band, Column, Kind
from sheetops.records.dictionary import SHEETS
from sheetops.records.references import NO_REFERENCES
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
_LIST_WIDTH = 26
_NAME_WIDTH = 18
_SENTENCES: dict[Language, int] = {"zh-CN": 60, "en": 72}
"""Two lines of this width hold most of what is said about a row; English says it longer."""
_WIDEST_KEY = 18
"""The frozen columns leave room for the rest."""
_WIDEST_TEXT = 34
_WRITTEN = (Kind.ID, Kind.TEXT)
_WRAPPED = (Kind.PROSE, Kind.CHOICES)
_INDENT = 3
_BUTTON = 5
"""Room for the filter button and the indent, in characters."""


def span(words: str) -> int:
    """Return how many narrow characters wide `words` are; Chinese characters count double."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in words)


def column_width(column: Column, language: Language, rows: Sequence[RowValues] = ()) -> float:
    """Return the width of `column` in characters, in `language`, for a sheet with `rows`."""
    wanted = [
        column.width or _BY_KIND[column.kind],
        _heading_width(column.title.to(language)),
        _choice_width(column, language),
        _label_width(column),
        _LIST_WIDTH if column.kind is Kind.CHOICES else 0,
    ]
    if column.of_jobs and column.kind is Kind.PROSE and _is_wide(column):
        wanted.append(_SENTENCES[language])
    if column.kind in _WRITTEN and not column.refers:
        said = (column.example, *(str(row.get(column.key) or "") for row in rows))
        wanted.append(min(max(map(span, said)) + _INDENT, _WIDEST_TEXT))
    return max(wanted)


def _is_wide(column: Column) -> bool:
    """Whether sentences stand in the column: what is wrong, or a reply to paste."""
    return (column.width or 0) >= 40


def _heading_width(heading: str) -> int:
    """A heading may take two lines; Chinese breaks anywhere, other words are not broken."""
    longest = max((span(word) for word in heading.split() if word.isascii()), default=0)
    return max(-(-span(heading) // 2) + 1, longest) + _BUTTON


def _label_width(column: Column) -> int:
    """A column whose cells name a row by its words has room for them."""
    if column.refers is None:
        return 0
    target = SHEETS[column.refers]
    if target.labelled_by == (target.key_column,):
        return 0
    return _WIDEST_CHOICE if len(target.labelled_by) > 1 else _NAME_WIDTH


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
_LIST_LINES = 3
"""Of prose, and of a list of choices: a long list does not make every row high."""


def row_lines(sheet: Sheet, rows: Sequence[RowValues], language: Language) -> int:
    """Return how many lines the longest wrapped cell of `rows` takes: the height of every row."""
    lines = [AGENTS_LINES]
    for column in sheet.columns:
        if column.kind in _WRAPPED and not column.of_jobs:
            width = column_width(column, language) - _INDENT
            cells = (shown(column, row.get(column.key), language, NO_REFERENCES) for row in rows)
            most = _MOST_LINES if column.kind is Kind.PROSE else _LIST_LINES
            lines += [min(_lines(str(cell or ""), width), most) for cell in cells]
    return max(lines)


def _lines(text: str, width: float) -> int:
    return sum(max(1, math.ceil(span(line) / width)) for line in text.split("\n"))
