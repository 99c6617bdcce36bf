"""`sheetops reconcile` writes the list, says what it comes to, and the board says it afterwards."""

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from sheetops.adapters.workbook.build.new_shop import init_shop
from sheetops.errors import UsageError
from sheetops.records.text import LANGUAGES
from sheetops.shop import Shop
from sheetops.shop.reconciling import reconcile_with, write_reconciliation
from tests.identifiers.number_desk import export
from tests.reconciling.reconciling_desk import THERE


def sheetops(home: Path, *words: str | Path) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run(
        [sys.executable, "-m", "sheetops", *map(str, words)],
        env={**os.environ, "SHEETOPS_STATE": str(home / "state")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stdout + done.stderr
    return done


@pytest.mark.parametrize("language", LANGUAGES)
def test_breaks_are_written_told_and_remembered(tmp_path: Path, language: str) -> None:
    init_shop(tmp_path / "shop", language, "晴山")  # type: ignore[arg-type] # one of two
    file = tmp_path / "退款.csv"
    file.write_bytes(export(THERE))
    said = sheetops(tmp_path, "reconcile", file, "--shop", tmp_path / "shop", "--json")
    assert said.returncode == 1
    found = json.loads(said.stdout)
    assert [one["kind"] for one in found["breaks"]] == ["missing-here"]
    sheet = openpyxl.load_workbook(found["workbook"]).worksheets[1]
    numbers = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert THERE["退款编号"] in numbers
    sheetops(tmp_path, "run", "email_summary", "--shop", tmp_path / "shop")
    mail = next((tmp_path / "shop" / "reports").glob("*-daily.html")).read_text("utf-8")
    assert "退款.csv" in mail
    checked = json.loads(sheetops(tmp_path, "check", "--shop", tmp_path / "shop", "--json").stdout)
    assert "unreconciled" in json.dumps(checked)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("junk.csv", bytes(range(256)) * 20),
        ("empty.xlsx", b""),
        ("other.csv", "甲,乙\n1,2\n".encode()),
    ],
)
def test_file_that_is_no_refund_export_is_told(
    tmp_path: Path, name: str, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHEETOPS_STATE", str(tmp_path / "state"))
    init_shop(tmp_path / "shop", "zh-CN", "晴山")
    (tmp_path / name).write_bytes(data)
    for file in (tmp_path / name, tmp_path / "gone.csv", tmp_path):
        with pytest.raises(UsageError):
            reconcile_with(Shop(tmp_path / "shop"), file)


@pytest.mark.parametrize("name", ["applications.xlsx", "filing_log/2026-11.xlsx", "new.xlsx"])
def test_list_is_never_written_over_the_shops_own_files(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHEETOPS_STATE", str(tmp_path / "state"))
    init_shop(tmp_path / "shop", "zh-CN", "晴山")
    (tmp_path / "退款.csv").write_bytes(export(THERE))
    shop = Shop(tmp_path / "shop")
    found = reconcile_with(shop, tmp_path / "退款.csv")
    before = (shop.folder / "applications.xlsx").read_bytes()
    with pytest.raises(UsageError):
        write_reconciliation(shop, found, shop.folder / "reports" / ".." / name)
    assert (shop.folder / "applications.xlsx").read_bytes() == before
