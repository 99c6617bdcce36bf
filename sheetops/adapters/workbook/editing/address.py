"""Cells, areas and lists of areas as a sheet writes them: ``B5``, ``A1:C9``, ``A:A``, ``2:4``."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

LAST_ROW = 1_048_576  # ECMA-376 part 1, 18.3.1.73; Excel's own limits
LAST_COLUMN = 16_384

_AREA = re.compile(
    r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Za-z]{1,3})\$?([0-9]{1,7}))?"
    r"|\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})"
    r"|\$?([0-9]{1,7}):\$?([0-9]{1,7})"
)


class Cell(NamedTuple):
    """A place on a sheet; rows and columns count from 1."""

    row: int
    column: int

    def __str__(self) -> str:
        return f"{column_letters(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, all four borders included, counting from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        first = f"{column_letters(self.left)}{self.top}"
        if self.top == self.bottom and self.left == self.right:
            return first
        return f"{first}:{column_letters(self.right)}{self.bottom}"

    def holds(self, cell: Cell) -> bool:
        """Whether the cell lies inside."""
        return self.top <= cell.row <= self.bottom and self.left <= cell.column <= self.right

    def meets(self, other: "Area") -> bool:
        """Whether the two share a cell."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )

    def joined(self, other: "Area") -> "Area":
        """The smallest area around both."""
        return Area(
            min(self.top, other.top),
            min(self.left, other.left),
            max(self.bottom, other.bottom),
            max(self.right, other.right),
        )

    def down_to(self, bottom: int) -> "Area":
        """The same area with another last row."""
        return replace(self, bottom=bottom)

    @property
    def is_one_cell(self) -> bool:
        """Whether the area is a single cell."""
        return self.top == self.bottom and self.left == self.right


@lru_cache(maxsize=LAST_COLUMN)
def column_letters(number: int) -> str:
    """Write column 1 as ``A``, 28 as ``AB``."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=LAST_COLUMN)
def column_number(letters: str) -> int:
    """Read ``AB`` as 28. Letters of either case."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def parse_cell(text: str) -> Cell:
    """Read ``B5`` or ``$B$5``; ValueError for anything else or outside a sheet."""
    area = parse_area(text)
    if not area.is_one_cell or ":" in text:
        raise ValueError(text)
    return Cell(area.top, area.left)


def parse_area(text: str) -> Area:
    """Read ``A1``, ``A1:B9``, ``A:B`` or ``1:9``; ValueError for anything else."""
    found = _AREA.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    left, top, right, bottom, first, last, upper, lower = found.groups()
    if left:
        area = _area(top, left, bottom or top, right or left)
    elif first:
        area = _area(1, first, LAST_ROW, last)
    else:
        area = _area(upper, "A", lower, "XFD")
    if area.top < 1 or area.bottom > LAST_ROW or area.right > LAST_COLUMN:
        raise ValueError(text)
    return area


def _area(top: int | str, left: str, bottom: int | str, right: str) -> Area:
    rows = sorted((int(top), int(bottom)))
    columns = sorted((column_number(left), column_number(right)))
    return Area(rows[0], columns[0], rows[1], columns[1])


def parse_areas(text: str) -> list[Area]:
    """Read a list of areas as ``sqref`` writes it: separated by spaces."""
    return [parse_area(word) for word in text.split()]


def write_areas(areas: Iterable[Area]) -> str:
    """Write a list of areas as ``sqref`` wants it."""
    return " ".join(map(str, areas))
