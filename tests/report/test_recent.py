"""Leaving out old rows changes no figure; it only spares looking at them."""

from datetime import timedelta

import pytest

from sheetops.rules.reporting import summary as summary_module
from sheetops.rules.reporting.recent import recent_cases, recent_slips
from sheetops.rules.reporting.summary import summarise
from tests.report.report_desk import LIMITS, NOW, Row, at, case, desk, month

OLD = "2026-06-01 10:00"
LONG_AGO = {"reviewed_at": at("2026-06-01 12:00"), "closed_at": at("2026-06-05 10:00")}


def test_a_case_is_recent_while_it_is_open_or_something_happened() -> None:
    rows: list[Row] = [
        case("old", OLD, status="refunded", **LONG_AGO),
        case("open", OLD),
        case("closed-now", OLD, status="refunded", closed_at=NOW),
        case("no-state", OLD, status=None),
        case("new", "2026-11-20 10:00", status="withdrawn", closed_at=at("2026-11-20 11:00")),
    ]
    found = recent_cases(desk(applications=rows)["applications"], NOW - timedelta(days=30))
    assert [row.text("case_id") for row in found] == [
        "AS-open",
        "AS-closed-now",
        "AS-no-state",
        "AS-new",
    ]


def test_an_old_slip_of_a_recent_case_is_looked_at() -> None:
    # its refund is on the slip and must not be counted again from the case
    rows: list[Row] = [{"slip_no": "1", "case_id": "A"}, {"slip_no": "2", "case_id": "B"}]
    found = recent_slips(desk(slips=rows)["slips"], NOW, {"A"})
    assert [row.text("slip_no") for row in found] == ["1"]


def test_figures_are_the_same_with_all_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    records = month()
    found = summarise(records, NOW, LIMITS, [])
    monkeypatch.setattr(summary_module, "recent_cases", lambda cases, since: iter(cases))
    monkeypatch.setattr(summary_module, "recent_slips", lambda slips, since, known: iter(slips))
    assert summarise(records, NOW, LIMITS, []) == found
