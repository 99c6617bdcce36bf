"""The steps of a case: what is legal, what a row proves, what the log saw, what is allowed."""

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheetops.actions import FileEntry
from sheetops.records.applications import APPLICATIONS
from sheetops.records.columns import Value
from sheetops.records.slips import SLIPS
from sheetops.records.states import (
    CLOCKS,
    FINAL_STATES,
    STATES,
    TRANSITIONS,
    WHO,
    next_states,
    steps_from,
    way,
)
from sheetops.rules.filing.trails import Stop, Trail, trails
from tests.checks.check_desk import Row, desk
from tests.checks.check_desk import found as found_in
from tests.checks.kind_cases import AGENTS

CASE = "AS20260301-0007"
BARE: Row = {"carrier": None, "tracking_no": None, "received_at": None, "inspected_at": None}


def filed(
    old: str | None,
    new: str | None,
    field: str = "status",
    role: str = "agent",
    refund_no: str | None = None,
) -> FileEntry:
    event = "new" if old is None and field == "status" else "review"
    names = (CASE, None, refund_no)
    return FileEntry(event, "KF012", role, "!", *names, field, old, new)


def illegal(trail: Trail, case: Row, slip: Row | None = None) -> list[str]:
    """Return what is told about skipped steps: the sound state each time."""
    from sheetops.rules.checks import problems
    from tests.checks.check_desk import NOW, SETTINGS, Weekdays

    records = desk({"applications": case, "slips": slip or BARE, "agents": AGENTS})
    told = problems(records, NOW, SETTINGS, Weekdays(), {CASE: trail})
    return [str(p.facts["wanted"].zh) for p in told if p.code == "illegal-transition"]  # type: ignore[union-attr] # a state's words


def test_transitions_when_counted_are_t01_to_t30() -> None:
    assert [step.code for step in TRANSITIONS] == [f"T{n:02}" for n in range(1, 31)]


@pytest.mark.parametrize("step", TRANSITIONS, ids=lambda step: step.code)
def test_transition_names_only_what_there_is(step: object) -> None:
    from sheetops.records.states import Transition

    assert isinstance(step, Transition)
    assert set(step.who) <= set(WHO)
    assert step.deadline in {"", *CLOCKS}
    assert set(step.sources) | set(step.targets) <= set(STATES)
    assert step.guard.zh
    assert step.guard.en
    for part in step.evidence.split():
        name = part.partition("=")[0]
        sheet = SLIPS if name.startswith("slips.") else APPLICATIONS
        assert name.removeprefix("slips.") in sheet.by_key


def test_clocks_of_the_table_are_those_by_which_steps_are_due() -> None:
    from sheetops.rules.deadlines.next_steps import _ASKED

    assert set(CLOCKS) - {"platform"} <= set(_ASKED)


@pytest.mark.parametrize("state", STATES)
def test_every_state_can_be_reached_and_every_open_one_left(state: str) -> None:
    assert any(state in step.targets for step in TRANSITIONS)
    assert next_states(state, None)


@given(st.lists(st.integers(0, 50), max_size=12), st.sampled_from(["return_refund", "exchange"]))
@settings(deadline=None)
def test_case_when_it_goes_legal_steps_only_is_never_told(choices: list[int], kind: str) -> None:
    states = ["pending_review"]
    for choice in choices:
        ahead = next_states(states[-1], kind)
        if not ahead:
            break
        states.append(ahead[choice % len(ahead)])
    trail = Trail([Stop(state) for state in states])
    by_platform: Row = {"sys_auto": True, "fast_refund": True, "platform_status": "退款关闭"}
    assert illegal(trail, {"case_type": kind, "status": states[-1], **by_platform}) == []


def test_way_when_each_step_is_proven_names_its_steps() -> None:
    codes = way("pending_review", "received", "return_refund", lambda step: bool(step.evidence))
    assert codes == ("T04", "T12", "T14")


def test_way_when_one_step_is_not_proven_is_none() -> None:
    proven = {"T04", "T14"}
    assert way("pending_review", "received", "return_refund", lambda s: s.code in proven) == ()


def test_steps_from_a_final_state_lead_back_to_review_alone() -> None:
    for state in FINAL_STATES:
        assert {step.code for step in steps_from(state, None)} == {"T27"}


def test_two_steps_when_the_row_proves_both_are_one_save() -> None:
    trail = Trail([Stop("pending_review"), Stop("in_transit")])
    sent: Row = {"carrier": "ZTO", "tracking_no": "75312345678901"}
    assert illegal(trail, {"status": "in_transit"}, sent) == []
    assert illegal(trail, {"status": "in_transit"}) == ["待审核"]


def test_skipped_step_when_the_case_moves_on_is_told_still() -> None:
    trail = Trail([Stop("pending_review"), Stop("received"), Stop("await_refund")])
    assert illegal(trail, {"status": "await_refund"}) == ["待审核"]


def test_skipped_step_when_it_is_put_back_is_told_no_more() -> None:
    trail = Trail([Stop("pending_review"), Stop("received"), Stop("pending_review")])
    assert illegal(trail, {"status": "pending_review"}) == []


def test_step_of_the_platform_when_the_row_does_not_prove_it_is_told() -> None:
    trail = Trail([Stop("received"), Stop("refunded")])
    assert illegal(trail, {"status": "refunded"}) == ["已签收待验货"]
    assert illegal(trail, {"status": "refunded", "fast_refund": True}) == []


@pytest.mark.parametrize(
    ("said", "told"),
    [(None, []), ("退款关闭", []), ("卖家拒绝退款", ["已拒绝(待买家处理)"])],
)
def test_refusal_that_ended_when_the_platform_says_otherwise_is_told(
    said: str | None, told: list[str]
) -> None:
    trail = Trail([Stop("rejected"), Stop("closed_rejected")])
    assert illegal(trail, {"status": "closed_rejected", "platform_status": said}) == told


def test_step_when_an_import_proved_it_is_not_doubted() -> None:
    trail = Trail([Stop("pending_review"), Stop("refunded", is_proven=True)])
    assert illegal(trail, {"status": "refunded", "refund_amount": Decimal("1.00")}) == []


@pytest.mark.parametrize(("by", "told"), [("KF001", []), ("KF012", ["待审核"])])
def test_skipped_step_when_somebody_allowed_it_counts_only_by_a_supervisor(
    by: str, told: list[str]
) -> None:
    trail = Trail([Stop("pending_review"), Stop("received")], 2, "仓库先收货", by)
    row: Row = {"status": "received", "step_override": "仓库先收货", "step_approver": by}
    assert illegal(trail, row) == told


def test_override_when_written_for_one_step_does_not_cover_the_next() -> None:
    trail = Trail(
        [Stop("pending_review"), Stop("received"), Stop("refunded")], 2, "仓库先收货", "KF001"
    )
    row: Row = {"status": "refunded", "step_override": "仓库先收货", "step_approver": "KF001"}
    assert illegal(trail, row) == ["已签收待验货"]


def test_override_when_not_yet_filed_counts_for_the_row_as_it_is() -> None:
    trail = Trail([Stop("pending_review")])
    row: Row = {"status": "received", "step_override": "仓库先收货", "step_approver": "KF001"}
    assert illegal(trail, row) == []


def test_trail_when_the_case_gets_its_number_later_begins_with_the_refund_number() -> None:
    first = FileEntry(
        "new", "KF012", "agent", "!", refund_no="1", field="status", new_value="待审核"
    )
    rows = [
        first,
        filed(None, CASE, "case_id", "system", refund_no="1"),
        filed("待审核", "退款成功"),
    ]
    assert trails(rows)[CASE].stops == [Stop("pending_review"), Stop("refunded")]


def test_trail_when_a_row_is_seen_anew_takes_no_step_back() -> None:
    rows = [filed(None, "待审核"), filed("待审核", "待买家寄回"), filed(None, "待审核")]
    assert [stop.state for stop in trails(rows)[CASE].stops] == ["pending_review", "await_return"]


def test_trail_when_an_import_moves_the_case_knows_it_as_proven() -> None:
    rows = [filed(None, "Pending review"), filed("Pending review", "Refunded", role="platform")]
    assert trails(rows)[CASE].stops[-1] == Stop("refunded", is_proven=True)


def test_trail_when_the_opening_is_unknown_begins_where_the_first_step_began() -> None:
    assert trails([filed("待买家寄回", "退货在途")])[CASE].stops[0] == Stop("await_return")


def test_trail_when_a_supervisor_signs_covers_what_was_filed_so_far() -> None:
    rows = [
        filed(None, "待审核"),
        filed("待审核", "已签收待验货"),
        filed(None, "仓库先收货", "step_override"),
        filed(None, "KF001", "step_approver", "supervisor"),
        filed("已签收待验货", "退款成功"),
    ]
    trail = trails(rows)[CASE]
    assert (trail.allowed, trail.allowed_by, len(trail.stops)) == (2, "KF001", 3)


def test_case_without_a_trail_is_not_judged() -> None:
    status: dict[str, Value] = {"status": "refunded", "closed_at": datetime(2026, 3, 9)}  # noqa: DTZ001
    records = desk({"applications": status})
    assert "illegal-transition" not in {p.code for p in found_in(records)}
