"""What is left of a damaged number, and which numbers it can have been."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetops.rules.identifiers.fragments import fragment_of, is_rounded, without_zeros

TRUE = "3302710287203084298"


@pytest.mark.parametrize(
    ("shown", "digits"),
    [
        ("3.30271028720308e+18", 15),
        ("3.30271028720308E+18", 15),
        ("3302710287203080000", 15),
        ("3302710287203084288", 15),
        ("3302710287203084288.0", 15),
        ("3.30271E+18", 6),
        ("3.3E18", 2),
    ],
)
def test_number_is_recognised_by_what_is_left_of_it(shown: str, digits: int) -> None:
    left = fragment_of(shown)
    assert left is not None
    assert left.may_be(TRUE)
    assert left.digits == digits
    assert not left.may_be(TRUE[:-1])
    assert not left.may_be("4" + TRUE[1:])


@pytest.mark.parametrize("shown", ["", "买家", "1e999999", "-3e18", "3.3E", "inf", "nan", "0"])
def test_nothing_is_left_in_what_is_no_number(shown: str) -> None:
    assert fragment_of(shown) is None


@given(st.integers(10**15, 10**20 - 1))
def test_every_number_may_be_what_excel_and_floats_leave_of_it(number: int) -> None:
    true, excel = str(number), str(number)[:15] + "0" * (len(str(number)) - 15)
    for shown in (f"{float(number):.15g}", f"{float(number):.5E}", str(int(float(number))), excel):
        left = fragment_of(shown)
        # 9999999999999999 rounds up to a number with one digit more
        if left is not None and len(str(int(float(shown)))) == len(true):
            assert left.may_be(true), shown


@given(st.integers(10**15, 10**20 - 1))
def test_number_that_was_a_float_is_told_from_most_that_were_not(number: int) -> None:
    assert is_rounded(str(int(float(number))))
    if number != int(float(number)):
        assert not is_rounded(str(number))


def test_zeros_in_front_are_all_that_is_missing() -> None:
    left = without_zeros("75312345")
    assert left is not None
    assert left.may_be("0075312345")
    assert not left.may_be("75312345")
    assert not left.may_be("0075312346")
    assert without_zeros("SF123") is None
