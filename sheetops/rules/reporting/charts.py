"""The charts of the mails as numbers: what came in and what was closed, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from sheetops.records.text import Text
from sheetops.rules.reporting.figures import Day
from sheetops.rules.reporting.period_figures import Step

_FEWEST = 3
"""A chart of one or two bars shows no course."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Counts by day, week or month, oldest first; only digits and dates stand in the picture."""

    name: str
    """ASCII: the picture's name inside the mail."""
    labels: tuple[str, ...]
    came_in: tuple[int, ...]
    closed: tuple[int, ...]

    @property
    def highest(self) -> int:
        """Return the highest count, 0 where nothing happened."""
        return max((*self.came_in, *self.closed), default=0)


def day_chart(days: Sequence[Day]) -> Chart:
    """Return the chart of a month's days."""
    labels = tuple(f"{day.day:%m-%d}" for day in days)
    return Chart("days", labels, tuple(d.came_in for d in days), tuple(d.closed for d in days))


def step_chart(steps: Sequence[Step]) -> Chart:
    """Return the chart of some weeks or months; the empty ones before a shop began are left out."""
    began = next((n for n, step in enumerate(steps) if step.came_in or step.closed), 0)
    steps = steps[max(0, min(began, len(steps) - _FEWEST)) :]
    labels = tuple(step.label for step in steps)
    came_in, closed = tuple(s.came_in for s in steps), tuple(s.closed for s in steps)
    return Chart("periods", labels, came_in, closed)


def chart_words(chart: Chart) -> Text:
    """Return what the picture shows, for whoever does not see it."""
    if not chart.highest:
        return Text("这段时间没有申请，也没有完结", "Nothing came in and nothing was closed")
    most = max(chart.came_in)
    label = chart.labels[chart.came_in.index(most)]
    return Text(
        f"{chart.labels[0]} 至 {chart.labels[-1]}：新增共 {sum(chart.came_in)} 单，"
        f"完结共 {sum(chart.closed)} 单；新增最多的是 {label}，{most} 单",
        f"{chart.labels[0]} to {chart.labels[-1]}: {sum(chart.came_in)} came in, "
        f"{sum(chart.closed)} were closed; most came in at {label}: {most}",
    )
