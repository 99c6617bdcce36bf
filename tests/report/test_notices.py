"""Notices: buyers to be told, days that differ, results that wait, years nobody knows."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from sheetops.rules.reporting.notices import (
    Notice,
    ago,
    mail_notices,
    notices,
    waiting_notices,
    year_notices,
)
from tests.report.report_desk import NOW, Row, at, table

DOUBLE_12: Row = {
    "cal_id": "C1",
    "name": "双12",
    "date_from": date(2026, 12, 10),
    "date_to": date(2026, 12, 14),
    "review_hours_add": 24,
    "notice_text": "双12 期间审核延长至 48 小时",
    "notice_send_at": at("2026-12-07 10:00"),
}


def told(row: Row, now: str) -> list[Notice]:
    return list(notices(table("calendar", [row]), at(now)))


@pytest.mark.parametrize(
    ("now", "urgent"),
    [
        ("2026-12-01 09:00", []),
        ("2026-12-06 12:00", [False]),
        ("2026-12-08 09:00", [True, False]),
        ("2026-12-15 09:00", []),
    ],
)
def test_a_notice_to_buyers_is_urgent_once_late_and_its_days_are_told_ahead(
    now: str, urgent: list[bool]
) -> None:
    assert [notice.urgent for notice in told(DOUBLE_12, now)] == urgent


def test_a_notice_that_went_out_is_not_asked_for_again() -> None:
    found = told({**DOUBLE_12, "notified": True}, "2026-12-08 09:00")
    assert [n.words.zh for n in found] == ["12-10 – 12-14 双12，审核延长 24 小时"]


def test_without_a_time_the_notice_is_due_three_days_before() -> None:
    found = told({**DOUBLE_12, "notice_send_at": None}, "2026-12-07 09:00")
    assert "12-07 00:00" in found[0].words.en


def test_a_row_without_days_is_left_to_the_checks() -> None:
    assert told({**DOUBLE_12, "date_from": None}, "2026-12-08 09:00") == []


def test_results_that_wait_long_are_urgent_and_say_who_has_the_book_open() -> None:
    held = SimpleNamespace(
        book="applications.xlsx", count=1, since=NOW - timedelta(hours=3), held_by="KF012-PC"
    )
    (notice,) = waiting_notices([held], NOW)
    assert notice.urgent
    assert notice.words.en == (
        "Waiting for applications.xlsx to be closed, for 3 h: 1 result (open by KF012-PC)"
    )


@pytest.mark.parametrize(
    ("today", "known", "years"),
    [
        (date(2026, 11, 1), {2026}, ["2027"]),
        (date(2026, 10, 31), {2026}, []),
        (date(2026, 11, 1), {2026, 2027}, []),
        (date(2027, 1, 1), {2026}, ["2027"]),
    ],
)
def test_an_unknown_year_is_told_from_november_on(
    today: date, known: set[int], years: list[str]
) -> None:
    workdays = SimpleNamespace(is_workday=lambda day: True, known=lambda year: year in known)
    found = list(year_notices(workdays, today))
    assert [n.words.zh[:4] for n in found] == years


def test_no_troubled_mail_no_notice() -> None:
    assert list(mail_notices(0)) == []


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=-5), "0 min"),
        (timedelta(minutes=59), "59 min"),
        (timedelta(hours=47), "47 h"),
        (timedelta(days=2), "2 days"),
    ],
)
def test_a_span_is_said_in_its_largest_unit(span: timedelta, words: str) -> None:
    assert ago(span).en == words
