"""What one layout of an export is: its headings in order, and the fact that each column tells."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from sheetops.records.spelling import folded
from sheetops.records.text import Text

Words = Mapping[str, Mapping[str, str]]
"""Fact → what this export writes → what that means, in words that every export is read by."""


class Purpose(StrEnum):
    """What an export is good for."""

    REFUNDS = "refunds"  # a row is an application: it opens a case or tells how a case stands
    ORDERS = "orders"  # a row is an order: it fills in what a recorded case does not know yet
    REPORT = "report"  # figures only: known, so that it can be told what it is, and not imported


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of an export. `fact` names what it tells; None for what the shop does not keep.

    A fact is a column of Applications, a column of Slips behind `slip.`, or one of the few that
    are no column: see `sheetops.rules.importing.readers.READERS`.
    """

    words: str
    """The heading, verbatim."""
    fact: str | None = None
    required: bool = False
    """Without this column the file is not this export."""
    aliases: tuple[str, ...] = ()
    """Other spellings that the same export is known to have."""


@dataclass(frozen=True, eq=False)
class Preset:
    """One layout of one platform's export."""

    key: str
    title: Text
    headings: tuple[Heading, ...]
    purpose: Purpose = Purpose.REFUNDS
    platform: str | None = None
    """Key of the platform whose numbers these are; None: the shop's own."""
    words: Words = field(default_factory=lambda: MappingProxyType({}))
    own: bool = False
    """Whether the shop wrote it down itself, in `imports/`."""

    @cached_property
    def required(self) -> tuple[Heading, ...]:
        """Return the headings without which a file is not this export."""
        return tuple(heading for heading in self.headings if heading.required)

    @cached_property
    def verbatim(self) -> frozenset[str]:
        """Return the headings as the platform spells them."""
        return frozenset(heading.words for heading in self.headings)

    @cached_property
    def meanings(self) -> Words:
        """Return the words of this export, each as it is compared."""
        return {
            fact: {folded(theirs): ours for theirs, ours in words.items()}
            for fact, words in self.words.items()
        }

    @cached_property
    def facts(self) -> frozenset[str]:
        """Return the facts that this layout can tell."""
        return frozenset(heading.fact for heading in self.headings if heading.fact)


def headings(words: str, *known: Heading) -> tuple[Heading, ...]:
    """Return the headings of a layout in the order of `words`, which are separated by commas.

    Those of `known` are as they stand there; the others are columns that the shop does not keep.
    """
    by_words = {heading.words: heading for heading in known}
    names = [name.strip() for name in words.split(",")]
    unused = by_words.keys() - set(names)
    if unused:
        raise ValueError(f"no such heading: {', '.join(sorted(unused))}")
    return tuple(by_words.get(name, Heading(name)) for name in names)


def renamed(known: Iterable[Heading], names: Mapping[str, str]) -> tuple[Heading, ...]:
    """Return the headings with some called otherwise; the former name stays an alias."""
    return tuple(
        replace(one, words=names[one.words], aliases=(*one.aliases, one.words))
        if one.words in names
        else one
        for one in known
    )
