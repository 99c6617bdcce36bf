"""Slip numbers: `TH` or `HH`, the day, a running number and a Luhn check digit.

`TH20260301-00070` is the seventh slip of 1 March 2026: `TH` a return (退货), `HH` an exchange
(换货), `0007` the running number of that day, `0` the check digit. Returns and exchanges share one
count, so the digits alone name a slip: reading TH for HH finds no second slip.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

SlipKind = Literal["TH", "HH"]

_FORM = re.compile(r"(TH|HH)([0-9]{8})-([0-9]{4,})([0-9])")


@dataclass(frozen=True, slots=True)
class SlipNumber:
    """A slip number taken apart; `serial` counts from 1 within its day."""

    kind: SlipKind
    day: date
    serial: int

    def __str__(self) -> str:
        digits = f"{self.day:%Y%m%d}", f"{self.serial:04d}"
        return f"{self.kind}{digits[0]}-{digits[1]}{check_digit(''.join(digits))}"


def check_digit(digits: str) -> str:
    """Return the Luhn check digit (ISO/IEC 7812-1, annex B) that belongs after `digits`.

    It finds every single wrong digit, and every swap of neighbours but 09 and 90.
    """
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 - place % 2)  # the last digit, and every second before it, doubles
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def parse(number: str) -> SlipNumber | None:
    """Return the parts of a slip number; None for a text that is none or fails its check digit."""
    found = _FORM.fullmatch(number)
    if found is None:
        return None
    kind, day, serial, check = found.groups()
    if check_digit(day + serial) != check or (len(serial) > 4 and serial[0] == "0"):
        return None
    try:
        when = date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        return None
    return SlipNumber("TH" if kind == "TH" else "HH", when, int(serial)) if int(serial) else None


def is_valid(number: str) -> bool:
    """Return whether `number` is a slip number whose check digit holds."""
    return parse(number) is not None
