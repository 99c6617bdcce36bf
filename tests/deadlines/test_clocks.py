"""The shop's clock, the platform's and the law's run side by side, and the nearest counts."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from sheetops.adapters.holidays import ChineseHolidays
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.settings import Settings
from sheetops.rules.deadlines.deadlines import Deadlines, deadlines
from sheetops.rules.deadlines.derivations import Deadline, explain
from tests.deadlines.conftest import NO_REASON, QUALITY

Row = dict[str, Value]
Desk = Callable[..., Records]
at = datetime.fromisoformat
CASE: Row = {
    "case_id": "AS20260301-0001",
    "status": "pending_review",
    "platform": "tmall",
    "case_type": "return_refund",
    "goods_status": "received",
    "reason_code": "R01",
    "applied_at": at("2026-03-01 10:30"),
    "signed_at": at("2026-02-26 18:20"),
}
SLIP: Row = {"slip_no": "TH1", "case_id": "AS20260301-0001"}


def times(
    desk: Desk, settings: Settings, *, case: Row, slip: Row | None = None, **rows: object
) -> Deadlines:
    records = desk(applications=(CASE | case,), slips=(slip,) if slip else (), **rows)
    found = records["slips"][0] if slip else None
    return deadlines(records["applications"][0], found, records, settings, ChineseHolidays())


def clocks(deadline: Deadline | None, found: Deadlines) -> dict[str, str]:
    """Return what counts under "due", and the others by their kinds."""
    assert deadline is not None
    nearest = found.nearest(deadline)
    return {"due": str(nearest.due)} | {step.kind: str(step.at) for step in nearest.others}


def test_platform_counts_where_it_is_nearer_and_the_shops_own_stays_in_sight(
    desk: Desk, settings: Settings
) -> None:
    found = times(desk, settings, case={"deadline_platform": at("2026-03-01 20:00")})
    assert clocks(found.review, found) == {
        "due": "2026-03-01 20:00:00",
        "own_later": "2026-03-02 10:30:00",
        "law_later": "2026-03-16 23:59:59",
    }


def test_platform_is_estimated_where_no_export_told_it(desk: Desk, settings: Settings) -> None:
    policy = (NO_REASON | {"platform_hours": 20},)
    found = times(desk, settings, case={}, policy=policy)
    assert clocks(found.review, found)["due"] == "2026-03-02 06:30:00"
    assert found.review is not None
    assert (
        "平台时限更早：2026-03-02 06:30（按P-NR-01估算）" in explain(found.nearest(found.review)).zh
    )


@pytest.mark.parametrize(
    "case",
    [
        {"platform": "other"},
        {"deadline_platform": at("2026-03-09 20:00")},
        {"status": "await_return", "reviewed_at": at("2026-03-01 12:00")},
    ],
)
def test_nothing_is_estimated_off_the_platform_after_the_step_or_beside_an_import(
    desk: Desk, settings: Settings, case: Row
) -> None:
    policy = (NO_REASON | {"platform_hours": 20},)
    found = times(desk, settings, case=case, policy=policy)
    assert found.review is not None
    assert "guess" not in {step.kind for step in found.nearest(found.review).steps}


def test_platform_waits_so_many_days_for_the_goods_to_be_confirmed(
    desk: Desk, settings: Settings
) -> None:
    slip = SLIP | {
        "buyer_shipped_at": at("2026-03-02 09:00"),
        "received_at": at("2026-03-11 09:00"),
    }
    found = times(desk, settings, case={"status": "received"}, slip=slip)
    # settings: 10 days to confirm; process 3.2.4: 48 hours to inspect; 七日办法 13: 7 to refund
    assert clocks(found.inspect_due, found) == {
        "due": "2026-03-12 09:00:00",
        "own_later": "2026-03-13 09:00:00",
        "law_later": "2026-03-18 09:00:00",
    }


@pytest.mark.parametrize(
    ("reason", "law"),
    [("R01", {"law_later": "2026-03-16 23:59:59"}), ("R07", {})],
)
def test_law_gives_fifteen_days_to_handle_a_no_reason_return(
    desk: Desk, settings: Settings, reason: str, law: dict[str, str]
) -> None:
    # 七日办法 31: more than 15 days without handling the return are punished
    found = times(desk, settings, case={"reason_code": reason})
    assert clocks(found.review, found) == {"due": "2026-03-02 10:30:00"} | law


def test_law_counts_where_a_policy_row_gives_the_desk_more_than_it(
    desk: Desk, settings: Settings
) -> None:
    found = times(desk, settings, case={}, policy=(NO_REASON | {"review_hours": 720},))
    assert clocks(found.review, found) == {
        "due": "2026-03-16 23:59:59",
        "own_later": "2026-03-31 10:30:00",
    }


def test_refund_within_law_is_shown_beside_a_shorter_promise(
    desk: Desk, settings: Settings
) -> None:
    slip = SLIP | {"received_at": at("2026-03-05 10:12")}
    rows = (NO_REASON | {"refund_days": 3},)
    found = times(desk, settings, case={"status": "await_refund"}, slip=slip, policy=rows)
    assert clocks(found.refund_due, found) == {
        "due": "2026-03-08 10:12:00",
        "law_later": "2026-03-12 10:12:00",
    }


def test_refund_at_the_laws_end_names_the_law_once(desk: Desk, settings: Settings) -> None:
    slip = SLIP | {"received_at": at("2026-03-05 10:12")}
    rows = (NO_REASON | {"refund_days": 30},)
    found = times(desk, settings, case={"status": "await_refund"}, slip=slip, policy=rows)
    assert clocks(found.refund_due, found) == {"due": "2026-03-12 10:12:00"}


def test_working_hours_hold_for_the_desk_where_the_policy_row_names_them(
    desk: Desk, settings: Settings
) -> None:
    shift = {"work_spans": "09:00-12:00;13:00-18:00", "review_hours": 8}
    case: Row = {"applied_at": at("2026-02-14 16:00"), "reviewed_at": at("2026-02-14 17:00")}
    found = times(desk, settings, case=case, policy=(NO_REASON | shift,))
    # Saturday 14 Feb 2026 is a make-up day; 春节 is off until the 23rd
    assert found.review is not None
    assert str(found.review.due) == "2026-02-24 16:00:00"
    assert explain(found.review).en.endswith("P-NR-01 gives 8 working h, until 2026-02-24 16:00")
    # the buyer's time goes by the clock
    assert found.return_due is not None
    assert str(found.return_due.due) == "2026-02-21 23:59:59"


def courier_stop(**more: Value) -> Row:
    return {
        "cal_id": "C-STOP",
        "kind": "courier_stop",
        "date_from": date(2026, 3, 3),
        "date_to": date(2026, 3, 5),
        **more,
    }


@pytest.mark.parametrize(
    ("row", "due"),
    [
        (courier_stop(), "2026-03-11 23:59:59"),
        (courier_stop(return_days_add=5), "2026-03-13 23:59:59"),
        (courier_stop(return_days_add=0), "2026-03-08 23:59:59"),
        (courier_stop(kind="closure"), "2026-03-08 23:59:59"),
        (courier_stop(date_to=date(9999, 12, 31)), "2027-03-08 23:59:59"),
    ],
)
def test_couriers_that_stop_give_the_buyer_as_many_days_more(
    desk: Desk, settings: Settings, row: Row, due: str
) -> None:
    case: Row = {"reviewed_at": at("2026-03-01 15:00")}
    found = times(desk, settings, case=case, calendar=(row,)).return_due
    assert found is not None
    assert str(found.due) == due


def test_promotion_lengthens_the_window_before_it_rolls(desk: Desk, settings: Settings) -> None:
    # signed on 26 February: 7 days end on 5 March, 9 more on Saturday 14, which rolls to Monday
    row: Row = {
        "cal_id": "C-38",
        "kind": "promotion",
        "date_from": date(2026, 3, 1),
        "date_to": date(2026, 3, 8),
        "window_days_add": 9,
    }
    window = times(desk, settings, case={}, calendar=(row,)).window
    assert window is not None
    assert (str(window.strict), str(window.end)) == ("2026-03-14 23:59:59", "2026-03-16 23:59:59")
    assert [step.kind for step in window.deadline.steps] == [
        "start",
        "from_next_day",
        "added_days",
        "roll",
    ]


def test_quality_claim_counts_by_its_own_row(desk: Desk, settings: Settings) -> None:
    found = times(desk, settings, case={"reason_code": "R07"}, policy=(NO_REASON, QUALITY)).window
    assert found is not None
    assert found.deadline.steps[1].by == "P-QL-01"
