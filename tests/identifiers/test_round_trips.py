"""Identifiers that sheetops writes survive a real LibreOffice: workbook to workbook, and to CSV."""

import csv
import io
from dataclasses import dataclass
from datetime import datetime

import pytest

from sheetops.adapters import office
from sheetops.adapters.handout import Wording, csv_bytes, xlsx_bytes
from sheetops.adapters.workbook.build.book import build_book
from sheetops.adapters.workbook.editing import AppendRows, SetCell, edit
from sheetops.adapters.workbook.read import read_book
from sheetops.records.applications import APPLICATIONS
from sheetops.records.columns import Value
from sheetops.records.dictionary import APPLICATIONS_BOOK
from sheetops.records.references import NO_REFERENCES
from sheetops.records.spelling import unguarded

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(office.find() is None, reason="LibreOffice is not installed"),
]
NUMBERS = ("3302710287203084298", "106206407540810123", "00075312345678", "12345678901234567890")
ROW: dict[str, Value] = {
    "case_id": "AS20261120-0001",
    "platform": "tmall",
    "refund_no": NUMBERS[1],
    "order_no": NUMBERS[0],
    "sub_order_no": NUMBERS[3],
    "sku_code": NUMBERS[2],
    "applied_at": datetime(2026, 11, 20, 10, 30),  # noqa: DTZ001 - shop time is naive
}
WANTED = {key: ROW[key] for key in ("refund_no", "order_no", "sub_order_no", "sku_code")}


@dataclass(frozen=True)
class Saved:
    """What LibreOffice made of the shop's files."""

    book: bytes
    """The applications book, saved as a workbook again."""
    handed_out: bytes
    """A workbook that was handed out, saved as CSV."""
    csv_and_back: bytes
    """A CSV that was handed out, opened and saved as a workbook, and that one as CSV again."""


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Saved:
    folder = tmp_path_factory.mktemp("office")
    wording = Wording("zh-CN", NO_REFERENCES)
    book, text, workbook = folder / "book.xlsx", folder / "text.csv", folder / "workbook.xlsx"
    book.write_bytes(written())
    text.write_bytes(csv_bytes(APPLICATIONS, [ROW], wording))
    workbook.write_bytes(xlsx_bytes([(APPLICATIONS, [ROW])], wording, "晴山"))
    once = office.convert([book, text], "xlsx", folder / "once").made
    twice = office.convert([workbook, once[text]], "csv", folder / "twice").made
    return Saved(
        once[book].read_bytes(), twice[workbook].read_bytes(), twice[once[text]].read_bytes()
    )


def numbers_in(data: bytes) -> list[dict[str, Value]]:
    tables, _ = read_book(data, APPLICATIONS_BOOK, "applications.xlsx", "zh-CN", NO_REFERENCES)
    rows = tables["applications"]
    return [{key: row[key] for key in WANTED} for row in rows]


def written() -> bytes:
    """A new book with one row from the builder, one appended and one written cell by cell."""
    book = build_book(APPLICATIONS_BOOK, "zh-CN", {"applications": [ROW, {"remark": "x"}]})
    cells = {column.key: column.title.zh for column in APPLICATIONS.columns}
    letters = {key: _letters(place) for place, key in enumerate(cells, 1)}
    typed = [SetCell("申请登记", f"{letters[key]}4", str(value)) for key, value in WANTED.items()]
    row = {cells[key]: value for key, value in WANTED.items()}
    return edit(book, [*typed, AppendRows("申请登记", "applications", [row])])  # type: ignore[list-item] # texts only


def _letters(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(column)


def test_numbers_survive_when_the_book_is_saved_by_libreoffice(saved: Saved) -> None:
    assert numbers_in(saved.book) == [WANTED, WANTED, WANTED]


def test_numbers_survive_when_what_was_handed_out_is_saved_as_csv(saved: Saved) -> None:
    text = saved.handed_out.decode("utf-8")
    assert [number for number in NUMBERS if number not in text] == []


def test_numbers_survive_when_a_csv_becomes_a_workbook_and_a_csv_again(saved: Saved) -> None:
    """LibreOffice reads the guarded numbers as text, and writes them as they are."""
    again = io.StringIO(saved.csv_and_back.decode("utf-8-sig"), newline="")
    (row,) = csv.DictReader(again)
    for key, value in WANTED.items():
        assert unguarded(row[APPLICATIONS.by_key[key].title.zh]) == value
