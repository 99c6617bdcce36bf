"""Each open case has exactly one next step, one turn, one deadline."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetops.adapters.holidays import ChineseHolidays
from sheetops.records.choices import CHOICES
from sheetops.records.desk import Records
from sheetops.records.dictionary import SHEETS
from sheetops.records.settings import Limits, Settings
from sheetops.records.states import FINAL_STATES, OPEN_STATES, STATES
from sheetops.records.table import Span, Table
from sheetops.rules.deadlines.deadlines import reckon
from sheetops.rules.deadlines.derivations import Deadline, explain
from sheetops.rules.deadlines.next_steps import (
    CLOSED,
    LEVELS,
    NextStep,
    level_of,
    next_step,
    thresholds,
)
from sheetops.rules.deadlines.step_words import STEPS
from sheetops.rules.policy.rulebook import Rulebook

Desk = Callable[..., Records]
Row = dict[str, Any]
at = datetime.fromisoformat
NOW = at("2026-03-02 09:00")
CASE: Row = {
    "case_id": "AS20260301-0001",
    "status": "pending_review",
    "case_type": "return_refund",
    "goods_status": "received",
    "reason_code": "R01",
    "applied_at": at("2026-03-01 10:30"),
    "signed_at": at("2026-02-26 18:20"),
    "reviewed_at": at("2026-03-01 15:00"),
}
TOLD: Row = {"notified_at": at("2026-03-01 15:10")}
SLIP: Row = {"slip_no": "TH20260301-00018", "case_id": "AS20260301-0001"}
RECEIVED: Row = SLIP | {"received_at": at("2026-03-02 08:00")}


def step(
    desk: Desk, settings: Settings, case: Row, slip: Row | None = None, now: datetime = NOW
) -> NextStep:
    records = desk(applications=(CASE | case,), slips=(slip,) if slip else ())
    book = Rulebook(records, settings, ChineseHolidays())
    found = records["slips"][0] if slip else None
    return next_step(reckon(records["applications"][0], found, book), now)


@pytest.mark.parametrize(
    ("case", "slip", "kind", "turn", "due"),
    [
        ({}, None, "review", "agent", "2026-03-02 10:30"),
        ({"decision": "supervisor"}, None, "supervisor", "manager", "2026-03-02 10:30"),
        ({"decision": "refuse"}, None, "decided", "agent", "2026-03-02 10:30"),
        ({"status": None}, None, "no_status", "agent", "2026-03-02 10:30"),
        ({"status": "need_evidence"}, None, "ask_evidence", "agent", "2026-03-02 15:00"),
        (
            TOLD | {"status": "need_evidence"},
            None,
            "await_evidence",
            "buyer",
            "2026-03-03 15:10",
        ),
        ({"status": "rejected"}, None, "tell_refusal", "agent", "2026-03-02 15:00"),
        (TOLD | {"status": "rejected"}, None, "rejected", "buyer", "2026-03-08 23:59:59"),
        ({"status": "await_return"}, None, "no_slip", "agent", "2026-03-02 15:00"),
        ({"status": "await_return"}, SLIP, "send_slip", "agent", "2026-03-02 15:00"),
        (TOLD | {"status": "await_return"}, SLIP, "await_return", "buyer", "2026-03-08 23:59:59"),
        (
            {"status": "await_return"},
            SLIP | {"sent_to_buyer_at": at("2026-03-01 16:00")},
            "await_return",
            "buyer",
            "2026-03-08 23:59:59",
        ),
        # what is recorded is ahead of the status
        (
            TOLD | {"status": "await_return"},
            SLIP | {"tracking_no": "75312345678901"},
            "in_transit",
            "warehouse",
            "2026-03-08 23:59:59",
        ),
        ({"status": "in_transit"}, RECEIVED, "inspect", "warehouse", "2026-03-04 08:00"),
        ({"status": "received"}, RECEIVED, "inspect", "warehouse", "2026-03-04 08:00"),
        (
            {"status": "received"},
            RECEIVED | {"inspected_at": NOW, "inspect_result": "pass"},
            "passed",
            "agent",
            "2026-03-09 08:00",
        ),
        (
            {"status": "received", "case_type": "exchange"},
            RECEIVED | {"inspected_at": NOW, "inspect_result": "pass"},
            "passed_exchange",
            "agent",
            "2026-03-04 09:00",
        ),
        (
            {"status": "received"},
            RECEIVED | {"inspected_at": NOW, "inspect_result": "fail"},
            "failed",
            "agent",
            "2026-03-05 09:00",
        ),
        ({"status": "inspect_failed"}, RECEIVED, "negotiate", "agent", "2026-03-05 08:00"),
        ({"status": "await_refund"}, RECEIVED, "refund", "agent", "2026-03-09 08:00"),
        ({"status": "await_refund"}, None, "refund", "agent", "2026-03-08 15:00"),
        (
            {"status": "await_refund"},
            RECEIVED | {"refunded_at": NOW},
            "refunded",
            "agent",
            "2026-03-09 08:00",
        ),
        ({"status": "await_reship"}, RECEIVED, "exchange", "agent", "2026-03-04 08:00"),
        (
            {"status": "await_reship", "case_type": "reship"},
            None,
            "reship",
            "agent",
            "2026-03-03 15:00",
        ),
        (
            {"status": "await_reship", "case_type": "repair"},
            RECEIVED,
            "repair",
            "agent",
            "2026-03-04 08:00",
        ),
        (
            {"status": "await_reship"},
            RECEIVED | {"x_shipped_at": NOW},
            "shipped",
            "agent",
            "2026-03-03 09:00",
        ),
        (
            {"status": "reshipped"},
            RECEIVED | {"x_shipped_at": NOW},
            "tell_tracking",
            "agent",
            "2026-03-03 09:00",
        ),
        (
            {"status": "reshipped"},
            RECEIVED | {"x_shipped_at": NOW, "x_notified_at": NOW},
            "await_confirmation",
            "buyer",
            "2026-03-09 23:59:59",
        ),
        (TOLD | {"status": "in_dispute"}, None, "dispute", "platform", "2026-03-08 23:59:59"),
    ],
)
def test_stage_has_its_step_its_turn_and_its_deadline(
    desk: Desk, settings: Settings, case: Row, slip: Row | None, kind: str, turn: str, due: str
) -> None:
    found = step(desk, settings, case, slip)
    assert (found.words, found.turn, found.due_at) == (STEPS[kind].words, turn, at(due))


@pytest.mark.parametrize("status", ["pending_review", "await_refund"])
def test_amount_above_the_limit_waits_for_the_supervisor(
    desk: Desk, settings: Settings, status: str
) -> None:
    case = CASE | {
        "status": status,
        "owner": "KF012",
        "decision": "approve_refund",
        "approved_amount": Decimal("500.00"),
    }
    records = desk(
        applications=(case, case | {"approver": "KF001"}),
        agents=({"agent_id": "KF012", "limit_refund": Decimal("300.00")},),
    )
    book = Rulebook(records, settings, ChineseHolidays())
    turns = [next_step(reckon(row, None, book), NOW).turn for row in records["applications"]]
    assert turns == ["manager", "agent"]


@pytest.mark.parametrize(
    ("case", "turn"),
    [
        (TOLD | {"status": "need_evidence"}, "agent"),
        (TOLD | {"status": "rejected"}, "agent"),
        (TOLD | {"status": "in_dispute"}, "agent"),
        ({"status": "in_transit"}, "agent"),
        ({"decision": "supervisor"}, "manager"),
        ({"status": "inspect_failed"}, "manager"),
    ],
)
def test_once_a_wait_is_over_the_desk_has_to_act(
    desk: Desk, settings: Settings, case: Row, turn: str
) -> None:
    found = step(desk, settings, case, now=at("2026-04-01 09:00"))
    assert (found.level, found.turn) == ("overdue", turn)


def test_wait_is_not_over_at_the_very_second_of_its_deadline(
    desk: Desk, settings: Settings
) -> None:
    case = TOLD | {"status": "need_evidence"}
    assert step(desk, settings, case, now=at("2026-03-03 15:10:00")).turn == "buyer"
    assert step(desk, settings, case, now=at("2026-03-03 15:10:01")).turn == "agent"


@pytest.mark.parametrize("status", FINAL_STATES)
def test_closed_case_has_nothing_left_to_do(desk: Desk, settings: Settings, status: str) -> None:
    found = step(desk, settings, {"status": status})
    assert found is CLOSED
    assert (found.words.zh, found.turn, found.due_at, found.level) == ("", "nobody", None, "done")


def test_case_without_any_time_is_due_today(desk: Desk, settings: Settings) -> None:
    bare = dict.fromkeys(("applied_at", "reviewed_at"))
    found = step(desk, settings, {**bare, "status": "received"})
    assert found.due_at == at("2026-03-02 23:59:59")


@pytest.mark.parametrize(
    ("left", "whole", "wanted"),
    [
        ("-0:00:01", "24:00", "overdue"),
        ("0:00:00", "24:00", "close"),
        ("1:00:00", "24:00", "close"),
        ("1:00:01", "24:00", "warning"),
        ("6:00:00", "24:00", "warning"),  # a quarter of 24 h
        ("6:00:01", "24:00", "normal"),
        ("4:00:00", "8:00", "warning"),  # four hours are more than a quarter of eight
        ("4:00:01", "8:00", "normal"),
        ("42:00:00", "168:00", "warning"),  # a quarter of seven days
        ("42:00:01", "168:00", "normal"),
    ],
)
def test_level_follows_what_is_left(left: str, whole: str, wanted: str) -> None:
    deadline = Deadline("x", NOW - _hours(whole) + _hours(left), NOW + _hours(left), ())
    assert level_of(deadline, NOW, Limits()) == wanted


def _hours(text: str) -> timedelta:
    sign = -1 if text.startswith("-") else 1
    parts = [int(part) for part in text.lstrip("-").split(":")] + [0]
    return sign * timedelta(hours=parts[0], minutes=parts[1], seconds=parts[2])


instants = (
    st.none()
    | st.sampled_from([at("1900-01-01"), at("9999-12-31 23:59:59")])  # what Excel can hold
    | st.datetimes(at("2026-01-01"), at("2026-12-31")).map(
        lambda instant: instant.replace(microsecond=0)
    )
)


def keys_of(name: str) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from([choice.key for choice in CHOICES[name]])


cases = st.fixed_dictionaries(
    {
        "status": st.none() | st.sampled_from(list(STATES)),
        "case_type": keys_of("case_type"),
        "goods_status": keys_of("goods_status"),
        "decision": keys_of("decision"),
        "applied_at": instants,
        "signed_at": instants,
        "reviewed_at": instants,
        "notified_at": instants,
        "deadline_platform": instants,
        "platform_status": st.none()
        | st.sampled_from([words for state in STATES.values() for words in state.platform]),
        "approved_amount": st.none() | st.just(Decimal("500.00")),
    }
)
slips = st.none() | st.fixed_dictionaries(
    {
        "tracking_no": st.none() | st.just("75312345678901"),
        "buyer_shipped_at": instants,
        "received_at": instants,
        "inspected_at": instants,
        "inspect_result": keys_of("inspect_result"),
        "refunded_at": instants,
        "x_shipped_at": instants,
        "x_notified_at": instants,
        "return_due": instants,
        "sent_to_buyer_at": instants,
    }
)
WORDS = {kind.words for kind in STEPS.values()} | {kind.late for kind in STEPS.values()}
TURNS = {choice.key for choice in CHOICES["turn"]} - {"nobody"}
SETTINGS = Settings(id="t", name="t")


def one_row(sheet: str, row: Row) -> Table:
    columns = {key: [value] for key, value in row.items()}
    return Table(SHEETS[sheet], columns, (Span(f"{sheet}.xlsx", sheet, (3,), {}, {}),))


moments = st.datetimes(at("2025-12-01"), at("2027-01-31")).map(lambda at: at.replace(microsecond=0))


@given(cases, slips, moments)
def test_every_case_has_one_step_one_turn_and_one_deadline(
    case: Row, slip: Row | None, now: datetime
) -> None:
    found_slip = one_row("slips", slip)[0] if slip else None
    book = Rulebook(Records({}), SETTINGS, ChineseHolidays())
    found = next_step(reckon(one_row("applications", case)[0], found_slip, book), now)
    if case["status"] in FINAL_STATES:
        assert found is CLOSED
        return
    assert found.words in WORDS
    assert found.turn in TURNS
    assert found.due_at is not None
    assert found.level in LEVELS[:4]
    assert (found.level == "overdue") == (now > found.due_at)
    assert found.deadline is not None
    assert found.deadline.due == found.due_at
    assert explain(found.deadline).zh


@given(cases, slips, moments, st.integers(1, 60 * 24 * 30))
def test_nothing_changes_before_the_next_threshold(
    case: Row, slip: Row | None, now: datetime, minutes: int
) -> None:
    found_slip = one_row("slips", slip)[0] if slip else None
    book = Rulebook(Records({}), SETTINGS, ChineseHolidays())
    times = reckon(one_row("applications", case)[0], found_slip, book)
    first, later = next_step(times, now), now + timedelta(minutes=minutes)
    if first.deadline is None:
        return
    coming = [at for at in thresholds(first.deadline, SETTINGS.limits) if at > now]
    if all(later < moment for moment in coming) and later.date() == now.date():
        second = next_step(times, later)
        assert (first.words, first.turn, first.due_at, first.level) == (
            second.words,
            second.turn,
            second.due_at,
            second.level,
        )


def test_every_open_state_is_known_to_the_steps(desk: Desk, settings: Settings) -> None:
    nothing = STEPS["no_status"].words
    for status in OPEN_STATES:
        assert step(desk, settings, {"status": status}, RECEIVED).words != nothing, status


def test_step_words_are_short_enough_for_the_column() -> None:
    assert all(len(kind.words.zh) <= 22 and len(kind.late.zh) <= 22 for kind in STEPS.values())
