"""Judges the cases of a replay by one handbook: verdict, window, and when each stage was due."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sheetops.records.applications import APPLICATIONS
from sheetops.records.columns import Value
from sheetops.records.sheets import Sheet
from sheetops.records.slips import SLIPS
from sheetops.records.states import FINAL_STATES
from sheetops.records.table import Record, Span, Table
from sheetops.records.text import Text
from sheetops.rules.deadlines.deadlines import Deadlines, reckon
from sheetops.rules.deadlines.derivations import Deadline
from sheetops.rules.policy.rulebook import Rulebook
from sheetops.rules.policy.verdicts import Verdict, judge
from sheetops.rules.replaying.lives import Life

STAGES = ("review", "return", "inspect", "refund", "reship")
"""The stages whose deadlines are compared, in the order of a case's life."""

_LATER = (
    "status",
    "decision",
    "reviewed_at",
    "notified_at",
    "approved_amount",
    "closed_at",
    "refund_amount",
)
"""What came after the decision: it starts and ends deadlines, and no verdict has seen it."""
_GOES_BACK = ("return_refund", "exchange", "repair")
_MONEY_WAITS = ("await_refund",)


class Due(NamedTuple):
    """When a stage was due and when it was done (None: not yet); `is_late` as seen at the end."""

    at: datetime
    done_at: datetime | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What one handbook says about a case: keys of the verdict list, policy rows, instants."""

    verdict: str
    refs: tuple[str, ...]
    window_end: datetime | None
    dues: Mapping[str, Due]
    """Stage → when it was due; only stages that the case came to."""
    judged: Verdict | None = None
    """The verdict with its ground and facts; None for one that was read from the log."""

    @property
    def why(self) -> Text:
        """Return the ground of the verdict, in words."""
        return self.judged.words if self.judged else Text("", "")


class Bench:
    """One handbook, to which cases are put as they were when decided.

    How much stock there was is not in the filing log. A case that was told `stock` is judged with
    none, any other with enough; see `with_stock`.
    """

    def __init__(self, plenty: Rulebook, bare: Rulebook, now: datetime) -> None:
        """`plenty` and `bare` are the same handbook with all goods in stock, and with none."""
        self._plenty, self._bare = plenty, bare
        self._now = now

    def answers(self, lives: Sequence[Life], bare: Sequence[bool] = ()) -> Iterator[Answer]:
        """Yield the answer for each of `lives`; `bare` says which of them found no stock."""
        known = _table(APPLICATIONS, [life.known for life in lives])
        later = _table(APPLICATIONS, [_with_outcome(life) for life in lives])
        slips = _table(SLIPS, [life.slip for life in lives])
        for place, life in enumerate(lives):
            book = self._bare if bare and bare[place] else self._plenty
            slip = slips[place] if life.slip else None
            yield self._answer(known[place], later[place], slip, book)

    def _answer(self, known: Record, later: Record, slip: Record | None, book: Rulebook) -> Answer:
        told = reckon(known, None, book)
        found, window = judge(told), told.window
        return Answer(
            verdict=found.verdict,
            refs=tuple(found.refs),
            window_end=window.end if window else None,
            dues=dict(_dues(reckon(later, slip, book), self._now)),
            judged=found,
        )


def _with_outcome(life: Life) -> Mapping[str, Value]:
    return {**life.known, **{key: life.facts[key] for key in _LATER if key in life.facts}}


def _table(sheet: Sheet, rows: Sequence[Mapping[str, Value]]) -> Table:
    keys = {key for row in rows for key in row}
    columns = {key: [row.get(key) for row in rows] for key in keys}
    return Table(sheet, columns, (Span("", sheet.title.zh, range(1, 1 + len(rows)), {}, {}),))


def _dues(times: Deadlines, now: datetime) -> Iterator[tuple[str, Due]]:
    """Yield the stages that the case came to; one that is open is late when its time has passed."""
    case, slip = times.case, times.slip
    is_over = case["status"] in FINAL_STATES
    for stage, deadline, done_at, is_awaited in (
        ("review", times.review, _at(case, "reviewed_at"), case["decision"] is None),
        ("return", _returned(times), _at(slip, "buyer_shipped_at"), True),
        ("inspect", times.inspect_due, _at(slip, "inspected_at"), True),
        ("refund", times.refund_due, _refunded_at(case, slip), _is_refund_awaited(times)),
        ("reship", _reshipped(times), _at(slip, "x_shipped_at"), True),
    ):
        if deadline is None or (done_at is None and (is_over or not is_awaited)):
            continue
        yield stage, Due(deadline.due, done_at, (done_at or now) > deadline.due)


def _returned(times: Deadlines) -> Deadline | None:
    """The buyer sends back what a slip was opened for."""
    case_type = times.case["case_type"]
    return times.return_due if times.slip is not None and case_type in _GOES_BACK else None


def _reshipped(times: Deadlines) -> Deadline | None:
    is_sent = _at(times.slip, "x_shipped_at") is not None
    return times.reship_due if is_sent or times.case["status"] == "await_reship" else None


def _refunded_at(case: Record, slip: Record | None) -> datetime | None:
    if case["status"] not in ("refunded", "partially_refunded"):
        return _at(slip, "refunded_at")
    return _at(slip, "refunded_at") or _at(case, "closed_at")


def _is_refund_awaited(times: Deadlines) -> bool:
    received = _at(times.slip, "received_at") is not None
    is_return = times.case["case_type"] == "return_refund"
    return times.case["status"] in _MONEY_WAITS or (is_return and received)


def _at(row: Record | None, column: str) -> datetime | None:
    value = None if row is None else row[column]
    return value if isinstance(value, datetime) else None
