"""A cell whose content is a picture is no error, no formula and no path; its picture counts."""

import io
from collections.abc import Mapping
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl.utils import get_column_letter

from sheetops.adapters.state.database import Database
from sheetops.adapters.state.picture_prints import PicturePrints
from sheetops.adapters.workbook.read import read_book
from sheetops.records.applications import APPLICATIONS
from sheetops.records.dictionary import APPLICATIONS_BOOK
from sheetops.records.problems import Problem
from sheetops.records.table import Table
from tests.evidence.evidence_desk import case
from tests.evidence.picture_books import made, patched, png, wps

COLUMNS = tuple(APPLICATIONS.by_key)


def record(sheet: "xlsxwriter.worksheet.Worksheet") -> str:
    """Write headings and one case; return the cell of its evidence column."""
    sheet.set_column(0, len(COLUMNS), 12)
    for place, key in enumerate(COLUMNS):
        sheet.write_string(0, place, APPLICATIONS.by_key[key].title.zh)
        content = case(1).get(key)
        if content is not None:
            sheet.write(1, place, content)
    return f"{get_column_letter(COLUMNS.index('evidence') + 1)}2"


def by_excel() -> bytes:
    def draw(_: object, sheet: "xlsxwriter.worksheet.Worksheet") -> None:
        sheet.name = "申请登记"
        sheet.embed_image(record(sheet), "p.png", {"image_data": io.BytesIO(png(1))})

    return made(draw)


def by_wps() -> bytes:
    def draw(_: object, sheet: "xlsxwriter.worksheet.Worksheet") -> None:
        sheet.name = "申请登记"
        shown = 'DISPIMG("ID_1",1)'
        sheet.write_formula(record(sheet), f"=_xlfn.{shown}", None, f"={shown}")

    parts = parts_of(wps({"A1": png(1)}))
    return patched(
        made(draw),
        {name: data for name, data in parts.items() if "cell" in name},
        lambda name, data: parts[name] if name == "xl/_rels/workbook.xml.rels" else data,
    )


def parts_of(data: bytes) -> Mapping[str, bytes]:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return {name: book.read(name) for name in book.namelist()}


def read(data: bytes) -> tuple[Table, list[Problem]]:
    tables, problems = read_book(data, APPLICATIONS_BOOK, "applications.xlsx", "zh-CN")
    return tables["applications"], problems


@pytest.mark.parametrize("data", [by_excel(), by_wps()], ids=["Excel", "WPS"])
def test_cell_with_a_picture_reads_as_blank_and_is_no_problem(data: bytes) -> None:
    table, problems = read(data)
    assert table[0]["evidence"] is None
    assert [one.code for one in problems if one.column_key == "evidence"] == []


@pytest.mark.parametrize("data", [by_excel(), by_wps()], ids=["Excel", "WPS"])
def test_picture_in_a_cell_is_evidence_of_its_row(data: bytes, tmp_path: Path) -> None:

    from sheetops.adapters.evidence import placed_pictures

    table, _ = read(data)
    prints = PicturePrints(Database(tmp_path / "state.db"))
    placed = list(placed_pictures(data, "applications.xlsx", {"applications": table}, prints))
    assert [(one.sheet, one.row, one.extension) for one in placed] == [("applications", 2, "png")]


def test_cell_with_an_error_is_still_one() -> None:
    def draw(_: object, sheet: "xlsxwriter.worksheet.Worksheet") -> None:
        sheet.name = "申请登记"
        sheet.write_formula(record(sheet), "=1/0", None, "#DIV/0!")

    _, problems = read(made(draw))
    codes = [one.code for one in problems if one.column_key == "evidence"]
    assert codes == ["error-value"]
