"""Formula text: which cells it refers to, and the same formula seen from another cell."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sheetops.adapters.workbook.editing.address import (
    LAST_COLUMN,
    LAST_ROW,
    Area,
    column_letters,
    column_number,
    parse_area,
)

# One pass over the text; what comes first wins, so that no reference is seen inside of a string,
# a sheet's name or a table's column.
_TOKEN = re.compile(
    r"""
    "(?:[^"]|"")*"                                                      # a text
    | (?P<sheet> '(?:[^']|'')+'! | (?:\[[^\[\]]+\])?[^\W\d][\w.\\]*(?::[^\W\d][\w.\\]*)?!
               | \[[^\[\]]+\]! )?
      (?P<area> \$?[A-Za-z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Za-z]{1,3}\$?[0-9]{1,7})?
              | \$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}
              | \$?[0-9]{1,7}:\$?[0-9]{1,7} )
      (?![\w.\\(!\[])
    | (?P<table> [^\W\d][\w.\\]* )(?P<part> \[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\] )
    | (?:'(?:[^']|'')+'|[^\W\d][\w.\\]*)!                               # the sheet of a name
    | (?P<name> [^\W\d][\w.\\?]*+ )(?!\s*[\(!])
    | [\w.\\]+
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
_END = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})|(\$?)([A-Za-z]{1,3})|(\$?)([0-9]{1,7})")
_FIXED = re.compile(r"\$[A-Za-z]{1,3}|\$[0-9]{1,7}|\$[A-Za-z]{1,3}\$[0-9]{1,7}")
_COLUMN = re.compile(r"\[((?:[^\[\]']|'.)+)\]")
_QUOTED = re.compile(r"'(.)")


@dataclass(frozen=True, slots=True)
class Reference:
    """What a formula refers to: an area of a sheet, a table's part, or a defined name."""

    sheet: str  # empty for the formula's own
    area: Area | None = None
    table: str = ""
    columns: tuple[str, ...] = ()
    is_this_row: bool = False
    name: str = ""


def references(text: str) -> Iterator[Reference]:
    """What a formula refers to. References into other files are left out."""
    for token in _TOKEN.finditer(text):
        if token["area"]:
            sheet = sheet_name(token["sheet"])
            area = _safe_area(token["area"])
            if area is not None and "[" not in sheet:
                yield Reference(sheet, area)
        elif token["table"]:
            yield _table_reference(token["table"], token["part"])
        elif token["name"]:
            yield Reference("", name=token["name"])


def sheet_name(written: str | None) -> str:
    """``'My ''Sheet'!`` as people call it."""
    if not written:
        return ""
    name = written[:-1]
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def _safe_area(text: str) -> Area | None:
    try:
        return parse_area(text)
    except ValueError:
        return None


def _table_reference(table: str, part: str) -> Reference:
    inner = part[1:-1]
    words = _COLUMN.findall(inner) if inner.startswith("[") else [inner]
    columns = tuple(_QUOTED.sub(r"\1", word) for word in words if not word.startswith(("#", "@")))
    return Reference("", table=table, columns=columns, is_this_row="#This Row" in part)


def moved(text: str, rows: int, columns: int) -> str | None:
    """The formula as it reads from a cell so many rows and columns away, as when it is filled.

    None when a reference would fall off the sheet.
    """

    def move(area: str) -> str:
        ends = [_moved_end(end, rows, columns) for end in area.split(":")]
        return ":".join(ends)

    try:
        return rewrite_areas(text, lambda _, area: move(area))
    except ValueError:
        return None


def _moved_end(end: str, rows: int, columns: int) -> str:
    found = _END.fullmatch(end)
    if found is None:
        raise ValueError(end)
    column_fix, column, row_fix, row, only_column_fix, only_column, only_row_fix, only_row = (
        found.groups()
    )
    if column:
        letters = _moved_column(column_fix, column, columns)
        return letters + _moved_row(row_fix, row, rows)
    if only_column:
        return _moved_column(only_column_fix, only_column, columns)
    return _moved_row(only_row_fix, only_row, rows)


def _moved_column(fix: str, letters: str, columns: int) -> str:
    if fix or not columns:
        return fix + letters
    number = column_number(letters) + columns
    if not 1 <= number <= LAST_COLUMN:
        raise ValueError(letters)
    return column_letters(number)


def _moved_row(fix: str, digits: str, rows: int) -> str:
    if fix:
        return fix + digits
    number = int(digits) + rows
    if not 1 <= number <= LAST_ROW:
        raise ValueError(digits)
    return str(number)


def has_loose_references(text: str) -> bool:
    """Whether a formula names cells without ``$``, so that it reads differently elsewhere."""
    return any(
        _is_loose(end)
        for token in _TOKEN.finditer(text)
        if token["area"]
        for end in token["area"].split(":")
    )


def _is_loose(end: str) -> bool:
    """Whether its column or its row would move."""
    return _FIXED.fullmatch(end) is None


def map_areas(text: str, change: Callable[[str, Area], Area | None]) -> str:
    """The formula with some of its areas replaced.

    ``change`` gets the sheet's name (empty for the formula's own) and the area, and returns the
    new area or None to leave it. Dollar signs stay where they were.
    """

    def replaced(sheet: str, written: str) -> str:
        area = _safe_area(written)
        new = change(sheet, area) if area is not None else None
        return written if new is None or area is None else _rewritten(written, area, new)

    return rewrite_areas(text, replaced)


def _rewritten(written: str, old: Area, new: Area) -> str:
    """The new last row (growing is all that is ever asked for) in the old way of writing."""
    if old.bottom == new.bottom and old.top == new.top:
        return written
    first, colon, last = written.partition(":")
    if not colon and (new.top, new.left) == (new.bottom, new.right):
        return re.sub(r"[0-9]+$", str(new.top), first)
    last = re.sub(r"[0-9]+$", str(new.bottom), last or first)
    return re.sub(r"[0-9]+$", str(new.top), first) + ":" + last


def rewrite_areas(text: str, change: Callable[[str, str], str]) -> str:
    """The formula with its areas as ``change`` writes them, given the sheet's name and the area.

    References into other files stay.
    """

    def replace(token: re.Match[str]) -> str:
        if not token["area"]:
            return token[0]
        sheet = sheet_name(token["sheet"])
        if "[" in sheet:
            return token[0]
        return (token["sheet"] or "") + change(sheet, token["area"])

    return _TOKEN.sub(replace, text)
