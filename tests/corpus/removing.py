"""Rows taken out of every table of a file: all other values must be there, so many rows higher."""

from bisect import bisect_left
from typing import TYPE_CHECKING

from sheetops.adapters.workbook.editing import EditRefused, RemoveRows, Survey, TableShape, edit
from sheetops.adapters.workbook.editing.book import Book
from tests.corpus.reading import members, read_sheet
from tests.corpus.values import READERS, Values

if TYPE_CHECKING:
    from tests.corpus.checking import Outcome

Place = tuple[str, int, int]


def check_removals(
    outcome: "Outcome", data: bytes, shape: Survey, before: dict[str, Values]
) -> None:
    """Take some rows out of each table of a sheet."""
    for table in shape.tables:
        rows = _some_rows(table)
        if not rows:
            continue
        try:
            wanted = RemoveRows(shape.sheet, table.name, rows)
            new = edit(data, [wanted], respect_protection=False)
        except EditRefused as refusal:
            outcome.refused[f"remove: {refusal.reason}"] += 1
            continue
        outcome.edited["remove"] += 1
        outcome.lost += [
            f"remove: part {path}"
            for path in members(data).keys() - members(new).keys()
            if not path.lower().endswith("calcchain.xml")
        ]
        _compare(outcome, new, shape.sheet, rows, before)


def _some_rows(table: TableShape) -> list[int]:
    """The first, the middle one and the last of many rows; one of a few."""
    first, last = table.first_row, table.last_row
    middle = (first + last) // 2
    return sorted({first, middle, last}) if last - first > 3 else [middle] * (last > first)


def _compare(
    outcome: "Outcome", new: bytes, sheet: str, gone: list[int], before: dict[str, Values]
) -> None:
    unset = _formula_cells(new)
    for reader, read in READERS.items():
        if before[reader].error:
            continue
        now = read(new)
        if now.error:
            outcome.lost.append(f"remove: {reader} cannot read it any more: {now.error}")
            continue
        outcome.read[reader] += 1
        differing = now.differing(_wanted(before[reader], sheet, gone), unset)
        outcome.differing[reader] += len(differing)
        outcome.lost += [f"remove {gone}: {reader}: {change}" for change in differing[:3]]


def _wanted(before: Values, sheet: str, gone: list[int]) -> Values:
    return Values(
        {
            _moved(place, sheet, gone): value
            for place, value in before.values.items()
            if place[0] != sheet or place[1] not in gone
        }
    )


def _moved(place: Place, sheet: str, gone: list[int]) -> Place:
    name, row, column = place
    return (name, row - bisect_left(gone, row), column) if name == sheet else place


def _formula_cells(data: bytes) -> set[Place]:
    """Cells whose text follows the rows, and whose value may wait for a calculation."""
    parts = {
        path.replace("\\", "/").lower(): content for path, (_, content) in members(data).items()
    }
    return {
        (entry.name, *place)
        for entry in Book(data).entries
        if entry.kind == "worksheet"
        for place, cell in read_sheet(parts[entry.path.lower()]).cells.items()
        if cell.formula is not None
    }
