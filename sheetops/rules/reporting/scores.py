"""The score card of each person of the desk: buyers' feedback, timeliness, resolution (5.2)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from sheetops.actions import SetValue
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.settings import Limits
from sheetops.records.table import Record
from sheetops.records.text import Text
from sheetops.rules.deadlines.overdue import DueItem
from sheetops.rules.policy.facts import count_in, time_in
from sheetops.rules.reporting.figures import Mean, Rate, rate
from sheetops.rules.reporting.rates import (
    IN_TIME,
    INSPECTION,
    RESOLUTION,
    REVIEW,
    SOLVED_IN,
    Window,
    hours_to_close,
    inspect_outcome,
    is_disputed,
    reopenings,
    resolve_outcome,
    review_outcome,
)
from sheetops.rules.reporting.recent import recent_cases, recent_slips
from sheetops.rules.writes import keyed_rows, write

RATING = Text("满意度", "Mean rating")
_POINTS = Text("分", "of 5")


@dataclass(frozen=True, slots=True)
class ScoreCard:
    """One person's figures over a time; shares and means show what they rest on."""

    agent: str
    reviewed: int
    review: Rate
    inspection: Rate
    resolution: Rate
    handling: Mean
    disputes: int
    rating: Mean
    overdue: int
    """Items that are overdue now and this person's turn."""

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to judge by."""
        shares = (self.review, self.inspection, self.resolution)
        counts = (self.reviewed, self.disputes, self.rating.count, self.overdue)
        return not any(counts) and not any(share.whole for share in shares)


def plan_scores(
    records: Records, now: datetime, limits: Limits, items: Sequence[DueItem]
) -> Iterator[SetValue]:
    """Plan the job columns of the handbook's Agents for this month; `items` is what is due now.

    Cases count for their owner, inspections for whoever inspected. Cases in the platform's hands
    and those that it handled by itself are left out of timeliness. Rates are fractions (0.95),
    empty below five. Someone who has left keeps the last card.
    """
    first = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    month = Window(first, now + timedelta(seconds=1), now)
    cards = ScoreCards(records, month, limits, items)
    for agent in keyed_rows(records["agents"]):
        if agent["status"] == "stopped":
            continue
        for column, wanted in _cells(cards.of(agent.text("agent_id")), now).items():
            yield from write(agent, column, wanted)


class ScoreCards:
    """What the cards of one time are reckoned from: rows by person, read once."""

    def __init__(
        self, records: Records, window: Window, limits: Limits, items: Sequence[DueItem] = ()
    ) -> None:
        """Read the rows of `window`; `items` is what is due now."""
        self._window = window
        self._limits = limits
        cases = list(recent_cases(records["applications"], window.since))
        self._cases = _by(cases, "owner")
        self._inspected = _by(recent_slips(records["slips"], window.since, ()), "inspector")
        self._ratings = _by(records["feedback"], "agent_id")
        self._reopened = reopenings(cases)
        self._overdue = _late_by_person(items)

    def of(self, agent: str) -> ScoreCard:
        """Return the card of the person with the number `agent`."""
        cases, window, limits = self._cases[agent], self._window, self._limits
        judged = [case for case in cases if case["status"] != "in_dispute"]
        inspected = self._inspected[agent]
        return ScoreCard(
            agent=agent,
            reviewed=sum(window.holds(time_in(case, "reviewed_at")) for case in cases),
            review=rate(REVIEW, IN_TIME, (review_outcome(c, window, limits) for c in judged)),
            inspection=rate(
                INSPECTION, IN_TIME, (inspect_outcome(slip, window, limits) for slip in inspected)
            ),
            resolution=rate(
                RESOLUTION, SOLVED_IN, (resolve_outcome(c, window, self._reopened) for c in cases)
            ),
            handling=hours_to_close(judged, window),
            disputes=sum(
                is_disputed(case) and window.holds(time_in(case, "applied_at")) for case in cases
            ),
            rating=mean_rating(self._ratings[agent], window),
            overdue=self._overdue[agent],
        )


def mean_rating(feedback: Iterable[Record], window: Window) -> Mean:
    """Return the mean of the ratings (1 to 5) that came in."""
    scores = [
        score
        for row in feedback
        if window.holds(time_in(row, "received_at"))
        and (score := count_in(row, "score")) is not None
    ]
    return Mean(RATING, Decimal(sum(scores)), len(scores), _POINTS)


def _cells(card: ScoreCard, now: datetime) -> Mapping[str, Value]:
    """Return what the handbook shows of a card: column key → value."""
    return {
        "period": f"{now:%Y-%m}",
        "reviewed_n": card.reviewed,
        "review_ontime_rate": card.review.share,
        "inspect_ontime_rate": card.inspection.share,
        "avg_handle_h": card.handling.value,
        "resolve_rate": card.resolution.share,
        "dispute_n": card.disputes,
        "satisfaction": card.rating.value,
        "overdue_n": card.overdue,
    }


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
