"""What a cell's content says as text, identifier, number or date, and what is remarkable in it."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from operator import attrgetter
from typing import NamedTuple, cast

from sheetops.records.catalogue import cells as kinds
from sheetops.records.columns import Column, Kind, Value
from sheetops.records.moments import as_moment, from_serial, is_plausible, parse_moment
from sheetops.records.problems import ProblemKind
from sheetops.records.spelling import half_width, trimmed, unguarded, without_spaces

Raw = str | bool | int | float | date | datetime | time | timedelta | None
"""What a workbook's cell holds."""

_CENT = Decimal("0.01")
_HUGE = Decimal(10) ** 13
_CURRENCY = re.compile(r"^(?:¥|￥|rmb|cny)|(?:元|rmb|cny)$|,", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")
_WHOLE_FLOAT = re.compile(r"(\d+)\.0+")
_CELL_PICTURE = ("=DISPIMG(", "=_xlfn.DISPIMG(")
"""A picture that WPS placed in a cell: it is looked at elsewhere, and says nothing as text."""
SAFE_DIGITS = 15
"""Excel keeps 15 digits of a number; what an identifier has beyond them is lost."""


class Reading(NamedTuple):
    """What a cell means, and what was remarkable about it."""

    value: Value
    kinds: tuple[ProblemKind, ...] = ()


Parser = Callable[[Raw], Reading]
AtOnce = Callable[[Sequence[Raw]], "list[Value] | None"]
"""Reads many cells in which nothing is remarkable; None where one of them may be."""


def read_text(raw: Raw) -> Reading:
    """Return the text, its words as they are; what is no text is written out."""
    if isinstance(raw, str):
        return Reading(None if raw.startswith(_CELL_PICTURE) else trimmed(raw) or None)
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


def id_parser(column: Column) -> Parser:
    """Return `read_id` for one column, quick where nothing is remarkable."""
    # without ASCII, \d matches full-width digits too
    fits = re.compile(column.pattern or r"[A-Za-z][A-Za-z0-9_-]*", re.ASCII).fullmatch

    def read(raw: Raw) -> Reading:
        # nearly all identifiers are as they should be
        return Reading(raw) if isinstance(raw, str) and fits(raw) else read_id(raw, column)

    return read


def read_id(raw: Raw, column: Column) -> Reading:
    """Return an identifier without spaces, width and guards; a number only as far as it is whole."""
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
        if re.fullmatch(column.pattern, text.upper()) and not re.fullmatch(column.pattern, text):
            text = text.upper()
    whole = _WHOLE_FLOAT.fullmatch(text)
    return Reading((whole[1] if whole else text) or None)


def _id_from_number(raw: float) -> Reading:
    if not raw.is_integer() or raw < 0:
        return Reading(_plain(raw), (kinds.ID_STORED_AS_NUMBER,))
    digits = str(int(raw))
    if len(digits) > SAFE_DIGITS:
        return Reading(None, (kinds.ID_LOST_DIGITS,))
    return Reading(digits, (kinds.ID_STORED_AS_NUMBER,))


def read_number(raw: Raw) -> Reading:
    """Return a number of any kind; `98%` is 0.98."""
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


def read_money(raw: Raw) -> Reading:
    """Return an amount in CNY with two places."""
    number, found = _number(raw)
    if number is None:
        return Reading(None, found)
    money = number.quantize(_CENT, ROUND_HALF_UP)
    # 0.1 + 0.2 is 0.30000000000000004 in a cell; that is no third decimal
    if abs(money - number) >= Decimal("0.000001"):
        found = (*found, kinds.TOO_MANY_DECIMALS)
    return Reading(money, found)


def read_count(raw: Raw) -> Reading:
    """Return a whole number."""
    number, found = _number(raw)
    if number is None:
        return Reading(None, found)
    if number != int(number):
        return Reading(None, (kinds.NOT_WHOLE,))
    return Reading(int(number), found)


def read_moment(raw: Raw, kind: Kind, is_1904: bool) -> Reading:
    """Return an instant to the second, or the day of a date column."""
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


def at_once_of(column: Column) -> AtOnce | None:
    """Return the quick way to read cells of a column whose contents are nearly all different."""
    if column.kind is Kind.TIME:
        return _moments_at_once
    if column.kind is Kind.ID and column.refers is None and column.pattern is not None:
        fits = re.compile(column.pattern, re.ASCII).fullmatch
        return lambda contents: _texts_at_once(contents, fits)
    return None


def _moments_at_once(contents: Sequence[Raw]) -> list[Value] | None:
    kinds_met = set(map(type, contents))
    if not kinds_met <= {datetime, date, str}:
        return None
    if date in kinds_met:  # an instant at midnight comes as a date
        contents = [as_moment(raw) if type(raw) is date else raw for raw in contents]
    moments = cast("list[datetime]", list(filter(None, contents)))
    if set(map(type, moments)) != {datetime} or any(map(attrgetter("microsecond"), moments)):
        return None
    if not (is_plausible(min(moments)) and is_plausible(max(moments))):
        return None
    return [cast("Value", raw) or None for raw in contents]


def _texts_at_once(contents: Sequence[Raw], fits: Callable[[str], object]) -> list[Value] | None:
    texts = [raw for raw in contents if isinstance(raw, str)]
    if len(texts) < len(contents) or not all(fits(text) for text in texts if text):
        return None
    return [text or None for text in texts]
