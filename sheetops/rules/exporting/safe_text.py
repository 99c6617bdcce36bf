"""Text in a CSV that no spreadsheet program takes for a formula, a number or a date.

A guard is one apostrophe in front, as the platforms' own exports use it. Our reader takes just
one off again (`sheetops.records.spelling.unguarded`), so nothing is lost on the way back.
"""

import re

_GUARDS = "'‘’`"
_FORMULA = re.compile(r"[\s\u3000]*[=+\-@＝＋－＠]|[\t\r\n]")
"""What Excel, WPS or LibreOffice may run: CWE-1236, full-width signs included."""
_NUMBER = re.compile(r"0\d+|\d{12,}|\d+[eE]\d+|\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?", re.ASCII)
"""What they change: zeros in front, digits behind the 15th, 12E5, 3-1."""


def guarded(text: str, *, is_identifier: bool = False) -> str:
    """Return `text` so that a program that opens the CSV shows it as it is.

    An identifier is guarded against being taken for a number or a date too.
    """
    if text.startswith(tuple(_GUARDS)) or _FORMULA.match(text):
        return f"'{text}"
    if is_identifier and _NUMBER.fullmatch(text):
        return f"'{text}"
    return text
