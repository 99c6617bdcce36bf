"""Keeps each book's dropdown sources in step with the handbook."""

from collections.abc import Iterator, Mapping, Sequence

from sheetops.actions import AddRow, SetValue
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.lists import FED_BY_HANDBOOK
from sheetops.records.table import Record, Table


def label(record: Record) -> str:
    """Return the words that stand for a handbook row in a dropdown."""
    parts = (record.text(column) for column in record.table.sheet.labelled_by)
    return " ".join(part for part in parts if part)


def choices(records: Records) -> Mapping[str, Sequence[str]]:
    """Return list name → labels, in the handbook's order; rows that are stopped are left out."""
    return {
        name: [label(record) for record in records[name] if record.key and _is_offered(record)]
        for name in FED_BY_HANDBOOK
    }


def plan_lists(records: Records) -> Iterator[SetValue | AddRow]:
    """Yield what brings every book's `lists` sheet in step with the handbook."""
    wanted = choices(records)
    if not any(wanted.values()):  # no handbook was read: what the books offer stays
        return
    for book, table in records.lists.items():
        yield from _plan_book(book, table, wanted)


def _plan_book(
    book: str, table: Table, wanted: Mapping[str, Sequence[str]]
) -> Iterator[SetValue | AddRow]:
    length = max(len(table), *(len(labels) for labels in wanted.values()))
    for number in range(1, length + 1):
        values: dict[str, Value] = {
            name: labels[number - 1] if number <= len(labels) else None
            for name, labels in wanted.items()
        }
        record = table.find(str(number))
        if record is None:
            yield AddRow("lists", str(number), {"n": number, **values}, book)
            continue
        for name, value in values.items():
            if record[name] != value:
                yield SetValue("lists", str(number), name, record[name], value, book)


def _is_offered(record: Record) -> bool:
    """Whether a row may be chosen: policy rows and scripts in force, agents who have not left."""
    return record["status"] not in ("stopped", "draft") or record.table.sheet.key == "improvements"
