"""A case without an import costs an agent at most fifteen cells until it is approved."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from sheetops.adapters.clock import FixedClock
from sheetops.adapters.workbook.build.new_shop import write_shop
from sheetops.records.columns import Writer
from sheetops.records.problems import Severity
from sheetops.records.seed import Row, example_handbook
from sheetops.records.settings import ReturnAddress, Settings
from sheetops.rules.filing.chain import verify
from sheetops.scheduler.turn import run_named, timetable
from sheetops.shop import Shop

NOW = datetime.fromisoformat("2026-11-20T15:00:00")
APPLIED: Row = {
    "platform": "tmall",
    "refund_no": "177320821676980505",
    "order_no": "3387087450262426162",
    "case_type": "return_refund",
    "goods_status": "received",
    "applied_at": NOW - timedelta(hours=5),
    "sku_code": "TS-2026-001-M",
    "order_paid": Decimal("99.00"),
    "signed_at": NOW - timedelta(days=2),
    "reason_code": "R01",
}
APPROVED: Row = {
    "status": "await_return",
    "decision": "approve_return",
    "reviewed_at": NOW - timedelta(hours=1),
    "approved_amount": Decimal("99.00"),
    "notified_at": NOW - timedelta(minutes=30),
}


def after_a_run(folder: Path, case: Row) -> Shop:
    address = ReturnAddress("售后部", "0571-86880000", "浙江省杭州市余杭区良渚街道 8 号", "311113")
    settings = Settings("typed", "晴山旗舰店", slip_pictures=False, return_address=address)
    handbook = example_handbook("zh-CN", date(2026, 11, 20))
    write_shop(folder, settings, {**handbook, "applications": (case,)}, {})
    opened = Shop(folder, FixedClock(NOW))
    done = run_named(opened, [entry.job for entry in timetable(opened)], lambda *_: None)
    assert [str(run.error) for run in done.jobs if run.error] == []
    return Shop(folder, FixedClock(NOW))


@pytest.mark.parametrize("typed", [APPLIED, {**APPLIED, **APPROVED}], ids=["applied", "approved"])
def test_typed_case_has_no_error_and_what_jobs_know_filled_in(
    typed: Row, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHEETOPS_STATE", str(tmp_path / "state"))
    assert len(typed) <= 15
    shop = after_a_run(tmp_path / "shop", typed)
    found = [p for p in shop.problems if p.sheet_key == "applications"]
    assert [(p.code, p.column_key) for p in found if p.severity is Severity.ERROR] == []
    (case,) = shop.records["applications"]
    assert case["case_id"] == "AS20261120-0001"
    assert case["issues"] is None
    assert case["policy_verdict"] in ("approve", "no_refusal")
    assert all(Writer.AGENT in case.table.sheet.by_key[key].writers for key in typed)
    assert len(shop.records["slips"]) == (1 if "decision" in typed else 0)
    assert verify(shop.log_rows()) is None
