"""Notices to buyers: each goes out in time, and a changed policy has one (process 7.3)."""

from collections.abc import Iterator
from datetime import date, timedelta

from sheetops.records.catalogue import handbook as kinds
from sheetops.records.problems import Problem
from sheetops.records.showing import plain
from sheetops.records.text import Text
from sheetops.rules.checks.audit import Audit, finding
from sheetops.rules.checks.column_checks import Check
from sheetops.rules.checks.typed import days, words
from sheetops.rules.notices.announcements import announcements

_BEFORE, _AFTER = timedelta(days=7), timedelta(days=30)
"""How long before a policy begins its notice is asked for, and how long it is missed."""


def _unsent(audit: Audit) -> Iterator[Problem]:
    """A notice whose time has passed was sent, as long as its days are not over."""
    table = audit.records["calendar"]
    for one in announcements(table):
        if one.is_late(audit.now):
            when, name = f"{one.send_at:%Y-%m-%d %H:%M}", Text(one.name, one.name)
            yield finding(
                kinds.NOTICE_UNSENT, table, one.row.index, "notified", value=name, wanted=when
            )


def _unannounced(audit: Audit) -> Iterator[Problem]:
    """A policy row that begins while others hold already is announced to buyers.

    A calendar row of the kind policy whose days hold the first one does; also one that says,
    marked as sent, that nobody need be told.
    """
    table, today = audit.records["policy"], audit.now.date()
    began = [day for day in days(table, "valid_from") if day is not None]
    rows = zip(
        words(table, "policy_id"), words(table, "status"), days(table, "valid_from"), strict=True
    )
    for index, (policy, status, first) in enumerate(rows):
        if policy is None or status != "active" or first is None or first == min(began):
            continue
        if first - _BEFORE <= today <= first + _AFTER and not _is_announced(audit, first):
            yield finding(
                kinds.POLICY_UNANNOUNCED,
                table,
                index,
                "valid_from",
                value=policy,
                wanted=plain(first),
            )


def _is_announced(audit: Audit, first: date) -> bool:
    calendar = audit.records["calendar"]
    rows = zip(
        words(calendar, "kind"), days(calendar, "date_from"), days(calendar, "date_to"), strict=True
    )
    return any(
        kind == "policy" and begin is not None and begin <= first <= (end or begin)
        for kind, begin, end in rows
    )


CHECKS: tuple[Check, ...] = (_unsent, _unannounced)
"""The checks of this module."""
