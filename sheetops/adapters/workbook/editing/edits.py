"""What a caller may ask for: plain data, one class per kind of edit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in English notation as the file keeps it; the leading ``=`` may be left out.

    Functions newer than Excel 2007 carry their ``_xlfn.`` prefix, as in the file.
    """

    text: str


Value: TypeAlias = str | bool | int | float | Decimal | date | datetime | Formula | None
RowValues: TypeAlias = Mapping[str, Value] | Sequence[Value]


@dataclass(frozen=True, slots=True)
class SetCell:
    """Put a value into one cell, as if typed there; None empties it. The style stays."""

    sheet: str
    cell: str  # "B5"
    value: Value


@dataclass(frozen=True, slots=True)
class AppendRows:
    """Put rows below the last one of a table, which grows.

    ``table`` is the table's name, or None for the only table on the sheet. A row is a mapping by
    heading or a sequence from the first column on. What a row does not give, or gives as None,
    stays blank, or gets the column's formula where the table has one.
    """

    sheet: str
    table: str | None
    rows: Iterable[RowValues]


@dataclass(frozen=True, slots=True)
class RemoveRows:
    """Take rows out of a table, as whole rows of the sheet; what stands below moves up.

    ``rows`` are row numbers of the sheet, counting from 1, as they are when this edit's turn
    comes. Formulas, formats, links, notes, pictures and names follow. The last row of a table
    stays, blank. Refused when something that a person put there would be lost with a row:
    a value beside the table, a note, a picture, a formula elsewhere that needs the row. With
    ``has_copy`` the caller has copied the values beside the table, the words of the notes and the
    pictures in cells, and these go with their rows.
    """

    sheet: str
    table: str | None  # as for `AppendRows`
    rows: Sequence[int]
    has_copy: bool = False


@dataclass(frozen=True, slots=True)
class ReplacePicture:
    """Swap the picture of that name (or alternative text) on a sheet for a PNG.

    Place, size and frame stay. Other pictures that show the same image keep theirs.
    """

    sheet: str
    name: str
    png: bytes


Edit: TypeAlias = SetCell | AppendRows | RemoveRows | ReplacePicture
