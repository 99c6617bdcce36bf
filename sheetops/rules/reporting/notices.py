"""What else the desk should know today: notices to send, days that differ, results that wait."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from sheetops.errors import SheetopsError
from sheetops.records.table import Record, Table
from sheetops.records.text import Text
from sheetops.rules.deadlines.workdays import Workdays
from sheetops.rules.filing.log_rows import LogRow
from sheetops.rules.notices.announcements import announcements, extensions
from sheetops.rules.policy.facts import day_in
from sheetops.rules.reporting.overrides import overrides

AHEAD = timedelta(days=7)
"""How long before they begin the calendar's special days are announced."""

_DAY = timedelta(days=1)
_WAS_DUE = Text(
    "“{name}”的通知应在 {when} 前发给买家，话术在“日历”里，发出后填“已通知”",
    "The notice for {name} was due to buyers at {when}; its text is in the Calendar, mark it there",
)


_THIS_MONTH = Text("本月", "This month")


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing worth knowing; `urgent` when somebody has to act."""

    words: Text
    urgent: bool = False


class Held(Protocol):
    """Results that wait until a workbook is closed."""

    @property
    def book(self) -> str:
        """Return the workbook's file name."""
        ...

    @property
    def count(self) -> int:
        """Return how many results wait."""
        ...

    @property
    def since(self) -> datetime:
        """Return since when the oldest waits."""
        ...

    @property
    def held_by(self) -> str | None:
        """Return who has the workbook open, where its lock file says."""
        ...


def notices(calendar: Table, now: datetime) -> Iterator[Notice]:
    """Yield what the calendar's rows say: notices that were not sent, then the days ahead."""
    for one in announcements(calendar):
        if one.is_late(now):  # what is still to come is a task: see rules/notices/tasks
            yield Notice(
                _WAS_DUE.filled(name=one.name, when=f"{one.send_at:%m-%d %H:%M}"), urgent=True
            )
    for row in calendar:
        yield from _ahead(row, now)


def waiting_notices(held: Iterable[Held], now: datetime) -> Iterator[Notice]:
    """Yield a notice for each workbook that has to be closed before results can be written."""
    for wait in held:
        age = ago(now - wait.since)
        who = Text(f"（{wait.held_by} 打开中）", f" (open by {wait.held_by})")
        who = who if wait.held_by else Text("", "")
        yield Notice(
            Text(
                f"{wait.count} 项结果等待 {wait.book} 关闭后写入，已等 {age.zh}{who.zh}",
                f"Waiting for {wait.book} to be closed, for {age.en}: "
                f"{counted(wait.count, 'result')}{who.en}",
            ),
            urgent=now - wait.since > timedelta(hours=1),
        )


def stopped_notices(obstacle: SheetopsError | None) -> Iterator[Notice]:
    """Yield why the jobs stand still, and what to do about it: nothing is more urgent."""
    if obstacle is not None:
        what, remedy = obstacle.message, obstacle.remedy
        yield Notice(Text(f"{what.zh}{remedy.zh}", f"{what.en} {remedy.en}"), urgent=True)


def mail_notices(count: int) -> Iterator[Notice]:
    """Yield a notice when somebody has to settle mails: uncertain, refused or blocked ones."""
    if count:
        yield Notice(
            Text(
                f"{count} 封邮件没有送达或不确定，请用 sheetops outbox 查看",
                f"{counted(count, 'mail')} refused or uncertain; see sheetops outbox",
            ),
            urgent=True,
        )


def year_notices(workdays: Workdays, today: date) -> Iterator[Notice]:
    """Yield a warning from 1 November on while nobody knows next year's holidays."""
    year = today.year + 1
    if not workdays.known(today.year):
        year = today.year
    elif today.month < 11 or workdays.known(year):
        return
    yield Notice(
        Text(
            f"{year} 年的节假日安排尚未录入，目前按周一至周五计算；请在手册的“日历”中补上",
            f"The holidays of {year} are not known yet and Monday to Friday is assumed; "
            "please add them to the handbook's Calendar",
        ),
        urgent=year == today.year,
    )


def override_notices(rows: Iterable[LogRow], now: datetime) -> Iterator[Notice]:
    """Yield on how many cases a rule was set aside this month; nothing where none was."""
    month = datetime.combine(now.date().replace(day=1), time())
    found = overrides(rows, month, now + _DAY)
    if found.steps or found.decisions:
        yield Notice(found.words(_THIS_MONTH))


def ago(span: timedelta) -> Text:
    """Return a span in the largest unit that suits: minutes, hours, days."""
    minutes = max(0, int(span.total_seconds() // 60))
    if minutes < 60:
        return Text(f"{minutes} 分钟", f"{minutes} min")
    if minutes < 48 * 60:
        return Text(f"{minutes // 60} 小时", f"{minutes // 60} h")
    days = minutes // (24 * 60)
    return Text(f"{days} 天", counted(days, "day"))


def counted(count: int, noun: str) -> str:
    """Return `1 mail`, `2 mails`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _ahead(row: Record, now: datetime) -> Iterator[Notice]:
    begins, ends = day_in(row, "date_from"), day_in(row, "date_to")
    if begins is None or ends is None or not begins - AHEAD <= now.date() <= ends:
        return
    span = f"{begins:%m-%d}" if begins == ends else f"{begins:%m-%d} – {ends:%m-%d}"
    longer = extensions(row)
    name = row.text("name")
    yield Notice(
        Text(
            f"{span} {name}" + "".join(f"，{words.zh}" for words in longer),
            f"{span} {name}" + "".join(f", {words.en}" for words in longer),
        )
    )
