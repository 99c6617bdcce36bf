"""Guesses what the columns of an export are that nobody knows, by their headings and contents."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from sheetops.records.cells import Raw
from sheetops.rules.importing.facts import column_of, known_headings
from sheetops.rules.importing.layout import heading_key, heading_row
from sheetops.rules.importing.platform_words import fact_of
from sheetops.rules.importing.readers import is_nothing, read_fact
from sheetops.rules.privacy.masking import mask_text

_ALIKE = 0.72
_FITTING = 0.6
_LONGEST = 24
_WORDED = ("platform_status", "case_type", "goods_status")
_MOST_WORDS = 30

_PARTS = (
    *(("状态", "platform_status"), ("运单", "slip.tracking_no"), ("快递单", "slip.tracking_no")),
    *(("物流单", "slip.tracking_no"), ("快递", "slip.carrier"), ("物流", "slip.carrier")),
    *(("原因", "reason_text"), ("描述", "reason_detail"), ("说明", "reason_detail")),
    *(("备注", "remark"), ("规格", "sku_props"), ("数量", "qty"), ("签收", "signed_at")),
    *(("金额", "apply_amount"), ("昵称", "buyer_nick"), ("标题", "item_title")),
    *(("品名", "item_title"), ("名称", "item_title"), ("status", "platform_status")),
    *(("tracking", "slip.tracking_no"), ("carrier", "slip.carrier"), ("reason", "reason_text")),
    *(("amount", "apply_amount"), ("quantity", "qty"), ("remark", "remark")),
)
"""Part of a heading → what it may mean, where nothing sounds more like it; the best first."""

Row = Sequence[Raw]


@dataclass(frozen=True, slots=True)
class Guess:
    """One column: its heading, the fact that it may tell, and a cell of it."""

    heading: str
    fact: str | None
    example: str = ""
    """Empty where it could be personal."""


@dataclass(frozen=True, slots=True)
class Guesses:
    """What the columns of one sheet may be."""

    columns: tuple[Guess, ...]
    words: Mapping[str, tuple[str, ...]]
    """Fact → what the export writes there and nobody understands."""


def guess(rows: Sequence[Row]) -> Guesses | None:
    """Return what the columns of a sheet may be, by its first rows; None where it has no headings.

    A column is what its heading sounds like, as long as its cells can be read as that.
    """
    at = heading_row(rows)
    if at is None:
        return None
    headings = [str(cell).strip() if cell is not None else "" for cell in rows[at - 1]]
    cells = [[row[c] if c < len(row) else None for row in rows[at:]] for c in range(len(headings))]
    facts = _assigned(headings, cells)
    columns = tuple(
        Guess(heading, facts.get(place), _example(facts.get(place), cells[place]))
        for place, heading in enumerate(headings)
        if heading and headings.index(heading) == place
    )
    unknown = {
        fact: words
        for place, fact in facts.items()
        if fact in _WORDED and (words := tuple(_not_understood(fact, cells[place])))
    }
    return Guesses(columns, unknown)


def _assigned(headings: Sequence[str], cells: Sequence[Sequence[Raw]]) -> Mapping[int, str]:
    """Return column → fact; each fact stands for the column that sounds most like it."""
    found = sorted(
        (
            (score, -place, fact)
            for place, heading in enumerate(headings)
            if heading
            for fact, score in _sounding(heading).items()
            if _fits(fact, cells[place])
        ),
        reverse=True,
    )
    assigned: dict[int, str] = {}
    for _, place, fact in found:
        if -place not in assigned and fact not in assigned.values():
            assigned[-place] = fact
    return assigned


def _sounding(heading: str) -> Mapping[str, float]:
    """Return fact → how much the heading sounds like it, where it does at all."""
    key = heading_key(heading)
    found: dict[str, float] = {}
    for known, fact in known_headings().items():
        score = 2.0 if known == key else SequenceMatcher(None, known, key).ratio()
        if score >= _ALIKE:
            found[fact] = max(score, found.get(fact, 0.0))
    for place, (part, fact) in enumerate(_PARTS):
        if part in key:
            found.setdefault(fact, _ALIKE / (2 + place / len(_PARTS)))
    return found


def _fits(fact: str, cells: Sequence[Raw]) -> bool:
    said = [raw for raw in cells if not is_nothing(raw)]
    if not said:
        return True
    if fact in _WORDED:  # its words may be none of ours; that is what a mapping is for
        return all(isinstance(raw, str) for raw in said)
    read = sum(read_fact(fact, raw, {}).value is not None for raw in said)
    return read >= _FITTING * len(said)


def _example(fact: str | None, cells: Sequence[Raw]) -> str:
    column = column_of(fact) if fact else None
    if column is None or column.personal:
        return ""
    said = next((str(raw) for raw in cells if not is_nothing(raw)), "")
    return mask_text(" ".join(said.split()))[:_LONGEST]


def _not_understood(fact: str, cells: Sequence[Raw]) -> Iterator[str]:
    said = dict.fromkeys(str(raw).strip() for raw in cells if not is_nothing(raw))
    for words in list(said)[:_MOST_WORDS]:
        is_known = (
            fact_of(words) is not None
            if fact == "platform_status"
            else read_fact(fact, words, {}).kind is None
        )
        if not is_known:
            yield words
