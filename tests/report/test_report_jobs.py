"""The jobs behind the mails: to whom, with what, how often; and nothing when planned again."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from sheetops.actions import Action, QueueMail
from sheetops.adapters.board_sheet import board_book
from sheetops.adapters.reports import render_mail
from sheetops.adapters.state.database import Database
from sheetops.adapters.state.outbox import Outbox
from sheetops.adapters.state.told import Told
from sheetops.errors import LogBroken, SheetopsError
from sheetops.records.columns import Kind, Value
from sheetops.records.desk import Records
from sheetops.records.table import Record, Table
from sheetops.records.text import LANGUAGES, Language, Text
from sheetops.rules.deadlines.workdays import ShopWorkdays
from sheetops.shop.jobs import load_job
from tests.report.report_desk import (
    MAIL,
    NOW,
    PHONE_IN_NOTE,
    SETTINGS,
    Row,
    at,
    case,
    desk,
    problem,
)
from tests.report.sample_mails import PHONE, ROW, whole_desk

MONDAY = at("2026-11-23 08:50")
PEOPLE: list[Row] = [
    {
        "agent_id": "KF012",
        "role": "aftersale",
        "status": "active",
        "on_duty": True,
        "email": "kf012@example.com",
    }
]


class Desk(SimpleNamespace):
    """What a job asks of a shop, over a real outbox."""

    outbox: Outbox
    memory: Told

    def run(self, job: str, now: datetime) -> list[QueueMail]:
        """Plan the job at `now` and keep what it decided, as a run does."""
        self.now = now
        actions: list[Action] = list(load_job(job, Path("nowhere")).plan(self))  # type: ignore[arg-type]
        mails = [action for action in actions if isinstance(action, QueueMail)]
        for mail in mails:
            self.outbox.add(mail, self.settings, now)
            if mail.reader:
                self.memory.remember(mail.reader, mail.tells, now)
        return mails


@pytest.fixture
def here(tmp_path: Path) -> Desk:
    database = Database(tmp_path / "state.db")
    outbox, memory = Outbox(database), Told(database)
    calendar = SimpleNamespace(is_workday=lambda day: True, known=lambda year: True)
    return Desk(
        records=whole_desk(),
        now=NOW,
        language="zh-CN",
        settings=replace(SETTINGS, mail=MAIL),
        workdays=ShopWorkdays(calendar, [], "店"),
        problems=[],
        obstacle=None,
        outbox=outbox,
        memory=memory,
        waiting=list,
        troubled_mails=list,
        log_rows=lambda: [ROW],
        has_mail=outbox.knows,
        told_to=memory.to,
        render_mail=lambda name, context: render_mail(name, context, "zh-CN"),
        board_copy=lambda board: board_book(board, "zh-CN"),
    )


@pytest.mark.parametrize(
    ("job", "now", "key"),
    [
        ("weekly_report", "2026-11-23 08:50", "weekly-2026-W47"),
        ("monthly_report", "2026-12-01 08:50", "monthly-2026-11"),
    ],
)
def test_report_goes_to_the_managers_once_a_period_with_chart_and_board(
    job: str, now: str, key: str, here: Desk
) -> None:
    (mail,) = here.run(job, at(now))
    assert (mail.key, mail.recipients) == (key, MAIL.managers)
    assert list(mail.attachments) == [f"board-{now[:10]}.xlsx"]
    assert list(mail.pictures) == ["periods@sheetops"]
    assert here.outbox.blocked() == []
    assert here.run(job, at(now) + timedelta(days=3)) == []


def test_next_weeks_report_is_another(here: Desk) -> None:
    here.run("weekly_report", MONDAY)
    (mail,) = here.run("weekly_report", MONDAY + timedelta(days=7))
    assert mail.key == "weekly-2026-W48"


def test_monthly_report_prints_the_head_of_the_log(here: Desk) -> None:
    (mail,) = here.run("monthly_report", at("2026-12-01 08:50"))
    assert f"第 {ROW.seq} 行" in mail.text
    assert ROW.hash in mail.text
    assert ROW.hash in mail.html


def test_monthly_report_when_the_chain_is_broken_is_no_witness_and_says_so(here: Desk) -> None:
    here.obstacle = LogBroken(
        Text("链条断了。", "It does not hold."), Text("请恢复。", "Restore it.")
    )
    (mail,) = here.run("monthly_report", at("2026-12-01 08:50"))
    assert ROW.hash not in mail.text + mail.html
    assert "- 链条断了。请恢复。" in mail.text


@pytest.mark.parametrize("job", ["email_summary", "weekly_report"])
def test_report_when_jobs_stand_still_says_so_first(job: str, here: Desk) -> None:
    here.obstacle = SheetopsError(
        Text("没有手册。", "No handbook."), Text("请恢复。", "Restore it.")
    )
    (mail,) = here.run(job, MONDAY)
    (_, notable) = mail.text.split("需要留意\n")
    assert notable.startswith("- 没有手册。请恢复。")


def test_digest_comes_once_then_only_when_something_changed(here: Desk) -> None:
    work: list[Row] = [case("0001", "2026-11-23 06:00")]
    here.records = desk(applications=work, agents=PEOPLE)
    (mail,) = here.run("agent_digests", MONDAY)
    assert (mail.key, mail.reader) == ("digest-KF012-2026-11-23", "KF012")
    assert mail.recipients == ("kf012@example.com",)
    assert not mail.attachments
    assert "AS-0001" in mail.text
    assert here.run("agent_digests", MONDAY) == []
    # the next morning the review is overdue, which is news; the morning after it still is
    (later,) = here.run("agent_digests", MONDAY + timedelta(days=1))
    assert "逾期" in later.subject
    assert here.run("agent_digests", MONDAY + timedelta(days=2)) == []


def test_digest_is_not_sent_to_who_is_away(here: Desk) -> None:
    away: list[dict[str, Value]] = [{**PEOPLE[0], "on_duty": False}]
    here.records = desk(applications=[case("0001", "2026-11-20 06:00")], agents=away)
    assert here.run("agent_digests", MONDAY) == []


def parcels(people: list[Row]) -> dict[str, list[Row]]:
    slip: Row = {
        "slip_no": "TH20261116-00018",
        "case_id": "AS-0001",
        "slip_type": "return",
        "slip_status": "received",
        "items": "TS-1×1",
        "carrier": None,
        "tracking_no": None,
        "received_at": at("2026-11-22 10:00"),
        "inspected_at": None,
        "inspect_due": at("2026-11-24 10:00"),
    }
    cases: list[Row] = [case("0001", "2026-11-16 06:00", status="received")]
    return {"applications": cases, "slips": [slip], "agents": people, "couriers": []}


def test_list_goes_to_the_warehouse_else_to_the_managers_and_says_why(here: Desk) -> None:
    depot: Row = {**PEOPLE[0], "agent_id": "KF020", "role": "warehouse", "email": "d@example.com"}
    here.records = desk(**parcels([depot]))
    (mail,) = here.run("warehouse_list", MONDAY)
    assert mail.recipients == ("d@example.com",)
    assert "所以这封邮件发给了您" not in mail.text
    assert here.run("warehouse_list", MONDAY) == []
    here.records = desk(**parcels(PEOPLE))
    (mail,) = here.run("warehouse_list", MONDAY + timedelta(days=1))
    assert mail.recipients == MAIL.managers
    assert "所以这封邮件发给了您" in mail.text


def test_list_when_there_is_nothing_to_do_is_not_sent(here: Desk) -> None:
    here.records = desk(agents=PEOPLE)
    assert here.run("warehouse_list", MONDAY) == []


@pytest.mark.parametrize("job", ["email_summary", "weekly_report", "monthly_report"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_report_of_a_shop_that_has_just_begun_is_a_calm_one(
    job: str, language: Language, here: Desk
) -> None:
    here.records, here.language, here.log_rows = desk(), language, list
    here.render_mail = lambda name, context: render_mail(name, context, language)
    (mail,) = here.run(job, at("2026-12-01 08:50"))
    assert ("没有逾期" if language == "zh-CN" else "nothing is overdue") in mail.text
    assert here.outbox.blocked() == []


def tainted(records: Records) -> Records:
    """Return the rows with a phone number typed into every cell that takes words."""
    wordy = (Kind.TEXT, Kind.ID, Kind.PROSE)

    def typed(table: Table, row: Record, key: str) -> Value:
        value = row[key]
        is_wordy = table.sheet.by_key[key].kind in wordy
        return f"{value} {PHONE}" if is_wordy and isinstance(value, str) else value

    return desk(
        **{
            name: [{key: typed(table, row, key) for key in table.columns} for row in table]
            for name, table in records.tables.items()
        }
    )


@pytest.mark.parametrize(
    "job",
    ["email_summary", "weekly_report", "monthly_report", "agent_digests", "warehouse_list"],
)
def test_mail_goes_out_masked_whatever_people_typed_into_their_cells(job: str, here: Desk) -> None:
    depot: Row = {**PEOPLE[0], "agent_id": "KF020", "role": "warehouse"}
    here.records = tainted(Records({**whole_desk().tables, **desk(**parcels([depot])).tables}))
    if job == "agent_digests":
        work: list[Row] = [case("0001", "2026-11-20 06:00")]
        here.records = tainted(desk(applications=work, agents=PEOPLE))
    here.problems = [problem(PHONE_IN_NOTE, column="备注", value=PHONE)]
    mails = here.run(job, at("2026-12-01 08:50"))
    assert mails
    assert here.outbox.blocked() == []
    assert PHONE not in "".join(mail.subject + mail.text + mail.html for mail in mails)
