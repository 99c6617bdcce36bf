"""One cell: what its content means, and how a value is written into it."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from sheetops.records.catalogue import cells as kinds
from sheetops.records.choices import CHOICES
from sheetops.records.columns import Column, Kind, Value
from sheetops.records.dictionary import SHEETS
from sheetops.records.readings import (
    Parser,
    Raw,
    Reading,
    id_parser,
    read_count,
    read_id,
    read_moment,
    read_money,
    read_number,
    read_text,
)
from sheetops.records.references import NO_REFERENCES, References
from sheetops.records.spelling import folded, half_width, words_of
from sheetops.records.text import Language, Text

__all__ = [
    "NO",
    "YES",
    "Parser",
    "Raw",
    "Reading",
    "choice_words",
    "from_cell",
    "parser_of",
    "to_cell",
]

YES, NO = Text("是", "Yes"), Text("否", "No")
_FLAGS = {
    **dict.fromkeys(("是", "有", "对", "yes", "y", "true", "1", "√", "✓", "✔"), True),
    **dict.fromkeys(("否", "无", "不", "no", "n", "false", "0", "×", "✗", "x"), False),
}
_NOTHING = Reading(None)


def parser_of(
    column: Column, references: References = NO_REFERENCES, *, is_1904: bool = False
) -> Parser:
    """Return the function that reads cells of `column`; it never raises.

    A cell that cannot be read means None and names the kind of problem. `is_1904` says from where
    the workbook counts its days.
    """
    if column.refers is not None:
        return _referring(column, references)
    if column.kind in (Kind.DATE, Kind.TIME):
        return lambda raw: read_moment(raw, column.kind, is_1904)
    by_kind: Mapping[Kind, Parser] = {
        Kind.ID: id_parser(column),
        Kind.TEXT: read_text,
        Kind.PROSE: read_text,
        Kind.CHOICE: lambda raw: _read_choice(raw, column),
        Kind.CHOICES: lambda raw: _read_choices(raw, column),
        Kind.FLAG: _read_flag,
        Kind.COUNT: read_count,
        Kind.NUMBER: read_number,
        Kind.MONEY: read_money,
    }
    return by_kind[column.kind]


def from_cell(
    column: Column, raw: Raw, references: References = NO_REFERENCES, *, is_1904: bool = False
) -> Reading:
    """Return what one cell of `column` means; see `parser_of` for many."""
    return parser_of(column, references, is_1904=is_1904)(raw)


def to_cell(
    column: Column,
    value: Value,
    language: Language,
    references: References = NO_REFERENCES,
) -> str | int | Decimal | date | datetime | None:
    """Return what stands in a cell of `column` for `value`: words in `language`, dates as dates."""
    if value is None:
        return None
    if column.refers is not None:
        return references.label(column.refers, str(value), language)
    if isinstance(value, bool):
        return (YES if value else NO).to(language)
    if isinstance(value, tuple):
        return ";".join(choice_words(column, key).to(language) for key in value) or None
    if column.kind is Kind.CHOICE and isinstance(value, str):
        return choice_words(column, value).to(language)
    return value


def choice_words(column: Column, key: str) -> Text:
    """Return the words of the choice `key`; the key itself where the list does not have it."""
    return _words(column.choices or "").get(key) or Text(key, key)


@cache
def _words(name: str) -> Mapping[str, Text]:
    return {choice.key: choice.text for choice in CHOICES.get(name, ())}


@cache
def _choice_names(name: str) -> Mapping[str, str]:
    names: dict[str, str] = {}
    for choice in CHOICES[name]:
        for word in (choice.key, *choice.text.both(), *choice.aliases):
            names.setdefault(folded(word), choice.key)
    return names


def _referring(column: Column, references: References) -> Parser:
    sheet = SHEETS[column.refers or ""]
    known = references.knows(sheet.key)
    has_label = len(sheet.labelled_by) > 1

    def read(raw: Raw) -> Reading:
        value, found = read_id(raw, column)
        if not isinstance(value, str):
            return Reading(value, found)
        if not known:
            return Reading(value.split(maxsplit=1)[0] if has_label else value, found)
        return Reading(references.key(sheet.key, value) or value, found)

    return read


def _read_choice(raw: Raw, column: Column) -> Reading:
    text = read_text(raw).value
    if text is None:
        return _NOTHING
    key = _choice(str(text), column)
    return Reading(key) if key else Reading(None, (kinds.UNKNOWN_CHOICE,))


def _choice(text: str, column: Column) -> str | None:
    names = _choice_names(column.choices or "")
    found = names.get(folded(text))
    if found is None and len(parts := half_width(text).split(maxsplit=1)) > 1:
        found = names.get(folded(parts[0]))
    return found


def _read_choices(raw: Raw, column: Column) -> Reading:
    words = words_of(str(read_text(raw).value or ""))
    keys = [_choice(word, column) for word in words]
    if not all(keys):
        return Reading(None, (kinds.UNKNOWN_CHOICE,))
    return Reading(tuple(dict.fromkeys(key for key in keys if key)) or None)


def _read_flag(raw: Raw) -> Reading:
    if isinstance(raw, bool):
        return Reading(raw)
    text = read_text(raw).value
    if text is None:
        return _NOTHING
    flag = _FLAGS.get(folded(str(text)))
    return Reading(flag) if flag is not None else Reading(None, (kinds.UNKNOWN_CHOICE,))
