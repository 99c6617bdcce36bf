"""What one column of a sheet is: its words, its type, who writes it and what may stand in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sheetops.records.text import Text

Value = str | bool | int | Decimal | date | datetime | tuple[str, ...] | None
"""What a cell means once it is read. Choices are keys, lists are tuples of keys, money is Decimal."""


class Kind(StrEnum):
    """The type of a column; it decides number format, alignment and how a cell is read."""

    ID = "id"  # an identifier: always a text cell, never a number
    TEXT = "text"
    PROSE = "prose"  # sentences that people write: wrapped
    CHOICE = "choice"
    CHOICES = "choices"  # several, joined by a semicolon
    FLAG = "flag"  # 是/否, yes/no
    COUNT = "count"  # whole number
    NUMBER = "number"  # Decimal
    MONEY = "money"  # Decimal, CNY, two places
    DATE = "date"
    TIME = "time"  # datetime, shop time


class Writer(StrEnum):
    """Who owns a column. Jobs write where JOB or IMPORT stands, and never over a person's words."""

    AGENT = "agent"
    WAREHOUSE = "warehouse"
    MANAGER = "manager"
    IMPORT = "import"
    JOB = "job"


class Need(StrEnum):
    """Whether a cell must be filled."""

    ALWAYS = "always"
    SOMETIMES = "sometimes"  # `Column.when` says in words when; a cross-field check enforces it
    OPTIONAL = "optional"


class Band(StrEnum):
    """Where a column stands in its sheet, from left to right."""

    KEY = "key"  # frozen at the left
    TYPED = "typed"  # what people type: white
    JOBS = "jobs"  # what sheetops writes: one block, pale blue-grey
    IMPORTED = "imported"  # what exports bring: folded away
    SELDOM = "seldom"  # what a normal case does not need: folded away


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the data dictionary; everything about it that anybody needs is said here."""

    key: str
    title: Text
    kind: Kind
    need: Need
    writers: tuple[Writer, ...]
    band: Band
    hint: Text
    when: Text | None = None
    choices: str | None = None
    """Name of a list in `sheetops.records.choices`."""
    refers: str | None = None
    """Key of the sheet whose rows this column names, e.g. `reasons`; the value is that row's key."""
    pattern: str | None = None
    """Regular expression that the whole text must match."""
    pattern_words: Text | None = None
    """The pattern in words, for the message."""
    least: int | Decimal | None = None
    most: int | Decimal | None = None
    """Bounds, both inclusive: of the number, or of the length of a text."""
    personal: bool = False
    """Personal data of the buyer (PIPL): masked wherever it leaves the workbook."""
    example: str = ""
    width: float | None = None
    """In characters; None: derived from the kind."""
    aliases: tuple[str, ...] = ()
    """Other headings under which people know this column."""

    @property
    def of_jobs(self) -> bool:
        """Whether only jobs write here."""
        return set(self.writers) <= {Writer.JOB, Writer.IMPORT}

    @property
    def is_share(self) -> bool:
        """Whether it is a share of 1, shown in per cent: a rate, as its name says."""
        return self.kind is Kind.NUMBER and self.key.endswith("_rate")

    @property
    def shared(self) -> bool:
        """Whether jobs may fill the cell and people may too; a person's value wins."""
        return not self.of_jobs and bool({Writer.JOB, Writer.IMPORT} & set(self.writers))

    @property
    def of_people(self) -> bool:
        """Whether jobs never write here."""
        return not {Writer.JOB, Writer.IMPORT} & set(self.writers)


def in_band_order(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Return the columns as a sheet shows them: by band, and as declared within a band."""
    order = {band: place for place, band in enumerate(Band)}
    return tuple(sorted(columns, key=lambda column: order[column.band]))


_WRITERS = {
    "A": Writer.AGENT,
    "W": Writer.WAREHOUSE,
    "M": Writer.MANAGER,
    "I": Writer.IMPORT,
    "J": Writer.JOB,
}
_NEEDS = {"R": Need.ALWAYS, "C": Need.SOMETIMES, "O": Need.OPTIONAL}


def say(words: str) -> Text:
    """Return `中文|English` as a Text."""
    zh, en = words.split("|")
    return Text(zh, en)


def define(
    key: str,
    title: str,
    kind: Kind,
    need: str,
    writers: str,
    band: Band,
    hint: str,
    *,
    when: str | None = None,
    choices: str | None = None,
    refers: str | None = None,
    pattern: str | None = None,
    pattern_words: str | None = None,
    least: int | Decimal | None = None,
    most: int | Decimal | None = None,
    personal: bool = False,
    example: str = "",
    width: float | None = None,
    aliases: tuple[str, ...] = (),
) -> Column:
    """Return a column from one line of the dictionary.

    `need` is R, C or O (required, on condition, optional); `writers` is made of A agent,
    W warehouse, M manager, I import and J job; words are written `中文|English`.
    """
    return Column(
        key=key,
        title=say(title),
        kind=kind,
        need=_NEEDS[need],
        writers=tuple(_WRITERS[letter] for letter in writers),
        band=band,
        hint=say(hint),
        when=say(when) if when else None,
        choices=choices,
        refers=refers,
        pattern=pattern,
        pattern_words=say(pattern_words) if pattern_words else None,
        least=least,
        most=most,
        personal=personal,
        example=example,
        width=width,
        aliases=aliases,
    )
