"""Every act of a job and every change of a person becomes an entry, masked, in the shop's words."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from sheetops.actions import (
    Action,
    AddRow,
    FileEntry,
    PrintSlip,
    QueueMail,
    SetValue,
    ShelveImport,
)
from sheetops.records.choices import CHOICES
from sheetops.records.columns import Value
from sheetops.records.dictionary import SHEETS
from sheetops.records.problems import Place, Problem
from sheetops.records.states import STATES
from sheetops.records.text import Language, Text
from sheetops.rules.filing.chain import Head, stamped
from sheetops.rules.filing.daily_check import daily_check
from sheetops.rules.filing.events import event_of
from sheetops.rules.filing.job_entries import case_life, entries_for, last_states
from sheetops.rules.filing.log_rows import LogRow
from sheetops.rules.filing.people_entries import entries_of_people
from sheetops.rules.filing.problem_kinds import ROW_CHANGED
from tests.filing.filing_desk import NOON, SETTINGS, Looked, case, look, records, table

BOOK = "applications.xlsx"
CASE = "AS20260929-0001"


def set_value(column: str, seen: Value, wanted: Value, **changes: object) -> SetValue:
    action = SetValue("applications", CASE, column, seen, wanted, BOOK)
    return replace(action, **changes)  # type: ignore[arg-type]  # the fields under test


def filed(
    *actions: Action, job: str = "advise", problems: list[Problem] | None = None
) -> list[FileEntry]:
    desk = records(table("applications", case(1, due_at=NOON)))
    return list(entries_for(actions, job, NOON, desk, SETTINGS, problems or []))


def rows_of(*entries: FileEntry) -> list[LogRow]:
    return list(stamped([(entry, NOON) for entry in entries], Head(), 3))


def test_a_cell_that_a_job_wrote_is_filed_in_words() -> None:
    (entry,) = filed(set_value("policy_verdict", None, "approve", reason=Text("期限内", "In time")))
    assert entry == FileEntry(
        event="advice",
        actor="job:advise",
        actor_role="system",
        source=f"{BOOK}!申请登记!{_cell('policy_verdict')}",
        case_id=CASE,
        refund_no="106206407540001",
        field="policy_verdict",
        new_value="建议同意",
        reason="期限内",
    )


def _cell(column: str) -> str:
    span = table("applications", case(1)).spans[0]
    return f"{span.letters[column]}3"


def test_derived_values_are_counted_and_not_filed_one_by_one() -> None:
    entries = filed(
        set_value("row_version", 1, 2),
        set_value("row_version", 1, 2, key="AS20260929-0002"),
        set_value("updated_at", None, NOON),
    )
    assert [(e.event, e.new_value) for e in entries] == [("check", "row_version ×2; updated_at ×1")]


def test_only_codes_are_filed_when_issues_are_written() -> None:
    problem = Problem(ROW_CHANGED, Place(BOOK, key=CASE), sheet_key="applications")
    entries = filed(
        set_value("issues", None, "买家电话 13800138000 不对"),
        set_value("issues", "旧提示", None),
        problems=[problem],
    )
    assert [(e.event, e.old_value, e.new_value) for e in entries] == [
        ("check", None, "log-row-changed"),
        ("check", None, "已无问题"),
    ]


def test_the_codes_at_the_ends_of_lines_are_filed_when_issues_name_them() -> None:
    text = "买家电话 13800138000 不对，见 [1]。 [tracking-form]\n又一处 [late]\n又一处 [late]"
    (entry,) = filed(set_value("issues", "旧的 [old-code]", text))
    assert (entry.old_value, entry.new_value) == ("old-code", "tracking-form late")


def test_facts_of_an_export_are_filed_as_imported() -> None:
    entries = filed(
        set_value("goods_status", "received", "returned", reason=Text("导入 13800138000", "x")),
        set_value("cs_intervene", None, "不需客服介入"),
        set_value("cs_intervene", "不需客服介入", "客服已介入"),
        job="import_exports",
    )
    assert [entry.event for entry in entries] == ["import", "import", "dispute"]
    assert entries[0].reason == "导入 138****8000"


def test_nothing_personal_is_filed_when_issues_have_no_code() -> None:
    (entry,) = filed(set_value("issues", None, "买家电话 13800138000 不对"))
    assert entry.new_value == "买家电话 138****8000 不对"


def test_a_judged_deadline_is_filed_with_the_time_it_was_judged_by() -> None:
    (entry,) = filed(set_value("level", "normal", "overdue"))
    assert (entry.event, entry.due_at, entry.late) == ("deadline", NOON, False)


def test_an_imported_row_is_filed_with_its_state_and_what_it_says() -> None:
    values = {**case(7), "case_id": None, "buyer_nick": "tb小明同学8", "remark": "=1+1"}
    action = AddRow("applications", "tmall|106206407540007|", values, BOOK, Text("导入", "Import"))
    (entry,) = filed(action, job="import_exports")
    assert (entry.event, entry.field, entry.new_value) == ("import", "status", "待审核")
    assert (entry.case_id, entry.refund_no) == (None, "106206407540007")
    assert entry.reason is not None
    assert entry.reason.startswith("导入；")
    assert "buyer_nick=t**8 #" in entry.reason
    assert "小明" not in entry.reason


def test_a_number_given_to_a_row_of_the_same_batch_names_it() -> None:
    natural = "tmall|106206407540007|"
    values = {**case(7), "case_id": None}
    entries = filed(
        AddRow("applications", natural, values, BOOK),
        set_value("case_id", None, "AS20260929-0007", key=natural),
    )
    assert entries[-1].case_id == "AS20260929-0007"
    assert entries[-1].refund_no == "106206407540007"


def test_prints_mails_and_imports_are_filed_without_addresses() -> None:
    entries = filed(
        PrintSlip("TH20260929-00013", {"case_id": CASE}),
        QueueMail("daily|2026-09-29", "日报", "", "", ("boss@example.com", "b@example.com")),
        ShelveImport("退款13800138000.xlsx", "done", Text("新增 3 行\n警告", "3 new\nwarning")),
        FileEntry("check", "job:x", "system", "V22"),
    )
    assert [(e.event, e.source, e.new_value, e.reason) for e in entries] == [
        ("slip", "slip:TH20260929-00013", None, "打印单据"),
        ("mail", "mail:daily|2026-09-29", "2 位收件人", "日报"),
        ("import", "inbox/退款138****8000.xlsx", "已导入", "新增 3 行"),
    ]
    assert entries[0].case_id == CASE


@pytest.mark.parametrize("sheet", ["applications", "slips", "feedback", "policy", "training"])
def test_every_column_has_an_event_that_the_log_knows(sheet: str) -> None:
    events = {choice.key for choice in CHOICES["event"]}
    for column in SHEETS[sheet].columns:
        for old in (None, "x"):
            assert event_of(sheet, column.key, old, "y") in events


def test_every_state_has_an_event_of_its_own() -> None:
    assert "correct" not in {event_of("applications", "status", None, key) for key in STATES}
    assert event_of("applications", "status", "received", "await_refund") == "inspect"
    assert event_of("applications", "status", "pending_review", "await_refund") == "review"


# what people did


def people(seen: Looked, **given: object) -> list[FileEntry]:
    desk = records(*seen.after.values())
    return list(entries_of_people(seen, desk, SETTINGS, **given))  # type: ignore[arg-type]  # as given


def test_the_owner_is_named_when_an_agents_column_changed() -> None:
    entries = people(look([case(1)], [case(1, status="await_return")], changed_by="王主管"))
    assert [
        (e.event, e.actor, e.actor_role, e.field, e.old_value, e.new_value) for e in entries
    ] == [("review", "KF012", "agent", "status", "待审核", "待买家寄回")]
    assert entries[0].source == f"{BOOK}!申请登记!{_cell('status')}"


def test_whoever_saved_is_named_when_a_supervisors_column_changed() -> None:
    entries = people(look([case(1)], [case(1, approver="KF001")], changed_by="王主管"))
    assert [(e.actor, e.actor_role, e.new_value) for e in entries] == [
        ("KF001", "supervisor", "KF001")
    ]


@pytest.mark.parametrize(("saver", "actor"), [("Admin", "Admin"), (None, "未知")])
def test_an_unknown_saver_is_named_as_the_workbook_does(saver: str | None, actor: str) -> None:
    entries = people(
        look([case(1, owner=None)], [case(1, owner=None, remark="x")], changed_by=saver)
    )
    assert [(e.actor, e.actor_role) for e in entries] == [(actor, "agent")]


def test_the_owner_is_named_when_nobody_knows_who_opened_a_row() -> None:
    assert [e.actor for e in people(look([], [case(1)], changed_by=None))] == ["KF012"]
    assert [e.actor for e in people(look([], [case(1)], changed_by="王主管"))] == ["KF001"]


def test_the_inspector_is_named_when_the_warehouse_wrote() -> None:
    slip: dict[str, Value] = {"slip_no": "TH20260929-00013", "case_id": CASE, "inspect_due": NOON}
    done = NOON + timedelta(hours=1)
    after = {**slip, "inspector": "KF020", "inspected_at": done, "grade": "A"}
    entries = people(look([slip], [after], sheet="slips"))
    assert {(e.event, e.actor, e.actor_role, e.slip_no, e.case_id) for e in entries} == {
        ("inspect", "KF020", "warehouse", "TH20260929-00013", CASE)
    }
    (timed,) = (e for e in entries if e.field == "inspected_at")
    assert (timed.due_at, timed.late) == (NOON, True)


def test_personal_values_are_masked_and_can_still_be_told_apart() -> None:
    before, after = case(1, receiver_phone="13800138000"), case(1, receiver_phone="13811118000")
    (entry,) = people(look([before], [after]))
    assert entry.old_value is not None
    assert entry.new_value is not None
    assert entry.old_value.startswith("138****8000 #")
    assert entry.new_value.startswith("138****8000 #")
    assert entry.old_value != entry.new_value


def test_a_correction_says_why_when_a_filled_cell_was_changed() -> None:
    (entry,) = people(look([case(1)], [case(1, order_no="330271028720308999")]))
    assert (entry.event, entry.reason) == ("correct", "已填的内容有改动")


def test_an_override_is_filed_with_its_reason() -> None:
    after = case(1, decision="refuse", override_reason="老客户，电话13800138000")
    entries = people(look([case(1, override_reason=after["override_reason"])], [after]))
    assert entries[0].reason is not None
    assert entries[0].reason.startswith("老客户，电话138****8000")


def test_a_new_row_is_filed_once_with_its_state() -> None:
    (entry,) = people(look([], [case(1, remark="急")]))
    assert (entry.event, entry.actor, entry.field, entry.new_value) == (
        "new",
        "KF012",
        "status",
        "待审核",
    )
    assert entry.reason is not None
    assert "order_paid=198.00" in entry.reason


def test_a_vanished_row_is_filed_with_what_it_said() -> None:
    (entry,) = people(look([case(1), case(2)], [case(2)]))
    assert (entry.event, entry.case_id, entry.reason) == ("vanish", CASE, "整行不见了")
    assert entry.old_value is not None
    assert "refund_no=106206407540001" in entry.old_value


def test_an_edited_number_is_filed_as_such() -> None:
    (entry,) = people(look([case(1)], [case(1, case_id="AS20260929-9999")]))
    assert (entry.event, entry.field, entry.old_value, entry.reason) == (
        "correct",
        "case_id",
        CASE,
        "编号有改动",
    )


def test_a_row_that_moved_to_another_book_is_no_vanished_row() -> None:
    other = table("applications", case(1), book="applications-KF013.xlsx")
    seen = look([case(1)], [])
    (entry,) = entries_of_people(seen, records(other), SETTINGS)
    assert (entry.event, entry.reason) == ("correct", "这一行出现在 applications-KF013.xlsx")


def test_what_a_job_wrote_is_not_filed_as_a_persons() -> None:
    seen = look([case(1)], [case(1, level="warning", remark="急")])
    written = {("applications", CASE, "level", "warning")}
    assert [e.field for e in people(seen, written=written)] == ["remark"]


def test_a_value_that_a_person_put_over_a_jobs_is_filed() -> None:
    seen = look([case(1)], [case(1, level="done")])
    written = {("applications", CASE, "level", "warning")}
    assert [e.new_value for e in people(seen, written=written)] == ["已完结"]


def test_only_what_a_person_added_is_filed_when_a_job_opened_the_row() -> None:
    opened = {**case(3), "case_id": None}
    written = {
        ("applications", "tmall|106206407540003|", column, value)
        for column, value in opened.items()
    }
    seen = look([], [case(3, case_id=None, remark="急")])
    assert [(e.field, e.event) for e in people(seen, written=written)] == [("remark", "new")]


def test_a_first_look_at_the_handbook_is_one_entry() -> None:
    seen = look(None, [{"code": f"R{n:02}", "name": "原因"} for n in range(40)], sheet="reasons")
    assert [(e.event, e.reason) for e in people(seen)] == [("check", "首次查看，共 40 行")]
    assert [e.actor for e in people(seen)] == ["job:file_log"]
    assert people(look(None, [{"n": 1, "agents": "KF012"}], sheet="lists")) == []
    again = look(None, [], sheet="reasons")
    assert people(again) == []


def test_rows_that_the_log_knows_are_not_new_when_the_local_state_was_lost() -> None:
    known = people(look([], [case(1), case(2)]))
    logged = rows_of(*known)
    seen = look(None, [case(1), case(2, status="rejected"), case(3)])
    entries = people(seen, logged=logged)
    assert [(e.case_id, e.event, e.old_value, e.new_value) for e in entries] == [
        ("AS20260929-0002", "review", "待审核", "已拒绝(待买家处理)"),
        ("AS20260929-0003", "new", None, "待审核"),
    ]


def test_everything_is_said_in_english_when_the_shop_speaks_it() -> None:
    english = replace(SETTINGS, language="en")
    seen = look([case(1)], [case(1, status="await_return", order_no="330271028720308999")])
    entries = list(entries_of_people(seen, records(), english))
    assert [(e.new_value, e.reason) for e in entries] == [
        ("Approved, awaiting return", None),
        ("330271028720308999", "Something already filled in was changed"),
    ]


# what the log tells


def _life() -> list[LogRow]:
    imported = {**case(1), "case_id": None}
    natural = "tmall|106206407540001|"
    return rows_of(
        *filed(AddRow("applications", natural, imported, BOOK), job="import_exports"),
        *filed(set_value("case_id", None, CASE), job="complete_rows"),
        *people(look([case(1)], [case(1, status="await_return")])),
        *people(look([case(2)], [case(2, status="rejected")])),
    )


def test_the_life_of_a_case_is_told_from_its_import_on() -> None:
    life = case_life(_life(), CASE, "zh-CN")
    assert [(line.event, line.who) for line in life] == [
        ("导入", "import_exports"),
        ("新建", "complete_rows"),
        ("审核", "KF012（客服）"),
    ]
    assert life[2].what == "处理状态：待审核 → 待买家寄回"
    assert life[2].cells()[0] == "2026-09-29 12:00:00"
    assert life[2].as_json()["seq"] == 3
    assert [line.seq for line in case_life(_life(), "106206407540001", "en")] == [1, 2, 3]
    assert case_life(_life(), "AS20260929-0099", "en") == []


@pytest.mark.parametrize(
    ("language", "told"),
    [("zh-CN", "；退款编号：106206407540001；"), ("en", "; Refund no.: 106206407540001; ")],
)
def test_the_life_of_a_case_names_what_was_filled_in_by_its_headings(
    language: Language, told: str
) -> None:
    first = case_life(_life(), CASE, language)[0].what
    assert told in first
    assert "refund_no=" not in first


def test_the_last_states_follow_a_case_through_its_numbers() -> None:
    rows = _life()
    assert last_states(rows) == {CASE: "await_return", "AS20260929-0002": "rejected"}
    assert last_states(rows[:2]) == {CASE: "pending_review"}


def test_a_row_first_seen_takes_back_no_step_of_the_same_run() -> None:
    moved = filed(set_value("status", "pending_review", "await_return"), job="import_exports")
    seen = people(look([], [case(1), case(2)]))
    assert last_states([*moved, *seen]) == {
        CASE: "await_return",
        "AS20260929-0002": "pending_review",
    }


def test_the_last_states_are_read_in_either_language() -> None:
    entry = FileEntry("review", "KF012", "agent", "x", case_id=CASE, field="status")
    states = [replace(entry, new_value=words) for words in ("待退款", "Refunded", "看不懂")]
    assert last_states(states) == {CASE: "refunded"}


def test_the_log_is_checked_once_a_day() -> None:
    rows = _life()
    desk = records(table("applications", case(1), case(5)))
    (entry,) = daily_check(rows, desk, NOON, SETTINGS)
    assert (entry.event, entry.new_value) == ("check", "ok")
    assert entry.reason is not None
    assert "没有备案的售后单 1 个，已备案但登记簿里没有的 1 个" in entry.reason
    checked = [*rows, *stamped([(entry, NOON)], Head(4, rows[-1].hash, NOON), 3)]
    assert list(daily_check(checked, desk, NOON + timedelta(hours=3), SETTINGS)) == []
    tomorrow = datetime.fromisoformat("2026-09-30 00:10:00")
    assert [e.new_value for e in daily_check(checked[1:], desk, tomorrow, SETTINGS)] == [
        "log-month-missing"
    ]
    assert list(daily_check([], desk, NOON, SETTINGS)) == []
