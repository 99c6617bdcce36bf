"""Proposes what a damaged number was, where exactly one number can be meant, and says why."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sheetops.records.desk import Records
from sheetops.records.table import Record
from sheetops.records.text import Language, Text
from sheetops.rules.identifiers.agreement import Agreement, agreement
from sheetops.rules.identifiers.damages import Damage, damages
from sheetops.rules.identifiers.witnesses import Witness

Candidates = Callable[[Damage], Iterable[Witness]]
"""Returns the witnesses whose number can be what is left of the damaged one."""

_MAY_BE = Text(
    "{column}“{shown}”原为 {number}。依据：{source} 第 {row} 行，{reasons}一致。",
    "{column} {shown} was {number}. Row {row} of {source} agrees: {reasons}.",
)
_CONFIRM = Text(
    "核对无误后，在“采用编号建议”选“是”。",
    "If that is right, choose Yes in “Use the number proposed”.",
)
_RECORDED = Text(
    "但 {number} 已登记为 {case}，本行多半是重复登记，请核对后删去其中一行。",
    "But {number} is recorded as {case}; this row is probably a second one of the same case.",
)
_SEVERAL = Text(
    "{column}“{shown}”可能是 {numbers}，无法确定是哪一个。",
    "{column} {shown} may be {numbers}; which one cannot be told.",
)
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one damaged number can be: one number that is proven, or several that are not."""

    damage: Damage
    found: tuple[Agreement, ...]
    """One for each number, the one with most reasons first."""
    recorded_as: str | None = None
    """Case that has the number already."""

    @property
    def number(self) -> str | None:
        """Return the number if only one is possible."""
        return self.found[0].number if len(self.found) == 1 else None

    @property
    def is_usable(self) -> bool:
        """Whether it can be written once a person says so."""
        return self.number is not None and self.recorded_as is None

    @property
    def words(self) -> Text:
        """Return the proposal and what speaks for it."""
        title = self.damage.row.table.sheet.by_key[self.damage.column].title
        zh, en = (self._said(title.to(language), language) for language in ("zh-CN", "en"))
        return Text(zh, en)

    def _said(self, column: str, language: Language) -> str:
        first = self.found[0]
        named = {"column": column, "shown": self.damage.shown}
        if self.number is None:
            numbers = [one.number for one in self.found[:_MOST_NAMED]]
            joined = ("、" if language == "zh-CN" else ", ").join(numbers)
            return _SEVERAL.to(language).format(**named, numbers=joined)
        reasons = _listed([one.to(language) for one in first.reasons], language)
        said = _MAY_BE.to(language).format(
            **named,
            number=self.number,
            source=first.witness.source,
            row=first.witness.row,
            reasons=reasons,
        )
        if self.recorded_as is None:
            return said
        more = _RECORDED.to(language).format(number=self.number, case=self.recorded_as)
        return said + ("" if language == "zh-CN" else " ") + more


def proposals(records: Records, candidates: Candidates, salt: str) -> Iterator[Proposal]:
    """Yield what every damaged number can have been; nothing where no export knows.

    `salt` is the shop's id, with which buyers are marked.
    """
    taken = _recorded(records)
    for damage in damages(records):
        found = _agreeing(damage, candidates(damage), records, salt)
        if found:
            number = found[0].number if len(found) == 1 else None
            owner = taken.get((damage.column, number)) if number else None
            yield Proposal(damage, found, owner)


def _agreeing(
    damage: Damage, witnesses: Iterable[Witness], records: Records, salt: str
) -> tuple[Agreement, ...]:
    """Return the numbers that witnesses prove, each with the witness that has most to say."""
    best: dict[str, Agreement] = {}
    for witness in witnesses:
        if witness.number(damage.column) == damage.shown:
            return ()  # the number is right as it stands
        found = agreement(damage, witness, records, salt)
        if found is not None:
            before = best.get(found.number)
            if before is None or len(before.reasons) < len(found.reasons):
                best[found.number] = found
    return tuple(sorted(best.values(), key=lambda one: (-len(one.reasons), one.number)))


def _recorded(records: Records) -> Mapping[tuple[str, str], str]:
    """Return refund number → the case that has it: only a refund number is a case's own."""
    cases = records["applications"]
    return {
        ("refund_no", str(number)): cases.keys[index] or ""
        for index, number in enumerate(cases.column("refund_no"))
        if number is not None
    }


def by_row(found: Iterable[Proposal]) -> Mapping[tuple[str, str], Sequence[Proposal]]:
    """Return sheet and row key → the proposals for that row."""
    rows: defaultdict[tuple[str, str], list[Proposal]] = defaultdict(list)
    for one in found:
        row = one.damage.row
        if row.key is not None:
            rows[row.table.sheet.key, row.key].append(one)
    return rows


def proposal_text(found: Sequence[Proposal], language: Language) -> str:
    """Return what stands in the proposal column of a row."""
    lines = [one.words.to(language) for one in found]
    if any(one.is_usable for one in found):
        lines.append(_CONFIRM.to(language))
    return "\n".join(lines)


def _listed(words: Sequence[str], language: Language) -> str:
    return "、".join(words) if language == "zh-CN" else ", ".join(words)


def is_confirmed(row: Record, text: str) -> bool:
    """Whether a person has said yes to just these words."""
    return row["number_confirmed"] is True and row.text("number_proposal") == text
