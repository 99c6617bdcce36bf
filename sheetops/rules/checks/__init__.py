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
    notice_checks,
    parcel_checks,
    people_checks,
    step_checks,
    time_checks,
)
from sheetops.rules.checks.audit import Audit
from sheetops.rules.checks.column_checks import Check
from sheetops.rules.deadlines.workdays import Workdays
from sheetops.rules.filing.trails import Trail

CHECKS: tuple[Check, ...] = (
    *column_checks.CHECKS,
    *demand_checks.CHECKS,
    *time_checks.CHECKS,
    *case_checks.CHECKS,
    *step_checks.CHECKS,
    *evidence_checks.CHECKS,
    *amount_checks.CHECKS,
    *parcel_checks.CHECKS,
    *inspection_checks.CHECKS,
    *people_checks.CHECKS,
    *handbook_checks.CHECKS,
    *notice_checks.CHECKS,
)
"""Every check, in the order in which a catalogue reads well."""


def problems(
    records: Records,
    now: datetime,
    settings: Settings,
    workdays: Workdays,
    trails: Mapping[str, Trail] | None = None,
    files: Collection[str] | None = None,
) -> Iterator[Problem]:
    """Yield every problem: those met while reading (`records.problems`), then what checks find.

    `now` is shop time. `trails` maps case numbers to the states that the filing log saw them in
    (V03); `files` holds the paths of the files in the shop folder, where somebody has looked.
    """
    yield from records.problems
    audit = Audit(records, now, settings, workdays, trails or {}, files)
    for check in CHECKS:
        yield from check(audit)
