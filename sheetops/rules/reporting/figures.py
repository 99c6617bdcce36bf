"""The shapes of the shop's figures: a count with the one before it, a share, a day, a slice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from sheetops.records.text import Text

FEWEST = 5
"""A share of fewer than five says nothing and is shown as “—” (the desk's own rule)."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure and the same figure one day earlier; money is Decimal, everything else a count."""

    now: int | Decimal
    before: int | Decimal

    @property
    def change(self) -> int | Decimal:
        """Return how much it grew (negative: shrank)."""
        return self.now - self.before


@dataclass(frozen=True, slots=True)
class Rate:
    """`part` of `whole`, both shown, so that a share of 3 of 3 is not taken for a habit."""

    title: Text
    part: int
    whole: int
    target: Text

    @property
    def share(self) -> Decimal | None:
        """Return part ÷ whole, two places (0.95); None when `whole` is below five."""
        if self.whole < FEWEST:
            return None
        return (Decimal(self.part) / self.whole).quantize(Decimal("0.01"), ROUND_HALF_UP)

    @property
    def percent(self) -> str:
        """Return `95%`, or `—` when there are too few; never 100% while one is missing."""
        if self.whole < FEWEST:
            return "—"
        exact = Decimal(100 * self.part) / self.whole
        whole = exact.quantize(Decimal(1), ROUND_HALF_UP)
        if whole == 100 and self.part < self.whole:
            return "99%"
        return f"{whole}%"


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over `count` cases; `value` is None when there are fewer than five."""

    title: Text
    total: Decimal
    count: int
    unit: Text

    @property
    def value(self) -> Decimal | None:
        """Return total ÷ count, one place."""
        if self.count < FEWEST:
            return None
        return (self.total / self.count).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Day:
    """What happened on one day."""

    day: date
    came_in: int
    decided: int
    closed: int
    refunded: Decimal


@dataclass(frozen=True, slots=True)
class Slice:
    """How many there are of one sort."""

    title: Text
    count: int


def rate(title: Text, target: Text, outcomes: Iterable[bool | None]) -> Rate:
    """Return the share of True among the outcomes that are not None (None: does not count yet)."""
    known = [outcome for outcome in outcomes if outcome is not None]
    return Rate(title, sum(known), len(known), target)
