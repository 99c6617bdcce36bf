"""The score card of each person of the desk: buyers' feedback, timeliness, resolution (5.2)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from sheetops.actions import SetValue
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.settings import Limits
from sheetops.records.table import Record
from sheetops.records.text import Text
from sheetops.rules.facts import count_in, time_in
from sheetops.rules.figures import FEWEST, rate
from sheetops.rules.overdue import DueItem
from sheetops.rules.rates import (
    Outcome,
    Window,
    hours_to_close,
    inspect_outcome,
    is_disputed,
    reopenings,
    resolve_outcome,
    review_outcome,
)
from sheetops.rules.recent import recent_cases, recent_slips
from sheetops.rules.writes import keyed_rows, write

_UNSAID = Text("", "")


def plan_scores(
    records: Records, now: datetime, limits: Limits, items: Sequence[DueItem]
) -> Iterator[SetValue]:
    """Plan the job columns of the handbook's Agents for this month; `items` is what is due now.

    Cases count for their owner, inspections for whoever inspected. Cases in the platform's hands
    and those that it handled by itself are left out of timeliness. Rates are fractions (0.95),
    empty below five. Someone who has left keeps the last card.
    """
    desk = _Month(records, now, limits, items)
    for agent in keyed_rows(records["agents"]):
        if agent["status"] == "stopped":
            continue
        for column, wanted in desk.card(agent.text("agent_id")).items():
            yield from write(agent, column, wanted)


class _Month:
    """What one month's cards are reckoned from: rows by person, read once."""

    def __init__(
        self, records: Records, now: datetime, limits: Limits, items: Sequence[DueItem]
    ) -> None:
        first = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        self.window = Window(first, now + timedelta(seconds=1), now)
        self.limits = limits
        cases = list(recent_cases(records["applications"], first))
        self.cases = _by(cases, "owner")
        self.inspected = _by(recent_slips(records["slips"], first, ()), "inspector")
        self.ratings = _by(records["feedback"], "agent_id")
        self.reopened = reopenings(cases)
        self.overdue = _late_by_person(items)

    def card(self, agent: str) -> Mapping[str, Value]:
        """Return one person's card: column key → value."""
        cases, window = self.cases[agent], self.window
        judged = [case for case in cases if case["status"] != "in_dispute"]
        return {
            "period": f"{window.now:%Y-%m}",
            "reviewed_n": sum(window.holds(time_in(case, "reviewed_at")) for case in cases),
            "review_ontime_rate": _share(
                review_outcome(case, window, self.limits) for case in judged
            ),
            "inspect_ontime_rate": _share(
                inspect_outcome(slip, window, self.limits) for slip in self.inspected[agent]
            ),
            "avg_handle_h": hours_to_close(judged, window).value,
            "resolve_rate": _share(resolve_outcome(c, window, self.reopened) for c in cases),
            "dispute_n": sum(
                is_disputed(case) and window.holds(time_in(case, "applied_at")) for case in cases
            ),
            "satisfaction": self._satisfaction(agent),
            "overdue_n": self.overdue[agent],
        }

    def _satisfaction(self, agent: str) -> Decimal | None:
        """Return the mean rating of the month, one place; None below five ratings."""
        scores = [
            score
            for feedback in self.ratings[agent]
            if self.window.holds(time_in(feedback, "received_at"))
            and (score := count_in(feedback, "score")) is not None
        ]
        if len(scores) < FEWEST:
            return None
        mean = Decimal(sum(scores)) / len(scores)
        return mean.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _share(outcomes: Iterable[Outcome]) -> Decimal | None:
    return rate(_UNSAID, _UNSAID, outcomes).share


def _by(rows: Iterable[Record], column: str) -> defaultdict[str, list[Record]]:
    """Return the rows by the person in `column`."""
    found: defaultdict[str, list[Record]] = defaultdict(list)
    for row in rows:
        found[row.text(column)].append(row)
    return found


def _late_by_person(items: Iterable[DueItem]) -> defaultdict[str, int]:
    """Return how many items are overdue and an agent's turn, by owner."""
    found: defaultdict[str, int] = defaultdict(int)
    for item in items:
        if item.level == "overdue" and item.turn == "agent" and item.owner:
            found[item.owner] += 1
    return found
