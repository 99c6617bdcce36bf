"""Notices that have to go out to buyers, as tasks of the supervisor (process 7.3)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sheetops.records.table import Table
from sheetops.records.text import Text
from sheetops.rules.deadlines.overdue import DueItem
from sheetops.rules.notices.announcements import announcements

_AHEAD = timedelta(days=1)
_CLOSE = timedelta(hours=1)
_SEND = Text(
    "把“{name}”的通知发给买家，话术在“日历”，发出后填“已通知”",
    "Send buyers the notice for {name}: its text is in the Calendar; mark it there",
)


def notice_tasks(calendar: Table, now: datetime) -> Iterator[DueItem]:
    """Yield a task for each notice that is due within a day, or late; until it is marked as sent.

    It leads to the row of the calendar, where the text stands and is marked.
    """
    for one in announcements(calendar):
        if one.is_due(now, _AHEAD):
            yield DueItem(
                case_id=None,
                slip_no=None,
                what=_SEND.filled(name=one.name),
                turn="manager",
                owner=None,
                due_at=one.send_at,
                level=_level(one.send_at, now),
                late_by=max(now - one.send_at, timedelta()),
                place=one.row.place("reply"),
            )


def _level(send_at: datetime, now: datetime) -> str:
    if send_at < now:
        return "overdue"
    return "close" if send_at - now <= _CLOSE else "warning"
