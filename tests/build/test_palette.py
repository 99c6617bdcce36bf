"""The house's colours can be read: by people, in print, and without colour."""

import pytest

from sheetops.records import palette

PAIRS = [
    ("INK", "PAPER"),
    ("MUTED", "PAPER"),
    ("MUTED", "WASH"),
    ("PAPER", "ACCENT"),
    ("ACCENT", "ACCENT_WASH"),
    ("WARNING", "WARNING_WASH"),
    ("OVERDUE", "OVERDUE_WASH"),
    ("DONE", "DONE_WASH"),
    ("JOB", "JOB_WASH"),
    ("JOB", "JOB_HEAD"),
]


def _luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2.1)."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(ink: str, ground: str) -> float:
    light, dark = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_every_ink_is_readable_on_its_ground(ink: str, ground: str) -> None:
    assert _contrast(getattr(palette, ink), getattr(palette, ground)) >= 4.5


def test_signals_carry_a_sign_each() -> None:
    signs = {
        palette.SIGN_OVERDUE,
        palette.SIGN_WARNING,
        palette.SIGN_ISSUE,
    }
    assert len(signs) == 3
