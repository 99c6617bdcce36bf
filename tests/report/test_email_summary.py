"""The job: one mail a day with a masked board, and nothing when planned again."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

from openpyxl import load_workbook

from sheetops.actions import Action, QueueMail
from sheetops.adapters.board_sheet import board_book
from sheetops.adapters.reports import render_mail
from sheetops.adapters.state.database import Database
from sheetops.adapters.state.outbox import Outbox
from sheetops.rules.deadlines.workdays import ShopWorkdays
from sheetops.shop.jobs import load_job
from tests.report.report_desk import MAIL, NOW, PHONE_IN_NOTE, SETTINGS, month, problem


def shop(outbox: Outbox) -> SimpleNamespace:
    calendar = SimpleNamespace(is_workday=lambda day: True, known=lambda year: True)
    return SimpleNamespace(
        records=month(),
        now=NOW,
        language="zh-CN",
        settings=replace(SETTINGS, mail=MAIL),
        workdays=ShopWorkdays(calendar, [], "店"),
        problems=[problem(PHONE_IN_NOTE, column="备注", value="13812345678")],
        waiting=list,
        log_rows=list,
        obstacle=None,
        troubled_mails=list,
        has_mail=outbox.knows,
        render_mail=lambda name, context: render_mail(name, context, "zh-CN"),
        board_copy=lambda board: board_book(board, "zh-CN"),
    )


def plan(here: SimpleNamespace) -> list[Action]:
    return list(load_job("email_summary", Path("nowhere")).plan(here))  # type: ignore[arg-type]


def test_one_mail_a_day_with_the_masked_board(tmp_path: Path) -> None:
    outbox = Outbox(Database(tmp_path / "state.db"))
    here = shop(outbox)
    (mail,) = plan(here)
    assert isinstance(mail, QueueMail)
    assert mail.key == "daily-2026-11-23"
    assert mail.recipients == MAIL.managers
    assert mail.subject.startswith("退换货日报 11-23：新增 2，逾期 ")
    (name,) = mail.attachments
    assert name == "board-2026-11-23.xlsx"
    sheet = load_workbook(BytesIO(mail.attachments[name])).worksheets[1]
    assert sheet["E5"].value == "备注里有个人信息"
    outbox.add(mail, here.settings, NOW)
    assert outbox.blocked() == []
    assert plan(here) == []
    here.now = NOW + timedelta(days=1)
    assert len(plan(here)) == 1


def test_a_mail_in_the_morning_is_about_the_day_before(tmp_path: Path) -> None:
    here = shop(Outbox(Database(tmp_path / "state.db")))
    here.now = NOW.replace(hour=8)
    (mail,) = plan(here)
    assert isinstance(mail, QueueMail)
    assert mail.key == "daily-2026-11-23"
    assert mail.subject.startswith("退换货日报 11-22：新增 3，")
    assert "（前一日 " in mail.subject
