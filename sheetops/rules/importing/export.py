"""A platform export, read: facts by row, each with what could not be understood in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import overload

from sheetops.records.columns import Value
from sheetops.records.problems import Fact, Place, Problem, ProblemKind
from sheetops.rules.importing.layout import Layout
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
    sheet: str | None = None
    """The sheet it stands in, where the export has several."""

    def text(self, fact: str) -> str:
        """Return the fact as text, empty where it is not told."""
        value = self.facts.get(fact)
        return "" if value is None else str(value)


@dataclass(frozen=True)
class Part:
    """The rows of one sheet, column by column: as little memory as 100,000 rows can take."""

    numbers: Sequence[int]
    """Row numbers, as Excel shows them."""
    facts: Mapping[str, Sequence[Value]]
    """Fact → one value for each row."""
    told: Mapping[int, tuple[Problem, ...]] = field(default_factory=dict)
    """Place of a row among the numbers → what was met while reading it."""
    sheet: str | None = None

    def row(self, place: int) -> ExportRow:
        """Return one row, by its place among the numbers."""
        facts = {f: column[place] for f, column in self.facts.items() if column[place] is not None}
        return ExportRow(self.numbers[place], facts, self.told.get(place, ()), self.sheet)


@dataclass(frozen=True)
class Rows(Sequence[ExportRow]):
    """The rows of all parts, one after the other, each made when it is asked for."""

    parts: tuple[Part, ...]

    def __len__(self) -> int:
        return sum(len(part.numbers) for part in self.parts)

    def __iter__(self) -> Iterator[ExportRow]:
        return (part.row(place) for part in self.parts for place in range(len(part.numbers)))

    @overload
    def __getitem__(self, index: int) -> ExportRow: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[ExportRow]: ...
    def __getitem__(self, index: int | slice) -> ExportRow | Sequence[ExportRow]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        place = index if index >= 0 else index + len(self)
        for part in self.parts:
            if 0 <= place < len(part.numbers):
                return part.row(place)
            place -= len(part.numbers)
        raise IndexError(index)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What of a file is no row of the export, counted so that nothing is lost in silence."""

    idle: int = 0
    """Rows that are no application: nobody asked for a refund, or an ERP dropped it."""
    remarks: int = 0
    """Notes and totals below the table."""
    sheets: tuple[str, ...] = ()
    """Other sheets of the workbook."""


@dataclass(frozen=True)
class Export:
    """One file from the inbox, recognised and read."""

    name: str
    sha: str
    """SHA-256 of its bytes, hexadecimal."""
    layout: Layout
    parts: tuple[Part, ...]
    left_out: LeftOut = LeftOut()
    told: tuple[Problem, ...] = ()
    """What was met in the file and belongs to no row that can be imported."""

    @cached_property
    def rows(self) -> Rows:
        """Return the rows that are applications or orders."""
        return Rows(self.parts)

    @property
    def preset(self) -> Preset:
        """Return what kind of export it is."""
        return self.layout.preset

    @property
    def words(self) -> Mapping[str, str]:
        """Return fact → heading as the file spells it."""
        return self.layout.words

    @property
    def idle(self) -> int:
        """Return how many rows are no application."""
        return self.left_out.idle

    @cached_property
    def source(self) -> str:
        """Return the file and its fingerprint, as the filing log names it."""
        return f"inbox/{self.name}#{self.sha[:12]}"

    def problem(self, kind: ProblemKind, row: ExportRow, fact: str = "", **facts: Fact) -> Problem:
        """Return a problem of one row, about `fact` where it is about one."""
        heading = self.words.get(fact)
        return row_problem(kind, self.name, row.number, heading, row.sheet, **facts)


def row_problem(
    kind: ProblemKind,
    name: str,
    row: int,
    heading: str | None,
    sheet: str | None = None,
    **facts: Fact,
) -> Problem:
    """Return a problem in row `row` of the export `name`; what is quoted is masked and cut."""
    place = Place(f"inbox/{name}", sheet=sheet, row=row, column=heading)
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
