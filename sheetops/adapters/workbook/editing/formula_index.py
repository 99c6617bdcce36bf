"""Every formula of a sheet, found by its tag; rows are not taken apart for it."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from sheetops.adapters.workbook.editing.address import Cell, column_number
from sheetops.adapters.workbook.editing.cells import FormulaMark, plain
from sheetops.adapters.workbook.editing.dialect import Dialect, attributes_of
from sheetops.adapters.workbook.editing.row_index import RowIndex


class FormulaPlace(NamedTuple):
    """A formula, its cell, and where its markup ends."""

    cell: Cell
    mark: FormulaMark
    end: int


def find_formulas(
    markup: bytes, masked: bytes, index: RowIndex, body: tuple[int, int], dialect: Dialect
) -> Iterator[FormulaPlace]:
    """The formulas in the order of the file."""
    for start in _formula_starts(masked, body, dialect):
        found = dialect.formula.match(masked, start, body[1])
        if found is not None:
            cell = _owner(masked, start, index, dialect)
            yield FormulaPlace(cell, _mark(markup, found.span(1), found.span(2)), found.end())


def formula_cells(
    masked: bytes, index: RowIndex, body: tuple[int, int], dialect: Dialect
) -> Iterator[Cell]:
    """The cells that hold a formula; the formulas themselves are not read."""
    for start in _formula_starts(masked, body, dialect):
        yield _owner(masked, start, index, dialect)


def _formula_starts(masked: bytes, body: tuple[int, int], dialect: Dialect) -> Iterator[int]:
    opening = dialect.opening("f")
    width = len(opening)
    at = masked.find(opening, *body)
    while at >= 0:
        if masked[at + width] in b"> /\t\r\n":
            yield at
        at = masked.find(opening, at + width, body[1])


def _mark(markup: bytes, written: tuple[int, int], text: tuple[int, int]) -> FormulaMark:
    formula = plain(markup[slice(*text)]) if text[0] >= 0 else ""
    if written[0] == written[1]:
        return FormulaMark("normal", formula, "", "")
    attributes = attributes_of(markup[slice(*written)])
    return FormulaMark(
        attributes.get(b"t", b"normal").decode(),
        formula,
        attributes.get(b"ref", b"").decode(),
        attributes.get(b"si", b"").decode(),
    )


def _owner(masked: bytes, formula: int, index: RowIndex, dialect: Dialect) -> Cell:
    """The cell around a formula: its opening tag is the one before."""
    start = masked.rfind(b"<", 0, formula)
    found = dialect.cell_name.match(masked, start, formula)
    if found is not None:
        return Cell(int(found[2]), column_number(found[1].decode()))
    row = bisect_right(index.starts, formula) - 1
    return Cell(index.numbers[row], dialect.count_columns(masked, index.starts[row], start))
