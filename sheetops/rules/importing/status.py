"""Moves a known case by what the platform says in an export, or tells what contradicts."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from functools import lru_cache

from sheetops.actions import Action, FileEntry
from sheetops.records.applications import APPLICATIONS
from sheetops.records.cells import choice_words
from sheetops.records.problems import Problem
from sheetops.records.states import FINAL_STATES
from sheetops.records.table import Record
from sheetops.records.text import Text
from sheetops.rules.filing.events import event_of
from sheetops.rules.importing import problem_kinds as kinds
from sheetops.rules.importing.desk import ImportDesk
from sheetops.rules.importing.export import Export, ExportRow
from sheetops.rules.importing.platform_moves import Facts, Move, initial_state, move
from sheetops.rules.importing.platform_words import fact_of, is_disputed, is_known_intervention
from sheetops.rules.policy.facts import time_in, word_in
from sheetops.rules.writes import fill, write

Found = Action | Problem

_STATUS = APPLICATIONS.by_key["status"]
_SOURCE = Text("导入 {source}", "Imported from {source}")
_WHY = Text("平台：{words}（{codes}），{source}", "Platform: {words} ({codes}), {source}")


def source_of(export: Export) -> Text:
    """Return why a job writes what an export says: the file and its fingerprint."""
    return _source(export.source)


@lru_cache(maxsize=16)
def _source(source: str) -> Text:
    return _SOURCE.filled(source=source)


def facts_of(row: ExportRow, slip: Record | None, now: datetime) -> Facts | None:
    """Return what the platform says about a case; None for a status that is not known."""
    fact = fact_of(row.text("platform_status"))
    if fact is None:
        return None
    due = time_in(slip, "return_due")
    return Facts(
        fact,
        is_partial=_is_partial(row),
        has_tracking=bool(row.text("slip.tracking_no") or (slip and slip.text("tracking_no"))),
        is_late=due is not None and due < now,
        is_disputed=is_disputed(row.text("cs_intervene")),
    )


def _is_partial(row: ExportRow) -> bool:
    if "scope" in row.facts:
        return row.facts["scope"] == "partial"
    asked, paid = row.facts.get("apply_amount"), row.facts.get("order_paid")
    return isinstance(asked, Decimal) and isinstance(paid, Decimal) and asked < paid


def status_of(
    export: Export, row: ExportRow, record: Record, slip: Record | None, desk: ImportDesk
) -> Iterator[Found]:
    """Yield the steps of a known case that the platform proves, or what contradicts."""
    if "platform_status" not in export.layout.columns:
        return
    yield from unknown_words(export, row)
    facts = facts_of(row, slip, desk.now)
    if facts is None:
        return
    state = word_in(record, "status")
    if state is None:
        yield from write(
            record, "status", initial_state(facts, word_in(record, "case_type")), source_of(export)
        )
        return
    found = move(state, word_in(record, "case_type"), facts)
    if found.is_conflict:
        shown = choice_words(_STATUS, state)
        words = row.text("platform_status")
        yield export.problem(kinds.STATUS_CONFLICT, row, "platform_status", value=words, seen=shown)
    elif _is_without_number(facts) and (found.target or state) == "await_return":
        yield export.problem(kinds.TRACKING_MISSING, row, "slip.tracking_no")
    yield from _steps(export, row, record, state, found, desk)
    yield from _ending(export, row, record, found.target or state)


def _is_without_number(facts: Facts) -> bool:
    return facts.fact == "returned" and not facts.has_tracking


def _steps(
    export: Export, row: ExportRow, record: Record, state: str, found: Move, desk: ImportDesk
) -> Iterator[Found]:
    """Yield the steps that the platform proves: all but the last are filed, that one is written."""
    if found.target is None:
        return
    codes = "→".join(code for code, _ in found.steps)
    why = _WHY.filled(words=row.text("platform_status"), codes=codes, source=export.source)
    language, before = desk.settings.language, state
    for _, after in found.steps[:-1]:
        yield FileEntry(
            event=event_of("applications", "status", before, after),
            actor="job:import_exports",
            actor_role="platform",
            source=export.source,
            case_id=record.text("case_id") or None,
            refund_no=record.text("refund_no") or None,
            field="status",
            old_value=choice_words(_STATUS, before).to(language),
            new_value=choice_words(_STATUS, after).to(language),
            reason=why.to(language),
        )
        before = after
    yield from write(record, "status", found.target, why)
    if found.steps[-1][0] == "T22":
        yield from write(record, "fast_refund", wanted=True, reason=why)


def _ending(export: Export, row: ExportRow, record: Record, state: str) -> Iterator[Found]:
    if state in FINAL_STATES:
        yield from fill(record, "closed_at", row.facts.get("closed_at"), source_of(export))


def unknown_words(export: Export, row: ExportRow) -> Iterator[Problem]:
    """Yield a problem for each word of the platform about a case that is not known."""
    status, intervention = row.text("platform_status"), row.text("cs_intervene")
    if fact_of(status) is None and "platform_status" in export.layout.columns:
        yield export.problem(kinds.UNKNOWN_STATUS, row, "platform_status", value=status)
    if not is_known_intervention(intervention):
        yield export.problem(kinds.UNKNOWN_STATUS, row, "cs_intervene", value=intervention)
