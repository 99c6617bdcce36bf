"""Where every row of a sheet is once some of its rows are gone."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from sheetops.adapters.workbook.editing.address import (
    LAST_ROW,
    Area,
    Cell,
    parse_areas,
    write_areas,
)
from sheetops.adapters.workbook.editing.formulas import rewrite_areas

_ROW = re.compile(r"(\$?)([0-9]{1,7})$")


class RowReferred(Exception):
    """A text names cells that are to go, and nothing else in their place."""


@dataclass(frozen=True, slots=True)
class Shift:
    """The rows that go from one sheet, whole rows as when a person deletes them.

    ``sheets`` are the names of all sheets in their order, for references through several of them.
    From the row ``blank_from`` on the sheet is blank. A range that begins above and ends there was
    given room to grow, and keeps its end: it would lose that room month after month.
    """

    sheet: str
    gone: tuple[int, ...]  # rising
    sheets: tuple[str, ...]
    blank_from: int = LAST_ROW + 1

    @property
    def first(self) -> int:
        """The first row that goes; nothing above it moves."""
        return self.gone[0]

    def takes(self, row: int) -> bool:
        """Whether the row goes."""
        at = bisect_left(self.gone, row)
        return at < len(self.gone) and self.gone[at] == row

    def row(self, row: int) -> int:
        """Where a row is then; for one that goes, where the next one that stays is."""
        return row - bisect_left(self.gone, row)

    def rows(self, top: int, bottom: int) -> tuple[int, int] | None:
        """Where a range of rows is then; None when all of it goes."""
        if (top, bottom) == (1, LAST_ROW):
            return top, bottom  # whole columns
        new_top, new_bottom = self.row(top), bottom - bisect_right(self.gone, bottom)
        return (new_top, new_bottom) if new_top <= new_bottom else None

    def rows_with_room(self, top: int, bottom: int) -> tuple[int, int] | None:
        """The same for a range of a format or a formula, which keeps its room below."""
        if top < self.blank_from <= bottom:
            return self.row(top), bottom
        return self.rows(top, bottom)

    def table(self, area: Area) -> Area:
        """Where a table is then, which may fill its columns from the first row to the last."""
        bottom = area.bottom - bisect_right(self.gone, area.bottom)
        return replace(area, top=self.row(area.top), bottom=bottom)

    def area(self, area: Area) -> Area | None:
        """Where an area is then; None when all of it goes."""
        rows = self.rows(area.top, area.bottom)
        return None if rows is None else replace(area, top=rows[0], bottom=rows[1])

    def areas(self, written: str, *, keep_room: bool) -> str:
        """A list of areas (``sqref``) as it reads then; empty when all of them go."""
        moved = []
        for area in parse_areas(written):
            rows = (self.rows_with_room if keep_room else self.rows)(area.top, area.bottom)
            if rows is not None:
                moved.append(replace(area, top=rows[0], bottom=rows[1]))
        return write_areas(moved)

    def cell(self, cell: Cell) -> Cell:
        """Where a cell that stays is then."""
        return Cell(self.row(cell.row), cell.column)

    def holds(self, area: Area) -> bool:
        """Whether rows of the area go."""
        at = bisect_left(self.gone, area.top)
        return at < len(self.gone) and self.gone[at] <= area.bottom

    def formula(self, text: str, *, is_own: bool) -> str:
        """A formula as it reads then; ``is_own`` when it stands on this sheet.

        Raises RowReferred where Excel would write ``#REF!``.
        """

        def change(sheet: str, written: str) -> str:
            return self._written(written) if self._is_meant(sheet, written, is_own) else written

        return rewrite_areas(text, change)

    def anchored(self, text: str, slide: int, *, is_own: bool) -> str:
        """A formula of a format or a validation, which is read from the first cell of its area.

        Its loose rows (without ``$``) go along with that cell by ``slide`` rows, the others keep
        to their cells. Raises RowReferred where a row that goes is meant.
        """

        def change(sheet: str, written: str) -> str:
            if not self._is_meant(sheet, written, is_own):
                return written
            return self._slid(written, slide if is_own else None)

        return rewrite_areas(text, change)

    def _is_meant(self, sheet: str, written: str, is_own: bool) -> bool:
        if not sheet:
            return is_own
        first, through, last = sheet.partition(":")
        if not through:
            return sheet.casefold() == self.sheet.casefold()
        names = [name.casefold() for name in self.sheets]
        ends = (first.casefold(), last.casefold())
        if all(end in names for end in ends):
            low, high = sorted(map(names.index, ends))
            if low <= names.index(self.sheet.casefold()) <= high and self._moves(written):
                raise RowReferred(f"{sheet}!{written}")  # the same cells of other sheets stay
        return False

    def _moves(self, written: str) -> bool:
        return any(number >= self.first for _, _, number in _ends(written))

    def _written(self, written: str) -> str:
        """An area whose ends keep to their cells."""
        ends = _ends(written)
        if not ends:
            return written
        numbers = [number for _, _, number in ends]
        rows = self.rows_with_room(min(numbers), max(numbers))
        if rows is None:
            raise RowReferred(written)
        top = ends[0][2] > ends[-1][2]  # B9:B2 is as good as B2:B9
        places = (rows[top], rows[not top])
        return ":".join(
            f"{head}{fix}{place}" for (head, fix, _), place in zip(ends, places, strict=False)
        )

    def _slid(self, written: str, slide: int | None) -> str:
        """An area whose loose ends go ``slide`` rows along; None when they stand still."""
        ends = _ends(written)
        if not any(not fix for _, fix, _ in ends):
            return self._written(written)
        if slide is None:
            if any(number >= self.first for _, _, number in ends):
                raise RowReferred(written)
            return written
        places = [self._fixed(number) if fix else number + slide for _, fix, number in ends]
        if not all(1 <= place <= LAST_ROW for place in places):
            raise RowReferred(written)
        return ":".join(
            f"{head}{fix}{place}" for (head, fix, _), place in zip(ends, places, strict=True)
        )

    def _fixed(self, row: int) -> int:
        return row if row >= self.blank_from else self.row(row)


def _ends(written: str) -> list[tuple[str, str, int]]:
    """The ends of an area: column as written, dollar sign or nothing, row; none for columns."""
    found = [_ROW.search(end) for end in written.split(":")]
    return [(end.string[: end.start()], end[1], int(end[2])) for end in found if end]
