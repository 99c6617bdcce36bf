"""Cells whose damaged names point far away: refused, and in little memory."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl.utils import get_column_letter

from tests.reading.small_books import KEY, book, met, patched, place_of, read

SHEET_PART = "xl/worksheets/sheet1.xml"
MEMORY = 2 << 30
READ = """
import sys
from sheetops.adapters.workbook.read import read_book
from sheetops.records.dictionary import APPLICATIONS_BOOK as book
for path in sys.argv[1:]:
    tables, problems = read_book(open(path, "rb").read(), book, path, "zh-CN")
    print(len(tables), *(problem.code for problem in problems))
"""


def stray(name: str, value: str = "<v>7</v>") -> bytes:
    """Return a book of one case, with a cell of another name in the middle of its row."""
    quoted = name if "'" in name else f'"{name}"'
    last = f'<c r="{get_column_letter(place_of("remark") + 1)}2"'.encode()
    cell = f"<c r={quoted}>{value}</c>".encode()
    return patched(book({**KEY, "remark": "x"}), SHEET_PART, last, cell + last)


NAMES = (
    "XFD1048576",
    "XFD2",
    "A1048576",
    "B30",
    "xfd2",
    "'XFD1048576'",
    "A99999999999",
    "ZZZZZZZ2",
)


@pytest.mark.parametrize("name", NAMES)
def test_book_is_damaged_when_a_cell_is_named_outside_of_the_sheet(name: str) -> None:
    assert met(stray(name)) == [("book-damaged", None)]


def test_stray_cell_without_a_value_is_no_harm() -> None:
    found, problems = read(stray("XFD2", ""))
    assert (list(found.column("case_id")), problems) == (["AS20260301-0007"], [])


def test_stray_cells_take_no_memory(tmp_path: Path) -> None:
    """The bulk reader makes room for all cells between, and a want of memory ends the process."""
    paths = [tmp_path / f"{at}.xlsx" for at in range(len(NAMES))]
    for path, name in zip(paths, NAMES, strict=True):
        path.write_bytes(stray(name))
    done = subprocess.run(
        [sys.executable, "-c", READ, *map(str, paths)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines() == ["0 book-damaged"] * len(NAMES), done.stderr
