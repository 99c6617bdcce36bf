"""A case moves by what the platform proves, along legal steps; the rest is told."""

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetops.actions import FileEntry
from sheetops.records.columns import Value
from sheetops.records.states import FINAL_STATES, STATES, next_states
from sheetops.rules.filing.job_entries import entries_for, last_states
from sheetops.rules.importing.platform_moves import Facts, initial_state, move
from tests.importing.export_files import exported
from tests.importing.import_desk import (
    CASE,
    DONE,
    NOW,
    RETURNED,
    SETTINGS,
    codes,
    desk,
    known,
    moved,
    plan,
    target,
    written,
)


@pytest.mark.parametrize(
    ("state", "says", "goes"),
    [
        ("pending_review", "卖家已经同意退款，等待买家退货", "await_return"),
        ("rejected", "退款关闭", "closed_rejected"),
        ("await_return", "退款关闭", "withdrawn"),
        ("pending_review", "退款关闭", "withdrawn"),
        ("need_evidence", "退款关闭", "withdrawn"),
        ("await_refund", "退款成功", "refunded"),
        ("received", "退款成功", "refunded"),
        ("in_dispute", "退款成功", "refunded"),
        ("await_return", "卖家已经同意退款，等待买家退货", None),
        ("received", "买家已经退货，等待卖家确认收货", None),
        ("refunded", "退款成功", None),
        ("await_refund", "买家已经申请退款，等待卖家同意", None),
    ],
)
def test_a_case_moves_when_the_platform_proves_it(state: str, says: str, goes: str | None) -> None:
    taken = moved(state, says)
    assert target(taken) == goes
    assert codes(taken) == []


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("in_transit", "退款关闭"),
        ("await_refund", "退款关闭"),
        ("rejected", "退款成功"),
        ("need_evidence", "退款成功"),
        ("pending_review", "卖家拒绝退款"),
        ("withdrawn", "退款成功"),
        ("refunded", "退款关闭"),
        ("refunded", "买家已经申请退款，等待卖家同意"),
        ("in_transit", "买家已经申请退款，等待卖家同意"),
    ],
)
def test_what_the_platform_cannot_prove_is_told(state: str, says: str) -> None:
    taken = moved(state, says)
    assert target(taken) is None
    assert codes(taken) == ["import-status-conflict"]


def test_a_return_on_its_way_needs_a_tracking_number() -> None:
    taken = moved("await_return", RETURNED)
    assert (target(taken), codes(taken)) == ("in_transit", [])
    without = moved("await_return", {**RETURNED, "退货物流单号": "-"})
    assert (target(without), codes(without)) == (None, ["import-tracking-missing"])


def test_a_passed_return_time_closes_the_case_by_timeout() -> None:
    due = datetime.fromisoformat("2026-09-29 11:59:59")
    slip: dict[str, Value] = {"slip_no": "TH20260928-00013", "case_id": CASE, "return_due": due}
    assert target(moved("await_return", "退款关闭", slip)) == "closed_timeout"
    sent = {**slip, "tracking_no": "75312345678901"}
    assert target(moved("await_return", "退款关闭", sent)) == "withdrawn"


def test_a_partial_refund_is_told_from_a_full_one() -> None:
    assert target(moved("await_refund", {**DONE, "部分退款/全部退款": "部分退款"})) == (
        "partially_refunded"
    )
    assert target(moved("await_refund", "退款成功")) == "refunded"


def test_the_end_brings_time_and_amount() -> None:
    actions = list(moved("await_refund", DONE).actions)
    found = written(actions)
    assert found["applications", "closed_at"] == datetime.fromisoformat("2026-09-29 11:00:00")
    assert found["applications", "refund_amount"] == Decimal("198.00")


def test_a_refund_before_inspection_is_marked() -> None:
    assert written(list(moved("in_transit", DONE).actions))["applications", "fast_refund"] is True


def test_steps_between_are_filed_when_the_platform_is_two_ahead() -> None:
    case = known()
    records = desk(case)
    actions = plan(exported(**RETURNED), on=records)
    (between,) = (a for a in actions if isinstance(a, FileEntry))
    assert (between.old_value, between.new_value) == ("待审核", "待买家寄回")
    assert (between.actor, between.actor_role) == ("job:import_exports", "platform")
    assert written(actions)["applications", "status"] == "in_transit"
    filed = [between, *entries_for(actions, "import_exports", NOW, records, SETTINGS)]
    assert last_states(filed) == {CASE: "in_transit"}


def test_the_slip_gets_carrier_number_and_time() -> None:
    slip = {"slip_no": "TH20260928-00013", "case_id": CASE, "slip_status": "issued"}
    found = written(list(moved("await_return", RETURNED, slip).actions))
    assert found["slips", "carrier"] == "ZTO"
    assert found["slips", "tracking_no"] == "75312345678901"
    assert found["slips", "buyer_shipped_at"] == datetime.fromisoformat("2026-09-29 08:00:00")


def test_the_slip_keeps_what_people_filled_in() -> None:
    slip = {"slip_no": "TH20260928-00013", "case_id": CASE, "tracking_no": "SF1", "carrier": "SF"}
    taken = moved("in_transit", RETURNED, slip)
    assert {k for k in written(list(taken.actions)) if k[0] == "slips"} == {
        ("slips", "buyer_shipped_at")
    }
    assert codes(taken) == ["import-differs"]


@pytest.mark.parametrize("words", ["中通快递", "中通", "中通速递", "中通快递有限公司", "ZTO"])
def test_a_courier_is_known_by_its_short_name_too(words: str) -> None:
    slip = {"slip_no": "TH20260928-00013", "case_id": CASE}
    taken = moved("await_return", {**RETURNED, "退货物流公司": words}, slip)
    assert written(list(taken.actions))["slips", "carrier"] == "ZTO"


def test_an_unknown_courier_is_told() -> None:
    slip = {"slip_no": "TH20260928-00013", "case_id": CASE}
    taken = moved("await_return", {**RETURNED, "退货物流公司": "飞毛腿"}, slip)
    assert codes(taken) == ["import-unknown-carrier"]
    assert ("slips", "carrier") not in written(list(taken.actions))


_FACTS = st.builds(
    Facts,
    st.sampled_from(
        [
            *("waiting", "agreed", "returned", "refused", "closed", "success"),
            *("to_reship", "reshipped", "exchanged", "converted"),
        ]
    ),
    is_partial=st.booleans(),
    has_tracking=st.booleans(),
    is_late=st.booleans(),
    is_disputed=st.booleans(),
)
_TYPES = st.sampled_from(["return_refund", "refund_only", "exchange", "reship", "repair", "other"])


@given(st.sampled_from(list(STATES)), _TYPES, _FACTS)
def test_every_step_is_a_legal_transition(state: str, case_type: str, facts: Facts) -> None:
    found = move(state, case_type, facts)
    at = state
    for _, after in found.steps:
        assert after in next_states(at, case_type)
        at = after
    assert not (found.steps and found.is_conflict)
    assert state not in FINAL_STATES or not found.steps


@given(st.sampled_from(list(STATES)), _TYPES, _FACTS)
def test_a_case_that_moved_stays_there(state: str, case_type: str, facts: Facts) -> None:
    found = move(state, case_type, facts)
    if found.target is not None:
        assert move(found.target, case_type, facts).steps == ()
    assert initial_state(facts, case_type) in STATES
