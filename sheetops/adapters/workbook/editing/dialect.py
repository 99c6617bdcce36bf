"""The tags of one sheet as it spells them (``<row>`` or ``<x:row>``), and patterns to find them."""

import re
from functools import cache, cached_property

from sheetops.adapters.workbook.editing.address import column_number

_ROW = re.compile(rb"<((?:[A-Za-z_][\w.-]*:)?)row(?=[\s/>])")
_ATTRIBUTE = re.compile(rb"""([^\s=/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


class Dialect:
    """Patterns over the raw markup of a sheet whose main namespace has this prefix.

    They rely on what XML promises once comments, CDATA and processing instructions are masked:
    ``<`` never stands in text, and no attribute of a row, cell or formula may hold ``>``.
    """

    def __init__(self, prefix: bytes) -> None:
        self.prefix = prefix  # with its colon, or empty

    def opening(self, name: str) -> bytes:
        """``<x:name``."""
        return b"<" + self.prefix + name.encode()

    def closing(self, name: str) -> bytes:
        """``</x:name>``."""
        return b"</" + self.prefix + name.encode() + b">"

    def _compile(self, pattern: bytes) -> re.Pattern[bytes]:
        return re.compile(pattern.replace(b"@", re.escape(self.prefix)), re.DOTALL)

    @cached_property
    def row_start(self) -> re.Pattern[bytes]:
        """A row's opening tag: its number, whether it is empty."""
        return self._compile(
            rb"""<@row(?:\s+r\s*=\s*["']([0-9]{1,9})["']|\s[^>]*?\sr\s*=\s*["']([0-9]{1,9})["'])?"""
            rb"""(?=[\s/>])[^>]*>"""
        )

    def has_other_rows(self, masked: bytes, start: int, end: int) -> bool:
        """Whether rows are spelled with another prefix than the element around them."""
        mark = b"<row" if self.prefix else b":row"
        if masked.find(mark, start, end) < 0:
            return False
        return any(found[1] != self.prefix for found in _ROW.finditer(masked, start, end))

    @cached_property
    def row_tag(self) -> re.Pattern[bytes]:
        """A row's opening tag: attributes, slash."""
        return self._compile(rb"<@row((?:\s[^>]*?)?)\s*(/?)>")

    @cached_property
    def row_end(self) -> re.Pattern[bytes]:
        """What may follow the last cell: an extension list, the closing tag, space."""
        return self._compile(rb"(\s*(?:<@extLst.*</@extLst\s*>\s*)?)</@row\s*>(\s*)")

    @cached_property
    def cell(self) -> re.Pattern[bytes]:
        """A whole cell with the space before it: attributes, content (None when empty)."""
        return self._compile(rb"\s*<@c((?:\s[^>]*?)?)(?:/>|(?<!/)>(.*?)</@c\s*>)")

    @cached_property
    def cell_name(self) -> re.Pattern[bytes]:
        """A cell's opening tag: letters and number of its name."""
        return self._compile(rb"""<@c\s(?:[^>]*?\s)?r\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")

    @cached_property
    def cell_opening(self) -> bytes:
        """``<x:c``, which other elements of a row may begin with too."""
        return self.opening("c")

    @cached_property
    def cell_start(self) -> re.Pattern[bytes]:
        """A cell's opening: letters of its name, None where it has none."""
        return self._compile(
            rb"""<@c(?=[\s/>])(?:\s(?:[^>]*?\s)?r\s*=\s*["']([A-Za-z]{1,3})[0-9]{1,7}["'])?"""
        )

    def count_columns(self, masked: bytes, row: int, cell: int) -> int:
        """The column of a cell without a name: one more than the cell before it in the row."""
        column = 0
        for found in self.cell_start.finditer(masked, row, cell + len(self.cell_opening) + 1):
            column = column_number(found[1].decode()) if found[1] else column + 1
        return column

    @cached_property
    def filled_cell(self) -> re.Pattern[bytes]:
        """The start of a cell that is not blank: letters of its name, None where it has none."""
        return self._compile(
            rb"""<@c(?=[\s>])(?:\s(?:[^>]*?\s)?r\s*=\s*["']([A-Za-z]{1,3})[0-9]{1,7}["'])?"""
            rb"""[^>]*(?<!/)>\s*<@(?:v|is|f)[\s/>]"""
        )

    @cached_property
    def formula(self) -> re.Pattern[bytes]:
        """A formula inside of a cell: attributes, text (None when empty)."""
        return self._compile(rb"<@f((?:\s[^>]*?)?)(?:/>|(?<!/)>([^<]*)</@f\s*>)")

    @cached_property
    def value(self) -> re.Pattern[bytes]:
        """A cell's value: text."""
        return self._compile(rb"<@v(?:\s[^>]*?)?(?:/>|(?<!/)>([^<]*)</@v\s*>)")

    @cached_property
    def cached(self) -> re.Pattern[bytes]:
        """The value that stands behind a formula."""
        return self._compile(rb"\s*<@v(?:\s[^>]*?)?(?:/>|(?<!/)>[^<]*</@v\s*>)")

    @cached_property
    def inline(self) -> re.Pattern[bytes]:
        """A cell's own string: content."""
        return self._compile(rb"<@is(?:\s[^>]*?)?(?:/>|(?<!/)>(.*?)</@is\s*>)")

    @cached_property
    def phonetic(self) -> re.Pattern[bytes]:
        """A reading aid inside a string, no part of its text."""
        return self._compile(rb"<@rPh\s.*?</@rPh\s*>")

    @cached_property
    def text(self) -> re.Pattern[bytes]:
        """A run of text inside a string."""
        return self._compile(rb"<@t(?:\s[^>]*?)?(?:/>|(?<!/)>([^<]*)</@t\s*>)")

    @cached_property
    def sheet_data(self) -> re.Pattern[bytes]:
        """The opening tag around all rows: slash when there are none."""
        return self._compile(rb"<@sheetData(?:\s[^>]*?)?\s*(/?)>")


@cache
def dialect_of(prefix: bytes) -> Dialect:
    """The patterns for a prefix, made once."""
    return Dialect(prefix)


def attributes_of(markup: bytes) -> dict[bytes, bytes]:
    """The attributes written in a tag, raw."""
    return {name: double or single for name, double, single in _ATTRIBUTE.findall(markup)}


def with_attribute(markup: bytes, name: bytes, value: bytes) -> bytes:
    """The attributes of a tag with one of them set; the others stay as they are written."""
    found = re.search(rb"""(?<=\s)""" + re.escape(name) + rb"""\s*=\s*("[^"]*"|'[^']*')""", markup)
    new = name + b'="' + value + b'"'
    if found is None:
        return markup.rstrip() + b" " + new
    return markup[: found.start()] + new + markup[found.end() :]
