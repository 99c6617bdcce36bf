"""The cell styles of a workbook: which show dates, which are locked; copies for dates and texts."""

import re

from sheetops.adapters.workbook.editing.markup import MAIN, Document, Element

DATE_FORMAT = "yyyy-mm-dd"
MOMENT_FORMAT = "yyyy-mm-dd hh:mm:ss"
_GENERAL, _TEXT = 0, 49  # ECMA-376 part 1, 18.8.30, as are the ids below
_FIRST_OWN_FORMAT = 164  # lower ids are built in

# Built-in date and time formats; 27-36 and 50-58 are those of East Asian Excel.
_BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_NOT_A_FIELD = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_FIELD = re.compile(r"[dmyhsegb]", re.IGNORECASE)

EMPTY = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{MAIN}">'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
).encode()


def is_date_code(code: str) -> bool:
    """Whether a number format shows a date or a time."""
    positive = code.partition(";")[0]
    if "general" in positive.lower():
        return False
    return bool(_FIELD.search(_NOT_A_FIELD.sub("", positive)))


class Styles:
    """The styles part, read when first needed."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._root = document.root
        self._xfs = self._root.child("cellXfs")
        self._formats = list(self._xfs.each("xf")) if self._xfs else []
        self._own = self._own_codes()
        self._copies: dict[tuple[int, int], int] = {}
        self._made: dict[int, tuple[int, int]] = {}  # copy → its origin, its number format
        self._count = len(self._formats)

    def _own_codes(self) -> dict[int, str]:
        codes = self._root.child("numFmts")
        return {
            int(code.get("numFmtId", "0")): code.get("formatCode")
            for code in (codes.each("numFmt") if codes else ())
        }

    def _format(self, style: int) -> Element | None:
        return self._formats[style] if 0 <= style < len(self._formats) else None

    def shows_date(self, style: int) -> bool:
        """Whether a number in that style is seen as a date."""
        number = self._number_format(style)
        code = self._own.get(number)
        return is_date_code(code) if code is not None else number in _BUILT_IN_DATES

    def _number_format(self, style: int) -> int:
        if style in self._made:
            return self._made[style][1]
        xf = self._format(style)
        return int(xf.get("numFmtId", "0") or 0) if xf else _GENERAL

    def is_locked(self, style: int) -> bool:
        """Whether a cell of that style is locked once its sheet is protected."""
        xf = self._format(style)
        protection = xf.child("protection") if xf else None
        return protection is None or protection.get("locked", "1") not in ("0", "false")

    def dated(self, style: int, code: str) -> int:
        """A style like that one, with a date format."""
        return self._with_format(style, self._format_number(code))

    def textual(self, style: int) -> int:
        """A style like that one, in which a text stays one when a person enters the cell.

        Only General is replaced: another format was chosen, and with a quote prefix Excel keeps
        the text already.
        """
        number = self._number_format(style)
        xf = self._format(style)
        is_quoted = xf is not None and xf.get("quotePrefix", "0") in ("1", "true")
        is_general = self._own.get(number, "General").casefold() == "general"
        if is_quoted or not is_general or (number != _GENERAL and number not in self._own):
            return style
        return self._with_format(style, _TEXT)

    def _with_format(self, style: int, number: int) -> int:
        if (style, number) not in self._copies:
            copy = self._copy(style, number)
            self._copies[style, number] = copy
            if copy != style:
                self._made[copy] = self._origin(style), number
        return self._copies[style, number]

    def _origin(self, style: int) -> int:
        return self._made[style][0] if style in self._made else style

    def _format_number(self, code: str) -> int:
        for number, own in self._own.items():
            if own == code:
                return number
        number = max([_FIRST_OWN_FORMAT - 1, *self._own]) + 1
        self._own[number] = code
        codes = self._root.child("numFmts")
        prefix = self._root.prefix
        markup = f'<{prefix}numFmt numFmtId="{number}" formatCode="{code}"/>'
        if codes is not None:
            codes.inside += markup.encode()
            codes.put("count", str(len(self._own)))
        else:
            self._insert_formats(f'<{prefix}numFmts count="1">{markup}</{prefix}numFmts>')
        return number

    def _insert_formats(self, markup: str) -> None:
        """numFmts comes first of all (CT_Stylesheet)."""
        self._root.first += markup.encode()

    def _copy(self, style: int, number: int) -> int:
        if self._xfs is None:
            return style
        like = self._format(self._origin(style)) or self._format(0)
        prefix = self._xfs.prefix
        attributes = dict(like.attributes) if like else {}
        attributes |= {"numFmtId": str(number), "applyNumberFormat": "1"}
        written = "".join(f' {name}="{value}"' for name, value in attributes.items())
        inside = self._document.inside_of(like) if like else b""
        tag = f"<{prefix}xf{written}"
        closing = f"</{prefix}xf>".encode()
        self._xfs.inside += tag.encode() + (b">" + inside + closing if inside else b"/>")
        self._count += 1
        self._xfs.put("count", str(self._count))
        return self._count - 1
