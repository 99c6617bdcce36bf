"""What stands in a cell's markup, and how a value is written as a cell."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import NamedTuple
from xml.sax.saxutils import unescape

from sheetops.adapters.workbook.editing.dialect import Dialect, attributes_of
from sheetops.adapters.workbook.editing.edits import Formula, Value
from sheetops.adapters.workbook.editing.markup import escape
from sheetops.adapters.workbook.editing.refusal import EditRefused

LONGEST_TEXT = 32_767  # characters in a cell; Excel counts UTF-16 units
LONGEST_FORMULA = 8_192
_LARGEST_INTEGER = 2**53  # every integer up to here is a double

_EPOCH = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
_FIRST_SOUND_DATE = date(1900, 3, 1)  # Excel counts a 29 February 1900 that never was
_DAY = timedelta(days=1)

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TAKEN_FOR_NUMBER = re.compile(
    r"[+-]?(?:0[0-9]+|[0-9]{8,}|[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]+)"
    r"|[0-9]{1,4}[-/][0-9]{1,2}(?:[-/][0-9]{1,4})?"
    r"|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
)
_ENTITY = re.compile(r"&#(x[0-9A-Fa-f]+|[0-9]+);")


class FormulaMark(NamedTuple):
    """A formula as a cell holds it: ``kind`` is normal, shared, array or dataTable."""

    kind: str
    text: str
    area: str  # the ref of a shared, array or data-table formula
    group: str  # the si of a shared formula

    @property
    def leads_group(self) -> bool:
        """Whether others share this cell's text."""
        return self.kind == "shared" and bool(self.text)


@dataclass(frozen=True, slots=True)
class Content:
    """A cell taken apart: style, type, raw value; nothing decoded that nobody asked for."""

    style: int
    kind: str  # s, str, inlineStr, b, e, d, or n
    value: str | None
    formula: FormulaMark | None
    inline: bytes | None

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing but a style."""
        return self.value is None and self.formula is None and self.inline is None


def read_content(markup: bytes, dialect: Dialect) -> Content:
    """Take a cell's markup apart."""
    found = dialect.cell.match(markup)
    if found is None:
        return Content(0, "n", None, None, None)
    attributes = attributes_of(found[1])
    style = int(attributes.get(b"s", b"0") or 0)
    kind = attributes.get(b"t", b"n").decode()
    inside = found[2]
    if not inside:
        return Content(style, kind, None, None, None)
    value = dialect.value.search(inside)
    inline = dialect.inline.search(inside)
    return Content(
        style,
        kind,
        plain(value[1]) if value and value[1] else None,
        read_formula(inside, dialect),
        inline[1] if inline else None,
    )


def read_formula(inside: bytes, dialect: Dialect) -> FormulaMark | None:
    """The formula in a cell's content."""
    if dialect.opening("f") not in inside:
        return None
    found = dialect.formula.search(inside)
    if found is None:
        return None
    attributes = attributes_of(found[1])
    return FormulaMark(
        attributes.get(b"t", b"normal").decode(),
        plain(found[2] or b""),
        attributes.get(b"ref", b"").decode(),
        attributes.get(b"si", b"").decode(),
    )


def plain(markup: bytes) -> str:
    """Character data as text."""
    text = markup.decode("utf-8", "replace")
    if "&" not in text:
        return text
    text = _ENTITY.sub(_character, text)
    return unescape(text, {"&quot;": '"', "&apos;": "'"})


def _character(found: re.Match[str]) -> str:
    written = found[1]
    number = int(written[1:], 16) if written[0] == "x" else int(written)
    return chr(number) if 0 < number < 0x110000 and number != ord("&") else found[0]


def read_string(markup: bytes, dialect: Dialect) -> str:
    """The text of a string item: its runs joined, reading aids left out, escapes resolved."""
    if b"rPh" in markup:
        markup = dialect.phonetic.sub(b"", markup)
    text = "".join(plain(run[1] or b"") for run in dialect.text.finditer(markup))
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def write_cell(name: str, style: int, value: Value, dialect: Dialect, is_1904: bool) -> bytes:
    """The markup of a cell; EditRefused when the workbook cannot hold the value."""
    kind, inside = _encode(value, dialect, is_1904, name)
    tag = dialect.opening("c") + f' r="{name}"'.encode()
    if style:
        tag += b' s="%d"' % style
    if kind:
        tag += b' t="%b"' % kind
    return tag + (b">" + inside + dialect.closing("c") if inside else b"/>")


def _encode(value: Value, dialect: Dialect, is_1904: bool, name: str) -> tuple[bytes, bytes]:
    """The type attribute and the content."""
    if value is None:
        return b"", b""
    if isinstance(value, str):
        return (b"inlineStr", _string(value, dialect, name)) if value else (b"", b"")
    if isinstance(value, bool):
        return b"b", _wrap("v", b"1" if value else b"0", dialect)
    if isinstance(value, Formula):
        return b"", _wrap("f", escape(formula_text(value, name)).encode(), dialect)
    return b"", _wrap("v", number_text(value, is_1904, name).encode(), dialect)


def _wrap(tag: str, inside: bytes, dialect: Dialect) -> bytes:
    return dialect.opening(tag) + b">" + inside + dialect.closing(tag)


def _string(text: str, dialect: Dialect, name: str) -> bytes:
    if len(text.encode("utf-16-le", "surrogatepass")) > 2 * LONGEST_TEXT:
        raise EditRefused("text-not-storable", name, f"{len(text)} characters")
    if _SURROGATE.search(text):
        raise EditRefused("text-not-storable", name, "half a character")
    # ECMA-376 part 1, 22.9.2.19: what XML cannot say is written _xHHHH_, and so is a text
    # that only looks like it.
    text = _LOOKS_ESCAPED.sub("_x005F_", text)
    text = _UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    keeps = b' xml:space="preserve"' if text != text.strip() or "\n" in text else b""
    run = dialect.opening("t") + keeps + b">" + escape(text).encode() + dialect.closing("t")
    return _wrap("is", run, dialect)


def is_taken_for_number(text: str) -> bool:
    """Whether Excel would make another value of the text when a person enters its cell (F2, Enter).

    In a cell of the format General an identifier becomes a number and loses its leading zeros or
    what is behind its 15th digit; `1E5`, `3-5` and `10:30` become something else altogether. A
    short number stays what it says.
    """
    return _TAKEN_FOR_NUMBER.fullmatch(text.strip()) is not None


def formula_text(formula: Formula, name: str) -> str:
    """The formula without its equals sign; EditRefused when nothing is left or it is too long."""
    text = formula.text.strip().removeprefix("=").strip()
    if not text or len(text) > LONGEST_FORMULA or _UNWRITABLE.search(text):
        raise EditRefused("formula-not-storable", name)
    return text


def number_text(value: Value, is_1904: bool, name: str) -> str:
    """A number or an instant as the file spells it."""
    if isinstance(value, date):
        return _serial(value, is_1904, name)
    if isinstance(value, Decimal | float | int):
        return _number(value, name)
    raise EditRefused("value-not-storable", name, type(value).__name__)


def _number(value: int | float | Decimal, name: str) -> str:
    """Digits that a double gives back unchanged (IEEE 754, as every reader of xlsx uses)."""
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite():
        raise EditRefused("number-not-storable", name, str(value))
    is_whole = exact == exact.to_integral_value() if abs(exact) < Decimal(10) ** 40 else True
    if isinstance(value, float):
        return str(int(value)) if is_whole and abs(value) < _LARGEST_INTEGER else repr(value)
    if is_whole and abs(exact) > _LARGEST_INTEGER and Decimal(float(exact)) != exact:
        raise EditRefused("number-not-storable", name, str(value))
    if not is_whole and Decimal(repr(float(exact))) != exact:
        raise EditRefused("number-not-storable", name, str(value))
    return str(int(exact)) if is_whole and abs(exact) <= _LARGEST_INTEGER else repr(float(exact))


def _serial(moment: date, is_1904: bool, name: str) -> str:
    """An instant as days since the workbook's epoch, time of day as a fraction."""
    day = moment.date() if isinstance(moment, datetime) else moment
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        raise EditRefused("date-not-storable", name, "with a time zone")
    epoch = _EPOCH_1904 if is_1904 else _EPOCH
    days = (day - epoch).days - (day < _FIRST_SOUND_DATE and not is_1904)
    if days < (0 if is_1904 else 1):
        raise EditRefused("date-not-storable", name, str(moment))
    if not isinstance(moment, datetime):
        return str(days)
    passed = moment.replace(tzinfo=None) - datetime.combine(day, datetime.min.time())
    return str(days) if not passed else repr(days + passed / _DAY)


def same_number(written: str | None, wanted: str) -> bool:
    """Whether a raw value is that number, however it is spelled."""
    try:
        return written is not None and float(written) == float(wanted)
    except (ValueError, InvalidOperation):
        return False
