"""What is too large is told with the limit that it really passes."""

import io
import zipfile

import pytest

from sheetops.adapters.workbook.editing import EditRefused, SetCell, edit
from sheetops.adapters.workbook.read import read_book
from sheetops.records.text import Language
from tests.reading.broken_books import BROKEN_BOOKS
from tests.reading.small_books import KEY, ONLY_APPLICATIONS, book

SHEET_PART = "xl/worksheets/sheet1.xml"


def padded(part: str) -> bytes:
    """Return a book with 80 MB of blanks at the end of one part: a few KB, packed."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book(KEY))) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, source.read(name) + b" " * ((80 << 20) * (name == part)))
    return stream.getvalue()


def message(data: bytes, language: Language = "zh-CN") -> str:
    _, (problem,) = read_book(data, ONLY_APPLICATIONS, "a.xlsx", language)
    assert problem.code == "book-too-large"
    return problem.message(language)


def test_book_of_more_than_4_gb_is_told_with_that_limit() -> None:
    assert "4 GB" in message(BROKEN_BOOKS["book-too-large"].wrong)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-CN", "压缩了 300 倍以上，解压后超过 64 MB"),
        ("en", "more than 64 MB, over 300 times its packed size"),
    ],
)
def test_part_that_is_packed_too_tight_is_told_as_such(language: Language, words: str) -> None:
    data = padded(SHEET_PART)
    assert words in message(data, language)
    with pytest.raises(EditRefused) as caught:
        edit(data, [SetCell("申请登记", "A3", "x")])
    assert words in caught.value.message.to(language)
