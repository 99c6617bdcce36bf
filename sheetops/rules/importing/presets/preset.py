"""What one layout of an export is: its headings in order, and the fact that each column tells."""

from dataclasses import dataclass
from functools import cached_property

from sheetops.records.text import Text


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of an export. `fact` names what it tells; None for what the shop does not keep.

    A fact is a column of Applications, a column of Slips behind `slip.`, or one of the few that
    are no column: see `sheetops.rules.importing.values.READERS`.
    """

    words: str
    """The heading, verbatim."""
    fact: str | None = None
    required: bool = False
    """Without this column the file is not this export."""
    aliases: tuple[str, ...] = ()
    """Other spellings that the same export is known to have."""


@dataclass(frozen=True)
class Preset:
    """One layout of one platform's export."""

    key: str
    title: Text
    headings: tuple[Heading, ...]

    @cached_property
    def required(self) -> tuple[Heading, ...]:
        """Return the headings without which a file is not this export."""
        return tuple(heading for heading in self.headings if heading.required)
