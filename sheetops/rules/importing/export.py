"""A platform export, read: facts by row, each with what could not be understood in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sheetops.records.columns import Value
from sheetops.records.problems import Fact, Place, Problem, ProblemKind
from sheetops.rules.importing.presets import Preset
from sheetops.rules.privacy.masking import mask_text

_LONGEST = 60
"""Characters of a found value that a message quotes."""


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One row: fact → value; `problems` are those met while reading it."""

    number: int
    """The row number that Excel shows."""
    facts: Mapping[str, Value]
    problems: tuple[Problem, ...] = ()

    def text(self, fact: str) -> str:
        """Return the fact as text, empty where it is not told."""
        value = self.facts.get(fact)
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Export:
    """One file from the inbox, recognised and read."""

    name: str
    sha: str
    """SHA-256 of its bytes, hexadecimal."""
    preset: Preset
    rows: tuple[ExportRow, ...]
    words: Mapping[str, str]
    """Fact → heading as the file spells it."""
    idle: int = 0
    """Rows that are no application: the platform says that nobody asked for a refund."""

    @property
    def source(self) -> str:
        """Return the file and its fingerprint, as the filing log names it."""
        return f"inbox/{self.name}#{self.sha[:12]}"

    def problem(self, kind: ProblemKind, row: ExportRow, fact: str = "", **facts: Fact) -> Problem:
        """Return a problem of one row, about `fact` where it is about one."""
        return row_problem(kind, self.name, row.number, self.words.get(fact), **facts)


def row_problem(
    kind: ProblemKind, name: str, row: int, heading: str | None, **facts: Fact
) -> Problem:
    """Return a problem in row `row` of the export `name`; what is quoted is masked and cut."""
    place = Place(f"inbox/{name}", row=row, column=heading)
    quoted = {key: _quoted(fact) for key, fact in facts.items()}
    return Problem(kind, place, {"column": heading or "", **quoted})


def file_problem(kind: ProblemKind, name: str, **facts: Fact) -> Problem:
    """Return a problem of the export as a whole."""
    return Problem(kind, Place(f"inbox/{name}"), {"value": mask_text(name), **facts})


def _quoted(fact: Fact) -> Fact:
    if not isinstance(fact, str):
        return fact
    text = mask_text(" ".join(fact.split()))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
