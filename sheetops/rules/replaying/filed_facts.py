"""Reads the facts of a case back from what the filing log says about it."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from sheetops.records.applications import APPLICATIONS
from sheetops.records.cells import parser_of
from sheetops.records.columns import Kind, Value
from sheetops.records.sheets import Sheet
from sheetops.records.slips import SLIPS
from sheetops.rules.filing.log_rows import LogRow

Fact = tuple[str, Value]
"""Column key and value."""

_UNASKED = frozenset(
    {"issues", "next_step", "turn", "level", "due_at", "remark", "notes", "item_title", "reply"}
    | {"sku_props", "reason_text", "row_version", "updated_at", "updated_by"}
)
"""Columns that no verdict and no deadline looks at."""


def _columns(sheet: Sheet) -> frozenset[str]:
    return frozenset(c.key for c in sheet.columns if not c.personal and c.key not in _UNASKED)


_KEPT = {sheet.key: _columns(sheet) for sheet in (APPLICATIONS, SLIPS)}
_PARSERS = {
    sheet.key: {column.key: parser_of(column) for column in sheet.columns}
    for sheet in (APPLICATIONS, SLIPS)
}
_SPLIT = {
    sheet.key: re.compile(r"(?:^|; |；)(" + "|".join(sheet.by_key) + r")=")
    for sheet in (APPLICATIONS, SLIPS)
}
"""Where in a new row's summary the next column begins: `key=value; key=value`."""
_FINGERPRINT = re.compile(r" #[0-9a-f]{2}$")
"""What stands behind a masked value in the log."""
_OPENINGS = ("new", "import", "slip")
_QUICK: Mapping[Kind, Callable[[str], Value]] = MappingProxyType(
    {
        Kind.TIME: datetime.fromisoformat,
        Kind.MONEY: Decimal,
        Kind.ID: str,
        Kind.TEXT: str,
        Kind.PROSE: str,
    }
)
"""Kinds of which the log holds many different values, in one way of writing each."""


def sheet_of(row: LogRow) -> Sheet | None:
    """Return the sheet that a row of the log is about; None where it is no case's and no slip's.

    A slip's rows carry its number. Ratings and the like name the case, with fields of their own.
    """
    if row.field is None or row.event == "feedback":
        return None
    sheet = SLIPS if row.slip_no else APPLICATIONS
    if not row.slip_no and not (row.case_id or row.refund_no):
        return None
    return sheet if row.field in sheet.by_key else None


def facts_of(row: LogRow, sheet: Sheet) -> Iterator[Fact]:
    """Yield what the row says about columns of `sheet`; a new row says all of them at once."""
    if row.event in _OPENINGS and row.old_value is None and row.reason:
        yield from _summary(row.reason, sheet)
    if row.field in _KEPT[sheet.key]:
        yield row.field, value_of(sheet, row.field, row.new_value)


def value_of(sheet: Sheet, column: str, filed: str | None) -> Value:
    """Return the value that was filed in the shop's words, of either language."""
    if filed is None:
        return None
    text = _FINGERPRINT.sub("", filed) if "#" in filed else filed
    read = _QUICK.get(sheet.by_key[column].kind)
    if read is not None and sheet.by_key[column].refers is None:
        try:
            return read(text)
        except (ValueError, ArithmeticError):  # not as the log writes it: read it with patience
            return _PARSERS[sheet.key][column](text).value
    return _repeated(sheet.key, column, text)


@lru_cache(maxsize=10_000)
def _repeated(sheet: str, column: str, text: str) -> Value:
    return _PARSERS[sheet][column](text).value


def _summary(text: str, sheet: Sheet) -> Iterator[Fact]:
    found = list(_SPLIT[sheet.key].finditer(text))
    ends = [part.start() for part in found[1:]] + [len(text)] * bool(found)
    for part, end in zip(found, ends, strict=True):
        if part[1] in _KEPT[sheet.key]:
            yield part[1], value_of(sheet, part[1], text[part.end() : end])


Facts = Mapping[str, Value]
