"""A skipped step in a real workbook: told at every run, until it is put right or allowed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from sheetops.adapters.clock import FixedClock
from sheetops.adapters.workbook.build.new_shop import write_shop
from sheetops.adapters.workbook.editing import SetCell, edit
from sheetops.records.seed.agents import agent_rows
from sheetops.records.seed.reasons import reason_rows
from sheetops.records.settings import Settings
from sheetops.scheduler.turn import run_named
from sheetops.shop import Shop
from tests.checks.check_desk import Row

CASE = "AS20260310-0001"
NOON = datetime.fromisoformat("2026-03-10 12:00")
JOBS = ("file_log", "validate_rows")

Run = Callable[..., Shop]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that changes cells of the one case as a person would, then runs jobs."""
    monkeypatch.setenv("SHEETOPS_STATE", str(tmp_path / "state"))
    folder, clock = tmp_path / "shop", [NOON]
    row: Row = {
        "case_id": CASE,
        "status": "pending_review",
        "platform": "other",
        "order_no": "3302710287203084298",
        "case_type": "return_refund",
        "goods_status": "received",
        "applied_at": NOON - timedelta(hours=3),
        "sku_code": "TS-2026-001-L",
        "order_paid": Decimal("198.00"),
        "owner": "KF012",
    }
    settings = Settings(id="one", name="测试店")
    handbook = {"agents": agent_rows("zh-CN"), "reasons": reason_rows("zh-CN")}
    write_shop(folder, settings, {"applications": [row], **handbook})

    def run(**cells: str) -> Shop:
        before = Shop(folder, FixedClock(clock[0]))
        case = before.records["applications"].find(CASE)
        assert case is not None
        places = {case.place(column): value for column, value in cells.items()}
        book = folder / "applications.xlsx"
        edits = [
            SetCell(place.sheet or "", place.cell or "", value) for place, value in places.items()
        ]
        book.write_bytes(edit(book.read_bytes(), edits))
        clock[0] += timedelta(minutes=15)
        run_named(Shop(folder, FixedClock(clock[0])), JOBS, lambda *_: None)
        return Shop(folder, FixedClock(clock[0]))

    return run


def codes(shop: Shop) -> set[str]:
    return {p.code for p in shop.problems if p.place.key == CASE} & {
        "illegal-transition",
        "step-override-unsigned",
    }


def test_skipped_step_when_nobody_puts_it_right_is_told_at_every_run(run: Run) -> None:
    run()
    run(status="已签收待验货")
    for _ in range(2):
        shop = run()
        assert codes(shop) == {"illegal-transition"}
        case = shop.records["applications"].find(CASE)
        assert case is not None
        assert "下一步可以是" in case.text("issues")


def test_skipped_step_when_a_supervisor_lets_it_stand_is_filed_and_told_no_more(run: Run) -> None:
    supervisor = next(
        str(row["agent_id"]) for row in agent_rows("zh-CN") if row["role"] == "supervisor"
    )
    run()
    run(status="已签收待验货")
    assert codes(run(step_override="先收货后补登记")) == {
        "illegal-transition",
        "step-override-unsigned",
    }
    shop = run(step_approver=supervisor)
    assert codes(shop) == set()
    filed = [row.new_value for row in shop.log_rows() if row.field == "step_override"]
    assert filed == ["先收货后补登记"]
    assert codes(run(status="退款成功")) == {"illegal-transition"}


def test_row_when_a_person_changed_it_says_who_and_when(run: Run) -> None:
    run()
    case = run(status="待补充凭证").records["applications"].find(CASE)
    assert case is not None
    assert (case["row_version"], case["updated_by"]) == (2, "KF012")
    assert case["updated_at"] == NOON + timedelta(minutes=30)
