"""What the desk reads beside a file, and that every problem says all its words."""

from pathlib import Path

from sheetops.actions import AddRow, SetValue, ShelveImport
from sheetops.adapters.exports import read_export
from sheetops.adapters.exports.mappings import load_presets
from sheetops.records.desk import Records
from sheetops.records.problems import Problem
from sheetops.records.text import LANGUAGES
from sheetops.rules.importing.export import Export
from sheetops.rules.importing.note import MOST_TOLD, note_of
from sheetops.rules.importing.plan import plan_import, plan_imports, take_in
from sheetops.rules.importing.problem_kinds import KINDS
from tests.importing.export_files import HEADINGS_2016, as_csv, as_xlsx, exported
from tests.importing.export_layouts import HEADINGS, ROWS
from tests.importing.import_desk import (
    CASE,
    DONE,
    NOW,
    RETURNED,
    SETTINGS,
    desk,
    export,
    known,
    moved,
    plan,
    take,
    written,
)

OF_FILES = {
    *("import-unreadable", "import-unknown-layout", "import-near-miss", "import-not-for-import"),
    *("import-mapping-wrong", "import-mixed-encoding", "import-letters-lost", "import-row-ragged"),
    *("import-vanished", "import-refund-unrecorded"),
}


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
