"""What buyers said: ratings, tags, and whether complaints were answered in time (process 6)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sheetops.records.choices import CHOICES
from sheetops.records.desk import Records
from sheetops.records.table import Record
from sheetops.records.text import Text
from sheetops.rules.policy.facts import count_in, flag_in, time_in, words_in
from sheetops.rules.reporting.figures import Mean, Rate, Slice, rate
from sheetops.rules.reporting.rates import Outcome, Window, kept
from sheetops.rules.reporting.scores import mean_rating

ANSWER_WITHIN = timedelta(hours=48)
"""How soon a complaint is answered (the desk's own rule)."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """The feedback of a time."""

    count: int
    rating: Mean
    scores: tuple[tuple[int, int], ...]
    """(points, how many), five points first."""
    tags: tuple[Slice, ...]
    """What it was about, most first."""
    complaints: int
    answered: Rate
    """Complaints answered within 48 hours, of those answered or past it."""
    unanswered: tuple[str, ...]
    """Numbers of the complaints that wait for an answer beyond 48 hours, oldest first."""


def feedback_figures(records: Records, window: Window) -> Feedback:
    """Return what came in within `window`, answers as known at its `now`."""
    rows = [row for row in records["feedback"] if window.holds(time_in(row, "received_at"))]
    scores = Counter(score for row in rows if (score := count_in(row, "score")) is not None)
    tags = Counter(tag for row in rows for tag in words_in(row, "tags"))
    complaints = [row for row in rows if flag_in(row, "is_complaint")]
    return Feedback(
        count=len(rows),
        rating=mean_rating(rows, window),
        scores=tuple((points, scores[points]) for points in (5, 4, 3, 2, 1)),
        tags=tuple(Slice(_TAGS.get(tag, Text(tag, tag)), n) for tag, n in tags.most_common()),
        complaints=len(complaints),
        answered=rate(ANSWERED, _IN_48, (_answer(row, window.now) for row in complaints)),
        unanswered=tuple(_waiting(complaints, window.now)),
    )


def _answer(complaint: Record, now: datetime) -> Outcome:
    received = time_in(complaint, "received_at")
    return kept(time_in(complaint, "replied_at"), received and received + ANSWER_WITHIN, now)


def _waiting(complaints: Sequence[Record], now: datetime) -> list[str]:
    late = [row for row in complaints if _is_unanswered(row) and _answer(row, now) is False]
    late.sort(key=lambda row: time_in(row, "received_at") or now)
    return [row.text("fb_id") for row in late]


def _is_unanswered(complaint: Record) -> bool:
    return time_in(complaint, "replied_at") is None


ANSWERED = Text("投诉 48 小时内回复", "Complaints answered within 48 h")
_IN_48 = Text("48 小时内回复 ÷ 已回复或已超时", "within 48 h ÷ answered or past it")
_TAGS = {choice.key: choice.text for choice in CHOICES["feedback_tag"]}
