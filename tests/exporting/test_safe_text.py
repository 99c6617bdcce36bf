"""No text of a CSV becomes a formula or a number, and none is lost on the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetops.records.spelling import trimmed, unguarded
from sheetops.rules.exporting.safe_text import guarded


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+86 13800000000",
        "-5折",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        " =1+1",
        "\u3000=1+1",
        "＝1+1",
        '=HYPERLINK("http://x","y")',
        "=cmd|'/C calc'!A0",
    ],
)
def test_text_that_programs_may_run_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["3302710287203084298", "007", "12E5", "106206407540810", "3-1", "2026-03", "1/2"]
)
def test_identifier_that_programs_would_change_is_guarded(text: str) -> None:
    assert guarded(text, is_identifier=True) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["尺码偏大", "AS20261120-0001", "SF1234567890123", "TS-2026-001-L", ""]
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert guarded(text, is_identifier=True) == text


@given(st.text(), st.booleans())
def test_reader_takes_just_the_guard_off_again(text: str, is_identifier: bool) -> None:
    text = trimmed(text)
    assert unguarded(guarded(text, is_identifier=is_identifier)) == text
