"""Why a deadline is what it is: the steps from the event that starts it to the instant it ends."""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from sheetops.records.dictionary import SHEETS
from sheetops.records.text import Language, Text


class Step(NamedTuple):
    """One step: what was done, where it led (`at`), which row or article made it so, how many."""

    kind: str
    at: datetime
    by: str = ""
    """Policy ID, calendar ID, column key or article; empty for the shop's settings."""
    amount: int = 0


class Deadline(NamedTuple):
    """An instant that ends a time (inclusive), when that time began, and the steps between.

    `others` are the clocks that run beside it and end later: the shop's, the platform's, the law's.
    """

    name: str
    start: datetime
    due: datetime
    steps: tuple[Step, ...]
    others: tuple[Step, ...] = ()

    @property
    def whole(self) -> timedelta:
        """Return how long the time is in all."""
        return self.due - self.start


_STEPS = {
    "start": Text("{by} {at}", "{by} {at}"),
    "waited": Text(
        "等买家补充凭证 {span}，不计时，从 {at} 起算",
        "{span} of waiting for the buyer's evidence do not count: from {at}",
    ),
    "hours": Text("{by} 给 {amount} 小时，到 {at}", "{by} gives {amount} h, until {at}"),
    "work_hours": Text(
        "{by} 给 {amount} 个工作小时，到 {at}", "{by} gives {amount} working h, until {at}"
    ),
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
    "added_work_hours": Text(
        "日历 {by} 延长 {amount} 个工作小时，到 {at}",
        "calendar {by} adds {amount} working h, until {at}",
    ),
    "added_days": Text(
        "日历 {by} 延长 {amount} 天，到 {at}", "calendar {by} adds {amount} d, until {at}"
    ),
    "roll": Text(
        "最后一天放假，顺延 {amount} 天，到 {at}（民法典203条）",
        "the last day is a day off: {amount} d on, until {at} (Civil Code art. 203)",
    ),
    "law": Text("法定最迟 {at}（{by}）", "by law {at} at the latest ({by})"),
    "platform": Text("平台时限更早：{at}", "the platform's clock is earlier: {at}"),
    "guess": Text(
        "平台时限更早：{at}（按{by}估算）",
        "the platform's clock is earlier: {at} (estimated by {by})",
    ),
    "printed": Text("已发给买家的单据写明 {at}", "the slip the buyer holds says {at}"),
    "today": Text("缺少起算时间，先按今天 {at}", "no time to count from: today, {at}"),
    "own_later": Text("店铺时限 {at}", "the shop's own {at}"),
    "platform_later": Text("平台时限 {at}", "the platform's {at}"),
    "guess_later": Text("平台时限 {at}（按{by}估算）", "the platform's {at} (estimated by {by})"),
    "law_later": Text("法定最迟 {at}（{by}）", "the law's {at} ({by})"),
}
_BESIDE = Text("另有{steps}", "besides: {steps}")
_CLAUSES, _JOINTS = ("；", "; "), ("、", ", ")
LAWS = {
    "消法25条": Text("消法25条", "Consumer Law art. 25"),
    "七日办法13条": Text("七日办法13条", "Seven-Day Measures art. 13"),
    "七日办法31条": Text("七日办法31条", "Seven-Day Measures art. 31"),
}
"""Articles that a step may name as what made it so."""
_SHOP = Text("店铺设置", "the shop's setting")
_NAMES = LAWS | {
    column.key: column.title
    for sheet in ("slips", "applications")
    for column in SHEETS[sheet].columns
}


def explain(deadline: Deadline) -> Text:
    """Return the derivation in words, one clause a step, in the order in which it was done.

    The clocks that end later are named in a last clause.
    """
    return Text(explained(deadline, "zh-CN"), explained(deadline, "en"))


def explained(deadline: Deadline, language: Language) -> str:
    """Return the derivation in the words of one language, for the many rows of a book."""
    which = 0 if language == "zh-CN" else 1
    told = [
        at.isoformat(" ", "minutes").join(_around(kind, by, amount)[which])
        for kind, at, by, amount in deadline.steps
    ]
    if deadline.others:
        besides = _JOINTS[which].join([_said(step, which) for step in deadline.others])
        told.append(_BESIDE.to(language).format(steps=besides))
    return _CLAUSES[which].join(told)


def lines(deadline: Deadline) -> tuple[Text, ...]:
    """Return the derivation as lines: the steps, then the clocks that end later."""
    steps = (Text(_said(step, 0), _said(step, 1)) for step in deadline.steps)
    return (*steps, *(_beside(step) for step in deadline.others))


def _beside(step: Step) -> Text:
    return Text(_BESIDE.zh.format(steps=_said(step, 0)), _BESIDE.en.format(steps=_said(step, 1)))


def duration(minutes: int) -> Text:
    """Return a span of time in days, hours and minutes."""
    days, rest = divmod(minutes, 24 * 60)
    parts = [(days, "天", "d"), (rest // 60, "小时", "h"), (rest % 60, "分钟", "min")]
    told = [part for part in parts if part[0]] or [parts[-1]]
    return Text(
        " ".join(f"{count} {zh}" for count, zh, _ in told),
        " ".join(f"{count} {en}" for count, _, en in told),
    )


def _said(step: Step, language: int) -> str:
    kind, at, by, amount = step
    return at.isoformat(" ", "minutes").join(_around(kind, by, amount)[language])


@lru_cache(maxsize=4096)
def _around(kind: str, by: str, amount: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words before and after the instant of a step, in Chinese and in English.

    An applications book has as many steps as rows, and few different ones but for the instant.
    """
    name = _NAMES.get(by) or (Text(by, by) if by else _SHOP)
    pattern, mark, span = _STEPS[kind], "\0", duration(amount)
    zh = pattern.zh.format(at=mark, by=name.zh, amount=amount, span=span.zh)
    if not name.zh.isascii():  # between Chinese words stands no space
        zh = zh.replace(f"{name.zh} 给", f"{name.zh}给")
    en = pattern.en.format(at=mark, by=name.en, amount=amount, span=span.en)
    return tuple(zh.split(mark)), tuple(en.split(mark))
