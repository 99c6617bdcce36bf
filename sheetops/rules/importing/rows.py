"""What one row of an export changes: a new application, or facts and steps of a known one.

The platform's facts win in the columns that only exports fill; where people may type too, only
what is empty is filled, and what contradicts is told.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from types import MappingProxyType

from sheetops.actions import Action, AddRow
from sheetops.records.applications import APPLICATIONS
from sheetops.records.cells import choice_words
from sheetops.records.choices import CHOICES
from sheetops.records.columns import Column, Value, Writer
from sheetops.records.dictionary import APPLICATIONS_BOOK
from sheetops.records.problems import Fact, Problem
from sheetops.records.spelling import folded
from sheetops.records.table import Record, as_key
from sheetops.rules.filing.changes import is_same
from sheetops.rules.importing import problem_kinds as kinds
from sheetops.rules.importing.desk import ImportDesk
from sheetops.rules.importing.export import Export, ExportRow
from sheetops.rules.importing.matching import key_of
from sheetops.rules.importing.platform_moves import initial_state
from sheetops.rules.importing.platform_words import fact_of
from sheetops.rules.importing.status import facts_of, source_of, status_of, unknown_words
from sheetops.rules.writes import fill, write

Found = Action | Problem

OTHER_REASON = "R99"
_SETTLED = (
    *("order_no", "case_type", "order_paid", "apply_amount", "applied_at"),
    *("signed_at", "sku_code", "refund_amount"),
)
"""What people type too and what should be the same on the platform; where it is not, it is told."""
_TYPED_TIME = timedelta(minutes=5)
"""People type times to the minute or so; a smaller difference is none."""
_GOODS = tuple(choice.key for choice in CHOICES["goods_status"])
"""In the order of a parcel's life."""
_BY_PLATFORM = ("handled", "zero_second", "smart_refund")
"""Facts that each say that the platform acted by itself."""
_SLIP_FACTS = MappingProxyType(
    {"slip.tracking_no": "tracking_no", "slip.buyer_shipped_at": "buyer_shipped_at"}
)


def new_row(export: Export, row: ExportRow, desk: ImportDesk) -> Iterator[Found]:
    """Yield the application that `row` opens, with everything the export knows of it."""
    words = row.text("reason_text")
    reason = desk.reason(words) if words else None
    if words and reason is None:
        yield export.problem(kinds.UNKNOWN_REASON, row, "reason_text", value=words)
    facts = facts_of(row, None, desk.now)
    yield from unknown_words(export, row)
    state = initial_state(facts, word(row, "case_type")) if facts else "pending_review"
    values: dict[str, Value] = {
        "platform": export.preset.platform or desk.settings.platform,
        "shop": desk.settings.name,
        "status": state,
        **told(row),
        "reason_code": reason or (OTHER_REASON if words else None),
        "responsible": row.facts.get("responsible"),
    }
    filled: dict[str, Value] = {key: value for key, value in values.items() if value is not None}
    key = key_of(filled)
    if key is None:
        yield export.problem(kinds.ROW_UNUSABLE, row)
        return
    yield AddRow(APPLICATIONS.key, key, filled, APPLICATIONS_BOOK.file, source_of(export))


def known_row(export: Export, row: ExportRow, record: Record, desk: ImportDesk) -> Iterator[Found]:
    """Yield what the export changes in an application that is recorded already, and in its slip."""
    for key, value in told(row).items():
        column = APPLICATIONS.by_key[key]
        # nearly everything is as it was
        if record[key] != value and Writer.IMPORT in column.writers:
            yield from _cell(export, row, record, column, value)
    slip = desk.slip_of(record)
    yield from status_of(export, row, record, slip, desk)
    if slip is not None:
        yield from _slip(export, row, slip, desk)


_TOLD = frozenset(APPLICATIONS.by_key) - {"responsible"}
"""Whose fault it was people decide; the platform's word is where a new case starts from."""


def told(row: ExportRow) -> dict[str, Value]:
    """Return what the row says in columns of Applications, column key → value."""
    found = {key: row.facts[key] for key in row.facts if key in _TOLD}
    by_platform = [row.facts[key] for key in _BY_PLATFORM if key in row.facts]
    if by_platform:
        found["sys_auto"] = any(by_platform)
    if fact_of(row.text("platform_status")) == "success" and "apply_amount" in found:
        found["refund_amount"] = found["apply_amount"]
    return found


def word(row: ExportRow, fact: str) -> str | None:
    """Return a fact that is a word; None where it is not told."""
    value = row.facts.get(fact)
    return value if isinstance(value, str) else None


def _cell(
    export: Export, row: ExportRow, record: Record, column: Column, value: Value
) -> Iterator[Found]:
    seen, key = record[column.key], column.key
    if is_same(seen, value):
        return
    if (column.of_jobs and key != "shop") or _is_further(key, seen, value):
        yield from write(record, key, value, source_of(export))
    elif seen is None:
        yield from fill(record, key, value, source_of(export))
    elif key in _SETTLED and not _is_nearly(seen, value):
        yield export.problem(
            kinds.DIFFERS, row, key, value=_shown(column, value), seen=_shown(column, seen)
        )


def _is_further(key: str, seen: Value, value: Value) -> bool:
    """Return whether the goods have come further than the book says; they never go back."""
    return (
        key == "goods_status"
        and seen in _GOODS
        and _GOODS.index(str(value)) > _GOODS.index(str(seen))
    )


def _is_nearly(seen: Value, value: Value) -> bool:
    if isinstance(seen, datetime) and isinstance(value, datetime):
        return abs(seen - value) <= _TYPED_TIME
    if isinstance(seen, str) and isinstance(value, str):
        return folded(seen) == folded(value)
    return False


def _slip(export: Export, row: ExportRow, slip: Record, desk: ImportDesk) -> Iterator[Found]:
    for fact, column in _SLIP_FACTS.items():
        value = row.facts.get(fact)
        if column == "tracking_no" and slip[column] not in (None, value) and value is not None:
            yield export.problem(
                kinds.DIFFERS, row, fact, value=as_key(value), seen=slip.text(column)
            )
        yield from fill(slip, column, value, source_of(export))
    yield from _carrier(export, row, slip, desk)
    if fact_of(row.text("platform_status")) == "success":
        why = source_of(export)
        yield from fill(slip, "refunded_at", row.facts.get("closed_at"), why)
        yield from fill(slip, "refund_amount", row.facts.get("apply_amount"), why)


def _carrier(export: Export, row: ExportRow, slip: Record, desk: ImportDesk) -> Iterator[Found]:
    words = row.text("slip.carrier")
    if not words or slip["carrier"] is not None:
        return
    courier = desk.courier(words)
    if courier is None:
        yield export.problem(kinds.UNKNOWN_CARRIER, row, "slip.carrier", value=words)
    yield from fill(slip, "carrier", courier, source_of(export))


def _shown(column: Column, value: Value) -> Fact:
    if column.choices and isinstance(value, str):
        return choice_words(column, value)
    return as_key(value)
