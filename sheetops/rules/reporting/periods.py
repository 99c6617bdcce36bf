"""Whole weeks and months: what the managers' longer reports are about, and what came before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sheetops.records.text import Text
from sheetops.rules.reporting.figure_words import english_day, english_month


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `since` up to but not including `until`: one ISO week or one month."""

    since: date
    until: date
    is_month: bool

    @property
    def key(self) -> str:
        """Return `2026-W47` or `2026-11`."""
        if self.is_month:
            return f"{self.since:%Y-%m}"
        year, week, _ = self.since.isocalendar()
        return f"{year}-W{week:02}"

    @property
    def title(self) -> Text:
        """Return the period in words, with its days."""
        if self.is_month:
            month = english_month(self.since)
            return Text(f"{self.since.year} 年 {self.since.month} 月", f"{month} {self.since.year}")
        year, week, _ = self.since.isocalendar()
        last = self.until - timedelta(days=1)
        return Text(
            f"{year} 年第 {week} 周（{self.since:%m-%d} 至 {last:%m-%d}）",
            f"Week {week} of {year} ({english_day(self.since)} to {english_day(last)})",
        )

    @property
    def begins(self) -> datetime:
        """Return the first instant."""
        return datetime.combine(self.since, time())

    @property
    def ends(self) -> datetime:
        """Return the first instant after it."""
        return datetime.combine(self.until, time())

    @property
    def before(self) -> "Period":
        """Return the week or month before."""
        if self.is_month:
            return month_of(self.since - timedelta(days=1))
        return Period(self.since - timedelta(days=7), self.since, is_month=False)

    def run_up(self, count: int) -> tuple["Period", ...]:
        """Return the last `count` periods up to this one, oldest first."""
        return tuple(reversed([period for period, _ in zip(self._back(), range(count))]))  # noqa: B905 - endless

    def _back(self) -> Iterator["Period"]:
        period = self
        while True:
            yield period
            period = period.before


def last_week(now: datetime) -> Period:
    """Return the last week that is over, Monday to Sunday (ISO 8601)."""
    monday = now.date() - timedelta(days=now.weekday())
    return Period(monday - timedelta(days=7), monday, is_month=False)


def last_month(now: datetime) -> Period:
    """Return the last month that is over."""
    return month_of(now.date().replace(day=1) - timedelta(days=1))


def month_of(day: date) -> Period:
    """Return the month in which `day` lies."""
    first = day.replace(day=1)
    return Period(first, (first + timedelta(days=32)).replace(day=1), is_month=True)
