"""What is handed out: nothing personal, nothing that runs, every number as it was."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from sheetops.adapters.handout import DRAWN, Wording, csv_bytes, xlsx_bytes
from sheetops.errors import UsageError
from sheetops.records.dictionary import SHEETS
from sheetops.records.references import NO_REFERENCES
from sheetops.records.text import LANGUAGES, Language
from sheetops.rules.exporting.profiles import Profile, exported_rows, exported_sheet
from sheetops.shop import Shop
from sheetops.shop.exporting import export_to
from tests.exporting.export_desk import cases
from tests.reconciling.reconciling_desk import Row
from tests.reconciling.test_reconcile_command import sheetops

WORDING = Wording("zh-CN", NO_REFERENCES)
APPLICATIONS = SHEETS["applications"]
PERSONAL = ("晴天小林", "林小晴", "13812348998", "文一西路")


def as_csv(profile: Profile, *rows: Row, wording: Wording = WORDING) -> str:
    sheet = exported_sheet(APPLICATIONS, profile)
    data = csv_bytes(sheet, exported_rows(cases(*rows), sheet, profile), wording)
    assert data.startswith(b"\xef\xbb\xbf")
    return data.decode("utf-8-sig")


def as_xlsx(profile: Profile, *rows: Row) -> bytes:
    sheet = exported_sheet(APPLICATIONS, profile)
    return xlsx_bytes([(sheet, exported_rows(cases(*rows), sheet, profile))], WORDING, "晴山")


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_share_has_no_personal_column_and_no_personal_word(language: Language) -> None:
    text = as_csv(Profile.SHARE, wording=Wording(language, NO_REFERENCES))
    assert [word for word in PERSONAL if word in text] == []
    titles = read(text)[0].keys()
    personal = [column.title.to(language) for column in APPLICATIONS.columns if column.personal]
    assert [title for title in personal if title in titles] == []
    assert "3302710287203084298" in text


def test_full_has_everything() -> None:
    text = as_csv(Profile.FULL)
    assert [word for word in PERSONAL if word not in text] == []


def test_agents_are_numbers_for_others() -> None:
    columns = [column.key for column in exported_sheet(SHEETS["agents"], Profile.SHARE).columns]
    assert "agent_id" in columns
    assert {"name", "email", "wangwang"} & set(columns) == set()


def test_csv_guards_what_would_run_or_change() -> None:
    (row,) = read(as_csv(Profile.FULL))
    assert row["买家退款说明"] == "'=1+1 请打 13812348998"
    assert row["订单编号"] == "'3302710287203084298"
    assert row["售后单号"] == "AS20261110-0001"
    assert row["商家编码"] == "'007-01"
    assert (row["买家实际支付金额"], row["退款申请时间"]) == ("198.00", "2026-11-10 10:30:00")
    assert (row["处理状态"], row["极速退款"]) == ("退款成功", "是")


def test_workbook_keeps_identifiers_and_formulas_as_text() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(Profile.FULL))).worksheets[0]
    titles = [cell.value for cell in sheet[1]]
    cell = sheet.cell(2, titles.index("订单编号") + 1)
    assert (cell.value, cell.data_type, cell.number_format) == ("3302710287203084298", "s", "@")
    words = sheet.cell(2, titles.index("买家退款说明") + 1)
    assert (words.value, words.data_type) == ("=1+1 请打 13812348998", "s")


def test_rows_beyond_those_that_are_drawn_look_the_same() -> None:
    rows: list[Row] = [{"case_id": f"AS20261110-{n:04d}"} for n in range(DRAWN + 3)]
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(Profile.SHARE, *rows))).worksheets[0]
    assert sheet.max_row == DRAWN + 4
    last, drawn = sheet.cell(DRAWN + 4, 1), sheet.cell(DRAWN, 1)
    assert last.value == f"AS20261110-{DRAWN + 2:04d}"
    assert (last.number_format, last.font.name) == (drawn.number_format, drawn.font.name)
    (table,) = sheet.tables.values()
    assert table.ref.endswith(str(DRAWN + 4))


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    from sheetops.adapters.workbook.build.new_shop import init_shop

    init_shop(tmp_path / "shop", "zh-CN", "晴山")
    return tmp_path / "shop"


def test_command_writes_several_sheets_and_files_that_it_did(shop: Path, tmp_path: Path) -> None:
    out = tmp_path / "出去" / "a.xlsx"
    more = ("--sheet", "applications", "--sheet", "slips", "--sheet", "reasons")
    said = sheetops(tmp_path, "export", "--out", out, "--shop", shop, "--json", *more)
    assert said.returncode == 0
    assert json.loads(said.stdout)["rows"]["reasons"] > 10
    titles = openpyxl.load_workbook(out).sheetnames
    assert titles == ["申请登记", "退换货单", "退换原因"]
    sheetops(tmp_path, "run", "file_log", "--shop", shop)
    log = next((shop / "filing_log").glob("*.xlsx"))
    events = [row[2] for row in openpyxl.load_workbook(log).worksheets[0].values]
    assert "导出" in events


@pytest.mark.parametrize(
    ("name", "sheets", "form"),
    [
        ("a.csv", ["nobody"], "csv"),
        ("a.csv", ["slips", "applications"], "csv"),
        ("shop/applications.xlsx", ["applications"], "xlsx"),
        ("shop/new.xlsx", ["applications"], "xlsx"),
    ],
)
def test_what_cannot_or_must_not_be_written_is_refused(
    shop: Path, tmp_path: Path, name: str, sheets: list[str], form: str
) -> None:
    before = (shop / "applications.xlsx").read_bytes()
    with pytest.raises(UsageError):
        export_to(Shop(shop), tmp_path / name, sheets, Profile.SHARE, form)
    assert (shop / "applications.xlsx").read_bytes() == before
    assert not (tmp_path / "a.csv").exists()


def test_format_that_is_none_is_refused(shop: Path, tmp_path: Path) -> None:
    said = sheetops(tmp_path, "export", "--out", tmp_path / "a.pdf", "--shop", shop)
    assert said.returncode == 2
    assert "不支持的格式“pdf”" in said.stderr
