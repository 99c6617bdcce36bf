"""A worksheet under edit: its frame a small document, its rows bytes until they are touched."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from sheetops.adapters.workbook.editing.address import Area, Cell, parse_area
from sheetops.adapters.workbook.editing.cells import Content, FormulaMark, read_content
from sheetops.adapters.workbook.editing.dialect import Dialect, dialect_of
from sheetops.adapters.workbook.editing.formula_index import FormulaPlace, find_formulas
from sheetops.adapters.workbook.editing.markup import Document, Element
from sheetops.adapters.workbook.editing.package import Package
from sheetops.adapters.workbook.editing.refusal import EditRefused
from sheetops.adapters.workbook.editing.row_index import (
    RowIndex,
    is_plain,
    mask,
    parse_rows,
    search_rows,
)
from sheetops.adapters.workbook.editing.rows import Row, new_row, take_apart

_SHEET_DATA = re.compile(rb"<([A-Za-z_][\w.-]*:)?sheetData(?=[\s/>])")
_MARK = b"\0rows\0"  # never in XML


class Sheet:
    """One worksheet. Nothing is parsed that no edit needs."""

    def __init__(self, package: Package, path: str, name: str) -> None:
        self.package = package
        self.path = path
        self.name = name
        self.markup = package.read_markup(path)
        self.is_plain = is_plain(self.markup)
        self.masked = self.markup if self.is_plain else mask(self.markup)
        self.dialect, self._outer, self.body = self._find_rows()
        self.frame = self._read_frame()
        self._touched: dict[int, Row] = {}
        self._cuts: list[tuple[int, int]] = []  # cached values to drop in untouched rows
        self.changed: set[Cell] = set()  # cells whose value is new
        self.got_formula = False
        self.lost: dict[Cell, FormulaMark] = {}  # formulas of the file that were overwritten

    def _find_rows(self) -> tuple[Dialect, tuple[int, int], tuple[int, int]]:
        """The dialect, the span of sheetData, and the span of the rows in it."""
        found = _SHEET_DATA.search(self.masked)
        if found is None:
            raise EditRefused("malformed-xml", self.path, "sheetData")
        dialect = dialect_of(found[1] or b"")
        tag = dialect.sheet_data.match(self.masked, found.start())
        if tag is None:
            raise EditRefused("malformed-xml", self.path, "sheetData")
        if tag[1]:
            return dialect, tag.span(), (tag.end(), tag.end())
        closing = dialect.closing("sheetData")[:-1]
        end = self.masked.rfind(closing, tag.end())
        outer_end = self.masked.find(b">", end) + 1
        if end < 0 or not outer_end:
            raise EditRefused("malformed-xml", self.path, "sheetData")
        return dialect, (tag.start(), outer_end), (tag.end(), end)

    def _read_frame(self) -> Document:
        start, end = self._outer
        empty = self.dialect.opening("sheetData") + b"/>"
        frame = Document(self.markup[:start] + empty + self.markup[end:], self.path)
        rows = frame.root.child("sheetData")
        if rows is None or rows.start != start or frame.root.name != "worksheet":
            raise EditRefused("malformed-xml", self.path, "sheetData")
        return frame

    def place(self, row: int, column: int) -> str:
        """How a person calls a cell of this sheet."""
        return f"{self.name}!{Cell(row, column)}"

    @cached_property
    def rows(self) -> RowIndex:
        """Where the rows lie, in whatever order they are."""
        start, end = self.body
        if self.dialect.has_other_rows(self.masked, start, end):
            raise EditRefused("unreadable-row", self.name)
        if self.is_plain:
            return search_rows(self.markup, start, end, self.dialect)
        return parse_rows(self.markup, end, self.dialect, self.path)

    @cached_property
    def index(self) -> RowIndex:
        """Where the rows lie; EditRefused when they do not rise."""
        if not self.rows.is_ordered():
            raise EditRefused("rows-out-of-order", self.name)
        return self.rows

    def row(self, number: int) -> Row | None:
        """A row, taken apart; None when the sheet has no such row."""
        if number not in self._touched:
            at = self.index.find(number)
            if at is None:
                return None
            span = self.index.span(at)
            self._touched[number] = take_apart(
                self.markup, self.masked, span, number, self.dialect, self.name
            )
        return self._touched[number]

    def row_to_write(self, number: int, like: Row | None = None) -> Row:
        """A row, made when it is not there yet."""
        row = self.row(number)
        if row is None:
            row = self._touched[number] = new_row(number, like)
        return row

    def cell(self, row: int, column: int) -> bytes | None:
        """A cell's markup."""
        found = self.row(row)
        return found.cells.get(column) if found else None

    def content(self, row: int, column: int) -> Content | None:
        """A cell, taken apart; None when there is none."""
        markup = self.cell(row, column)
        return read_content(markup, self.dialect) if markup is not None else None

    def row_numbers(self, first: int, last: int) -> Iterator[int]:
        """The rows that are there from one number to another, in no order."""
        numbers = self.index.numbers
        low, high = bisect_left(numbers, first), bisect_left(numbers, last + 1)
        yield from numbers[low:high]
        for number in self._touched:
            if first <= number <= last and self.index.find(number) is None:
                yield number

    def default_style(self, row: int, column: int) -> int:
        """The style that a new cell starts with: its row's, else its column's."""
        found = self.row(row)
        return (found.style() if found else 0) or self._column_style(column)

    def _column_style(self, column: int) -> int:
        for first, last, style in self._column_styles:
            if first <= column <= last:
                return style
        return 0

    @cached_property
    def _column_styles(self) -> list[tuple[int, int, int]]:
        return [
            (int(col.get("min", "0")), int(col.get("max", "0")), int(col.get("style", "0")))
            for col in self.columns()
        ]

    def columns(self) -> Iterator[Element]:
        """The ``col`` elements."""
        for group in self.frame.root.each("cols"):
            yield from group.each("col")

    @cached_property
    def merged(self) -> list[Area]:
        """The merged ranges."""
        group = self.frame.root.child("mergeCells")
        cells = group.each("mergeCell") if group else ()
        return [parse_area(cell.get("ref")) for cell in cells if cell.get("ref")]

    @cached_property
    def formulas(self) -> list[FormulaPlace]:
        """The formulas of the sheet as it was, in the order of the file."""
        return list(find_formulas(self.markup, self.masked, self.index, self.body, self.dialect))

    @cached_property
    def arrays(self) -> list[tuple[Area, str]]:
        """The areas of array and data-table formulas, each with its kind."""
        return [
            (parse_area(place.mark.area), place.mark.kind)
            for place in self.formulas
            if place.mark.kind in ("array", "dataTable") and place.mark.area
        ]

    def put(self, cell: Cell, markup: bytes | None, like: Row | None = None) -> None:
        """Replace a cell, or take it away with None, and note what that changes."""
        row = self.row_to_write(cell.row, like)
        before = row.cells.get(cell.column)
        if before is not None and self.dialect.opening("f") in before:
            formula = read_content(before, self.dialect).formula
            if formula is not None:
                self.lost.setdefault(cell, formula)
        self.changed.add(cell)
        self.got_formula |= markup is not None and self.dialect.opening("f") in markup
        row.put(cell.column, markup)

    def has_formula(self, cell: Cell) -> bool:
        """Whether the cell holds a formula now."""
        content = self.content(*cell)
        return content is not None and content.formula is not None

    def drop_cached_value(self, place: FormulaPlace) -> None:
        """Leave out the old value of a formula, which holds no longer."""
        row, column = place.cell
        touched = self._touched.get(row)
        if touched is not None and touched.is_changed:
            markup = touched.cells.get(column, b"")
            if self.dialect.opening("f") in markup:
                touched.put(column, self.dialect.value.sub(b"", markup, count=1))
            return
        found = self.dialect.cached.match(self.masked, place.end, self.body[1])
        if found is not None:
            self._cuts.append(found.span())

    @property
    def is_changed(self) -> bool:
        """Whether a row differs from before."""
        return bool(self._cuts) or any(row.is_changed for row in self._touched.values())

    def save(self) -> None:
        """Hand the new markup to the package, if anything changed."""
        frame_before = self.frame.content
        if self.is_changed:
            self._grow_dimension()
        frame = self.frame.render()
        if not self.is_changed and frame == frame_before:
            return
        rows = self.frame.root.child("sheetData")
        assert rows is not None  # noqa: S101 - the constructor has seen it
        rows.instead = _MARK
        head, tail = self.frame.render().split(_MARK)
        self.package.write(self.path, self._pieces(head, tail))

    def _pieces(self, head: bytes, tail: bytes) -> Iterator[bytes | memoryview]:
        yield head
        outer, body = self._outer, self.body
        is_empty = body[0] == body[1] == outer[1]
        opening = self.dialect.opening("sheetData") + b">"
        yield opening if is_empty else self.markup[outer[0] : body[0]]
        yield from self._row_pieces()
        yield self.dialect.closing("sheetData") if is_empty else self.markup[body[1] : outer[1]]
        yield tail

    def _row_pieces(self) -> Iterator[bytes | memoryview]:
        """The old bytes with the changed rows, and without the dropped values."""
        view = memoryview(self.markup)
        position = self.body[0]
        splices = [*self._row_splices(), *((start, end, b"") for start, end in self._cuts)]
        for start, end, markup in sorted(splices):
            yield view[position:start]
            yield markup
            position = end
        yield view[position : self.body[1]]

    def _row_splices(self) -> Iterator[tuple[int, int, bytes]]:
        """Old span and new markup of every changed row; new rows at one place joined."""
        fresh: dict[int, list[Row]] = {}
        for number in sorted(self._touched):
            row = self._touched[number]
            if not row.is_changed:
                continue
            at = self.index.find(number)
            if at is not None:
                yield *self.index.span(at), row.render(self.dialect)
            else:
                fresh.setdefault(self._insertion_point(number), []).append(row)
        for point, rows in fresh.items():
            yield point, point, b"".join(row.render(self.dialect) for row in rows)

    def _insertion_point(self, number: int) -> int:
        at = bisect_left(self.index.numbers, number)
        return self.index.starts[at] if at < len(self.index.starts) else self.body[1]

    def _grow_dimension(self) -> None:
        dimension = self.frame.root.child("dimension")
        changed = [row for row in self._touched.values() if row.is_changed and row.cells]
        if dimension is None or not changed:
            return
        try:
            area = parse_area(dimension.get("ref"))
        except ValueError:
            return
        top, bottom = changed[0].number, changed[0].number
        left, right = area.left, area.right
        if not self.index.numbers and area.is_one_cell:  # an empty sheet calls itself A1
            left, right = min(changed[0].cells), max(changed[0].cells)
            area = Area(top, left, bottom, right)
        for row in changed:
            area = area.joined(Area(row.number, min(row.cells), row.number, max(row.cells)))
        if str(area) != str(parse_area(dimension.get("ref"))):
            dimension.put("ref", str(area))
