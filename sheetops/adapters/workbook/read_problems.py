"""What was found while reading, in the words of the problem catalogue and with its place."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sheetops.adapters.workbook.editing import Area, Cell
from sheetops.adapters.workbook.editing.address import column_letters
from sheetops.adapters.workbook.read_columns import Remark
from sheetops.adapters.workbook.read_headings import Headings
from sheetops.adapters.workbook.read_look import SheetLook, TablePlace
from sheetops.adapters.workbook.read_rows import SEARCHED_ROWS
from sheetops.adapters.workbook.read_sheet import named_cells
from sheetops.records.catalogue import books
from sheetops.records.catalogue import cells as kinds
from sheetops.records.cells import NO, YES, Raw
from sheetops.records.choices import CHOICES
from sheetops.records.columns import Column, Kind, Need, Value
from sheetops.records.problems import Fact, Place, Problem, ProblemKind, Severity
from sheetops.records.sheets import Sheet
from sheetops.records.showing import listed, shown
from sheetops.records.table import Table
from sheetops.records.text import Language, Text


@dataclass(frozen=True, slots=True)
class SheetFindings:
    """Everything that reading one sheet brought up."""

    table: Table
    headings: Headings
    left: int
    """Number of the leftmost column that was read."""
    look: SheetLook
    remarks: Sequence[Remark]
    shape: TablePlace | None


def missing_sheet(sheet: Sheet, file: str, language: Language) -> Problem:
    """Return the problem of a sheet that the workbook does not have."""
    place = Place(file, sheet.title.to(language))
    return Problem(books.SHEET_MISSING, place, {"value": sheet.title}, sheet.key)


def missing_headings(sheet: Sheet, file: str, title: str) -> Problem:
    """Return the problem of a sheet in which no heading row was found."""
    facts: dict[str, Fact] = {"wanted": str(SEARCHED_ROWS)}
    return Problem(books.HEADINGS_NOT_FOUND, Place(file, title), facts, sheet.key)


def sheet_problems(found: SheetFindings) -> Iterator[Problem]:
    """Yield the problems of one sheet: headings first, then cells."""
    yield from _heading_problems(found)
    yield from _rows_below(found)
    yield from _merged(found)
    yield from _hazards(found)
    for remark in found.remarks:
        column = found.table.sheet.by_key[remark.column]
        # jobs write these columns themselves; how the content is stored is no one's trouble
        if not (column.of_jobs and remark.kind.severity is Severity.WARNING):
            yield _of_cell(found, remark.kind, remark.row, column, remark.raw)


def _heading_problems(found: SheetFindings) -> Iterator[Problem]:
    sheet, headings = found.table.sheet, found.headings
    absent = [column for column in sheet.columns if column.key not in headings.offsets]
    for kind, columns in (
        (books.HEADING_MISSING, [c for c in absent if c.need is not Need.OPTIONAL]),
        (books.HEADING_MISSING_OPTIONAL, [c for c in absent if c.need is Need.OPTIONAL]),
    ):
        if columns:
            yield _of_heading(found, kind, value=listed([c.title for c in columns]))
    for key, offsets in headings.doubled.items():
        letters = [Text(*[column_letters(found.left + at)] * 2) for at in offsets]
        value = headings.words[key]
        yield _of_heading(found, books.HEADING_DOUBLED, value=value, wanted=listed(letters))


def _of_heading(found: SheetFindings, kind: ProblemKind, **facts: Fact) -> Problem:
    span = found.table.spans[0]
    place = Place(span.book, span.title, found.headings.row)
    return Problem(kind, place, facts, found.table.sheet.key)


def _rows_below(found: SheetFindings) -> Iterator[Problem]:
    if found.shape is None:
        return
    rows = found.table.spans[0].rows
    first = bisect_left(rows, found.shape.bottom + 1)
    if first < len(rows):
        place = found.table.place(first)
        facts: dict[str, Fact] = {"value": str(rows[first])}
        yield Problem(books.ROWS_BELOW_TABLE, place, facts, found.table.sheet.key)


def _merged(found: SheetFindings) -> Iterator[Problem]:
    left = {found.left + offset for offset in found.headings.offsets.values()}
    for area in found.look.merged:
        if area.bottom <= found.headings.row or area.is_one_cell:
            continue
        if any(area.left <= column <= area.right for column in left):
            yield _of_area(found, area)


def _of_area(found: SheetFindings, area: Area) -> Problem:
    place = _place(found, max(area.top, found.headings.row + 1), None)
    return Problem(books.MERGED_CELLS, place, {"value": str(area)}, found.table.sheet.key)


def _hazards(found: SheetFindings) -> Iterator[Problem]:
    errors, valueless = found.look.errors, found.look.valueless
    for cell, key in _cells(found, iter(errors)):
        yield _of_cell(found, kinds.ERROR_VALUE, cell.row, _column(found, key), errors[cell])
    for cell, key in _cells(found, iter(sorted(found.look.formulas))):
        column = _column(found, key)
        if cell in valueless:
            yield _of_cell(found, kinds.FORMULA_WITHOUT_VALUE, cell.row, column, None)
        elif cell not in errors and not column.of_jobs and not _is_totals(found, cell):
            value = _value(found, cell.row, key)
            yield _of_cell(found, kinds.FORMULA_IN_CELL, cell.row, column, value)


def _cells(found: SheetFindings, cells: Iterator[Cell]) -> Iterator[tuple[Cell, str]]:
    return named_cells(cells, found.headings, found.left)


def _column(found: SheetFindings, key: str) -> Column:
    return found.table.sheet.by_key[key]


def _is_totals(found: SheetFindings, cell: Cell) -> bool:
    return found.shape is not None and cell.row == found.shape.totals_row


def _value(found: SheetFindings, row: int, key: str) -> Value:
    index = _index(found.table.spans[0].rows, row)
    return None if index is None else found.table.column(key)[index]


def _of_cell(
    found: SheetFindings, kind: ProblemKind, row: int, column: Column, value: Value | Raw
) -> Problem:
    facts: dict[str, Fact] = {
        "column": column.title,
        "value": shown(column, value),
        "wanted": _wanted(found, kind, row, column),
    }
    place = _place(found, row, column.key)
    return Problem(kind, place, facts, found.table.sheet.key, column.key)


def _wanted(found: SheetFindings, kind: ProblemKind, row: int, column: Column) -> Fact:
    if kind is kinds.UNKNOWN_CHOICE:
        choices = CHOICES.get(column.choices or "")
        return listed([choice.text for choice in choices] if choices else [YES, NO])
    if kind is kinds.TOO_MANY_DECIMALS:
        return shown(column, _value(found, row, column.key))
    if column.kind in (Kind.DATE, Kind.TIME):
        return "2026-03-01" if column.kind is Kind.DATE else "2026-03-01 10:30"
    return column.example or "12"


def _place(found: SheetFindings, row: int, key: str | None) -> Place:
    """A row that was skipped because nothing in it could be read has a place all the same."""
    index = _index(found.table.spans[0].rows, row)
    if index is not None:
        return found.table.place(index, key)
    span = found.table.spans[0]
    cell = f"{span.letters[key]}{row}" if key else None
    return Place(span.book, span.title, row, span.headings[key] if key else None, cell)


def _index(rows: Sequence[int], row: int) -> int | None:
    at = bisect_left(rows, row)
    return at if at < len(rows) and rows[at] == row else None
