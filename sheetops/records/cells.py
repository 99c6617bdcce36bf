"""One cell: what its content means, and how a value is written into it."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache
from typing import NamedTuple

from sheetops.records.catalogue import cells as kinds
from sheetops.records.choices import CHOICES
from sheetops.records.columns import Column, Kind, Value
from sheetops.records.dictionary import SHEETS
from sheetops.records.moments import (
    as_moment,
    from_serial,
    is_plausible,
    parse_moment,
)
from sheetops.records.problems import ProblemKind
from sheetops.records.references import NO_REFERENCES, References
from sheetops.records.spelling import (
    folded,
    half_width,
    trimmed,
    unguarded,
    without_spaces,
    words_of,
)
from sheetops.records.text import Language, Text

Raw = str | bool | int | float | date | datetime | time | timedelta | None
"""What a workbook's cell holds."""

YES, NO = Text("是", "Yes"), Text("否", "No")
_FLAGS = {
    **dict.fromkeys(("是", "有", "对", "yes", "y", "true", "1", "√", "✓", "✔"), True),
    **dict.fromkeys(("否", "无", "不", "no", "n", "false", "0", "×", "✗", "x"), False),
}
_CENT = Decimal("0.01")
_HUGE = Decimal(10) ** 13
_CURRENCY = re.compile(r"^(?:¥|￥|rmb|cny)|(?:元|rmb|cny)$|,", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")
_WHOLE_FLOAT = re.compile(r"(\d+)\.0+")
SAFE_DIGITS = 15
"""Excel keeps 15 digits of a number; what an identifier has beyond them is lost."""


class Reading(NamedTuple):
    """What a cell means, and what was remarkable about it."""

    value: Value
    kinds: tuple[ProblemKind, ...] = ()


Parser = Callable[[Raw], Reading]
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
        return lambda raw: _read_moment(raw, column.kind, is_1904)
    by_kind: Mapping[Kind, Parser] = {
        Kind.ID: _id_parser(column),
        Kind.TEXT: _read_text,
        Kind.PROSE: _read_text,
        Kind.CHOICE: lambda raw: _read_choice(raw, column),
        Kind.CHOICES: lambda raw: _read_choices(raw, column),
        Kind.FLAG: _read_flag,
        Kind.COUNT: _read_count,
        Kind.NUMBER: _read_number,
        Kind.MONEY: _read_money,
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


def _read_text(raw: Raw) -> Reading:
    if isinstance(raw, str):
        return Reading(trimmed(raw) or None)
    return Reading(_plain(raw))


def _plain(raw: Raw) -> str | None:
    """Return a cell that is no text as the text a person would type for it."""
    if raw is None or isinstance(raw, str):
        return raw or None
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() and abs(raw) < 10**SAFE_DIGITS else repr(raw)
    if isinstance(raw, datetime):
        return as_moment(raw).isoformat(sep=" ")
    return str(raw)


def _id_parser(column: Column) -> Parser:
    fits = re.compile(column.pattern or r"[A-Za-z][A-Za-z0-9_-]*").fullmatch

    def read(raw: Raw) -> Reading:
        # nearly all identifiers are as they should be
        return Reading(raw) if isinstance(raw, str) and fits(raw) else _read_id(raw, column)

    return read


def _read_id(raw: Raw, column: Column) -> Reading:
    if isinstance(raw, str):
        return _id_from_text(raw, column)
    if isinstance(raw, float | int) and not isinstance(raw, bool):
        return _id_from_number(raw)
    return Reading(_plain(raw))


def _id_from_text(raw: str, column: Column) -> Reading:
    text = unguarded(half_width(raw))
    if column.pattern is not None:
        text = without_spaces(text)
        # order 1.93302710287203E+18 was a number on its way here, whatever the cell says now
        if _SCIENTIFIC.fullmatch(text):
            return Reading(None, (kinds.ID_LOST_DIGITS,))
        if not re.fullmatch(column.pattern, text) and re.fullmatch(column.pattern, text.upper()):
            text = text.upper()
    whole = _WHOLE_FLOAT.fullmatch(text)
    return Reading((whole[1] if whole else text) or None)


def _id_from_number(raw: float) -> Reading:
    if raw != int(raw) or raw < 0:
        return Reading(_plain(raw), (kinds.ID_STORED_AS_NUMBER,))
    digits = str(int(raw))
    if len(digits) > SAFE_DIGITS:
        return Reading(None, (kinds.ID_LOST_DIGITS,))
    return Reading(digits, (kinds.ID_STORED_AS_NUMBER,))


def _referring(column: Column, references: References) -> Parser:
    sheet = SHEETS[column.refers or ""]
    known = references.knows(sheet.key)
    has_label = len(sheet.labelled_by) > 1

    def read(raw: Raw) -> Reading:
        value, found = _read_id(raw, column)
        if not isinstance(value, str):
            return Reading(value, found)
        if not known:
            return Reading(value.split(maxsplit=1)[0] if has_label else value, found)
        return Reading(references.key(sheet.key, value) or value, found)

    return read


def _read_choice(raw: Raw, column: Column) -> Reading:
    text = _read_text(raw).value
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
    words = words_of(str(_read_text(raw).value or ""))
    keys = [_choice(word, column) for word in words]
    if not all(keys):
        return Reading(None, (kinds.UNKNOWN_CHOICE,))
    return Reading(tuple(dict.fromkeys(key for key in keys if key)) or None)


def _read_flag(raw: Raw) -> Reading:
    if isinstance(raw, bool):
        return Reading(raw)
    text = _read_text(raw).value
    if text is None:
        return _NOTHING
    flag = _FLAGS.get(folded(str(text)))
    return Reading(flag) if flag is not None else Reading(None, (kinds.UNKNOWN_CHOICE,))


def _read_number(raw: Raw) -> Reading:
    number, found = _number(raw)
    return Reading(number, found)


def _number(raw: Raw) -> tuple[Decimal | None, tuple[ProblemKind, ...]]:
    if raw is None or isinstance(raw, bool | date | time | timedelta):
        return None, (kinds.NUMBER_UNREADABLE,) if raw is not None else ()
    found: tuple[ProblemKind, ...] = ()
    text = repr(raw)
    if isinstance(raw, str):
        text = _CURRENCY.sub("", without_spaces(unguarded(half_width(raw))))
        if not half_width(raw):
            return None, ()
        found = (kinds.NUMBER_AS_TEXT,)
    percent = text.endswith("%")
    try:
        number = Decimal(text.removesuffix("%")) / (100 if percent else 1)
    except InvalidOperation:
        return None, (kinds.NUMBER_UNREADABLE,)
    if not number.is_finite() or abs(number) >= _HUGE:
        return None, (kinds.NUMBER_UNREADABLE,)
    return number, found


def _read_money(raw: Raw) -> Reading:
    number, found = _number(raw)
    if number is None:
        return Reading(None, found)
    money = number.quantize(_CENT, ROUND_HALF_UP)
    # 0.1 + 0.2 is 0.30000000000000004 in a cell; that is no third decimal
    if abs(money - number) >= Decimal("0.000001"):
        found = (*found, kinds.TOO_MANY_DECIMALS)
    return Reading(money, found)


def _read_count(raw: Raw) -> Reading:
    number, found = _number(raw)
    if number is None:
        return Reading(None, found)
    if number != int(number):
        return Reading(None, (kinds.NOT_WHOLE,))
    return Reading(int(number), found)


def _read_moment(raw: Raw, kind: Kind, is_1904: bool) -> Reading:
    if type(raw) is datetime and kind is Kind.TIME and not raw.microsecond and is_plausible(raw):
        return Reading(raw)
    moment, found = _moment(raw, is_1904)
    if moment is None:
        return Reading(None, found)
    if not is_plausible(moment):
        return Reading(None, (kinds.DATE_IMPOSSIBLE,))
    return Reading(moment.date() if kind is Kind.DATE else moment, found)


def _moment(raw: Raw, is_1904: bool) -> tuple[datetime | None, tuple[ProblemKind, ...]]:
    unreadable = (None, (kinds.DATE_UNREADABLE,))
    if raw is None or (isinstance(raw, str) and not trimmed(raw)):
        return None, ()
    if isinstance(raw, date):
        return as_moment(raw), ()
    if isinstance(raw, str):
        text = unguarded(half_width(raw))
        moment = parse_moment(text)
        return (moment, (kinds.DATE_AS_TEXT,)) if moment else unreadable
    if isinstance(raw, bool | time | timedelta):
        return unreadable
    moment = parse_moment(_plain(raw) or "") or from_serial(raw, is_1904)  # 20260301, or a serial
    return (moment, ()) if moment else unreadable
