"""The timetable as people look at it: each job with its times, last run, record and next run."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sheetops.adapters.state.ledger import Record, Run
from sheetops.records.text import Text
from sheetops.scheduler.due import next_slot
from sheetops.scheduler.timetable import DAYS, Entry
from sheetops.scheduler.turn import timetable
from sheetops.shop import Shop

RECORD_DAYS = 30

_RESULTS = {
    "done": Text("完成", "done"),
    "failed": Text("失败", "failed"),
    "running": Text("进行中", "running"),
    "abandoned": Text("中断，将重跑", "cut off, runs again"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One job in the timetable, with its last run, how it did lately, and its next run."""

    entry: Entry
    last: Run | None
    record: Record
    """Of the last 30 days."""
    next: datetime | None

    def cells(self) -> tuple[Text | str, ...]:
        """Return what a table shows."""
        last = self.last
        seconds = f"{last.seconds:.2f}" if last and last.seconds is not None else ""
        return (
            self.entry.job,
            times_of(self.entry),
            str(last.started) if last else "",
            self._result(),
            seconds,
            f"{self.record.longest:.2f}" if self.record.done else "",
            str(self.record.broken),
            str(self.next) if self.next else "",
        )

    def as_json(self) -> dict[str, Any]:
        """Return the line for a program."""
        last, entry = self.last, self.entry
        return {
            "job": entry.job,
            "every_minutes": entry.every_minutes,
            "at": entry.at,
            "days": entry.days,
            "day_of_month": entry.day_of_month,
            "workdays_only": entry.workdays_only,
            "quiet": entry.quiet,
            "last_started": last.started.isoformat() if last else None,
            "last_state": last.state if last else None,
            "last_seconds": last.seconds if last else None,
            "note": last.note if last else None,
            "runs_30_days": self.record.done,
            "longest_30_days": self.record.longest,
            "broken_30_days": self.record.broken,
            "next": self.next.isoformat() if self.next else None,
        }

    def _result(self) -> Text | str:
        if self.last is None:
            return ""
        result = _RESULTS[self.last.state]
        note = self.last.note
        return Text(f"{result.zh}：{note}", f"{result.en}: {note}") if note else result


HEADINGS = (
    Text("任务", "Job"),
    Text("时间", "When"),
    Text("上次运行", "Last run"),
    Text("结果", "Result"),
    Text("用时(秒)", "Seconds"),
    Text("30 天最长(秒)", "Longest in 30 days"),
    Text("30 天中断(次)", "Broken off in 30 days"),
    Text("下次运行", "Next run"),
)


def timetable_of(shop: Shop) -> list[Line]:
    """Return every job with its times, its last run, its record and its next slot."""
    ledger = shop.state.ledger
    since = shop.now - timedelta(days=RECORD_DAYS)
    return [
        Line(
            entry,
            ledger.latest(entry.job),
            ledger.record(entry.job, since),
            next_slot(entry, shop.now, shop.workdays),
        )
        for entry in timetable(shop)
    ]


def times_of(entry: Entry) -> Text:
    """Return an entry's times in words."""
    zh, en = _rhythm(entry)
    if entry.workdays_only:
        zh, en = zh + "，仅工作日", en + ", workdays only"
    if entry.quiet:
        begin, end = entry.quiet
        zh, en = zh + f"，{begin}–{end} 不运行", en + f", quiet {begin}–{end}"
    return Text(zh, en)


def _rhythm(entry: Entry) -> tuple[str, str]:
    if entry.every_minutes:
        zh, en = f"每 {entry.every_minutes} 分钟", f"every {entry.every_minutes} minutes"
    else:
        at = ", ".join(entry.at)
        day = entry.day_of_month
        zh = f"每月 {day} 日 {at}" if day else f"每天 {at}"
        en = f"monthly on day {day} at {at}" if day else f"daily at {at}"
    if entry.days == DAYS:
        return zh, en
    zh = zh.replace("每天", "").strip()
    return (
        f"{'、'.join(_DAYS_ZH[day] for day in entry.days)} {zh}",
        f"{en} ({' '.join(entry.days)})",
    )


_DAYS_ZH = dict(zip(DAYS, ("周一", "周二", "周三", "周四", "周五", "周六", "周日"), strict=True))
