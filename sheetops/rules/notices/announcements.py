"""The calendar's notices to buyers: when each has to go out, and for which days it speaks."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from unicodedata import east_asian_width

from sheetops.records.table import Record, Table
from sheetops.records.text import Text
from sheetops.rules.policy.facts import count_in, day_in, time_in

SEND_AHEAD = timedelta(days=3)
"""A notice that names no time is due so long before its days begin (process 7.3)."""
TOLD_AHEAD = timedelta(days=7)
"""How long before it is due the text of a notice is laid out for the desk."""

ROOM = 70
"""Latin characters that a line of notes on a slip has room for; a Chinese one takes two."""

EXTENSIONS = (
    ("review_hours_add", Text("审核延长 {n} 小时", "review {n} h longer")),
    ("inspect_hours_add", Text("验货延长 {n} 小时", "inspection {n} h longer")),
    ("window_days_add", Text("退换期限延长 {n} 天", "{n} d more to ask for a return")),
    ("return_days_add", Text("寄回延长 {n} 天", "return {n} d longer")),
    ("refund_days_add", Text("退款延长 {n} 天", "refund {n} d longer")),
)
"""Column of the calendar → what it lengthens, in words."""
_AFTER_REVIEW = ("inspect_hours_add", "return_days_add", "refund_days_add")


@dataclass(frozen=True, slots=True)
class Announcement:
    """One row of the calendar that has something to say to buyers. Times are shop time."""

    row: Record
    name: str
    text: str
    first: date
    last: date
    send_at: datetime
    is_sent: bool

    def is_late(self, now: datetime) -> bool:
        """Whether it should have gone out, has not, and is still of use."""
        return not self.is_sent and self.send_at < now and self.last >= now.date()

    def is_due(self, now: datetime, ahead: timedelta) -> bool:
        """Whether it has to go out within `ahead`, or is late."""
        is_near = self.send_at <= now + ahead
        return not self.is_sent and is_near and self.last >= now.date()

    def speaks_of(self, first: date, last: date) -> bool:
        """Whether one of its days lies between `first` and `last`, both included."""
        return self.first <= last and first <= self.last

    @property
    def line(self) -> Text:
        """Return what a slip has room for: the text, else what is longer from here on, else less.

        Who holds a slip has been reviewed; the hours for that are of no use to them.
        """
        if _width(self.text) <= ROOM:
            return Text(self.text, self.text)
        longer = extensions(self.row, _AFTER_REVIEW)
        if not longer:
            return Text(*[_shortened(self.text)] * 2)
        zh, en = "，".join(words.zh for words in longer), ", ".join(words.en for words in longer)
        return Text(_shortened(f"{self.name}：{zh}"), _shortened(f"{self.name}: {en}"))


def announcements(calendar: Table, shop: str = "") -> Iterator[Announcement]:
    """Yield the rows that can be announced: with a text and with days in the right order.

    With `shop`, only those that hold for the shop of that name.
    """
    for row in calendar:
        first, text = day_in(row, "date_from"), row.text("notice_text").strip()
        last = day_in(row, "date_to")
        if not text or first is None or last is None or last < first or not _is_for(row, shop):
            continue
        given = time_in(row, "notice_send_at")
        yield Announcement(
            row=row,
            name=row.text("name"),
            text=text,
            first=first,
            last=last,
            send_at=given or datetime.combine(first, time()) - SEND_AHEAD,
            is_sent=row["notified"] is True,
        )


def extensions(row: Record, columns: Collection[str] = ()) -> list[Text]:
    """Return what a row of the calendar lengthens, in words; with `columns`, only those."""
    return [
        words.filled(n=added)
        for column, words in EXTENSIONS
        if (not columns or column in columns) and (added := count_in(row, column))
    ]


def _is_for(row: Record, shop: str) -> bool:
    named = row.text("applies_shop")
    for mark in "；、，,":
        named = named.replace(mark, ";")
    shops = [part.strip() for part in named.split(";") if part.strip()]
    return not shop or not shops or shop in shops


def slip_line(calendar: Table, issued: date, shop: str) -> Text | None:
    """Return the line that a slip issued on `issued` carries; None outside the days of a notice.

    Where two hold, the one that began last.
    """
    found = [one for one in announcements(calendar, shop) if one.speaks_of(issued, issued)]
    if not found:
        return None
    return max(found, key=lambda one: one.first).line


def _width(text: str) -> int:
    return sum(1 + (east_asian_width(letter) in "WFA") for letter in text)


def _shortened(text: str) -> str:
    if _width(text) <= ROOM:
        return text
    while _width(text) > ROOM - 1:
        text = text[:-1]
    return f"{text}…"
