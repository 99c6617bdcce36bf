"""Gives each open case without an owner to the agent on duty who has the fewest open cases."""

from collections import Counter
from collections.abc import Iterator
from heapq import heapify, heapreplace

from sheetops.actions import SetValue
from sheetops.records.desk import Records
from sheetops.records.states import FINAL_STATES
from sheetops.records.table import Record, Table
from sheetops.records.text import Text
from sheetops.rules.policy.facts import flag_in, word_in
from sheetops.rules.writes import keyed_rows, write

_ASSIGNED = Text("在岗客服中未完结最少", "fewest open cases among those on duty")


def plan_owners(records: Records) -> Iterator[SetValue]:
    """Plan an owner for each open case without one; the lower number first where two are equal.

    Only after-sales agents who are active and not marked as off duty; without any, nobody.
    """
    cases = records["applications"]
    load = _open_cases(cases)
    free = [(load[agent], agent) for agent in agents_on_duty(records["agents"])]
    heapify(free)
    if not free:
        return
    owners = cases.column("owner")
    for case in keyed_rows(cases) if None in owners else ():
        if owners[case.index] is None and case["status"] not in FINAL_STATES:
            count, agent = free[0]
            heapreplace(free, (count + 1, agent))
            yield from write(case, "owner", agent, _ASSIGNED)


def agents_on_duty(agents: Table) -> list[str]:
    """Return the numbers of the active after-sales agents who are not marked as off duty."""
    return sorted({row.text("agent_id") for row in agents if _is_free(row)})


def _is_free(agent: Record) -> bool:
    return (
        word_in(agent, "agent_id") is not None
        and agent["role"] == "aftersale"
        and agent["status"] == "active"
        and flag_in(agent, "on_duty") is not False
    )


def _open_cases(cases: Table) -> Counter[str]:
    pairs = zip(cases.column("owner"), cases.column("status"), strict=True)
    return Counter(
        owner for owner, status in pairs if isinstance(owner, str) and status not in FINAL_STATES
    )
