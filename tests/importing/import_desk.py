"""A desk with one known case, and what an export of it changes."""

from collections.abc import Mapping
from datetime import datetime

from sheetops.actions import Action, AddRow, SetValue
from sheetops.adapters.exports import read_export
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.settings import Settings
from sheetops.rules.importing.export import Export
from sheetops.rules.importing.plan import plan_import, take_in
from sheetops.rules.importing.taken import Import
from tests.filing.filing_desk import table
from tests.importing.export_files import Cell, as_xlsx, exported

NOW = datetime.fromisoformat("2026-09-29 12:00:00")
CASE = "AS20260928-0001"
SETTINGS = Settings(id="shop-1", name="测试店", platform="tmall")
REASONS = table(
    "reasons",
    {"code": "R01", "name": "7天无理由", "platform_words": "7天无理由退换货;七天无理由退货"},
    {"code": "R99", "name": "其他", "platform_words": "其他"},
)
COURIERS = table("couriers", {"code": "ZTO", "name": "中通快递", "aliases": "中通;中通速递"})
RETURNED: Mapping[str, Cell] = {
    "退款状态": "买家已经退货，等待卖家确认收货",
    "货物状态": "买家已退货",
    "退货物流单号": "75312345678901",
    "退货物流公司": "中通速递",
    "买家退货时间": "2026-09-29 08:00:00",
}
DONE: Mapping[str, Cell] = {
    "退款状态": "退款成功",
    "退款完结时间": "2026-09-29 11:00:00",
    "部分退款/全部退款": "全部退款",
}


def desk(*cases: Mapping[str, Value], slips: tuple[Mapping[str, Value], ...] = ()) -> Records:
    tables = [REASONS, COURIERS, table("applications", *cases), table("slips", *slips)]
    return Records({one.sheet.key: one for one in tables})


def known(**values: Value) -> Mapping[str, Value]:
    """The case that `exported()` is about, as the book has it once it was imported."""
    (row,) = (a for a in plan(exported()) if isinstance(a, AddRow))
    return {**row.values, "case_id": CASE, **values}


def export(*rows: Mapping[str, Cell], name: str = "退款管理.xlsx") -> Export:
    found = read_export(as_xlsx(rows), name)
    assert isinstance(found, Export)
    return found


def plan(*rows: Mapping[str, Cell], on: Records | None = None) -> list[Action]:
    return list(plan_import(export(*rows), on or desk(), NOW, SETTINGS))


def take(*rows: Mapping[str, Cell], on: Records | None = None) -> Import:
    return take_in(export(*rows), on or desk(), NOW, SETTINGS)


def codes(taken: Import) -> list[str]:
    return [problem.code for problem in taken.problems]


def written(actions: list[Action]) -> dict[tuple[str, str], Value]:
    return {(a.sheet, a.column): a.wanted for a in actions if isinstance(a, SetValue)}


def moved(state: str, says: str | Mapping[str, Cell], *slips: Mapping[str, Value]) -> Import:
    row = {"退款状态": says} if isinstance(says, str) else says
    return take(exported(**row), on=desk(known(status=state), slips=slips))


def target(taken: Import) -> Value:
    return written(list(taken.actions)).get(("applications", "status"))
