"""What one sheet of the shop's workbooks is, and which workbooks there are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from sheetops.records.columns import Column, in_band_order
from sheetops.records.text import Text


@dataclass(frozen=True)
class Sheet:
    """One sheet: a single table of rows, each known by its key.

    `natural` names the columns that know a row before it has a key: alternatives, tried in order.
    `shows` names the columns whose values, joined by a space, stand for a row in a dropdown.
    """

    key: str
    title: Text
    purpose: Text
    table: str
    """Name of the Excel table, the same in every language."""
    key_column: str
    columns: tuple[Column, ...]
    natural: tuple[tuple[str, ...], ...] = ()
    shows: tuple[str, ...] = ()
    appended_by_jobs: bool = False
    """Whether jobs open the rows (slips, filing log); otherwise people and imports do."""
    by_key: Mapping[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", in_band_order(self.columns))
        object.__setattr__(self, "by_key", MappingProxyType({c.key: c for c in self.columns}))

    @cached_property
    def labelled_by(self) -> tuple[str, ...]:
        """Return the columns that make up a row's label in dropdowns."""
        return self.shows or (self.key_column,)


@dataclass(frozen=True, slots=True)
class Book:
    """One workbook of the shop: its file name, its sheets and whose it is."""

    key: str
    file: str
    """File name in the shop folder; for the filing log a pattern `filing_log/{month}.xlsx`."""
    glob: str
    """Every workbook of this kind, e.g. `applications*.xlsx` (one per agent is fine)."""
    title: Text
    whose: Text
    sheets: tuple[Sheet, ...]
    of_jobs: bool = False
    """Jobs only: rebuilt or appended at will, never merged with a person's edits."""
