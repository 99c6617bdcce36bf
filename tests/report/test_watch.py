"""What a manager has to look after: trainings that are due, improvements that stand still."""

from collections.abc import Mapping
from datetime import date

import pytest

from sheetops.records.columns import Value
from sheetops.rules.reporting.improvement_watch import Stalled, stalled
from sheetops.rules.reporting.training_due import TrainingDue, trainings_due
from tests.report.report_desk import Row, desk

TODAY = date(2026, 11, 23)
AGENT: Row = {"agent_id": "KF012", "role": "aftersale", "status": "active", "entry_date": None}
FIRST: Row = {
    "policy_id": "P-1",
    "title": "七天无理由",
    "valid_from": date(2026, 1, 1),
    "valid_to": None,
    "status": "active",
}
NEW: Row = {**FIRST, "policy_id": "P-2", "title": "质量", "valid_from": date(2026, 11, 10)}


def due(
    policy: list[Row], training: list[Row] | None = None, agent: Mapping[str, Value] = AGENT
) -> list[TrainingDue]:
    records = desk(agents=[agent], policy=policy, training=training or [])
    return list(trainings_due(records, TODAY))


def trained(policy: str | None, passed: bool | None = True, until: date | None = None) -> Row:
    return {
        "train_id": "PX1",
        "agent_id": "KF012",
        "policy_version": policy,
        "passed": passed,
        "next_due": until,
    }


def test_training_when_a_policy_is_new_is_due_within_seven_days() -> None:
    (one,) = due([FIRST, NEW])
    assert one.subject.zh == "新政策 P-2 质量"
    assert (one.people, one.due, one.is_late) == (("KF012",), date(2026, 11, 17), True)


def test_training_when_the_policy_is_the_shops_first_is_not_asked_for() -> None:
    assert due([FIRST]) == []


@pytest.mark.parametrize(
    "policy",
    [
        {"status": "draft"},
        {"valid_to": date(2026, 11, 20)},
        {"valid_from": date(2026, 12, 1)},
    ],
)
def test_training_when_the_policy_is_not_in_force_is_not_asked_for(policy: Row) -> None:
    assert due([FIRST, {**NEW, **policy}]) == []


@pytest.mark.parametrize(("passed", "still_due"), [(True, False), (None, False), (False, True)])
def test_training_when_done_is_due_no_more_unless_failed(
    passed: bool | None, still_due: bool
) -> None:
    assert bool(due([FIRST, NEW], [trained("P-2", passed)])) is still_due


@pytest.mark.parametrize(
    "person",
    [
        {"role": "warehouse"},
        {"status": "stopped"},
        {"entry_date": date(2026, 11, 20)},
    ],
)
def test_training_when_somebody_is_not_concerned_is_not_asked_for(person: Row) -> None:
    assert due([FIRST, NEW], agent={**AGENT, **person}) == []


@pytest.mark.parametrize(
    ("until", "found"),
    [
        (date(2026, 11, 20), [(date(2026, 11, 20), True)]),
        (date(2026, 11, 30), [(date(2026, 11, 30), False)]),
        (date(2026, 12, 1), []),
    ],
)
def test_training_when_regular_is_announced_a_week_ahead(
    until: date, found: list[tuple[date, bool]]
) -> None:
    rows = due([FIRST], [trained(None, until=until)])
    assert [(one.due, one.is_late) for one in rows] == found


def test_training_when_done_again_counts_from_the_latest() -> None:
    rows = [trained(None, until=date(2026, 11, 1)), trained(None, until=date(2027, 1, 30))]
    assert due([FIRST], rows) == []


def improvement(**more: Value) -> Row:
    return {
        "imp_id": "GJ1",
        "status": "doing",
        "raised_at": date(2026, 11, 1),
        "problem": "尺码表不符",
        "owner": "KF012",
        "due": date(2026, 11, 18),
        **more,
    }


def watched(*rows: Row) -> list[Stalled]:
    return list(stalled(desk(improvements=rows), TODAY))


def test_improvement_when_past_its_day_stands_still() -> None:
    (one,) = watched(improvement())
    assert (one.days, one.is_overdue, one.status.en) == (5, True, "In progress")


@pytest.mark.parametrize("status", ["done", "dropped"])
def test_improvement_when_over_is_not_watched(status: str) -> None:
    assert watched(improvement(status=status)) == []


def test_improvement_when_nobody_assessed_it_for_two_weeks_stands_still() -> None:
    proposal = improvement(status="open", due=None)
    assert [one.days for one in watched(proposal)] == [22]
    assert watched({**proposal, "raised_at": date(2026, 11, 9)}) == []


def test_improvements_when_several_have_the_longest_first_and_each_once() -> None:
    rows = [
        improvement(imp_id="GJ1", due=date(2026, 11, 18)),
        improvement(imp_id="GJ2", due=date(2026, 11, 2)),
        improvement(imp_id="GJ3", due=None, status="open"),
        improvement(imp_id="GJ4", due=date(2026, 11, 20), status="open"),
    ]
    assert [one.number for one in watched(*rows)] == ["GJ2", "GJ1", "GJ4", "GJ3"]
