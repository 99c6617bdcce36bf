"""Who an export is for: everything for the shop's own use, nothing personal for others.

A file that leaves the shop provides personal information to somebody (PIPL art. 23); what they
do not need for their purpose does not go along (art. 6).
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum

from sheetops.records.columns import Column, Kind, Value
from sheetops.records.sheets import Sheet
from sheetops.records.table import Record, Table

_OF_STAFF = {("agents", "name"), ("agents", "email"), ("agents", "wangwang")}
"""Agents are known by their numbers outside of the shop."""
_NUMBERS = ("order_no", "refund_no", "sub_order_no", "tracking_no", "x_tracking_no", "case_id")


class Profile(StrEnum):
    """Who gets the export."""

    SHARE = "share"  # others: personal columns are left out, free texts are masked
    FULL = "full"  # the shop itself: everything as it stands


def exported_sheet(sheet: Sheet, profile: Profile) -> Sheet:
    """Return the sheet with the columns that go along."""
    return replace(sheet, columns=tuple(c for c in sheet.columns if _goes(sheet, c, profile)))


def exported_rows(table: Table, sheet: Sheet, profile: Profile) -> Iterator[Mapping[str, Value]]:
    """Yield each row of `table` with the columns of `sheet`, as `profile` lets it go."""
    for row in table:
        yield {column.key: _value(row, column, profile) for column in sheet.columns}


def _goes(sheet: Sheet, column: Column, profile: Profile) -> bool:
    if profile is Profile.FULL:
        return True
    return not column.personal and (sheet.key, column.key) not in _OF_STAFF


def _value(row: Record, column: Column, profile: Profile) -> Value:
    value = row[column.key]
    if profile is Profile.FULL or column.refers is not None or not isinstance(value, str):
        return value
    return _masked(row, column, value)


def _masked(row: Record, column: Column, value: str) -> Value:
    from sheetops.rules.privacy.masking import mask_text, mask_value  # the command line starts fast

    if column.kind in (Kind.TEXT, Kind.PROSE):
        # the row's own numbers are no cards and no phones
        return mask_text(value, [row.text(key) for key in _NUMBERS if row[key] is not None])
    return mask_value(column, value)
