"""Plans the advice beside each open case: verdict, rows it rests on, review deadline, window."""

from collections.abc import Iterator
from datetime import datetime

from sheetops.actions import SetValue
from sheetops.records.desk import Records
from sheetops.records.settings import Settings
from sheetops.records.states import FINAL_STATES
from sheetops.records.table import Record
from sheetops.rules.deadlines.deadlines import Deadlines, reckon
from sheetops.rules.deadlines.derivations import explain
from sheetops.rules.deadlines.workdays import Workdays
from sheetops.rules.policy.rulebook import Rulebook
from sheetops.rules.policy.verdicts import judge
from sheetops.rules.writes import keyed_rows, write

_UNDECIDED = (None, "pending_review", "need_evidence")
"""States in which the advice still follows the facts. Later it stays as it was when decided."""


def plan_advice(
    records: Records, now: datetime, settings: Settings, workdays: Workdays
) -> Iterator[SetValue]:
    """Plan verdict, policy refs, review deadline and window of every open case.

    A case that was closed before anyone looked gets its times, which the figures need; advice on
    it would come too late. Nothing here depends on `now`: it rests on when the buyer applied.
    """
    del now
    book = Rulebook(records, settings, workdays)
    for case in keyed_rows(records["applications"]):
        closed = case["status"] in FINAL_STATES
        if not closed or case["review_due"] is None:
            times = reckon(case, None, book)
            yield from _times(case, times)
            if not closed:
                yield from _advice(case, times)


def _times(case: Record, times: Deadlines) -> Iterator[SetValue]:
    review, window = times.review, times.window
    if review is not None and review.due != case["review_due"]:
        yield from write(case, "review_due", review.due, explain(review))
    wanted = window.end if window else None
    if wanted != case["window_end"]:
        yield from write(case, "window_end", wanted, explain(window.deadline) if window else None)


def _advice(case: Record, times: Deadlines) -> Iterator[SetValue]:
    if case["status"] not in _UNDECIDED and case["policy_verdict"] is not None:
        return
    found = judge(times)
    refs = ";".join(found.refs) or None
    if found.verdict != case["policy_verdict"] or refs != case["policy_refs"]:
        words = found.words
        yield from write(case, "policy_verdict", found.verdict, words)
        yield from write(case, "policy_refs", refs, words)
