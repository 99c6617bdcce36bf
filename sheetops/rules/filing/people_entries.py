"""What people did between two looks at a workbook, as entries of the filing log.

Who: the owner of the row where one of the owner's columns changed, else whoever saved the workbook
last. When: between the two looks. What a job wrote itself is not filed again as a person's.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from types import MappingProxyType
from typing import Protocol

from sheetops.actions import FileEntry
from sheetops.records.columns import Column, Value
from sheetops.records.desk import Records
from sheetops.records.lists import LISTS
from sheetops.records.settings import Settings
from sheetops.records.table import Record, Table, empty_table
from sheetops.records.text import Text
from sheetops.rules.completion.plan import RowChange
from sheetops.rules.filing.actors import Actors
from sheetops.rules.filing.case_life import Logged
from sheetops.rules.filing.changes import Change, Kind, changes, is_same
from sheetops.rules.filing.events import STATE_COLUMNS, event_of, event_of_row
from sheetops.rules.filing.filed_values import Hand, Names, names_of
from sheetops.rules.filing.log_rows import LogRow

Written = tuple[str, str, str, Value]
"""Sheet key, row key, column key and value of a cell that a job wrote."""


class BookLook(Protocol):
    """One workbook as it was when last filed, and as it is now: sheet key → table."""

    @property
    def book(self) -> str:
        """Return its file name."""
        ...

    @property
    def before(self) -> Mapping[str, Table]:
        """Return its sheets when it was last filed; nothing before the first time."""
        ...

    @property
    def after(self) -> Mapping[str, Table]:
        """Return its sheets now."""
        ...

    @property
    def changed_by(self) -> str | None:
        """Return who saved it last, as the workbook says."""
        ...


_REASONS: Mapping[str, Text] = MappingProxyType(
    {
        "correct": Text("已填的内容有改动", "Something already filled in was changed"),
        "rekeyed": Text("编号有改动", "The row's number was changed"),
        "vanish": Text("整行不见了", "The whole row is gone"),
        "moved": Text("这一行出现在 {book}", "The row now stands in {book}"),
        "first": Text("首次查看，共 {n} 行", "First look: {n} rows"),
        "unknown": Text("未知", "unknown"),
    }
)
_DEADLINES: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("applications", "reviewed_at"): "review_due",
        ("slips", "buyer_shipped_at"): "return_due",
        ("slips", "inspected_at"): "inspect_due",
        ("slips", "refunded_at"): "refund_due",
    }
)
"""Columns that say when a step was done → the column that says until when it had to be."""
_FILED_BY_ROW = ("applications", "slips", "feedback")
"""Sheets whose rows are filed one by one even at the first look; of others only their number."""


def entries_of_people(
    look: BookLook,
    records: Records,
    settings: Settings,
    written: Iterable[Written] = (),
    logged: Sequence[LogRow] = (),
) -> Iterator[FileEntry]:
    """Yield what people changed in one workbook since it was last filed; see `filed_changes`."""
    yield from filed_changes(look, records, settings, written, logged)[0]


def filed_changes(
    look: BookLook,
    records: Records,
    settings: Settings,
    written: Iterable[Written] = (),
    logged: Sequence[LogRow] = (),
) -> tuple[Sequence[FileEntry], Sequence[RowChange]]:
    """Return what people changed in one workbook since it was last filed, and in which rows.

    `written` is what jobs wrote into it meanwhile; `logged` the filing log, by which rows of a
    workbook that is looked at for the first time (or again, after the local state was lost) are
    told from new ones.
    """
    by_cell: dict[tuple[str, str, str], list[Value]] = {}
    for sheet, key, column, value in written:
        by_cell.setdefault((sheet, key, column), []).append(value)
    registrar = _Registrar(
        look,
        records,
        Hand(settings.language, settings.id),
        Actors(records, look.changed_by, _REASONS["unknown"].to(settings.language)),
        by_cell,
        Logged(logged),
    )
    entries = [
        entry
        for key, after in look.after.items()
        if key != LISTS.key  # kept in step by jobs; nobody's record
        for entry in registrar.sheet(look.before.get(key), after)
    ]
    rows = registrar.changed.items()
    return entries, [RowChange(sheet, key, actor) for (sheet, key), actor in rows]


@dataclass
class _Registrar:
    """Writes down what people did in one workbook."""

    look: BookLook
    records: Records
    hand: Hand
    actors: Actors
    written: Mapping[tuple[str, str, str], Sequence[Value]]
    logged: Logged
    changed: dict[tuple[str, str], str] = field(default_factory=dict)
    """Sheet and key of each row that a person changed → who did it last."""

    def sheet(self, before: Table | None, after: Table) -> Iterator[FileEntry]:
        """Yield the entries for one sheet."""
        if before is None and after.sheet.key not in _FILED_BY_ROW:
            if len(after):
                yield self._first_look(after)
            return
        for change in changes(before or empty_table(after.sheet), after):
            match change.kind:
                case Kind.NEW:
                    yield from self._new(change)
                case Kind.VANISHED:
                    yield self._vanished(change)
                case _ if not self._is_written(change):
                    yield self._cell(change)

    def _first_look(self, table: Table) -> FileEntry:
        return FileEntry(
            event="check",
            actor="job:file_log",
            actor_role="system",
            source=f"{self.look.book}!{table.spans[0].title}",
            reason=self._say("first", n=len(table)),
        )

    def _new(self, change: Change) -> Iterator[FileEntry]:
        record, sheet = change.record, change.record.table.sheet
        names = self._names(record)
        if self._is_opened_by_job(record):
            yield from self._filled_in(record)
        elif self.logged.knows(sheet.key, names.case_id, names.slip_no, names.refund_no):
            yield from self._back(change)
        else:
            state = STATE_COLUMNS.get(sheet.key)
            yield replace(
                self._entry(change, event_of_row(sheet.key)),
                field=state,
                new_value=self.hand.filed(sheet.by_key[state], record[state]) if state else None,
                reason=self.hand.summary(sheet, _values(record)),
            )

    def _is_opened_by_job(self, record: Record) -> bool:
        sheet = record.table.sheet.key
        return any((sheet, key) in self._written_rows for key in _keys(record))

    @cached_property
    def _written_rows(self) -> frozenset[tuple[str, str]]:
        return frozenset((sheet, key) for sheet, key, _ in self.written)

    def _filled_in(self, record: Record) -> Iterator[FileEntry]:
        """Yield what a person has filled in a row since a job opened it."""
        for column in record.table.sheet.columns:
            value = record[column.key]
            change = Change(Kind.CHANGED, record, column, None, value)
            if value not in (None, "") and not self._is_written(change):
                yield self._cell(change)

    def _back(self, change: Change) -> Iterator[FileEntry]:
        """Yield the state of a row that the log knows where it has another now, else its place."""
        record, state = change.record, self.logged.states.get(change.key)
        if record.table.sheet.key == "applications" and state not in (None, record["status"]):
            column = record.table.sheet.by_key["status"]
            yield self._cell(Change(Kind.CHANGED, record, column, state, record["status"]))
        elif self.look.before:
            reason = self._say("moved", book=self.look.book)
            yield replace(self._entry(change, "correct"), reason=reason)

    def _vanished(self, change: Change) -> FileEntry:
        found = self.records[change.record.table.sheet.key].find(change.key)
        if found is not None and found.place().book != self.look.book:
            reason = self._say("moved", book=found.place().book)
            return replace(self._entry(change, "correct"), reason=reason)
        facts = self.hand.summary(change.record.table.sheet, _values(change.record))
        entry = self._entry(change, "vanish")
        return replace(entry, old_value=facts, reason=self._say("vanish"))

    def _cell(self, change: Change) -> FileEntry:
        sheet, column = change.record.table.sheet, _column_of(change)
        is_rekeyed = change.kind is Kind.REKEYED
        event = event_of(sheet.key, column.key, change.old, change.new)
        due_at = change.record[_DEADLINES.get((sheet.key, column.key), "")]
        entry = replace(
            self._entry(change, "correct" if is_rekeyed else event),
            field=column.key,
            old_value=self.hand.filed(column, change.old),
            new_value=self.hand.filed(column, change.new),
            reason=self._say("rekeyed") if is_rekeyed else self._reason(change, event),
        )
        if isinstance(due_at, datetime) and isinstance(change.new, datetime):
            return replace(entry, due_at=due_at, late=change.new > due_at)
        return entry

    def _reason(self, change: Change, event: str) -> str | None:
        override = change.record["override_reason"]
        if _column_of(change).key == "decision" and override:
            return self.hand.filed(change.record.table.sheet.by_key["override_reason"], override)
        return self._say("correct") if event == "correct" else None

    def _is_written(self, change: Change) -> bool:
        sheet, column = change.record.table.sheet.key, _column_of(change).key
        return any(
            is_same(value, change.new)
            for key in _keys(change.record)
            for value in self.written.get((sheet, key, column), ())
        )

    def _entry(self, change: Change, event: str) -> FileEntry:
        record, names = change.record, self._names(change.record)
        actor = self.actors.of(record, change.column)
        if _is_change_of(record, change.kind):
            self.changed[record.table.sheet.key, change.key] = actor
        return FileEntry(
            event=event,
            actor=actor,
            actor_role=self.actors.role(actor, change.column),
            source=str(record.place(change.column.key if change.column else None)),
            case_id=names.case_id,
            slip_no=names.slip_no,
            refund_no=names.refund_no,
        )

    def _names(self, record: Record) -> Names:
        """Return the row's numbers; the case number also where it waits to be written."""
        sheet = record.table.sheet.key
        numbers = {key: record[key] for key in ("case_id", "slip_no", "refund_no")}
        names = names_of(sheet, record.key or "", numbers)
        if names.case_id or sheet != "applications" or record.key is None:
            return names
        found = self.records[sheet].find(record.key)
        return replace(names, case_id=found.text("case_id") or None) if found else names

    def _say(self, reason: str, **facts: object) -> str:
        return _REASONS[reason].filled(**facts).to(self.hand.language)


def _is_change_of(record: Record, kind: Kind) -> bool:
    """Whether the row has another version now; one that comes with a version is not new."""
    if kind is Kind.NEW:
        return record["row_version"] is None
    return kind is not Kind.VANISHED


def _column_of(change: Change) -> Column:
    if change.column is None:
        raise ValueError("a change of a whole row has no column")
    return change.column


def _keys(record: Record) -> tuple[str, ...]:
    """Return every key by which the row may be meant, its own first."""
    return (record.key or "", *record.table.natural_keys[record.index])


def _values(record: Record) -> Mapping[str, Value]:
    columns = record.table.columns  # many a look has ten thousand rows: no detour by `Record`
    return {key: values[record.index] for key, values in columns.items()}
