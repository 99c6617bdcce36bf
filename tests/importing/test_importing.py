"""An export opens new cases, brings facts, moves what the platform proves, and tells the rest."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetops.actions import Action, AddRow, FileEntry, SetValue, ShelveImport
from sheetops.adapters.exports import read_export
from sheetops.adapters.exports.mappings import load_presets
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.problems import Problem
from sheetops.records.settings import Settings
from sheetops.records.states import FINAL_STATES, STATES, next_states
from sheetops.records.text import LANGUAGES
from sheetops.rules.filing.job_entries import entries_for, last_states
from sheetops.rules.importing.export import Export
from sheetops.rules.importing.note import MOST_TOLD, note_of
from sheetops.rules.importing.plan import plan_import, plan_imports, take_in
from sheetops.rules.importing.platform_moves import Facts, initial_state, move
from sheetops.rules.importing.problem_kinds import KINDS
from sheetops.rules.importing.taken import Fate, Import
from tests.filing.filing_desk import table
from tests.importing.export_files import HEADINGS_2016, Cell, as_csv, as_xlsx, exported
from tests.importing.export_layouts import HEADINGS, ROWS

NOW = datetime.fromisoformat("2026-09-29 12:00:00")
CASE = "AS20260928-0001"
SETTINGS = Settings(id="shop-1", name="测试店", platform="tmall")
REASONS = table(
    "reasons",
    {"code": "R01", "name": "7天无理由", "platform_words": "7天无理由退换货;七天无理由退货"},
    {"code": "R99", "name": "其他", "platform_words": "其他"},
)
COURIERS = table("couriers", {"code": "ZTO", "name": "中通快递", "aliases": "中通;中通速递"})
OF_FILES = {
    *("import-unreadable", "import-unknown-layout", "import-near-miss", "import-not-for-import"),
    *("import-mapping-wrong", "import-mixed-encoding", "import-letters-lost", "import-row-ragged"),
    *("import-vanished", "import-refund-unrecorded"),
}
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


def test_a_new_refund_becomes_a_row_with_everything_the_export_knows() -> None:
    actions = plan(exported())
    assert isinstance(actions[0], AddRow)
    assert (actions[0].sheet, actions[0].book) == ("applications", "applications.xlsx")
    assert actions[0].key == "tmall|106206407540810|"
    assert actions[0].values == {
        "platform": "tmall",
        "shop": "测试店",
        "status": "pending_review",
        "refund_no": "106206407540810",
        "order_no": "3302710287203084298",
        "case_type": "return_refund",
        "goods_status": "received",
        "applied_at": datetime.fromisoformat("2026-09-28 10:30:00"),
        "sku_code": "TS-2026-001-L",
        "order_paid": Decimal("198.00"),
        "reason_code": "R01",
        "reason_detail": "尺码偏大",
        "phase": "onsale",
        "buyer_nick": "t**8",
        "item_title": "纯棉T恤",
        "apply_amount": Decimal("198.00"),
        "paid_at": datetime.fromisoformat("2026-09-20 14:05:00"),
        "reason_text": "7天无理由退换货",
        "deadline_platform": datetime.fromisoformat("2026-10-03 10:30:00"),
        "platform_status": "买家已经申请退款，等待卖家同意",
        "cs_intervene": "不需客服介入",
        "sys_auto": False,
    }
    assert isinstance(actions[1], ShelveImport)
    assert (actions[1].name, actions[1].to) == ("退款管理.xlsx", "done")


def test_the_planned_key_is_the_one_the_table_builds() -> None:
    (row,) = (a for a in plan(exported()) if isinstance(a, AddRow))
    added = desk()["applications"].overlaid({}, [(row.book, row.values)])
    assert added.keys == (row.key,)


@pytest.mark.parametrize("encoding", ["xlsx", "gb18030"])
def test_the_same_file_changes_nothing_the_second_time(encoding: str) -> None:
    rows = [
        exported(),
        exported(退款编号="106206407540811", **DONE),
        exported(退款编号="106206407540812", **RETURNED),
        exported(退款编号="1.06E+14", 订单编号="3302710287203084299"),
        exported(退款编号="106206407540813", 退款状态="玄学状态", 买家退款原因="星座不合"),
    ]
    data = as_xlsx(rows) if encoding == "xlsx" else as_csv(rows, encoding)
    found = read_export(data, "退款")
    assert isinstance(found, Export)
    first = list(plan_import(found, desk(), NOW, SETTINGS))
    added = [(a.book, a.values) for a in first if isinstance(a, AddRow)]
    assert len(added) == 5
    after = desk()["applications"].overlaid({}, added)
    again = plan_import(found, Records({**desk().tables, "applications": after}), NOW, SETTINGS)
    assert [type(action) for action in again] == [ShelveImport]


def test_facts_win_in_columns_that_only_exports_fill() -> None:
    case = known(platform_status="旧状态", buyer_nick="x**x", deadline_platform=None)
    assert written(plan(exported(), on=desk(case))) == {
        ("applications", "platform_status"): "买家已经申请退款，等待卖家同意",
        ("applications", "buyer_nick"): "t**8",
        ("applications", "deadline_platform"): datetime.fromisoformat("2026-10-03 10:30:00"),
    }


def test_only_what_is_empty_is_filled_where_people_type_too() -> None:
    case = known(reason_detail="客服写的说明", remark=None, order_paid=None)
    actions = plan(exported(商家备注="=老客户"), on=desk(case))
    assert written(actions) == {
        ("applications", "remark"): "=老客户",
        ("applications", "order_paid"): Decimal("198.00"),
    }


def test_nothing_is_taken_away_when_the_export_does_not_tell_it() -> None:
    case = known()
    assert written(plan(exported(买家会员名称=None, 超时时间="-"), on=desk(case))) == {}


def test_what_contradicts_is_told_and_left_alone() -> None:
    case = known(order_paid=Decimal("188.00"), case_type="refund_only")
    taken = take(exported(), on=desk(case))
    assert taken.actions == []
    assert codes(taken) == ["import-differs", "import-differs"]
    assert "198.00" in taken.problems[1].message("zh-CN") + taken.problems[0].message("zh-CN")


def test_a_typed_time_may_be_off_by_minutes() -> None:
    case = known(applied_at=datetime.fromisoformat("2026-09-28 10:33:00"))
    assert codes(take(exported(), on=desk(case))) == []


def test_a_row_that_an_agent_typed_gets_its_refund_number() -> None:
    case = known(refund_no=None)
    assert written(plan(exported(), on=desk(case))) == {
        ("applications", "refund_no"): "106206407540810"
    }


def test_goods_go_forward_and_never_back() -> None:
    forward = plan(exported(货物状态="买家已退货"), on=desk(known()))
    assert written(forward) == {("applications", "goods_status"): "returned"}
    back = plan(exported(货物状态="买家未收到货"), on=desk(known()))
    assert written(back) == {}


def test_an_unknown_reason_is_other_and_told() -> None:
    taken = take(exported(买家退款原因="星座不合"))
    (row,) = taken.actions
    assert isinstance(row, AddRow)
    assert (row.values["reason_code"], row.values["reason_text"]) == ("R99", "星座不合")
    assert codes(taken) == ["import-unknown-reason"]


def test_an_unknown_status_is_recorded_verbatim_and_told() -> None:
    taken = take(exported(退款状态="玄学状态"))
    (row,) = taken.actions
    assert isinstance(row, AddRow)
    assert (row.values["status"], row.values["platform_status"]) == ("pending_review", "玄学状态")
    assert codes(taken) == ["import-unknown-status"]
    assert taken.problems[0].place.row == 2
    again = take(exported(退款状态="玄学状态"), on=desk(known(status="await_return")))
    assert {a.column for a in again.actions if isinstance(a, SetValue)} == {"platform_status"}


def test_a_damaged_refund_number_is_never_a_key() -> None:
    taken = take(exported(退款编号="1.06E+14"))
    (row,) = taken.actions
    assert isinstance(row, AddRow)
    assert "refund_no" not in row.values
    assert row.key == "3302710287203084298|TS-2026-001-L|2026-09-28 10:30:00"
    assert codes(taken) == ["import-number-damaged"]


def test_a_row_without_any_usable_number_is_told() -> None:
    taken = take(exported(退款编号="1.06E+14", 订单编号="3.3E+18", 商品编码=None), exported())
    assert codes(taken) == ["import-number-damaged", "import-number-damaged", "import-row-unusable"]
    assert len(taken.actions) == 1


def test_a_doubled_row_is_taken_once_and_told_when_it_differs() -> None:
    same = take(exported(), exported())
    assert (len(same.actions), codes(same)) == (1, [])
    other = take(exported(), exported(买家退款金额="50.00"))
    (row,) = other.actions
    assert isinstance(row, AddRow)
    assert row.values["apply_amount"] == Decimal("50.00")
    assert codes(other) == ["import-row-doubled"]


def test_a_refund_that_stands_in_the_book_twice_is_left_to_the_desk() -> None:
    twice = desk(known(), known(case_id="AS20260928-0002", sub_order_no="3302710287203084299"))
    taken = take(exported(**DONE), on=twice)
    assert (taken.actions, codes(taken)) == ([], ["import-ambiguous"])
    assert taken.fates == {Fate.CONFLICTING: 1}


# what the platform proves


def moved(state: str, says: str | Mapping[str, Cell], *slips: Mapping[str, Value]) -> Import:
    row = {"退款状态": says} if isinstance(says, str) else says
    return take(exported(**row), on=desk(known(status=state), slips=slips))


def target(taken: Import) -> Value:
    return written(list(taken.actions)).get(("applications", "status"))


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
    st.sampled_from(["waiting", "agreed", "returned", "refused", "closed", "success"]),
    st.booleans(),
    st.booleans(),
    st.booleans(),
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


# files and notes


def test_a_refused_file_is_shelved_with_its_reason() -> None:
    problem = read_export(b"", "坏.xlsx")
    (action,) = plan_import(problem, desk(), NOW, SETTINGS)
    assert isinstance(action, ShelveImport)
    assert (action.name, action.to) == ("坏.xlsx", "refused")
    assert action.note is not None
    assert "空的" in action.note.zh
    assert "empty" in action.note.en


def test_the_note_counts_and_names_rows() -> None:
    taken = take(exported(), exported(退款编号="106206407540811", 退款状态="玄学状态"))
    assert note_of(taken).zh.splitlines()[:4] == [
        "识别为“天猫退款管理导出（2016 版，39 列）”，39 列全部对上。",
        "共 2 行：新增 2。",
        "需要核对 1 处：",
        "第 3 行：“退款状态”的“玄学状态”没有见过，已照原文登记，处理状态没有变。 "
        "请在平台核对这一单，并按实际情况改处理状态。",
    ]
    assert note_of(taken).en.splitlines()[3].startswith("Row 3: “玄学状态” in 退款状态 is unknown")
    same = take(exported(), on=desk(known()))
    assert note_of(same).en.splitlines()[1:] == ["Nothing changed: the book says the same."]


def test_the_note_says_what_was_not_known_and_what_was_passed_over() -> None:
    headings = ["月份", *HEADINGS_2016[:-1]]
    data = as_xlsx(
        [exported(), exported(退款状态="没有申请退款")], headings, sheets_before=["说明"]
    )
    found = read_export(data, "退款.xlsx")
    assert isinstance(found, Export)
    note = note_of(take_in(found, desk(), NOW, SETTINGS))
    assert note.zh.splitlines() == [
        "识别为“天猫退款管理导出（2016 版，39 列）”，"
        "对上 38 列（97%）；文件里没有：退款原因标签；不认识、未导入：月份。",
        "共 1 行：新增 1。",
        "另有 1 行没有申请退款或已作废，未登记。",
        "未导入的工作表：说明。",
    ]
    assert "38 columns known (97%); not in the file: 退款原因标签" in note.en


def test_the_note_stops_listing_when_there_is_too_much() -> None:
    rows = [
        exported(退款编号=str(106206407540000 + n), 退款状态="玄学") for n in range(MOST_TOLD + 5)
    ]
    lines = note_of(take(*rows)).zh.splitlines()
    assert len(lines) == MOST_TOLD + 4
    assert lines[-1] == "另有 5 处需核对。"


def test_errors_come_before_warnings() -> None:
    taken = take(
        exported(退款状态="玄学"), exported(退款编号="1E+14", 订单编号="1E+18", 商品编码=None)
    )
    assert [problem.severity for problem in taken.problems] == ["error"] * 3 + ["warning"]


def test_a_second_file_is_planned_on_what_the_first_one_changed() -> None:
    first, second = export(exported()), export(exported(**RETURNED), name="第二份.xlsx")
    actions = list(plan_imports([first, second], desk(), NOW, SETTINGS))
    assert sum(isinstance(action, AddRow) for action in actions) == 1
    assert written(actions)["applications", "status"] == "in_transit"
    (status,) = (a for a in actions if isinstance(a, SetValue) and a.column == "status")
    assert (status.key, status.book) == ("tmall|106206407540810|", "applications.xlsx")


def test_planning_again_after_applying_yields_nothing() -> None:
    records = desk(known(), slips=({"slip_no": "TH20260928-00013", "case_id": CASE},))
    for rows in ([exported(**RETURNED)], [exported(**{**RETURNED, **DONE})]):
        for action in plan(*rows, on=records):
            if isinstance(action, SetValue):
                cells = {(action.key, action.column): action.wanted}
                changed = records[action.sheet].overlaid(cells)
                records = Records({**records.tables, action.sheet: changed})
        assert [type(action) for action in plan(*rows, on=records)] == [ShelveImport]
    assert records["applications"].column("status") == ["refunded"]


def test_every_problem_says_all_its_words() -> None:
    slip = {"slip_no": "TH20260928-00013", "case_id": CASE, "tracking_no": "1"}
    found = [
        *take(exported(退款编号="1E+14", 订单编号="1E+18", 商品编码=None)).problems,
        *take(exported(), exported(买家退款金额="1", 退款状态="玄学", 买家退款原因="x")).problems,
        *take(exported(买家退款金额="x")).problems,
        *moved("pending_review", "卖家拒绝退款").problems,
        *moved("await_return", {**RETURNED, "退货物流单号": "-"}).problems,
        *moved("await_return", {**RETURNED, "退货物流公司": "飞毛腿"}, slip).problems,
        *take(exported(), on=desk(known(), known(case_id="AS20260928-0002"))).problems,
    ]
    for problem in found:
        for words in (problem.message("zh-CN"), problem.message("en"), problem.remedy("en")):
            assert "{" not in words
    of_rows = {kind.code for kind in KINDS} - OF_FILES
    assert {problem.code for problem in found} == of_rows


def test_every_problem_of_a_file_says_all_its_words(tmp_path: Path) -> None:
    (tmp_path / "imports").mkdir()
    (tmp_path / "imports" / "坏.toml").write_text("x = 1", encoding="utf-8")
    asked = {**ROWS["qianniu_sales"], "退款状态": "买家已经申请退款，等待卖家同意"}
    orders = read_export(as_xlsx([asked], HEADINGS["qianniu_sales"]), "明细")
    gbk, utf8 = (as_csv([exported()], encoding) for encoding in ("gbk", "utf-8"))
    rows = gbk + utf8.split(b"\r\n", 1)[1] + b"1,2,3\r\n" * 5 + b'"\xff\xff",2,3\r\n'
    mixed = read_export(rows, "混.csv")
    two = export(exported(), exported(退款编号="106206407540812", **DONE))
    between = known(refund_no="106206407540811", case_id="AS20260928-0009")
    assert isinstance(orders, Export)
    assert isinstance(mixed, Export)
    found = [
        *load_presets(tmp_path)[1],
        *mixed.told,
        *take_in(orders, desk(), NOW, SETTINGS).problems,
        *take_in(two, desk(between), NOW, SETTINGS).problems,
    ]
    for data in (
        b"",
        as_xlsx([], ["甲", "乙"]),
        as_xlsx([exported()], [h for h in HEADINGS_2016 if h not in ("退款状态", "货物状态")]),
        as_xlsx([], ["统计日期", "访客数", "成功退款金额"]),
    ):
        problem = read_export(data, "x.xlsx")
        assert isinstance(problem, Problem)
        found.append(problem)
    for problem in found:
        for language in LANGUAGES:
            assert "{" not in problem.message(language) + problem.remedy(language)
    assert {problem.code for problem in found} == OF_FILES
