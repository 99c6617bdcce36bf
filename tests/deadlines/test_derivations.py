"""A derivation's steps add up to its result, and a calendar that lengthens never shortens."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetops.adapters.holidays import ChineseHolidays
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.settings import Settings
from sheetops.rules.deadlines.deadlines import Deadlines, reckon
from sheetops.rules.deadlines.derivations import Deadline, Step, duration, explain, lines
from sheetops.rules.deadlines.workdays import ShopWorkdays, calendar_rows
from sheetops.rules.deadlines.working_hours import later, spans_in
from sheetops.rules.policy.rulebook import Rulebook
from tests.deadlines.conftest import NO_REASON, REASONS, as_table

Row = dict[str, Value]
Desk = Callable[..., Records]
at = datetime.fromisoformat
NATION = ChineseHolidays()
SETTINGS = Settings(id="t", name="t")
SHIFTS = "09:00-12:00;13:00-18:00"
END = time(23, 59, 59)

instants = st.datetimes(at("2025-01-01"), at("2026-11-30")).map(lambda t: t.replace(microsecond=0))
adds = st.none() | st.integers(1, 40)
calendar = st.lists(
    st.builds(
        lambda first, length, kind, works, review, inspect, window, back, refund: {
            "cal_id": f"C{first:%m%d}",
            "kind": kind,
            "date_from": first,
            "date_to": first + timedelta(days=length),
            "is_workday": works,
            "review_hours_add": review,
            "inspect_hours_add": inspect,
            "window_days_add": window,
            "return_days_add": back,
            "refund_days_add": refund,
        },
        st.dates(date(2025, 1, 1), date(2026, 12, 31)),
        st.integers(0, 10),
        st.sampled_from(["holiday", "makeup", "promotion", "closure", "courier_stop"]),
        st.sampled_from([None, True, False]),
        adds,
        adds,
        adds,
        adds,
        adds,
    ),
    max_size=4,
)


def times_of(
    calendar: Sequence[Row], policy: Row, case: Row, slip: Row, platform: datetime | None
) -> Deadlines:
    row = case | {"reason_code": "R01", "case_type": "return_refund", "deadline_platform": platform}
    records = Records(
        {
            "policy": as_table("policy", (NO_REASON | policy,)),
            "reasons": as_table("reasons", REASONS),
            "calendar": as_table("calendar", calendar),
        }
    )
    book = Rulebook(records, SETTINGS, NATION)
    return reckon(as_table("applications", (row,))[0], as_table("slips", (slip,))[0], book)


def every(times: Deadlines) -> dict[str, Deadline]:
    window = times.window
    found = {
        "review": times.review,
        "window": window.deadline if window else None,
        "return": times.return_due,
        "inspect": times.inspect_due,
        "refund": times.refund_due,
        "arrival": times.arrival,
    }
    return {name: deadline for name, deadline in found.items() if deadline is not None}


def added_up(name: str, steps: Sequence[Step], works: Callable[[date], bool]) -> datetime:
    """Return where the steps lead, each worked out from the one before it and its own amount."""
    here = steps[0].at
    for step in steps[1:]:
        days, hours = timedelta(days=step.amount), timedelta(hours=step.amount)
        last = here.date() + days
        match step.kind:
            case "waited":
                here += timedelta(minutes=step.amount)
            case "hours" | "added_hours":
                here += hours
            case "work_hours" | "added_work_hours":
                here = later(here, step.amount, spans_in(SHIFTS), works)
            case "days" if name == "refund":
                here += days
            case "days" | "from_next_day":
                here = datetime.combine(last, END)
            case "added_days" | "roll":
                here += days
            case "law":
                here = steps[0].at + days
            case "platform" | "guess":
                assert step.at < here
                here = step.at
            case _:
                raise AssertionError(step.kind)
        assert step.at == here, step
    return here


@given(
    calendar,
    st.sampled_from([{}, {"work_spans": SHIFTS}, {"refund_days": 3}]),
    instants,
    st.none() | st.integers(1, 3000),
    st.none() | instants,
)
def test_steps_add_up_to_the_deadline(
    rows: list[Row], policy: Row, start: datetime, waited: int | None, platform: datetime | None
) -> None:
    case: Row = {"applied_at": start, "signed_at": start, "waited_minutes": waited}
    slip: Row = {"received_at": start + timedelta(days=4), "buyer_shipped_at": start}
    found = times_of(rows, policy, case, slip, platform)
    works = found.book.calendar_of(found.case).is_workday
    for name, deadline in every(found).items():
        for one in (deadline, found.nearest(deadline)):
            assert one.steps[0].at == deadline.start
            assert added_up(name, one.steps, works) == one.due, name
            assert all(step.at >= one.due for step in one.others)
            assert len(lines(one)) == len(one.steps) + len(one.others)


@given(calendar, calendar, instants)
def test_calendar_that_lengthens_never_shortens_a_deadline(
    rows: list[Row], more: list[Row], start: datetime
) -> None:
    case: Row = {"applied_at": start, "signed_at": start}
    slip: Row = {"received_at": start + timedelta(days=4), "buyer_shipped_at": start}
    fewer = every(times_of(rows, {}, case, slip, None))
    greater = every(times_of([*rows, *more], {}, case, slip, None))
    for name, deadline in fewer.items():
        assert greater[name].due >= deadline.due, name


@given(calendar, instants)
def test_window_is_never_shorter_than_the_law(rows: list[Row], signed: datetime) -> None:
    window = times_of(rows, {}, {"applied_at": signed, "signed_at": signed}, {}, None).window
    assert window is not None
    assert window.end >= datetime.combine(signed.date() + timedelta(days=7), END)
    national = ShopWorkdays(NATION, calendar_rows(as_table("calendar", ())))
    assert not national.is_day_off(window.end.date())


@pytest.mark.parametrize(
    ("minutes", "zh", "en"),
    [
        (0, "0 分钟", "0 min"),
        (59, "59 分钟", "59 min"),
        (60, "1 小时", "1 h"),
        (1500, "1 天 1 小时", "1 d 1 h"),
        (1441, "1 天 1 分钟", "1 d 1 min"),
    ],
)
def test_span_is_said_in_days_hours_and_minutes(minutes: int, zh: str, en: str) -> None:
    assert duration(minutes).both() == (zh, en)


def test_other_clocks_are_named_behind_the_steps() -> None:
    case: Row = {
        "applied_at": at("2026-03-01 10:40"),
        "status": "pending_review",
        "platform": "tmall",
    }
    found = times_of((), {}, case, {}, at("2026-03-06 10:40"))
    assert found.review is not None
    assert explain(found.nearest(found.review)).zh == (
        "退款申请时间 2026-03-01 10:40；P-NR-01 给 24 小时，到 2026-03-02 10:40；"
        "另有平台时限 2026-03-06 10:40、法定最迟 2026-03-16 23:59（七日办法31条）"
    )
