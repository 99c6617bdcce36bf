"""The score card: one month, cases by owner, inspections by inspector, planned once."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

from sheetops.actions import SetValue
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.rules.deadlines.overdue import DueItem
from sheetops.rules.reporting.scores import plan_scores
from tests.report.report_desk import LIMITS, NOW, Row, at, case, desk, due

AGENT: Row = {"agent_id": "KF012", "name": "小王", "status": "active"}


def card(records: Records, items: Sequence[DueItem] = ()) -> dict[str, Value]:
    return {a.column: a.wanted for a in plan_scores(records, NOW, LIMITS, items)}


def reviewed(number: int, hours: float, **more: Value) -> Row:
    row = case(str(number), f"2026-11-{number + 1:02} 10:00", **more)
    applied = at(f"2026-11-{number + 1:02} 10:00")
    return {**row, "reviewed_at": applied + timedelta(hours=hours)}


def test_a_card_counts_the_month_of_its_owner() -> None:
    cases = [reviewed(n, 30 if n == 1 else 2) for n in range(1, 7)]
    others = [reviewed(n, 2, owner="KF013") for n in range(7, 9)]
    october = case("90", "2026-10-20 10:00", reviewed_at=at("2026-10-20 11:00"))
    found = card(desk(agents=[AGENT], applications=[*cases, *others, october]))
    assert found["period"] == "2026-11"
    assert found["reviewed_n"] == 6
    assert found["review_ontime_rate"] == Decimal("0.83")  # 5 of 6
    assert found["dispute_n"] == 0


def test_a_rate_below_five_stays_empty() -> None:
    found = card(desk(agents=[AGENT], applications=[reviewed(1, 2)]))
    assert "review_ontime_rate" not in found
    assert found["reviewed_n"] == 1


def test_inspections_count_for_whoever_inspected() -> None:
    slips: list[Row] = [
        {
            "slip_no": f"TH{n}",
            "inspector": "KF020",
            "received_at": at("2026-11-10 10:00"),
            "inspect_due": at("2026-11-12 10:00"),
            "inspected_at": at("2026-11-11 10:00"),
        }
        for n in range(5)
    ]
    warehouse: Row = {"agent_id": "KF020", "status": "active"}
    found = [
        (a.key, a.wanted)
        for a in plan_scores(desk(agents=[AGENT, warehouse], slips=slips), NOW, LIMITS, [])
        if a.column == "inspect_ontime_rate"
    ]
    assert found == [("KF020", Decimal("1.00"))]


def test_cases_in_dispute_are_counted_apart_from_timeliness() -> None:
    late = [reviewed(n, 40, status="in_dispute") for n in range(1, 7)]
    found = card(desk(agents=[AGENT], applications=late))
    assert found["dispute_n"] == 6
    assert "review_ontime_rate" not in found


def test_overdue_now_counts_only_the_agents_own_turn() -> None:
    items = [due(), due(turn="warehouse"), due(owner="KF013"), due(level="warning")]
    assert card(desk(agents=[AGENT]), items)["overdue_n"] == 1


def test_satisfaction_is_the_mean_rating() -> None:
    ratings = [
        {"fb_id": f"F{n}", "agent_id": "KF012", "score": n, "received_at": at("2026-11-05 10:00")}
        for n in (1, 3, 4, 5, 5)
    ]
    assert card(desk(agents=[AGENT], feedback=ratings))["satisfaction"] == Decimal("3.6")


def test_someone_who_left_keeps_the_last_card() -> None:
    assert card(desk(agents=[{**AGENT, "status": "stopped"}])) == {}


def test_planning_again_after_writing_yields_nothing() -> None:
    cases = [reviewed(n, 2) for n in range(1, 7)]
    records = desk(agents=[AGENT], applications=cases)
    first = list(plan_scores(records, NOW, LIMITS, [due()]))
    assert first
    assert all(isinstance(action, SetValue) and action.book == "handbook.xlsx" for action in first)
    written = {(action.key, action.column): action.wanted for action in first}
    after = Records({**records.tables, "agents": records["agents"].overlaid(written)})
    assert list(plan_scores(after, NOW, LIMITS, [due()])) == []


def test_the_job_plans_from_a_shop() -> None:
    from sheetops.records.settings import Settings
    from sheetops.rules.deadlines.workdays import ShopWorkdays
    from sheetops.shop.jobs import load_job

    nobody = SimpleNamespace(is_workday=lambda day: True, known=lambda year: True)
    shop = SimpleNamespace(
        records=desk(agents=[AGENT]),
        now=NOW,
        settings=Settings(id="s1", name="店"),
        workdays=ShopWorkdays(nobody, [], "店"),
    )
    from pathlib import Path

    job = load_job("score_agents", Path("nowhere"))
    found = list(job.plan(shop))  # type: ignore[arg-type]
    assert {a.column for a in found if isinstance(a, SetValue)} == {
        "period",
        "reviewed_n",
        "dispute_n",
        "overdue_n",
    }
