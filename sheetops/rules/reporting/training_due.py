"""Who has to be trained on what, until when: new policy within seven days, all else every 90."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sheetops.records.desk import Records
from sheetops.records.table import Record
from sheetops.records.text import Text
from sheetops.rules.policy.facts import day_in, flag_in, word_in

TRAINED_WITHIN = timedelta(days=7)
"""How soon after a policy comes into force everybody concerned is trained (the desk's own rule)."""

AHEAD = timedelta(days=7)
"""How long before it is due a regular training is announced."""


@dataclass(frozen=True, slots=True)
class TrainingDue:
    """One subject and the people (numbers) who still have to be trained on it."""

    subject: Text
    people: tuple[str, ...]
    due: date
    is_late: bool


def trainings_due(records: Records, today: date) -> Iterator[TrainingDue]:
    """Yield what is due: policies that changed first, then the regular training (process 5.1).

    Active after-sales agents and supervisors are meant. Policies that the shop began with, and
    those in force before somebody joined, are no change.
    """
    desk = [row for row in records["agents"] if _is_meant(row)]
    for policy in _changed(records, today):
        since = day_in(policy, "valid_from") or today
        known = _trained_on(records, policy.text("policy_id"))
        people = [one for one in desk if one.text("agent_id") not in known]
        yield from _due(_policy(policy), _here_by(people, since), since + TRAINED_WITHIN, today)
    yield from _regular(records, desk, today)


def _is_meant(agent: Record) -> bool:
    return (
        agent["status"] == "active"
        and agent["role"] in ("aftersale", "supervisor")
        and word_in(agent, "agent_id") is not None
    )


def _changed(records: Records, today: date) -> list[Record]:
    """Return the policies that came into force after the first ones, oldest first."""
    rows = [(since, row) for row in records["policy"] if (since := day_in(row, "valid_from"))]
    began = min((since for since, _ in rows), default=today)
    changed = [
        (since, row)
        for since, row in rows
        if began < since <= today and row["status"] == "active" and not _is_over(row, today)
    ]
    return [row for _, row in sorted(changed, key=lambda pair: pair[0])]


def _is_over(policy: Record, today: date) -> bool:
    until = day_in(policy, "valid_to")
    return until is not None and until < today


def _trained_on(records: Records, policy: str) -> set[str]:
    return {
        row.text("agent_id")
        for row in records["training"]
        if row.text("policy_version") == policy and flag_in(row, "passed") is not False
    }


def _here_by(people: Sequence[Record], since: date) -> list[Record]:
    return [one for one in people if (day_in(one, "entry_date") or since) <= since]


def _regular(records: Records, desk: Sequence[Record], today: date) -> Iterator[TrainingDue]:
    """Yield, by day, who has not been trained for too long; nobody before a first training."""
    latest: dict[str, date] = {}
    for row in records["training"]:
        due = day_in(row, "next_due")
        if due:
            agent = row.text("agent_id")
            latest[agent] = max(due, latest.get(agent, due))
    for due in sorted(set(latest.values())):
        if due <= today + AHEAD:
            people = [one for one in desk if latest.get(one.text("agent_id")) == due]
            yield from _due(_AGAIN, people, due, today)


def _due(subject: Text, people: Sequence[Record], due: date, today: date) -> Iterator[TrainingDue]:
    if people:
        numbers = tuple(sorted(one.text("agent_id") for one in people))
        yield TrainingDue(subject, numbers, due, due < today)


def _policy(policy: Record) -> Text:
    name = f"{policy.text('policy_id')} {policy.text('title')}".strip()
    return Text(f"新政策 {name}", f"New policy {name}")


_AGAIN = Text("定期培训", "Regular training")
