"""The handbook: its rules are what the law allows, its rows do not clash, its people are there."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from sheetops.records.catalogue import handbook as kinds
from sheetops.records.problems import Problem
from sheetops.records.showing import plain, shortened
from sheetops.records.table import Record, Table
from sheetops.rules.checks.audit import Audit, finding, show
from sheetops.rules.checks.column_checks import Check
from sheetops.rules.checks.typed import counts, days, flags, lists, moments, words
from sheetops.rules.deadlines.deadlines import LAW_REFUND_DAYS
from sheetops.rules.deadlines.workdays import ADDED_COLUMNS

LAW_WINDOW_DAYS = 7
"""消法 art. 25: the no-reason window; a shop may give more, never less."""
_CONSENT_GROUNDS = ("sealed", "activated", "flawed")
"""七日办法 art. 7: these exclude only what the buyer confirmed at purchase."""
_NOTICE_AHEAD = timedelta(days=3)
_VOID = re.compile(
    r"最终解释权|解释权归|一经售出.{0,6}(?:不退|概不)|概不退换|final interpretation", re.I
)
"""网络交易监督管理办法 art. 21: terms that take rights away from the consumer are void."""


def _active(table: Table) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the policy rows in force or to come, with their reason classes."""
    rows = zip(words(table, "status"), lists(table, "reason_class"), strict=True)
    yield from (
        (index, classes) for index, (status, classes) in enumerate(rows) if status != "stopped"
    )


def _windows(audit: Audit) -> Iterator[Problem]:
    """A no-reason window is 7 days or more, counted from the next day (消法 25, 七日办法 10)."""
    table = audit.records["policy"]
    window, next_day = counts(table, "window_days"), flags(table, "count_from_next_day")
    excluded, start = flags(table, "excluded"), words(table, "start_event")
    for index, classes in _active(table):
        # goods that were never signed for have no window yet
        if "no_reason" not in classes or excluded[index] or start[index] not in ("signed", None):
            continue
        length = window[index]
        if length is not None and length < LAW_WINDOW_DAYS:
            yield finding(kinds.NO_REASON_WINDOW, table, index, "window_days")
        if length is not None and next_day[index] is False:
            yield finding(kinds.NO_REASON_COUNTING, table, index, "count_from_next_day")


def _exclusions(audit: Audit) -> Iterator[Problem]:
    """V07: an exclusion by consent asks for the buyer's confirmation (七日办法 art. 7, 20)."""
    table = audit.records["policy"]
    basis, needed = words(table, "exclusion_basis"), flags(table, "buyer_confirmed_req")
    for index, _ in _active(table):
        if basis[index] in _CONSENT_GROUNDS and needed[index] is not True:
            value = show(table, index, "exclusion_basis")
            yield finding(
                kinds.EXCLUSION_UNCONFIRMED, table, index, "buyer_confirmed_req", value=value
            )


def _freight(audit: Audit) -> Iterator[Problem]:
    """V08: no policy lets the buyer bear the freight of quality problems (消法 art. 24)."""
    table = audit.records["policy"]
    bearer = words(table, "freight_bearer")
    for index, classes in _active(table):
        if "quality" in classes and bearer[index] == "buyer":
            yield finding(kinds.POLICY_QUALITY_FREIGHT, table, index, "freight_bearer")


def _refund_days(audit: Audit) -> Iterator[Problem]:
    """V17: no row lets a no-reason refund take more than 7 days (七日办法 art. 13)."""
    table = audit.records["policy"]
    refund = counts(table, "refund_days")
    for index, classes in _active(table):
        if "no_reason" in classes and (refund[index] or 0) > LAW_REFUND_DAYS:
            yield finding(kinds.REFUND_OVER_LAW, table, index, "refund_days")
    calendar = audit.records["calendar"]
    for index, added in enumerate(counts(calendar, "refund_days_add")):
        if added is not None and added > 0:
            yield finding(kinds.REFUND_OVER_LAW, calendar, index, "refund_days_add")


def _shortening(audit: Audit) -> Iterator[Problem]:
    """V17: the calendar may lengthen a time, never shorten it (七日办法 art. 20)."""
    table = audit.records["calendar"]
    for _, column in ADDED_COLUMNS:
        for index, added in enumerate(counts(table, column)):
            if added is not None and added < 0:
                yield finding(kinds.CALENDAR_SHORTENS, table, index, column)


def _policies(audit: Audit) -> Iterator[Problem]:
    """For one case one policy holds: equal rows of equal priority are not in force at once."""
    table = audit.records["policy"]
    groups: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, classes in _active(table):
        row = table[index]
        if row["status"] == "active":
            kept = ("priority", "category", "start_event", "excluded", "exclusion_basis")
            types = frozenset(lists(table, "case_types")[index])
            groups[frozenset(classes), types, *(row[key] for key in kept)].append(index)
    for indexes in groups.values():
        yield from _overlapping_policies(table, indexes)


def _overlapping_policies(table: Table, indexes: list[int]) -> Iterator[Problem]:
    for place, index in enumerate(indexes):
        for other in indexes[:place]:
            if _overlap(table[index], table[other], "valid_from", "valid_to", endless=True):
                names = {"value": table[index].text("policy_id")}
                names["wanted"] = table[other].text("policy_id")
                yield finding(kinds.POLICY_OVERLAP, table, index, "valid_from", **names)


def _calendar(audit: Audit) -> Iterator[Problem]:
    """A day is a public holiday, or a make-up workday, once; shops may have rows of their own."""
    table = audit.records["calendar"]
    groups: defaultdict[tuple[object, object], list[int]] = defaultdict(list)
    rows = zip(words(table, "kind"), words(table, "applies_shop"), strict=True)
    for index, key in enumerate(rows):
        if key[0] not in (None, "other", "policy"):
            groups[key].append(index)
    for indexes in groups.values():
        for place, index in enumerate(indexes):
            for other in indexes[:place]:
                if _overlap(table[index], table[other], "date_from", "date_to", endless=False):
                    yield _calendar_overlap(table, index, other)


def _calendar_overlap(table: Table, index: int, other: int) -> Problem:
    return finding(
        kinds.CALENDAR_OVERLAP,
        table,
        index,
        "date_from",
        value=_named(table[index]),
        wanted=_named(table[other]),
        kind=show(table, index, "kind"),
    )


def _named(row: Record) -> str:
    return f"{row.text('cal_id')} {row.text('name')}".strip()


def _overlap(one: Record, other: Record, first: str, last: str, *, endless: bool) -> bool:
    spans = []
    for row in (one, other):
        begin, end = row[first], row[last]
        if not isinstance(begin, date):
            return False
        spans.append((begin, end if isinstance(end, date) else date.max if endless else begin))
    return spans[0][0] <= spans[1][1] and spans[1][0] <= spans[0][1]


def _workdays(audit: Audit) -> Iterator[Problem]:
    """A make-up day is worked, a public holiday is not."""
    table = audit.records["calendar"]
    rows = zip(words(table, "kind"), flags(table, "is_workday"), strict=True)
    for index, (kind, worked) in enumerate(rows):
        if (kind, worked) in (("makeup", False), ("holiday", True)):
            wanted = show(table, index, "kind")
            yield finding(kinds.CALENDAR_WORKDAY, table, index, "is_workday", wanted=wanted)


def _notices(audit: Audit) -> Iterator[Problem]:
    """Buyers hear of changed times three days before (process 7.3)."""
    table = audit.records["calendar"]
    rows = zip(moments(table, "notice_send_at"), days(table, "date_from"), strict=True)
    for index, (sent, begin) in enumerate(rows):
        if sent is None or begin is None or begin <= audit.now.date():
            continue  # what has begun can no longer be announced before
        if begin - sent.date() < _NOTICE_AHEAD:
            yield finding(kinds.NOTICE_LATE, table, index, "notice_send_at", wanted=plain(begin))


def _scripts(audit: Audit) -> Iterator[Problem]:
    """A script promises nothing void (网络交易监督管理办法 art. 21)."""
    for sheet, column in (("scripts", "body"), ("calendar", "notice_text")):
        table = audit.records[sheet]
        for index, text in enumerate(words(table, column)):
            found = _VOID.search(text) if text else None
            if found:
                yield finding(kinds.VOID_CLAUSE, table, index, column, value=found[0])


def _patterns(audit: Audit) -> Iterator[Problem]:
    """A courier's number form can be used."""
    table = audit.records["couriers"]
    for index, pattern in enumerate(words(table, "number_pattern")):
        try:
            re.compile(pattern or "")
        except re.error:
            value = shortened(pattern or "")
            yield finding(kinds.PATTERN_INVALID, table, index, "number_pattern", value=value)


CHECKS: tuple[Check, ...] = (
    _windows,
    _exclusions,
    _freight,
    _refund_days,
    _shortening,
    _policies,
    _calendar,
    _workdays,
    _notices,
    _scripts,
    _patterns,
)
"""The checks of this module."""
