"""The three jobs, as sheetops loads them: by path, with a shop that is only its records."""

import importlib.util
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

from sheetops.actions import Action, FileEntry, SetValue
from sheetops.adapters.holidays import ChineseHolidays
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.settings import Settings

Desk = Callable[..., Records]
JOBS = Path(__file__).parents[2] / "jobs"
DAY = ("complete_rows", "advise", "flag_overdue")
NEW: dict[str, Value] = {
    "platform": "tmall",
    "refund_no": "106206407540810",
    "order_no": "3302710287203084298",
    "case_type": "return_refund",
    "goods_status": "received",
    "applied_at": datetime.fromisoformat("2026-03-01 10:30"),
    "signed_at": datetime.fromisoformat("2026-02-26 18:20"),
    "sku_code": "TS-L",
    "reason_code": "R01",
}


def planned(job: str, shop: SimpleNamespace) -> list[Action]:
    spec = importlib.util.spec_from_file_location(job, JOBS / f"{job}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: list[Action] = list(module.plan(shop))
    shop.waiting_entries().extend(a for a in found if isinstance(a, FileEntry))
    return found


def laid(records: Records, actions: Iterable[Action]) -> Records:
    cells = {(a.key, a.column): a.wanted for a in actions if isinstance(a, SetValue)}
    table = records["applications"].overlaid(cells)
    return Records({**records.tables, "applications": table})


def shop_of(records: Records, settings: Settings, *filed: str) -> SimpleNamespace:
    entries: list[FileEntry] = []
    return SimpleNamespace(
        records=records,
        now=datetime.fromisoformat("2026-03-01 12:00"),
        language="zh-CN",
        settings=settings,
        workdays=ChineseHolidays(),
        log_rows=lambda: [
            SimpleNamespace(case_id=case_id, field=None, event="new") for case_id in (None, *filed)
        ],
        waiting_entries=lambda: entries,
    )


def test_new_application_is_numbered_advised_and_given_a_next_step(
    desk: Desk, settings: Settings
) -> None:
    shop = shop_of(desk(applications=(NEW,)), settings, "AS20260301-0041")
    for job in DAY:
        shop.records = laid(shop.records, planned(job, shop))
    case = shop.records["applications"][0]
    assert case["case_id"] == "AS20260301-0042"
    assert (case["policy_verdict"], case["policy_refs"]) == ("no_refusal", "P-NR-01")
    assert (case["next_step"], case["turn"], case["level"]) == (
        "审核并填写审核结论",
        "agent",
        "normal",
    )
    assert str(case["due_at"]) == str(case["review_due"]) == "2026-03-02 10:30:00"


def test_a_second_run_of_the_day_plans_nothing(desk: Desk, settings: Settings) -> None:
    shop = shop_of(desk(applications=(NEW,)), settings)
    for job in DAY:
        shop.records = laid(shop.records, planned(job, shop))
    assert [planned(job, shop) for job in DAY] == [[], [], []]
