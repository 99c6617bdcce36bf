"""What a replay is said in: stages, sides, and the sentences that sum it up."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from sheetops.records.applications import APPLICATIONS
from sheetops.records.cells import choice_words
from sheetops.records.text import Text
from sheetops.rules.replaying.differences import Sum
from sheetops.rules.replaying.replay import Replay

STAGE_WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "review": Text("审核", "Review"),
        "return": Text("买家寄回", "Buyer sends back"),
        "inspect": Text("验货", "Inspection"),
        "refund": Text("退款", "Refund"),
        "reship": Text("换货发出", "Replacement sent"),
    }
)
"""Stage → its name."""

TOLD = Text("当时告知", "told then")
TODAY = Text("现行手册", "handbook now")
_VERDICT = APPLICATIONS.by_key["policy_verdict"]


def verdict_words(key: str) -> Text:
    """Return the words of a verdict."""
    return choice_words(_VERDICT, key)


def change(found: Sum) -> int:
    """Return how many more there are afterwards; negative for fewer."""
    return found.after - found.before


def signed(number: int) -> str:
    """Return `+3`, `−2` or `0`."""
    return f"+{number:,}" if number > 0 else f"−{-number:,}" if number < 0 else "0"


def headlines(found: Replay) -> Iterator[Text]:
    """Yield what a manager wants to know, one sentence each."""
    totals, sides = found.totals, found.sides
    yield _CASES.filled(
        first=found.first, last=found.last, n=totals.cases, differing=totals.differing
    )
    if not totals.cases:
        return
    granted = change(totals.granted)
    money = totals.granted_after - totals.granted_before
    if granted or money:
        sign = "+" if money > 0 else "−" if money < 0 else ""
        yield _GRANTED.filled(change=signed(granted), money=f"{sign}{abs(money):,.2f}")
    for stage, late in totals.stages.items():
        if change(late):
            words = STAGE_WORDS[stage]
            numbers = {"before": late.before, "after": late.after}
            yield Text(
                _LATE.zh.format(stage=words.zh, **numbers),
                _LATE.en.format(stage=words.en, **numbers),
            )
    if not totals.differing:
        yield Text(
            f"“{sides[0].zh}”和“{sides[1].zh}”对每一单的说法相同。",
            f"“{sides[0].en}” and “{sides[1].en}” say the same of every case.",
        )


def reservations(found: Replay) -> Iterator[Text]:
    """Yield which cases could not be compared, and why."""
    if found.left_out:
        yield _LEFT_OUT.filled(n=found.left_out)
    if found.never_told:
        yield _NEVER_TOLD.filled(n=found.never_told)


_CASES = Text(
    "{first} 至 {last} 申请的 {n} 单，其中 {differing} 单会不同。",
    "Applied for from {first} to {last}: {n} cases, {differing} of which would differ.",
)
_GRANTED = Text(
    "同意或不可拒绝：{change} 单，涉及金额 {money} 元。",
    "Approved, or not to be refused: {change} cases, CNY {money}.",
)
_LATE = Text("{stage}逾期：{before} → {after} 单。", "Late at {stage}: {before} → {after} cases.")
_LEFT_OUT = Text(
    "{n} 单缺少登记时的备案，没有参加重演。",
    "{n} cases were left out: the filing log does not have them from their first row on.",
)
_NEVER_TOLD = Text(
    "{n} 单备案时已有结果，没有给过建议，不作比较。",
    "{n} cases were over or undecided before any advice was filed and are not compared.",
)
