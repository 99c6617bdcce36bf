"""The edits that are tried on every sheet of the corpus, and the cells that each of them means."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sheetops.adapters.workbook.editing import (
    AppendRows,
    Cell,
    Edit,
    Formula,
    SetCell,
    Survey,
    Value,
)
from sheetops.adapters.workbook.editing.book import Book
from tests.corpus.reading import read_sheet

_TEXT, _NUMBER = "改过的 edited", 1234.5


@dataclass(frozen=True)
class Trial:
    """An edit to try: what kind it is, which cells it means, what should stand there."""

    kind: str
    sheet: str
    edit: Edit
    meant: Callable[[Survey, Survey], set[tuple[int, int]]]
    wanted: dict[tuple[int, int], object]


def trials(data: bytes, shape: Survey) -> Iterator[Trial]:
    book = Book(data)
    content = book.package.read(book.entry(shape.sheet).path)
    cells = read_sheet(content).cells
    merged = [area for area in shape.merged if not area.is_one_cell]
    headings = [table.ref.down_to(table.header_row) for table in shape.tables if table.header_row]
    free = [
        cell
        for cell in map(Cell._make, cells)
        if not any(area.holds(cell) for area in (*merged, *headings))
    ]
    for kind, cell in _places(free, shape):
        value: str | float = _NUMBER if kind == "existing cell" else _TEXT
        yield Trial(
            kind, shape.sheet, SetCell(shape.sheet, str(cell), value), _only(cell), {cell: value}
        )
    yield from _other_values(shape, free)
    for table in shape.tables:
        rows = [[f"新 {number}"] for number in range(2)]
        append = AppendRows(shape.sheet, table.name, rows)
        filled = [Cell._make(at) for at, cell in cells.items() if cell.value and not cell.formula]
        yield Trial("append", shape.sheet, append, _rows_of(table.name, filled), {})


def _other_values(shape: Survey, free: list[Cell]) -> Iterator[Trial]:
    """A date, a formula, and nothing, in cells of their own."""
    values: dict[str, Value] = {
        "date": datetime.fromisoformat("2026-11-23T12:30"),
        "formula": Formula("1+1"),
        "blank": None,
    }
    for (kind, value), cell in zip(values.items(), reversed(free), strict=False):
        yield Trial(kind, shape.sheet, SetCell(shape.sheet, str(cell), value), _only(cell), {})


def _places(free: list[Cell], shape: Survey) -> Iterator[tuple[str, Cell]]:
    if free:
        yield "existing cell", free[len(free) // 2]
        row = free[0].row
        last = max(cell.column for cell in free if cell.row == row)
        last = max([last, *(area.right for area in shape.merged if area.top <= row <= area.bottom)])
        last = max([last, *(table.ref.right for table in shape.tables)])
        if last + 2 <= 16_384:
            yield "new cell", Cell(row, last + 2)
    bottom = max([shape.last_row, *(area.bottom for area in shape.merged), 1])
    bottom = max([bottom, *(table.ref.bottom for table in shape.tables)])
    if bottom + 2 <= 1_048_576:
        yield "new row", Cell(bottom + 2, 1)


def _only(cell: Cell) -> Callable[[Survey, Survey], set[tuple[int, int]]]:
    return lambda _before, _after: {(cell.row, cell.column)}


def _rows_of(name: str, filled: list[Cell]) -> Callable[[Survey, Survey], set[tuple[int, int]]]:
    """The table's rows from the first blank one at its end to its new last one.

    A row that only calculates is blank: nobody has typed into it.
    """

    def meant(before: Survey, after: Survey) -> set[tuple[int, int]]:
        old = next(table for table in before.tables if table.name == name)
        new = next(table for table in after.tables if table.name == name)
        body = old.ref.down_to(old.last_row)
        first = max([old.first_row - 1, *(cell.row for cell in filled if body.holds(cell))]) + 1
        return {
            (row, column)
            for row in range(first, new.ref.bottom + 1)
            for column in range(new.ref.left, new.ref.right + 1)
        }

    return meant
