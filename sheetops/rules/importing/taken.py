"""What one export changes, counted as a preview shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sheetops.actions import Action, AddRow, SetValue
from sheetops.records.problems import Problem
from sheetops.records.text import Text
from sheetops.rules.importing import problem_kinds as kinds
from sheetops.rules.importing.export import Export
from sheetops.rules.importing.presets import Purpose
from sheetops.rules.importing.vanished import Comparison


class Fate(StrEnum):
    """What becomes of a row of an export."""

    NEW = "new"  # opens a case
    CHANGED = "changed"  # changes something in a known one
    UNCHANGED = "unchanged"
    CONFLICTING = "conflicting"  # says something that the book denies, and is left to people
    UNUSABLE = "unusable"  # cannot be recorded
    UNCONCERNED = "unconcerned"  # an order without any case


WORDS: Mapping[Fate, Text] = {
    Fate.NEW: Text("新增", "new"),
    Fate.CHANGED: Text("更新", "changed"),
    Fate.UNCHANGED: Text("没有变化", "unchanged"),
    Fate.CONFLICTING: Text("有矛盾", "conflicting"),
    Fate.UNUSABLE: Text("无法登记", "unusable"),
    Fate.UNCONCERNED: Text("没有售后", "without a case"),
}
VANISHED_WORDS = Text("导出里没有", "vanished")

CONFLICTS = frozenset(
    kind.code for kind in (kinds.STATUS_CONFLICT, kinds.DIFFERS, kinds.AMBIGUOUS, kinds.ROW_DOUBLED)
)


@dataclass(frozen=True)
class Import:
    """What one export changes, and what of it has to be looked at."""

    export: Export
    actions: Sequence[Action]
    problems: Sequence[Problem]
    """Errors first."""
    fates: Mapping[Fate, int] = field(default_factory=dict)
    """How many rows of each fate."""
    compared: Comparison = field(default_factory=Comparison)

    @property
    def moved(self) -> int:
        """Return how many known cases go on to another state."""
        return sum(isinstance(a, SetValue) and a.column == "status" for a in self.actions)

    @property
    def rows(self) -> int:
        """Return how many rows the export has, without those that are no application."""
        return len(self.export.rows) + len(self._ragged)

    @property
    def counts(self) -> Mapping[Text, int]:
        """Return what a preview shows: each fate and how many rows have it."""
        shown = {
            WORDS[fate]: self.fates.get(fate, 0)
            for fate in Fate
            if fate is not Fate.UNCONCERNED or self.export.preset.purpose is Purpose.ORDERS
        }
        shown[WORDS[Fate.UNUSABLE]] += len(self._ragged)
        gone = 0 if self.compared.is_selection else len(self.compared.missing)
        return {**shown, VANISHED_WORDS: gone}

    @property
    def is_unchanged(self) -> bool:
        """Return whether the book says the same and there is nothing to look at."""
        return not self.actions and not self.problems

    @property
    def _ragged(self) -> list[Problem]:
        return [one for one in self.export.told if one.kind is kinds.ROW_RAGGED]


def fate_of(actions: Sequence[Action], problems: Sequence[Problem], *, is_known: bool) -> Fate:
    """Return what becomes of a row that yields `actions` and `problems`."""
    codes = {problem.code for problem in problems}
    if any(isinstance(action, AddRow) for action in actions):
        return Fate.NEW
    if kinds.ROW_UNUSABLE.code in codes:
        return Fate.UNUSABLE
    if codes & CONFLICTS:
        return Fate.CONFLICTING
    if actions:
        return Fate.CHANGED
    return Fate.UNCHANGED if is_known else Fate.UNCONCERNED
