"""What is left of an identifier that was a number on its way: its first digits and its length.

Excel keeps 15 digits of a number, and other programs keep a double, which has 15 to 17; what they
show of it later is `1.93E+15`, `3302710287203080000` or `3302710287203084288`.
"""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

SAFE_DIGITS = 15
_SHOWN = re.compile(r"\d+(?:\.\d+)?(?:[eE]\+?\d+)?")
_LONGEST = 30


@dataclass(frozen=True, slots=True)
class Fragment:
    """What a damaged number still says: how long it was, and between which two it lay."""

    length: int
    low: int
    high: int
    digits: int
    """How many of its first digits are certain."""
    without_zeros: bool = False
    """Whether only zeros in front are gone: then it is all there but for them."""

    def may_be(self, number: str) -> bool:
        """Whether `number` can be what this is left of."""
        if not (number.isascii() and number.isdigit()):
            return False
        if self.without_zeros:
            return number.startswith("0") and int(number) == self.low
        return len(number) == self.length and self.low <= int(number) <= self.high


def fragment_of(shown: str) -> Fragment | None:
    """Return what is left in a text such as `3.30271028720308E+18`; None where it is no number."""
    text = shown.strip()
    if not _SHOWN.fullmatch(text):
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    if not 0 < number.adjusted() < _LONGEST:
        return None
    whole = int(number)
    length = len(str(whole))
    digits = min(_certain_digits(text), SAFE_DIGITS, length)
    # the last certain digit may have been rounded up or cut off
    slack = 10 ** (length - digits)
    return Fragment(length, whole - slack, whole + slack, digits)


def without_zeros(shown: str) -> Fragment | None:
    """Return what is left of a number that Excel stored as one: all but the zeros in front."""
    if not (shown.isascii() and shown.isdigit() and not shown.startswith("0")):
        return None
    return Fragment(len(shown), int(shown), int(shown), len(shown), without_zeros=True)


def _certain_digits(text: str) -> int:
    mantissa = re.split("[eE]", text)[0].replace(".", "").lstrip("0")
    return len(mantissa) if "e" in text.lower() else len(mantissa.rstrip("0")) or 1


def is_rounded(number: str) -> bool:
    """Whether a number of 16 digits and more looks like one that was a number in a cell.

    Excel leaves zeros behind the 15th digit, other programs what a double holds exactly. Of the
    numbers with 19 digits one in 512 is so by itself: it looks damaged, and proves nothing.
    """
    if not (number.isascii() and number.isdigit() and len(number) > SAFE_DIGITS):
        return False
    return not number[SAFE_DIGITS:].strip("0") or int(float(number)) == int(number)
