"""Values as text: JSON in which dates, money and lists carry a tag and so come back whole."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import TypeAlias, cast

from sheetops.records.columns import Value

Plain: TypeAlias = str | bool | int | dict[str, str | list[str]] | None


def _plain(value: Value) -> Plain:
    match value:
        case None | str() | bool() | int():
            return value
        case Decimal():
            return {"number": str(value)}
        case datetime():  # before date, which it is too
            return {"time": value.isoformat()}
        case date():
            return {"date": value.isoformat()}
        case _:
            return {"list": list(value)}


def _value(plain: Plain) -> Value:
    if not isinstance(plain, dict):
        return plain
    ((tag, content),) = plain.items()
    if isinstance(content, list):
        return tuple(content)
    match tag:
        case "number":
            return Decimal(content)
        case "time":
            return datetime.fromisoformat(content)
        case "date":
            return date.fromisoformat(content)
        case _:
            raise ValueError(f"unknown tag {tag!r}")


def dump(value: Value) -> str:
    """Return the value as one line of JSON."""
    return json.dumps(_plain(value), ensure_ascii=False)


def load(text: str) -> Value:
    """Return the value that `dump` wrote; ValueError for anything else."""
    return _value(cast("Plain", json.loads(text)))


def dump_row(values: Mapping[str, Value]) -> str:
    """Return a row, column key → value, as one line of JSON."""
    return json.dumps({key: _plain(value) for key, value in values.items()}, ensure_ascii=False)


def load_row(text: str) -> Mapping[str, Value]:
    """Return the row that `dump_row` wrote."""
    plain = cast("dict[str, Plain]", json.loads(text))
    return MappingProxyType({key: _value(value) for key, value in plain.items()})
