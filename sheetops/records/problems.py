"""A problem: what is wrong, where, and what to do, in words that a shop clerk understands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from sheetops.records.text import Language, Text


class Severity(StrEnum):
    """An error has to be mended; a warning is worth a look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem stands. `row` is the row number that Excel shows; None: not in a sheet yet."""

    book: str
    """File name, relative to the shop folder, with `/`."""
    sheet: str | None = None
    """Sheet name as the workbook shows it."""
    row: int | None = None
    column: str | None = None
    """Heading as the workbook shows it."""
    cell: str | None = None
    """Cell address such as `AK7`, where there is one."""
    key: str | None = None
    """Key of the row, e.g. the case number."""

    def __str__(self) -> str:
        parts = [self.book, self.sheet, self.cell or (str(self.row) if self.row else None)]
        return "!".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One entry of the problem catalogue; `{names}` in its texts are filled from a problem's facts.

    `urgency` orders problems of one row, the smallest first. `rule` names the process rule
    (V01–V22) and `basis` the law article or platform rule behind it.
    """

    code: str
    severity: Severity
    title: Text
    message: Text
    remedy: Text
    rule: str | None = None
    basis: Text | None = None
    urgency: int = 50


Fact = str | Text


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `facts` fill the catalogue's words; `value` is what was found."""

    kind: ProblemKind
    place: Place
    facts: Mapping[str, Fact] = field(default_factory=lambda: MappingProxyType({}))
    sheet_key: str | None = None
    column_key: str | None = None

    @property
    def code(self) -> str:
        """Return the stable code, e.g. `duplicate-refund-no`."""
        return self.kind.code

    @property
    def severity(self) -> Severity:
        """Return whether it is an error or a warning."""
        return self.kind.severity

    def message(self, language: Language) -> str:
        """Return what is wrong, in one sentence."""
        return self._fill(self.kind.message, language)

    def remedy(self, language: Language) -> str:
        """Return what to do, in one sentence."""
        return self._fill(self.kind.remedy, language)

    def _fill(self, text: Text, language: Language) -> str:
        words = {k: v.to(language) if isinstance(v, Text) else v for k, v in self.facts.items()}
        return text.to(language).format(**words)
