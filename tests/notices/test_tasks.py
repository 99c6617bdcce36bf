"""A notice to send is the supervisor's task, with a deadline and a way to its row."""

from datetime import datetime

import pytest

from sheetops.rules.notices.tasks import notice_tasks
from sheetops.rules.reporting.board import SUPERVISOR, board
from tests.notices.test_announcements import calendar
from tests.replaying.replay_desk import SETTINGS


@pytest.mark.parametrize(
    ("now", "level"),
    [
        ("2026-12-06 09:59", None),
        ("2026-12-06 10:00", "warning"),
        ("2026-12-07 09:00", "close"),
        ("2026-12-07 10:00", "close"),
        ("2026-12-07 10:01", "overdue"),
        ("2026-12-15 08:00", None),
    ],
)
def test_notice_is_a_task_from_the_day_before_until_its_days_are_over(
    now: str, level: str | None
) -> None:
    found = list(notice_tasks(calendar()["calendar"], datetime.fromisoformat(now)))
    assert [task.level for task in found] == ([level] if level else [])


def test_notice_that_was_sent_is_no_task() -> None:
    found = calendar(notified=True)["calendar"]
    assert list(notice_tasks(found, datetime.fromisoformat("2026-12-08 09:00"))) == []


def test_board_shows_the_task_on_the_desk_of_the_supervisor() -> None:
    found = board(calendar(), datetime.fromisoformat("2026-12-08 09:00"), SETTINGS, [], [])
    (desk,) = found.desks
    assert (desk.title, desk.overdue) == (SUPERVISOR, 1)
    assert "双12" in desk.items[0].what.zh
    assert desk.items[0].place.key == "C1"
