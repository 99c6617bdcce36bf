"""The board as a workbook: opens everywhere, links to rows, charts natively, the same each time."""

import os
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from sheetops.adapters.board_sheet import board_book
from sheetops.records.text import LANGUAGES, Text
from sheetops.rules.reporting.board import Board, board
from sheetops.rules.reporting.masked_board import masked
from tests.report.report_desk import (
    INSPECT,
    NOW,
    PHONE_IN_NOTE,
    SETTINGS,
    WAIT,
    desk,
    due,
    month,
    problem,
)


def a_board(count: int = 2) -> Board:
    items = [
        due("2026-11-20 10:00", case_id=f"AS20261119-{n:04}", row=12 + n) for n in range(count)
    ]
    slip = due(slip_no="TH20261116-00018", turn="warehouse", what=INSPECT, level="warning")
    problems = [problem(), problem(PHONE_IN_NOTE, column="备注", value="13812345678")]
    return board(month(), NOW, SETTINGS, [*items, slip], problems, [WAIT])


def opened(data: bytes) -> Workbook:
    return load_workbook(BytesIO(data))


def words(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


@pytest.mark.parametrize("language", LANGUAGES)
def test_five_figures_stand_on_top_with_yesterdays(language: str) -> None:
    sheet = opened(board_book(a_board(), language)).worksheets[0]  # type: ignore[arg-type]
    assert [sheet.cell(6, column).value for column in range(2, 7)] == [2, 2, 4, 2, 188]
    before = [str(sheet.cell(7, column).value)[-6:] for column in range(2, 7)]
    assert [word.split()[-1] for word in before] == ["3", "1", "4", "3", "50.00"]


def test_each_line_leads_to_its_row_and_each_slip_to_the_register() -> None:
    sheet = opened(board_book(a_board(), "zh-CN")).worksheets[0]
    links = {
        str(cell.value): (cell.hyperlink.target, cell.hyperlink.location)
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink
    }
    assert links["AS20261119-0000"] == ("applications.xlsx", "'申请登记'!A12")
    assert links["AS20261119-0001"] == ("applications.xlsx", "'申请登记'!A13")
    assert links["TH20261116-00018"] == ("slips.xlsx", "'退换货单'!A3")


def test_problems_lead_to_their_cell() -> None:
    sheet = opened(board_book(a_board(), "en")).worksheets[1]
    link = sheet["C5"].hyperlink
    assert link is not None
    assert (link.target, link.location) == ("applications.xlsx", "'申请登记'!W12")
    assert sheet["E5"].value == "A refusal needs an alternative"
    assert sheet["G5"].value == "refusal-without-alternative"


def test_a_masked_copy_has_no_links_and_no_buyers_words() -> None:
    data = board_book(masked(a_board()), "zh-CN")
    book = opened(data)
    front, problems = book.worksheets[:2]
    assert not [c for r in problems.iter_rows() for c in r if c.hyperlink]
    assert {c.hyperlink.target for r in front.iter_rows() for c in r if c.hyperlink} == {None}
    with ZipFile(BytesIO(data)) as archive:
        parts = b"".join(archive.read(name) for name in archive.namelist())
    assert b"13812345678" not in parts


def test_charts_are_native_and_their_last_day_is_whole() -> None:
    data = board_book(a_board(), "zh-CN")
    with ZipFile(BytesIO(data)) as archive:
        charts = [name for name in archive.namelist() if "charts/chart" in name]
        lines = archive.read("xl/charts/chart1.xml").decode()
    assert len(charts) == 3
    sheet = opened(data).worksheets[2]
    days = [cell.row for cell in sheet["B"] if cell.value and hasattr(cell.value, "year")]
    # 30 days are listed; today is not over and not drawn
    assert f"$C${days[0]}:$C${days[-1] - 1}" in lines


def test_a_board_is_the_same_bytes_for_the_same_day() -> None:
    assert board_book(a_board(), "en") == board_book(a_board(), "en")


def test_text_that_looks_like_a_formula_stays_text() -> None:
    odd = replace(a_board(), shop="=1+1", notices=())
    sheet = opened(board_book(odd, "zh-CN")).worksheets[0]
    assert sheet["B2"].data_type == "s"
    assert sheet["B2"].value == "=1+1"


def test_control_characters_do_not_break_the_workbook() -> None:
    odd = due(what=Text("验\x0b货", "in\x0bspect"))
    found = board(desk(), NOW, SETTINGS, [odd], [])
    assert "验货" in words(opened(board_book(found, "zh-CN")).worksheets[0])


def test_a_desk_with_very_much_work_says_how_much_more() -> None:
    sheet = opened(board_book(a_board(130), "zh-CN")).worksheets[0]
    assert "另有 30 项，见申请登记簿" in words(sheet)


def test_an_empty_shop_has_a_board_without_bars() -> None:
    data = board_book(board(desk(), NOW, SETTINGS, [], []), "zh-CN")
    assert "✓ 今天没有到期的事项。" in words(opened(data).worksheets[0])
    with ZipFile(BytesIO(data)) as archive:
        assert len([name for name in archive.namelist() if "charts/chart" in name]) == 1


def test_it_prints_on_a4_one_page_wide() -> None:
    for sheet in opened(board_book(a_board(), "en")).worksheets:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.page_setup.fitToHeight == 0


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_prints_every_sheet(tmp_path: Path) -> None:
    path = tmp_path / "board.xlsx"
    path.write_bytes(board_book(a_board(), "zh-CN"))
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=120,
        env={**os.environ, "HOME": str(tmp_path)},
    )
    pdfium = pytest.importorskip("pypdfium2")
    with pdfium.PdfDocument(tmp_path / "board.pdf") as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    assert "云杉旗舰店" in pages[0]
    assert "AS20261119-0001" in pages[0]
    assert "近 30 天：新增与完结" in "".join(pages)
    assert "refusal-without-alternative" in "".join(pages)
