"""Every kind of problem of reading is met in a workbook that has it, and only there."""

import pytest

from sheetops.records.catalogue import books, cells
from tests.reading.broken_books import BROKEN_BOOKS
from tests.reading.small_books import met


@pytest.mark.parametrize("code", BROKEN_BOOKS)
def test_problem_is_met_when_the_book_has_it(code: str) -> None:
    broken = BROKEN_BOOKS[code]
    assert code in [found for found, _ in met(broken.wrong, broken.kind)]


@pytest.mark.parametrize("code", [code for code in BROKEN_BOOKS if code != "sheet-missing"])
def test_problem_is_not_met_when_the_book_is_right(code: str) -> None:
    broken = BROKEN_BOOKS[code]
    assert code not in [found for found, _ in met(broken.right, broken.kind)]


def test_every_reading_kind_has_a_book() -> None:
    codes = {kind.code for group in (books, cells) for kind in group.KINDS}
    assert codes - set(BROKEN_BOOKS) == set()
