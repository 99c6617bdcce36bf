"""What a column of an export can tell, under the names by which people know it."""

from collections.abc import Mapping
from functools import cache

from sheetops.records.applications import APPLICATIONS
from sheetops.records.columns import Column
from sheetops.records.slips import SLIPS
from sheetops.records.text import Text
from sheetops.rules.importing.layout import heading_key
from sheetops.rules.importing.presets import PRESETS, Purpose
from sheetops.rules.importing.readers import READERS

_NO_COLUMN = {
    "scope": Text("部分退款/全部退款", "Partial/full"),
    "handled": Text("手工退款/系统退款", "Handled by hand or by the platform"),
    "zero_second": Text("是否零秒响应", "Zero-second response"),
    "smart_refund": Text("智能退款策略", "Smart refund strategy"),
    "refund_seen": Text("订单退款金额", "Money refunded of the order"),
    "void": Text("是否作废", "Dropped"),
}


@cache
def fact_names() -> Mapping[str, Text]:
    """Return fact → its name: the heading in the book where it has a column there."""
    return {fact: _name(fact) for fact in READERS}


def column_of(fact: str) -> Column | None:
    """Return the column of the book that keeps a fact; None for one that has none."""
    sheet, key = (SLIPS, fact.removeprefix("slip.")) if "." in fact else (APPLICATIONS, fact)
    return None if fact in _NO_COLUMN else sheet.by_key.get(key)


@cache
def known_headings() -> Mapping[str, str]:
    """Return the part of a heading that counts → fact, for every heading known to tell one."""
    found: dict[str, str] = {}
    for fact, name in fact_names().items():
        column = column_of(fact)
        for words in (fact, *name.both(), *(column.aliases if column else ())):
            found.setdefault(heading_key(words), fact)
    for preset in sorted(PRESETS, key=lambda one: one.purpose is not Purpose.REFUNDS):
        for heading in preset.headings:
            for words in (heading.words, *heading.aliases) if heading.fact else ():
                found.setdefault(heading_key(words), heading.fact or "")
    return found


def fact_named(words: str) -> str | None:
    """Return the fact that people call so, in either language or by its key; None for no fact."""
    fact = known_headings().get(heading_key(words))
    return words if words in READERS else fact


def _name(fact: str) -> Text:
    column = column_of(fact)
    return _NO_COLUMN[fact] if column is None else column.title
