"""The board as data: whose work, in which order, and what may leave the house."""

from dataclasses import replace
from types import SimpleNamespace

from sheetops.actions import PublishBoard
from sheetops.records.problems import Place, Problem
from sheetops.records.text import Text
from sheetops.rules.deadlines.overdue import DueItem
from sheetops.rules.reporting.board import Board, board, board_of
from sheetops.rules.reporting.masked_board import masked
from sheetops.rules.reporting.notices import Notice
from tests.report.report_desk import (
    INSPECT,
    NO_ALTERNATIVE,
    NOW,
    PHONE_IN_NOTE,
    SETTINGS,
    SIGN,
    desk,
    due,
    month,
    problem,
)


def made(*items: DueItem, problems: tuple[Problem, ...] = ()) -> Board:
    agents = desk(agents=[{"agent_id": "KF012", "name": "小王"}])
    return board(agents, NOW, SETTINGS, items, problems)


def shown(found: Board) -> list[tuple[str, list[str | None]]]:
    return [(d.title.zh, [item.case_id for item in d.items]) for d in found.desks]


def test_work_stands_with_whoever_does_it_worst_first() -> None:
    found = made(
        due("2026-11-23 20:00", level="warning", case_id="A"),
        due("2026-11-23 12:00", case_id="B"),
        due("2026-11-22 12:00", case_id="C"),
        due("2026-11-23 17:00", case_id="D", turn="warehouse", what=INSPECT),
        due("2026-11-23 21:00", case_id="E", turn="manager", what=SIGN, level="warning"),
        due("2026-11-23 21:30", case_id="F", owner=None, level="warning"),
    )
    assert shown(found) == [
        ("KF012 小王", ["C", "B", "A"]),
        ("仓库", ["D"]),
        ("主管", ["E"]),
        ("未分派", ["F"]),
    ]


def test_the_desk_with_most_overdue_comes_first() -> None:
    found = made(
        due("2026-11-20 12:00", case_id="A", owner="KF013"),
        due(case_id="B"),
        due(case_id="C"),
    )
    assert [d.overdue for d in found.desks] == [2, 1]


def test_what_is_not_due_today_is_not_todays_work() -> None:
    found = made(
        due("2026-11-25 12:00", level="normal", case_id="A"),
        due("2026-11-23 23:00", level="normal", case_id="B"),
        due("2026-11-24 12:00", level="warning", case_id="C", turn="buyer"),
        due("2026-11-20 12:00", level="overdue", case_id="D", turn="buyer"),
    )
    assert shown(found) == [("KF012 小王", ["D", "B"])]


def test_problems_stand_errors_first_then_by_urgency() -> None:
    later = replace(NO_ALTERNATIVE, code="later", urgency=90)
    found = made(problems=(problem(PHONE_IN_NOTE), problem(later), problem(row=40), problem(row=9)))
    assert [(p.code, p.place.row) for p in found.problems] == [
        ("refusal-without-alternative", 9),
        ("refusal-without-alternative", 40),
        ("later", 12),
        ("personal-in-text", 12),
    ]
    assert found.errors == 3


def test_a_masked_board_names_nobody_and_quotes_nothing() -> None:
    quoted = problem(PHONE_IN_NOTE, column="商家备注", value="13812345678")
    natural = Place("applications.xlsx", "申请登记", 9, key="tmall|106206407540810|")
    told = Notice(Text("请回电 13812345678", "call 13812345678"))
    found = made(due(), problems=(quoted, replace(quoted, place=natural)))
    hidden = masked(replace(found, notices=(told,)))
    assert hidden.desks[0].title.zh == "KF012"
    assert [p.message("zh-CN") for p in hidden.problems] == ["备注里有个人信息"] * 2
    assert [p.remedy("zh-CN") for p in hidden.problems] == ["", ""]
    assert {p.place.key for p in hidden.problems} == {"AS20261122-0007", "…540810"}
    assert "13812345678" not in repr(hidden)


def test_a_phone_number_in_any_cell_is_masked_and_keys_stay_whole() -> None:
    phone = "13812345678"
    odd = due(owner=phone, case_id=phone, slip_no=phone)
    records = desk(
        reasons=[{"code": "R01", "name": f"电话 {phone}"}],
        applications=[{"case_id": "A", "applied_at": NOW, "reason_code": "R01"}],
    )
    place = Place("申请 13812345678.xlsx", phone, 9, phone, "W9", phone)
    strange = replace(problem(), place=place)
    hidden = masked(board(records, NOW, SETTINGS, [odd, due()], [strange]))
    assert phone not in repr(hidden)
    assert "AS20261122-0007" in repr(hidden)


def test_braces_in_a_title_survive_masking() -> None:
    odd = replace(NO_ALTERNATIVE, title=Text("{还差}", "{short}"))
    assert masked(made(problems=(problem(odd),))).problems[0].message("zh-CN") == "{还差}"


def test_a_shop_without_anything_has_a_board() -> None:
    found = board(desk(), NOW, SETTINGS, [], [])
    assert found.desks == ()
    assert found.notices == ()


def test_the_job_yields_one_board_with_what_waits() -> None:
    from pathlib import Path

    from sheetops.rules.deadlines.workdays import ShopWorkdays
    from sheetops.shop.jobs import load_job

    calendar = SimpleNamespace(is_workday=lambda day: True, known=lambda year: True)
    logged = [
        SimpleNamespace(
            field="step_override",
            new_value="仓库先收货",
            logged_at=NOW,
            case_id="AS20261122-0007",
        )
    ]
    waits = SimpleNamespace(book="slips.xlsx", count=5, since=NOW, held_by=None)
    shop = SimpleNamespace(
        records=month(),
        now=NOW,
        settings=SETTINGS,
        workdays=ShopWorkdays(calendar, [], "店"),
        problems=[problem()],
        waiting=lambda: [waits],
        troubled_mails=lambda: [object()],
        obstacle=None,
        log_rows=lambda: logged,
    )
    (action,) = load_job("refresh_board", Path("nowhere")).plan(shop)  # type: ignore[arg-type]
    assert isinstance(action, PublishBoard)
    content = action.content
    assert isinstance(content, Board)
    assert [notice.words.zh[:8] for notice in content.notices] == [
        "5 项结果等待 ",
        "1 封邮件没有送",
        "本月：主管放行跳",
    ]
    assert content.errors == 1
    assert board_of(shop, []).now == NOW
