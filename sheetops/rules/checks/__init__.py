"""Everything that can be wrong in what the workbooks say, found by small checks."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from sheetops.records.desk import Records
from sheetops.records.problems import Problem
from sheetops.records.settings import Settings
from sheetops.rules.checks import (
    amount_checks,
    case_checks,
    column_checks,
    demand_checks,
    evidence_checks,
    handbook_checks,
    inspection_checks,
    parcel_checks,
    people_checks,
    time_checks,
)
from sheetops.rules.checks.audit import Audit
from sheetops.rules.checks.column_checks import Check
from sheetops.rules.deadlines.workdays import Workdays

CHECKS: tuple[Check, ...] = (
    *column_checks.CHECKS,
    *demand_checks.CHECKS,
    *time_checks.CHECKS,
    *case_checks.CHECKS,
    *evidence_checks.CHECKS,
    *amount_checks.CHECKS,
    *parcel_checks.CHECKS,
    *inspection_checks.CHECKS,
    *people_checks.CHECKS,
    *handbook_checks.CHECKS,
)
"""Every check, in the order in which a catalogue reads well."""


def problems(
    records: Records,
    now: datetime,
    settings: Settings,
    workdays: Workdays,
    last_states: Mapping[str, str] | None = None,
    files: Collection[str] | None = None,
) -> Iterator[Problem]:
    """Yield every problem: those met while reading (`records.problems`), then what checks find.

    `now` is shop time. `last_states` maps case numbers to the state that the filing log knows last
    (V03); `files` holds the paths of the files in the shop folder, where somebody has looked.
    """
    yield from records.problems
    audit = Audit(records, now, settings, workdays, last_states or {}, files)
    for check in CHECKS:
        yield from check(audit)
