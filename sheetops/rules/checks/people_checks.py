"""People: who owns a case is there and trained; feedback and improvements are followed up."""

from collections.abc import Iterator
from datetime import date, timedelta

from sheetops.records.catalogue import people as kinds
from sheetops.records.problems import Problem
from sheetops.records.showing import plain
from sheetops.records.states import FINAL_STATES
from sheetops.records.text import Text
from sheetops.rules.checks.audit import Audit, finding, show
from sheetops.rules.checks.column_checks import Check, doubled, same_rows
from sheetops.rules.checks.typed import days, flags, words

TRAINED_WITHIN = timedelta(days=7)


def _owners(audit: Audit) -> Iterator[Problem]:
    """V13: an open case belongs to an active agent."""
    agents, table = audit.records["agents"], audit.records["applications"]
    rows = zip(
        words(agents, "agent_id"), words(agents, "status"), words(agents, "backup"), strict=True
    )
    gone = {agent: backup for agent, status, backup in rows if agent and status == "stopped"}
    owners = zip(words(table, "owner"), words(table, "status"), strict=True)
    for index, (owner, status) in enumerate(owners if gone else ()):
        if owner in gone and status not in FINAL_STATES:
            backup = gone[owner or ""]
            wanted = Text(f"，如代理人 {backup}", f", such as the backup {backup}")
            nobody = Text("", "")
            yield finding(
                kinds.OWNER_INACTIVE, table, index, "owner", wanted=wanted if backup else nobody
            )


def _training(audit: Audit) -> Iterator[Problem]:
    """V13: seven days after a policy changed, every after-sales agent was trained on it.

    Policies that the shop began with, and those older than an agent's first day, are not changes.
    """
    agents = audit.records["agents"]
    changed = list(_changed_policies(audit))
    trained = _trained(audit)
    rows = zip(
        words(agents, "agent_id"),
        words(agents, "role"),
        words(agents, "status"),
        days(agents, "entry_date"),
        strict=True,
    )
    for index, (agent, role, status, joined) in enumerate(rows if changed else ()):
        if status != "active" or role not in ("aftersale", "supervisor") or agent is None:
            continue
        for policy, since in changed:
            if (agent, policy) not in trained and (joined is None or joined <= since):
                yield finding(
                    kinds.AGENT_UNTRAINED,
                    agents,
                    index,
                    "agent_id",
                    value=policy,
                    wanted=plain(since),
                )


def _changed_policies(audit: Audit) -> Iterator[tuple[str, date]]:
    policies = audit.records["policy"]
    rows = [
        (policy, status, since)
        for policy, status, since in zip(
            words(policies, "policy_id"),
            words(policies, "status"),
            days(policies, "valid_from"),
            strict=True,
        )
        if policy and since
    ]
    began = min((since for _, _, since in rows), default=date.min)
    today = audit.now.date()
    for policy, status, since in rows:
        if status == "active" and since > began and since + TRAINED_WITHIN < today:
            yield policy, since


def _trained(audit: Audit) -> set[tuple[str | None, str | None]]:
    table = audit.records["training"]
    rows = zip(
        words(table, "agent_id"),
        words(table, "policy_version"),
        flags(table, "passed"),
        strict=True,
    )
    return {(agent, policy) for agent, policy, passed in rows if passed is not False}


def _backups(audit: Audit) -> Iterator[Problem]:
    """A backup is somebody else."""
    table = audit.records["agents"]
    pairs = zip(table.column("agent_id"), table.column("backup"), strict=True)
    for index, (agent, backup) in enumerate(pairs):
        if backup is not None and agent == backup:
            yield finding(kinds.BACKUP_SELF, table, index, "backup")


def _trained_twice(audit: Audit) -> Iterator[Problem]:
    """One row for each agent, day and topic."""
    table = audit.records["training"]
    parts = zip(*(table.column(key) for key in ("agent_id", "date", "topic")), strict=True)
    for indexes in doubled([row if None not in row else None for row in parts]):
        yield from same_rows(kinds.TRAINING_TWICE, table, indexes, "agent_id")


def _rated_twice(audit: Audit) -> Iterator[Problem]:
    """One feedback for each case and channel."""
    table = audit.records["feedback"]
    parts = zip(table.column("case_id"), table.column("channel"), strict=True)
    for indexes in doubled([row if None not in row else None for row in parts]):
        yield from same_rows(kinds.FEEDBACK_TWICE, table, indexes, "case_id")


def _rated_early(audit: Audit) -> Iterator[Problem]:
    """Satisfaction is asked for once the case is closed; a complaint may come at any time."""
    table, cases = audit.records["feedback"], audit.records["applications"]
    rows = zip(words(table, "case_id"), flags(table, "is_complaint"), strict=True)
    for index, (case_id, complaint) in enumerate(rows):
        place = audit.case_rows.get(case_id) if case_id else None
        if place is None or complaint:
            continue
        if cases.column("status")[place] not in (None, *FINAL_STATES):
            wanted = show(cases, place, "status")
            yield finding(kinds.FEEDBACK_EARLY, table, index, "case_id", wanted=wanted)


def _improvements(audit: Audit) -> Iterator[Problem]:
    """Who proposed and did it does not judge it; and it is done in time."""
    table = audit.records["improvements"]
    rows = zip(
        table.column("owner"),
        table.column("verified_by"),
        words(table, "status"),
        days(table, "due"),
        strict=True,
    )
    for index, (owner, verifier, status, due) in enumerate(rows):
        if verifier is not None and verifier == owner:
            yield finding(kinds.VERIFIED_BY_OWNER, table, index, "verified_by")
        if due and due < audit.now.date() and status in ("open", "accepted", "doing"):
            wanted = show(table, index, "status")
            yield finding(kinds.IMPROVEMENT_OVERDUE, table, index, "due", wanted=wanted)


CHECKS: tuple[Check, ...] = (
    _owners,
    _training,
    _backups,
    _trained_twice,
    _rated_twice,
    _rated_early,
    _improvements,
)
"""The checks of this module."""
