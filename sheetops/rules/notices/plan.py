"""Lays out beside each notice that comes due the text that the desk pastes to buyers."""

from collections.abc import Iterator
from datetime import datetime

from sheetops.actions import SetValue
from sheetops.rules.notices.announcements import TOLD_AHEAD, Announcement, announcements
from sheetops.rules.slips.replies import Speaker
from sheetops.rules.writes import keyed_rows, write


def plan_notices(speaker: Speaker, now: datetime) -> Iterator[SetValue]:
    """Plan the reply of each calendar row: from a week before it is due until its last day.

    A row that says nothing to buyers any more has its text cleared.
    """
    calendar = speaker.records["calendar"]
    found = {one.row.index: one for one in announcements(calendar) if _is_current(one, now)}
    for row in keyed_rows(calendar):
        one = found.get(row.index)
        yield from write(row, "reply", speaker.announce(one.text) if one else None)


def _is_current(one: Announcement, now: datetime) -> bool:
    return one.send_at - TOLD_AHEAD <= now and one.last >= now.date()
