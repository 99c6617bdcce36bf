"""Why a deadline is what it is: the steps from the event that starts it to the instant it ends."""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from sheetops.records.dictionary import SHEETS
from sheetops.records.text import Text


class Step(NamedTuple):
    """One step: what was done, where it led (`at`), which row or article made it so, how many."""

    kind: str
    at: datetime
    by: str = ""
    """Policy ID, calendar ID or column key; empty for the shop's settings."""
    amount: int = 0


class Deadline(NamedTuple):
    """An instant that ends a time (inclusive), when that time began, and the steps between."""

    name: str
    start: datetime
    due: datetime
    steps: tuple[Step, ...]

    @property
    def whole(self) -> timedelta:
        """Return how long the time is in all."""
        return self.due - self.start


_STEPS = {
    "start": Text("{by} {at}", "{by} {at}"),
    "hours": Text("{by} 给 {amount} 小时，到 {at}", "{by} gives {amount} h, until {at}"),
    "days": Text("{by} 给 {amount} 天，到 {at}", "{by} gives {amount} d, until {at}"),
    "from_next_day": Text(
        "{by} 从次日起算 {amount} 天，到 {at}",
        "{by} counts {amount} d from the next day, until {at}",
    ),
    "from_same_day": Text(
        "{by} 从当日起算 {amount} 天，到 {at}", "{by} counts {amount} d from that day, until {at}"
    ),
    "added_hours": Text(
        "日历 {by} 延长 {amount} 小时，到 {at}", "calendar {by} adds {amount} h, until {at}"
    ),
    "added_days": Text(
        "日历 {by} 延长 {amount} 天，到 {at}", "calendar {by} adds {amount} d, until {at}"
    ),
    "roll": Text(
        "最后一天放假，顺延 {amount} 天，到 {at}（民法典203条）",
        "the last day is a day off: {amount} d on, until {at} (Civil Code art. 203)",
    ),
    "law": Text(
        "法定最迟 {at}（七日办法13条）", "by law {at} at the latest (Seven-Day Measures art. 13)"
    ),
    "platform": Text("平台时限更早：{at}", "the platform's clock is earlier: {at}"),
    "printed": Text("已发给买家的单据写明 {at}", "the slip the buyer holds says {at}"),
    "today": Text("缺少起算时间，先按今天 {at}", "no time to count from: today, {at}"),
}
_LAWS = {"消法25条": Text("消法25条", "Consumer Law art. 25")}
_SHOP = Text("店铺设置", "the shop's settings")
_NAMES = _LAWS | {
    column.key: column.title
    for sheet in ("slips", "applications")
    for column in SHEETS[sheet].columns
}


def explain(deadline: Deadline) -> Text:
    """Return the derivation in words, one clause a step, in the order in which it was done."""
    zh, en = [], []
    for step in deadline.steps:
        at, around = str(step.at)[:16], _around(step.kind, step.by, step.amount)
        zh.append(at.join(around.zh))
        en.append(at.join(around.en))
    return Text("；".join(zh), "; ".join(en))


class _Around(NamedTuple):
    """The words before and after the instant of a step."""

    zh: tuple[str, ...]
    en: tuple[str, ...]


@lru_cache(maxsize=4096)
def _around(kind: str, by: str, amount: int) -> _Around:
    # an applications book has as many steps as rows, and few different ones but for the instant
    name = _NAMES.get(by) or (Text(by, by) if by else _SHOP)
    pattern, mark = _STEPS[kind], "\0"
    said = (
        words.format(at=mark, by=who, amount=amount)
        for words, who in zip(pattern.both(), name.both(), strict=True)
    )
    return _Around(*(tuple(words.split(mark)) for words in said))
