"""Reads the columns of an export, block by block: only what is kept, and what is wrong with it.

A column of a block is read at once where all its cells are as they should be, and cell by cell,
each spelling once, where one of them is not: exports have 100,000 rows and few different words.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import cast

from sheetops.records.cells import Raw
from sheetops.records.columns import Value
from sheetops.records.moments import is_plausible
from sheetops.records.problems import ProblemKind
from sheetops.rules.importing.layout import Layout
from sheetops.rules.importing.readers import NOTHING, is_nothing, read_fact

Troubles = Sequence[tuple[int, ProblemKind]]
"""Place of a cell among those read, and what is wrong with it."""
AtOnce = Callable[[Sequence[str]], "Sequence[Value] | None"]

_MOST_SPELLINGS = 20_000
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
"""What `sheetops.records.spelling.trimmed` takes out of texts."""
_LONGEST_NOTHING = max(map(len, NOTHING))
_NUMBER = re.compile(r"\d{12,20}", re.ASCII)
_TRACKING = re.compile(r"[A-Z0-9-]{8,35}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", re.ASCII)
_AMOUNT = re.compile(r"\d{1,9}\.\d\d", re.ASCII)


class ColumnReader:
    """Reads one column of an export, a block at a time."""

    def __init__(self, fact: str, layout: Layout, *, is_text: bool = False) -> None:
        """Read the column of `fact`; `is_text`: all cells are text, as in a CSV."""
        self.fact = fact
        self._is_text = is_text
        self._words = layout.preset.meanings
        self._at_once = None if fact in self._words else AT_ONCE.get(fact)
        self._values: dict[str, Value] = {}
        self._troubles: dict[str, ProblemKind] = {}

    def read(self, raws: Sequence[Raw]) -> tuple[Sequence[Value], Troubles]:
        """Return what the cells say, and the places of those that something is wrong with."""
        if not self._is_text and set(map(type, raws)) != {str}:
            return self._one_by_one(raws)
        texts = cast("Sequence[str]", raws)
        values = self._at_once(texts) if self._at_once is not None else None
        return (values, ()) if values is not None else self._by_spelling(texts)

    def _by_spelling(self, texts: Sequence[str]) -> tuple[Sequence[Value], Troubles]:
        known, found = self._values, self._troubles
        try:
            values = list(map(known.__getitem__, texts))
        except KeyError:
            self._learn(texts)
            values = list(map(known.__getitem__, texts))
        return values, [(p, found[t]) for p, t in enumerate(texts) if t in found] if found else ()

    def _learn(self, texts: Sequence[str]) -> None:
        if len(self._values) > _MOST_SPELLINGS:
            self._values.clear()
            self._troubles.clear()
        for text in set(texts) - self._values.keys():
            self._values[text], kind = read_fact(self.fact, text, self._words)
            if kind is not None:
                self._troubles[text] = kind

    def _one_by_one(self, raws: Sequence[Raw]) -> tuple[Sequence[Value], Troubles]:
        told = [read_fact(self.fact, raw, self._words) for raw in raws]
        troubles = [(place, one.kind) for place, one in enumerate(told) if one.kind is not None]
        return [one.value for one in told], troubles


def _texts(pattern: re.Pattern[str]) -> AtOnce:
    fits = pattern.fullmatch

    def read(raws: Sequence[str]) -> Sequence[Value] | None:
        return [raw or None for raw in raws] if all(map(fits, filter(None, raws))) else None

    return read


def _moments(raws: Sequence[str]) -> Sequence[Value] | None:
    if not all(map(_MOMENT.fullmatch, filter(None, raws))):
        return None
    try:
        found = [datetime.fromisoformat(raw) if raw else None for raw in raws]
    except ValueError:
        return None
    real = [moment for moment in found if moment]
    if real and not (is_plausible(min(real)) and is_plausible(max(real))):
        return None
    return found


def _amounts(raws: Sequence[str]) -> Sequence[Value] | None:
    if not all(map(_AMOUNT.fullmatch, filter(None, raws))):
        return None
    return [Decimal(raw) if raw else None for raw in raws]


def _verbatim(raws: Sequence[str]) -> Sequence[Value] | None:
    """Spaces around are taken off; only short words can mean that there is nothing."""
    if _INVISIBLE.search("\n".join(raws)):
        return None
    texts = list(map(str.strip, raws))
    nothing = {t for t in set(texts) if len(t) <= _LONGEST_NOTHING and is_nothing(t)}
    return [None if text in nothing else text for text in texts] if nothing else texts


AT_ONCE: Mapping[str, AtOnce] = MappingProxyType(
    {
        **dict.fromkeys(("refund_no", "order_no", "sub_order_no"), _texts(_NUMBER)),
        "slip.tracking_no": _texts(_TRACKING),
        **dict.fromkeys(
            (
                *("paid_at", "shipped_at", "signed_at", "applied_at", "closed_at"),
                *("deadline_platform", "slip.buyer_shipped_at"),
            ),
            _moments,
        ),
        **dict.fromkeys(("order_paid", "apply_amount", "refund_seen"), _amounts),
        **dict.fromkeys(("reason_detail", "remark", "item_title", "buyer_nick"), _verbatim),
    }
)
"""Fact → the quick way to read cells that are as they should be."""
