"""The trail of each case: the states that the filing log saw, and what a supervisor allowed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from sheetops.actions import FileEntry
from sheetops.records.applications import APPLICATIONS
from sheetops.records.cells import from_cell
from sheetops.rules.filing.log_rows import LogRow

_STATUS = APPLICATIONS.by_key["status"]
_PROVEN_BY = ("system", "platform")
"""Roles that move a case only when an import proves the step; their moves are not doubted."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One state on a trail; `is_proven`: an import showed that the platform has got there."""

    state: str
    is_proven: bool = False


@dataclass(slots=True)
class Trail:
    """The states of one case in the order in which they were filed; the first is the opening.

    `allowed` says how many of them, from the first on, a supervisor has let stand; `reason` and
    `allowed_by` are what was filed last in the columns `step_override` and `step_approver`.
    """

    stops: list[Stop] = field(default_factory=list)
    allowed: int = 0
    reason: str | None = None
    allowed_by: str | None = None


def trails(rows: Iterable[LogRow | FileEntry]) -> Mapping[str, Trail]:
    """Return case number → trail, from the rows of the log and the entries that wait behind them.

    What was filed before a case had its number belongs to the case that got the row's refund
    number.
    """
    found: dict[str, Trail] = {}
    unnumbered: dict[str, Trail] = {}
    for row in rows:
        if row.case_id is None:
            if row.field == "status" and row.refund_no:
                _step(unnumbered.setdefault(row.refund_no, Trail()), row)
            continue
        if row.case_id not in found:
            known = unnumbered.pop(row.refund_no, None) if row.refund_no else None
            if known is None and row.field not in _ON_TRAIL:
                continue
            found[row.case_id] = known or Trail()
        if row.field in _ON_TRAIL:
            _step(found[row.case_id], row)
    return found


_ON_TRAIL = ("status", "step_override", "step_approver")


def _step(trail: Trail, row: LogRow | FileEntry) -> None:
    if row.field == "status":
        _move(trail, row)
        return
    if row.field == "step_override":
        trail.reason = row.new_value
    else:
        trail.allowed_by = row.new_value
    if trail.reason and trail.allowed_by:
        trail.allowed = len(trail.stops)


def _move(trail: Trail, row: LogRow | FileEntry) -> None:
    """Add the state that a row tells of; a row that is seen anew takes no step back."""
    state, before = _state(row.new_value), _state(row.old_value)
    if not trail.stops and before is not None:
        trail.stops.append(Stop(before))
    is_opening = row.event in ("new", "import") and row.old_value is None
    if state is None or (trail.stops and (is_opening or trail.stops[-1].state == state)):
        return
    trail.stops.append(Stop(state, row.actor_role in _PROVEN_BY))


@cache
def _state(words: str | None) -> str | None:
    value = from_cell(_STATUS, words).value if words else None
    return value if isinstance(value, str) else None
