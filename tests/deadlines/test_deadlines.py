"""When each step is due, by policy row, calendar, law and the platform's clock."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetops.adapters.holidays import ChineseHolidays
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.dictionary import SHEETS
from sheetops.records.settings import Limits, Settings
from sheetops.records.table import Span, Table
from sheetops.rules.deadlines.deadlines import Deadlines, deadlines, reckon
from sheetops.rules.deadlines.derivations import Deadline, explain
from sheetops.rules.deadlines.workdays import CalendarRow, ShopWorkdays, Stage
from sheetops.rules.policy.rulebook import Rulebook

Desk = Callable[..., Records]
at = datetime.fromisoformat
NATION = ChineseHolidays()

CASE: dict[str, Value] = {
    "case_id": "AS20260301-0001",
    "status": "pending_review",
    "case_type": "return_refund",
    "goods_status": "received",
    "reason_code": "R01",
    "sku_code": "TS-L",
    "order_paid": Decimal("198.00"),
    "applied_at": at("2026-03-01 10:30"),
    "signed_at": at("2026-02-26 18:20"),
}
SLIP: dict[str, Value] = {
    "slip_no": "TH20260301-00018",
    "slip_status": "issued",
    "slip_type": "return",
    "case_id": "AS20260301-0001",
}


def times(desk: Desk, settings: Settings, *, slip: bool = False, **rows: object) -> Deadlines:
    """Return the deadlines of the only case; `case` and `slip` cells lie over the plain ones."""
    records = desk(**{"applications": (CASE,), **rows})
    found = records["slips"][0] if slip else None
    return deadlines(records["applications"][0], found, records, settings, NATION)


def due(deadline: Deadline | None) -> str:
    assert deadline is not None
    return str(deadline.due)


def promotion(**added: int) -> dict[str, Value]:
    row: dict[str, Value] = {
        "cal_id": "C2026-38",
        "name": "38节",
        "kind": "promotion",
        "date_from": date(2026, 3, 1),
        "date_to": date(2026, 3, 8),
    }
    return row | added


def test_review_is_due_24_hours_after_the_application(desk: Desk, settings: Settings) -> None:
    assert due(times(desk, settings).review) == "2026-03-02 10:30:00"


def test_review_takes_the_hours_of_the_policy_row(desk: Desk, settings: Settings) -> None:
    policy = {**desk()["policy"][0].table.columns}
    row = {key: values[0] for key, values in policy.items()} | {"review_hours": 36}
    assert due(times(desk, settings, policy=(row,)).review) == "2026-03-02 22:30:00"


def test_review_takes_the_settings_where_no_row_fits(desk: Desk) -> None:
    settings = Settings(id="test", name="小铺", limits=Limits(review_hours=12))
    assert due(times(desk, settings, policy=()).review) == "2026-03-01 22:30:00"


def test_promotion_lengthens_review_and_says_so(desk: Desk, settings: Settings) -> None:
    found = times(desk, settings, calendar=(promotion(review_hours_add=12),)).review
    assert due(found) == "2026-03-02 22:30:00"
    assert found is not None
    assert explain(found).zh == (
        "退款申请时间 2026-03-01 10:30；P-NR-01 给 24 小时，到 2026-03-02 10:30；"
        "日历 C2026-38 延长 12 小时，到 2026-03-02 22:30"
    )


def test_return_is_due_at_the_end_of_the_last_day(desk: Desk, settings: Settings) -> None:
    case = CASE | {"reviewed_at": at("2026-03-01 15:00")}
    assert due(times(desk, settings, applications=(case,)).return_due) == "2026-03-08 23:59:59"


def test_return_is_lengthened_but_a_printed_slip_is_never_shortened(
    desk: Desk, settings: Settings
) -> None:
    case = CASE | {"reviewed_at": at("2026-03-01 15:00")}
    slip = SLIP | {"return_due": at("2026-03-10 23:59:59")}
    longer = times(
        desk,
        settings,
        slip=True,
        applications=(case,),
        slips=(slip,),
        calendar=(promotion(return_days_add=3),),
    )
    shorter = times(desk, settings, slip=True, applications=(case,), slips=(slip,))
    assert due(longer.return_due) == "2026-03-11 23:59:59"
    assert due(shorter.return_due) == "2026-03-10 23:59:59"
    assert shorter.return_due is not None
    assert shorter.return_due.steps[-1].kind == "printed"


def test_inspection_waits_for_the_goods_but_a_refund_may_need_none(
    desk: Desk, settings: Settings
) -> None:
    found = times(desk, settings, slip=True, slips=(SLIP,))
    assert found.inspect_due is None
    assert found.refund_due is not None
    assert found.refund_due.steps[0].by == "applied_at"


def test_inspection_is_due_48_hours_after_receipt(desk: Desk, settings: Settings) -> None:
    slip = SLIP | {"received_at": at("2026-03-05 10:12")}
    found = times(desk, settings, slip=True, slips=(slip,))
    assert due(found.inspect_due) == "2026-03-07 10:12:00"


@pytest.mark.parametrize(
    ("refund_days", "added", "wanted", "why"),
    [
        (7, 0, "2026-03-12 10:12:00", "七日办法 13: within 7 days of receipt"),
        (3, 0, "2026-03-08 10:12:00", "the shop promises less"),
        (3, 2, "2026-03-10 10:12:00", "the calendar lengthens the shop's own time"),
        (7, 5, "2026-03-12 10:12:00", "七日办法 13: no calendar lengthens the legal time"),
        (30, 0, "2026-03-12 10:12:00", "七日办法 13: nor does a policy row"),
    ],
)
def test_refund_is_due_within_law(
    desk: Desk, settings: Settings, refund_days: int, added: int, wanted: str, why: str
) -> None:
    policy = {key: values[0] for key, values in desk()["policy"].columns.items()}
    slip = SLIP | {"received_at": at("2026-03-05 10:12")}
    found = times(
        desk,
        settings,
        slip=True,
        slips=(slip,),
        policy=(policy | {"refund_days": refund_days},),
        calendar=(promotion(refund_days_add=added),),
    )
    assert due(found.refund_due) == wanted, why


def test_platform_clock_counts_where_it_is_nearer(desk: Desk, settings: Settings) -> None:
    case = CASE | {
        "deadline_platform": at("2026-03-01 20:00"),
        "platform_status": "买家已经申请退款，等待卖家同意",
    }
    found = times(desk, settings, applications=(case,))
    assert found.review is not None
    assert due(found.nearest(found.review)) == "2026-03-01 20:00:00"
    assert found.nearest(found.review).steps[-1].kind == "platform"


@pytest.mark.parametrize(
    ("status", "words", "counts"),
    [
        ("pending_review", "买家已经申请退款，等待卖家同意", True),
        ("await_return", "买家已经申请退款，等待卖家同意", False),
        ("await_return", "卖家已经同意退款，等待买家退货", True),
        ("received", "买家已经退货，等待卖家确认收货", True),
        ("received", "卖家已经同意退款，等待买家退货", False),
        ("await_refund", "退款成功", False),
        ("await_return", None, True),
        ("await_return", "一种没见过的状态", True),
    ],
)
def test_platform_clock_of_an_earlier_step_has_stopped(
    desk: Desk, settings: Settings, status: str, words: str | None, counts: bool
) -> None:
    early = at("2026-03-01 11:00")
    case = CASE | {"status": status, "deadline_platform": early, "platform_status": words}
    found = times(desk, settings, applications=(case,))
    assert found.answer is not None
    assert (found.nearest(found.answer).due == early) is counts


@pytest.mark.parametrize(
    "stricter",
    [
        {"window_days": 3},
        {"count_from_next_day": False},
        {"roll_holiday": False},
        {"start_event": "shipped"},
    ],
)
def test_row_stricter_than_the_law_does_not_hold(
    desk: Desk, settings: Settings, stricter: dict[str, Value]
) -> None:
    # 消法 art. 25: seven days, from the day after signing; Saturday 7 March rolls to Monday
    policy = {key: values[0] for key, values in desk()["policy"].columns.items()}
    case = CASE | {"signed_at": at("2026-02-28 18:20"), "shipped_at": at("2026-02-26 09:00")}
    found = times(desk, settings, applications=(case,), policy=(policy | stricter,)).window
    assert found is not None
    assert found.end == at("2026-03-09 23:59:59")


def test_window_has_no_end_before_the_goods_are_signed_for(desk: Desk, settings: Settings) -> None:
    assert times(desk, settings, applications=(CASE | {"signed_at": None},)).window is None


instants = st.datetimes(at("2025-01-01"), at("2026-11-30")).map(
    lambda instant: instant.replace(microsecond=0)
)
STAGES: tuple[Stage, ...] = ("review", "inspect", "return", "refund")
stages = st.sampled_from(STAGES)
calendars = st.lists(
    st.builds(
        lambda first, days, kind, works, added: CalendarRow(
            "C", "C", kind, first, first + timedelta(days=days), works, added
        ),
        st.dates(date(2025, 1, 1), date(2026, 12, 31)),
        st.integers(0, 12),
        st.sampled_from(["holiday", "makeup", "promotion", "closure", "other"]),
        st.sampled_from([True, False, None]),
        st.dictionaries(stages, st.integers(1, 72)),
    ),
    max_size=6,
)


@given(calendars, calendars, instants, stages)
def test_another_calendar_row_never_shortens_a_deadline(
    rows: list[CalendarRow], more: list[CalendarRow], start: datetime, stage: Stage
) -> None:
    base = start + timedelta(days=2)
    some, all_ = ShopWorkdays(NATION, rows), ShopWorkdays(NATION, [*rows, *more])
    fewer = sum(add for _, add in some.lengthened(stage, start, base))
    greater = sum(add for _, add in all_.lengthened(stage, start, base))
    assert greater >= fewer
    day = start.date()
    assert not some.is_day_off(day) or all_.is_day_off(day)


@given(instants, st.integers(0, 400), st.integers(0, 300))
def test_steps_lead_to_the_deadline_and_never_back(
    received: datetime, review_hours: int, inspect_hours: int
) -> None:
    limits = Limits(review_hours=review_hours, inspect_hours=inspect_hours)
    settings = Settings(id="t", name="t", limits=limits)
    slip = Table(
        SHEETS["slips"], {"received_at": [received]}, (Span("slips.xlsx", "s", (3,), {}, {}),)
    )
    case = Table(
        SHEETS["applications"],
        {"applied_at": [received]},
        (Span("applications.xlsx", "a", (3,), {}, {}),),
    )
    found = reckon(case[0], slip[0], Rulebook(Records({}), settings, NATION))
    for deadline in (found.review, found.inspect_due, found.refund_due, found.return_due):
        assert deadline is not None
        instants = [step.at for step in deadline.steps]
        assert instants[0] == deadline.start
        assert instants == sorted(instants)
        assert instants[-1] == deadline.due
