"""Cells whose names contradict the rows that they stand in: a reader would go where they point.

A survey takes the last cell of each row for its end, and the row's number from the row. A damaged
name in the middle of a row lies about both, and python-calamine makes room for all cells between.
"""

import re

from sheetops.adapters.workbook.editing.address import column_letters
from sheetops.adapters.workbook.editing.refusal import EditRefused
from sheetops.adapters.workbook.editing.sheet import Sheet


def refuse_strays(sheet: Sheet, last_row: int, last_column: int) -> None:
    """EditRefused for a filled cell that is named beyond the sheet's last row or last column."""
    masked, (start, end) = sheet.masked, sheet.body
    names = _names_beyond(str(last_row), column_letters(max(last_column, 1)))
    opening, filled = sheet.dialect.cell_opening, _filled(sheet.dialect.prefix)
    for found in names.finditer(masked, start, end):
        tag = masked.rfind(b"<", start, found.start())
        if masked.startswith(opening, tag) and filled.match(masked, found.end(), end):
            name = found[1].decode()
            raise EditRefused("cells-out-of-order", f"{sheet.name}!{name[:20]}")


def _names_beyond(row: str, column: str) -> re.Pattern[bytes]:
    """Find names of cells whose row or column is larger."""
    rows, columns = _larger(row, "0", "9"), _larger(column, "A", "Z")
    name = rf"[A-Z]+(?:{rows})|(?:{columns})[0-9]+"
    return re.compile(rf"""\sr\s*=\s*["']({name})["']""".encode(), re.IGNORECASE)


def _larger(written: str, least: str, most: str) -> str:
    """Return a pattern of what is longer than `written`, or as long and further in order."""
    rest = f"[{least}-{most}]"
    patterns = [f"{rest}{{{len(written) + 1},}}"]
    for at, sign in enumerate(written):
        if sign != most:
            further = f"{written[:at]}[{chr(ord(sign) + 1)}-{most}]"
            patterns.append(f"{further}{rest}{{{len(written) - at - 1}}}")
    return "|".join(patterns)


def _filled(prefix: bytes) -> re.Pattern[bytes]:
    """Match what follows the name of a cell that is not blank."""
    return re.compile(rb"[^>]*(?<!/)>\s*<" + re.escape(prefix) + rb"(?:v|is|f)[\s/>]")
