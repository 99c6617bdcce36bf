"""Plans the advice beside each open case: verdict, rows it rests on, review deadline, window.

Before that the policy book itself: rows that succeed others, and what each used row said.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sheetops.actions import AddRow, FileEntry, SetValue
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.settings import Settings
from sheetops.records.states import FINAL_STATES
from sheetops.records.table import Record, Table
from sheetops.records.text import Language, Text
from sheetops.rules.deadlines.deadlines import Deadlines, reckon
from sheetops.rules.deadlines.derivations import Deadline, explained
from sheetops.rules.deadlines.waiting import waits
from sheetops.rules.deadlines.workdays import Workdays
from sheetops.rules.filing.log_rows import LogRow
from sheetops.rules.policy.grounds import grounds
from sheetops.rules.policy.rulebook import Rulebook
from sheetops.rules.policy.succession import plan_successions
from sheetops.rules.policy.verdicts import judge
from sheetops.rules.policy.versions import entry_of, used_versions, version_of
from sheetops.rules.writes import keyed_rows, write

_UNDECIDED = (None, "pending_review", "need_evidence")
"""States in which the advice still follows the facts. Later it stays as it was when decided."""
_WAITED = Text("等买家补充凭证，不计入审核时限", "waiting for evidence is no time to review")


def plan_advice(
    records: Records,
    now: datetime,
    settings: Settings,
    workdays: Workdays,
    logged: Sequence[LogRow] = (),
    waiting: Sequence[FileEntry] = (),
) -> Iterator[SetValue | AddRow | FileEntry]:
    """Plan verdict, policy refs, review deadline and window of every open case.

    `logged` is the filing log, `waiting` what is on its way into it: they know which policy rows
    have been used, and how long buyers were waited for. A case that was closed before anyone
    looked gets its times, which the figures need; advice on it would come too late. Only a policy
    row's succession depends on `now`: advice rests on when the buyer applied.
    """
    used = used_versions((*logged, *waiting))
    first = (*plan_successions(records["policy"], used, now.date()), *_waits(records, logged))
    yield from first
    laid = _laid(records, first)
    book = Rulebook(laid, settings, workdays)
    rested: dict[str, None] = {}
    for case in keyed_rows(laid["applications"]):
        closed = case["status"] in FINAL_STATES
        if not closed or case["review_due"] is None:
            times = reckon(case, None, book)
            yield from _times(case, times, settings.language)
            if not closed:
                yield from _advice(case, times, settings.language, rested)
    known = {(name, found.version) for name, versions in used.items() for found in versions}
    yield from _new_versions(laid["policy"], rested, known, settings.language)


def _times(case: Record, times: Deadlines, language: Language) -> Iterator[SetValue]:
    review, window = times.review, times.window
    if review is not None and review.due != case["review_due"]:
        yield from write(case, "review_due", review.due, _filed(review, language))
    wanted = window.end if window else None
    if wanted != case["window_end"]:
        why = _filed(window.deadline, language) if window else None
        yield from write(case, "window_end", wanted, why)


def _filed(deadline: Deadline, language: Language) -> Text:
    # a derivation is filed in the shop's language, and nowhere else
    words = explained(deadline, language)
    return Text(words, words)


def _advice(
    case: Record, times: Deadlines, language: Language, rested: dict[str, None]
) -> Iterator[SetValue]:
    """Plan the advice on one case, and note in `rested` the rows that it rests on."""
    if case["status"] not in _UNDECIDED and case["policy_verdict"] is not None:
        return
    found = judge(times)
    rested.update(dict.fromkeys(found.refs))
    refs, why = ";".join(found.refs) or None, grounds(times, found, language)
    said = Text(why, why)  # filed in the shop's language, and nowhere else
    verdict = write(case, "policy_verdict", found.verdict, said)
    yield from verdict
    yield from write(case, "policy_refs", refs, None if verdict else said)
    yield from write(case, "policy_why", why)


def _waits(records: Records, logged: Sequence[LogRow]) -> Iterator[SetValue]:
    table = records["applications"]
    for number, minutes in waits(logged).items():
        case = table.find(number)
        if case is not None and minutes and case["status"] not in FINAL_STATES:
            yield from write(case, "waited_minutes", minutes, _WAITED)


def _new_versions(
    table: Table, rested: Mapping[str, None], known: set[tuple[str, str]], language: Language
) -> Iterator[FileEntry]:
    """Yield an entry for each row that verdicts rest on and whose words the log does not keep."""
    for row in keyed_rows(table):
        if row.key in rested and (row.key, version_of(row)) not in known:
            yield entry_of(row, language)


def _laid(records: Records, actions: Sequence[SetValue | AddRow]) -> Records:
    if not actions:
        return records
    cells: dict[str, dict[tuple[str, str], Value]] = {}
    rows: dict[str, list[tuple[str, Mapping[str, Value]]]] = {}
    for action in actions:
        if isinstance(action, AddRow):
            rows.setdefault(action.sheet, []).append((action.book, action.values))
        else:
            cells.setdefault(action.sheet, {})[action.key, action.column] = action.wanted
    touched = {
        name: records[name].overlaid(cells.get(name, {}), rows.get(name, ()))
        for name in {*cells, *rows}
    }
    return Records({**records.tables, **touched}, records.problems, records.lists)
