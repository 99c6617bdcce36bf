"""One row taken apart into its cells, and put together again."""

import re
from dataclasses import dataclass, field

from sheetops.adapters.workbook.editing.address import LAST_COLUMN, Cell, column_number
from sheetops.adapters.workbook.editing.dialect import Dialect, attributes_of, with_attribute
from sheetops.adapters.workbook.editing.refusal import EditRefused

_NAME = re.compile(rb"""(?:^|\s)r\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")


@dataclass(slots=True)
class Row:
    """A row: the attributes of its tag, and every cell's markup by column, unread."""

    number: int
    attributes: bytes = b""
    cells: dict[int, bytes] = field(default_factory=dict)
    tail: bytes = b""  # between the last cell and the closing tag
    space: bytes = b""  # behind the row
    is_changed: bool = False

    def put(self, column: int, markup: bytes | None) -> None:
        """Replace a cell, or take it away with None."""
        if markup == self.cells.get(column):
            return
        if markup is None:
            del self.cells[column]
        else:
            self.cells[column] = markup
        self.is_changed = True

    def render(self, dialect: Dialect) -> bytes:
        """The row's markup."""
        tag = dialect.opening("row") + self._attributes()
        if not self.cells and not self.tail:
            return tag + b"/>" + self.space
        cells = [self.cells[column] for column in sorted(self.cells)]
        return b"".join(
            [tag, b">", *cells, self.tail, dialect.closing("row"), self.space],
        )

    def _attributes(self) -> bytes:
        """The attributes, their spans wide enough for the cells."""
        spans = attributes_of(self.attributes).get(b"spans")
        if not spans or not self.cells:
            return self.attributes
        first, last = min(self.cells), max(self.cells)
        try:
            ends = [int(end) for part in spans.split() for end in part.split(b":")]
        except ValueError:
            return self.attributes
        if min(ends) <= first and last <= max(ends):
            return self.attributes
        wide = b"%d:%d" % (min(first, *ends), max(last, *ends))
        return with_attribute(self.attributes, b"spans", wide)

    def style(self) -> int:
        """The style that cells of this row start with, 0 for none."""
        attributes = attributes_of(self.attributes)
        if attributes.get(b"customFormat") in (b"1", b"true"):
            return int(attributes.get(b"s", b"0"))
        return 0


def take_apart(
    markup: bytes, masked: bytes, span: tuple[int, int], number: int, dialect: Dialect, place: str
) -> Row:
    """Read the row that lies at ``span``; EditRefused unless every byte of it is understood."""
    start, end = span
    where = f"{place}!{number}"
    tag = dialect.row_tag.match(masked, start, end)
    if tag is None:
        raise EditRefused("unreadable-row", where)
    attributes = markup[tag.start(1) : tag.end(1)]
    if b"r" not in attributes_of(attributes):
        attributes = b' r="%d"' % number + attributes
    if tag[2]:
        return Row(number, attributes, space=markup[tag.end() : end])
    row = Row(number, attributes)
    at = _take_cells(row, markup, masked, (tag.end(), end), dialect, where)
    rest = dialect.row_end.fullmatch(masked, at, end)
    if rest is None:
        raise EditRefused("unreadable-row", where)
    row.tail = markup[rest.start(1) : rest.end(1)]
    row.space = markup[rest.start(2) : end]
    return row


def _take_cells(
    row: Row, markup: bytes, masked: bytes, span: tuple[int, int], dialect: Dialect, where: str
) -> int:
    """Fill the row's cells; where the last one ends."""
    at, end = span
    match = dialect.cell.match
    column = 0
    while (found := match(masked, at, end)) is not None:
        cell = markup[at : found.end()]
        before, column = column, _column(found[1], row.number, where)
        if not column:
            column = before + 1
            tag = dialect.opening("c")
            name = str(Cell(row.number, column)).encode()
            cell = cell.replace(tag, b'%b r="%b"' % (tag, name), 1)
        if not before < column <= LAST_COLUMN:
            raise EditRefused("cells-out-of-order", where)
        row.cells[column] = cell
        at = found.end()
    return at


def _column(attributes: bytes, row: int, where: str) -> int:
    """The column that a cell's name says; 0 when it has no name."""
    found = _NAME.search(attributes)
    if found is None:
        name = attributes_of(attributes).get(b"r")
        if name is None:
            return 0
        raise EditRefused("unreadable-row", where, name.decode("utf-8", "replace"))
    if int(found[2]) != row:
        raise EditRefused("cells-out-of-order", where)
    return column_number(found[1].decode())


def new_row(number: int, like: Row | None) -> Row:
    """A row that is not there yet, as high as another one."""
    attributes = b' r="%d"' % number
    wanted = (b"spans", b"s", b"customFormat", b"ht", b"customHeight", b"x14ac:dyDescent")
    if like is not None:
        for name, value in attributes_of(like.attributes).items():
            if name in wanted:
                attributes += b' %b="%b"' % (name, value)
    return Row(number, attributes, space=like.space if like else b"")
