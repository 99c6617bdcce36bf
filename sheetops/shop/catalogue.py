"""Every kind of problem that sheetops knows, from all the places that find some."""

from sheetops.adapters.workbook.publish import KINDS as PUBLISHING
from sheetops.records.catalogue import KINDS as CHECKED
from sheetops.records.catalogue_slips import SLIP_KINDS
from sheetops.records.problems import ProblemKind
from sheetops.rules.evidence.problem_kinds import KINDS as EVIDENCE
from sheetops.rules.filing.problem_kinds import KINDS as FILING
from sheetops.rules.identifiers.problem_kinds import KINDS as IDENTIFIERS
from sheetops.rules.importing.problem_kinds import KINDS as IMPORTING
from sheetops.rules.policy.problem_kinds import KINDS as POLICY
from sheetops.rules.reconciling.problem_kinds import KINDS as RECONCILING
from sheetops.shop.looking import KINDS as LOOKING
from sheetops.shop.refused import KINDS as REFUSED


def all_kinds() -> tuple[ProblemKind, ...]:
    """Return every kind of problem, each code once."""
    found = (
        *CHECKED.values(),
        *SLIP_KINDS,
        *PUBLISHING.values(),
        *FILING,
        *EVIDENCE,
        *IDENTIFIERS,
        *IMPORTING,
        *RECONCILING,
        *POLICY,
        *LOOKING,
        *REFUSED,
    )
    return tuple({kind.code: kind for kind in found}.values())
