"""V03: every case got where it is by legal steps, or a supervisor has said why it did not.

Judged from the filing log's trail, so that a step that was skipped is told at every run until it
is put right or allowed, however often the case moved since.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sheetops.records.applications import APPLICATIONS
from sheetops.records.catalogue import cases as kinds
from sheetops.records.columns import Value
from sheetops.records.problems import Problem
from sheetops.records.showing import listed
from sheetops.records.states import STATES, Transition, steps_from, way
from sheetops.records.table import Record
from sheetops.rules.checks.audit import Audit, finding
from sheetops.rules.checks.column_checks import Check
from sheetops.rules.checks.typed import words
from sheetops.rules.filing.trails import Stop, Trail
from sheetops.rules.privacy.masking import mask_value

_SUPERVISORS = ("supervisor", "admin")


def _steps(audit: Audit) -> Iterator[Problem]:
    """V03: from state to state a case moves by the steps of the process (T01–T30)."""
    table = audit.records["applications"]
    allowing = _supervisors(audit)
    rows = zip(words(table, "case_id"), words(table, "status"), strict=True)
    for index, (case_id, status) in enumerate(rows):
        trail = audit.trails.get(case_id) if case_id else None
        if trail is None or status is None or _is_still(trail, status):
            continue
        case = _Case(table[index], _slip(audit, index), trail, allowing)
        sound = case.sound_state(status)
        if status != sound:
            following = listed([STATES[key].text for key in case.next_states(sound)])
            wanted = STATES[sound].text
            yield finding(
                kinds.ILLEGAL_TRANSITION, table, index, "status", wanted=wanted, next=following
            )


def _overrides(audit: Audit) -> Iterator[Problem]:
    """A skipped step that is allowed has a reason and the supervisor who allowed it."""
    table = audit.records["applications"]
    allowing = _supervisors(audit)
    rows = zip(words(table, "step_override"), words(table, "step_approver"), strict=True)
    for index, (reason, by) in enumerate(rows):
        if reason is None and by is not None:
            yield finding(kinds.STEP_OVERRIDE_UNSIGNED, table, index, "step_override")
        elif reason is not None and by not in allowing:
            yield finding(kinds.STEP_OVERRIDE_UNSIGNED, table, index, "step_approver")


@dataclass(frozen=True)
class _Case:
    """One application with what is needed to judge its steps."""

    row: Record
    slip: Record | None
    trail: Trail
    supervisors: frozenset[str]

    @property
    def case_type(self) -> str | None:
        value = self.row["case_type"]
        return value if isinstance(value, str) else None

    def sound_state(self, status: str) -> str:
        """Return the last state that the case got to by legal, proven or allowed steps.

        `status` is what the workbook says now, filed or not.
        """
        stops, allowed = [*self.trail.stops], self._allowed
        if not stops:
            return status
        if stops[-1].state != status:
            stops.append(Stop(status))
        if self._is_allowed_now:
            allowed = len(stops)
        at = stops[0].state
        for place, stop in enumerate(stops[1:], 1):
            if stop.is_proven or place < allowed or self._may_go(at, stop.state):
                at = stop.state
        return at

    @property
    def _allowed(self) -> int:
        """Return how many stops were let stand by somebody who may."""
        by = self.trail.allowed_by or ""
        return self.trail.allowed if by.split(" ")[0] in self.supervisors else 0

    @property
    def _is_allowed_now(self) -> bool:
        """Return whether the row says so since the log was written last."""
        reason, by = self.row["step_override"], self.row.text("step_approver")
        if not isinstance(reason, str) or by not in self.supervisors:
            return False
        filed = (self.trail.reason or "").rpartition(" #")[0] or self.trail.reason
        return filed not in (reason, mask_value(APPLICATIONS.by_key["step_override"], reason))

    def _may_go(self, at: str, wanted: str) -> bool:
        if wanted == at or wanted in self.next_states(at):
            return True
        return bool(way(at, wanted, self.case_type, self._is_proven))

    def next_states(self, at: str) -> tuple[str, ...]:
        """Return the states that may follow: by steps of people, or proven ones of the platform."""
        steps = steps_from(at, self.case_type)
        open_steps = (s for s in steps if not s.is_of_platform or self._is_believed(s))
        return tuple(dict.fromkeys(target for step in open_steps for target in step.targets))

    def _is_believed(self, step: Transition) -> bool:
        """Whether the row proves a step of the platform, or no export has said a word about it."""
        is_silent = step.evidence.startswith("platform_status=") and not self.row["platform_status"]
        return is_silent or self._is_proven(step)

    def _is_proven(self, step: Transition) -> bool:
        """Return whether the row and its slip hold all that the step leaves behind."""
        parts = step.evidence.split()
        return bool(parts) and all(self._holds(part) for part in parts)

    def _holds(self, part: str) -> bool:
        name, _, wanted = part.partition("=")
        value = self._value(name)
        if wanted:
            return value in wanted.split("|")
        return value not in (None, "", False)

    def _value(self, name: str) -> Value:
        column = name.removeprefix("slips.")
        if column == name:
            return self.row[column]
        return None if self.slip is None else self.slip[column]


def _is_still(trail: Trail, status: str) -> bool:
    """Whether the case stands where it was recorded first, as most do."""
    return len(trail.stops) == 1 and trail.stops[0].state == status


def _slip(audit: Audit, index: int) -> Record | None:
    case_id = audit.records["applications"].column("case_id")[index]
    found = audit.slip_rows.get(case_id) if isinstance(case_id, str) else None
    return audit.records["slips"][found[-1]] if found else None


def _supervisors(audit: Audit) -> frozenset[str]:
    agents = audit.records["agents"]
    rows = zip(words(agents, "agent_id"), words(agents, "role"), strict=True)
    return frozenset(agent for agent, role in rows if agent and role in _SUPERVISORS)


CHECKS: tuple[Check, ...] = (_steps, _overrides)
"""The checks of this module."""
