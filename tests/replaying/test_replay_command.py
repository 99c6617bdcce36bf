"""`sheetops policy replay`: the workbook it writes, what it says, and what it refuses."""

import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from sheetops.__main__ import run
from sheetops.adapters.clock import FixedClock
from sheetops.adapters.filing_book import append_entries
from sheetops.adapters.workbook.build.new_shop import init_shop
from sheetops.adapters.workbook.editing import SetCell, edit
from sheetops.adapters.workbook.read import read_book
from sheetops.records.dictionary import HANDBOOK
from sheetops.records.text import LANGUAGES, Language
from sheetops.shop import Shop
from tests.replaying.replay_desk import APPLIED, case, opening

ASKED = ("policy", "replay", "--from", "2026-03-01", "--to", "2026-03-31")
SUMS = {"zh-CN": "政策重演", "en": "Policy replay"}
CASES = {"zh-CN": "会不同的单", "en": "Cases that differ"}


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    found: Language = request.param
    return found


@pytest.fixture(scope="module")
def shop(language: Language, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Yield a new shop with two cases in its filing log, one of them too late by five days."""
    home = tmp_path_factory.mktemp("replay")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHEETOPS_STATE", str(home / "state"))
        init_shop(home / "shop", language, "晴山旗舰店")
        opened = Shop(home / "shop", FixedClock(APPLIED))
        rows = case(), case(2, signed_at=APPLIED - timedelta(days=3))
        opened.state.entries.add((opening(row, language) for row in rows), APPLIED)
        append_entries(opened.folder, opened.state.entries, language, APPLIED)
        yield home / "shop"


def changed_handbook(shop: Path, to: Path, column: str, value: str | int) -> Path:
    """Write the shop's handbook with another `column` in the row of no-reason returns."""
    data = (shop / "handbook.xlsx").read_bytes()
    tables, _ = read_book(data, HANDBOOK, "handbook.xlsx", "zh-CN")
    place = next(row for row in tables["policy"] if row.key == "P-NR-01").place(column)
    assert place.sheet is not None
    assert place.cell is not None
    to.write_bytes(edit(data, [SetCell(place.sheet, place.cell, value)]))
    return to


def asked(shop: Path, *more: str | Path) -> int:
    return run([*ASKED, "--shop", str(shop), *map(str, more)])


def test_replay_when_the_window_is_longer_writes_who_gains(
    shop: Path, language: Language, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = changed_handbook(shop, tmp_path / "changed.xlsx", "window_days", 15)
    out = tmp_path / "out.xlsx"
    assert asked(shop, "--with", other, "--out", out) == 0
    assert "+198.00" in capsys.readouterr().out
    book = load_workbook(BytesIO(out.read_bytes()))
    assert book.sheetnames == [SUMS[language], CASES[language]]
    sheet = book[CASES[language]]
    assert sheet.cell(5, 1).value == "AS20260310-0001"
    assert sheet.cell(5, 10).value == {"zh-CN": "不可拒绝", "en": "May not be refused"}[language]
    assert sheet.tables["replayed"].ref == "A4:P6"
    assert list(out.parent.glob(".*")) == []


def test_replay_when_there_are_more_cases_than_are_drawn_appends_the_others(
    shop: Path, language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sheetops.adapters.replay_sheet.book.DRAWN", 1)
    other = changed_handbook(shop, tmp_path / "changed.xlsx", "window_days", 15)
    assert asked(shop, "--with", other, "--out", tmp_path / "out.xlsx") == 0
    sheet = load_workbook(tmp_path / "out.xlsx")[CASES[language]]
    assert sheet.tables["replayed"].ref == "A4:P6"
    assert [sheet.cell(row, 1).value for row in (5, 6)] == ["AS20260310-0001", "AS20260310-0002"]
    assert sheet.cell(6, 2).value == APPLIED


def test_replay_when_asked_by_a_program_answers_in_json(
    shop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = changed_handbook(shop, tmp_path / "changed.xlsx", "window_days", 15)
    assert asked(shop, "--with", other, "--out", tmp_path / "out.xlsx", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["cases"], found["differing"]) == (2, 2)
    assert found["granted"] == {"before": 1, "after": 2}
    assert found["differences"][0]["verdict"] == ["refuse", "no_refusal"]


def test_replay_when_the_handbook_is_the_same_writes_that_nothing_differs(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(shop, "--with", shop / "handbook.xlsx", "--json") == 0
    assert json.loads(capsys.readouterr().out)["differing"] == 0
    assert (shop / "reports" / "policy-replay-2026-03-01-2026-03-31.xlsx").is_file()


def test_replay_when_the_log_was_changed_is_refused(
    shop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "shop"
    shutil.copytree(shop, copy)
    settings = (copy / "sheetops.toml").read_text("utf-8")
    own = Shop(shop).settings.id
    (copy / "sheetops.toml").write_text(settings.replace(own, f"{own}-2"), "utf-8")
    (month,) = (copy / "filing_log").glob("*.xlsx")
    book = load_workbook(month)
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column or 0 for cell in sheet[1]}
    sheet.cell(2, heads.get("操作人") or heads["Actor"]).value = "KF001"
    book.save(month)
    assert asked(copy) == 10
    assert "1" in capsys.readouterr().err


def test_replay_when_the_file_to_write_is_there_leaves_it_alone(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (shop / "handbook.xlsx").read_bytes()
    assert asked(shop, "--out", shop / "handbook.xlsx") == 2
    assert "handbook.xlsx" in capsys.readouterr().err
    assert (shop / "handbook.xlsx").read_bytes() == before


def test_replay_when_nothing_was_filed_in_the_span_says_so(
    shop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.xlsx"
    words = ["policy", "replay", "--from", "2025-03-01", "--to", "2025-03-31", "--shop", str(shop)]
    assert run([*words, "--out", str(out)]) == 1
    assert "2025-03-01" in capsys.readouterr().out
    assert not out.exists()


@pytest.mark.parametrize(
    ("first", "last"), [("2026-03-31", "2026-03-01"), ("2026-02-30", "2026-03-01"), ("春节", "x")]
)
def test_replay_when_the_days_make_no_span_is_refused(
    shop: Path, capsys: pytest.CaptureFixture[str], first: str, last: str
) -> None:
    words = ["policy", "replay", "--from", first, "--to", last, "--shop", str(shop)]
    assert run(words) == 2
    assert first in capsys.readouterr().err


def test_replay_when_the_other_handbook_is_not_there_is_refused(
    shop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(shop, "--with", tmp_path / "none.xlsx") == 2
    assert "none.xlsx" in capsys.readouterr().err


@pytest.mark.parametrize("first", ["2026-3-1", "2026/03/01", "2026年3月1日", " 2026-03-01 "])
def test_replay_takes_days_as_people_write_them(
    shop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], first: str
) -> None:
    words = ["policy", "replay", "--from", first, "--to", "2026-03-31", "--shop", str(shop)]
    assert run([*words, "--out", str(tmp_path / "out.xlsx"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["from"] == "2026-03-01"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 not a workbook", b"<html>"])
def test_replay_when_the_other_handbook_is_damaged_is_refused(
    shop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes
) -> None:
    other = tmp_path / "damaged.xlsx"
    other.write_bytes(data)
    assert asked(shop, "--with", other) == 6
    assert "damaged.xlsx" in capsys.readouterr().err


def test_replay_when_the_other_handbook_is_another_workbook_is_refused(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(shop, "--with", shop / "slips.xlsx") == 6
    assert "slips.xlsx" in capsys.readouterr().err


def test_replay_when_the_other_handbook_has_new_mistakes_names_them(
    shop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = changed_handbook(shop, tmp_path / "strict.xlsx", "window_days", 3)
    assert asked(shop, "--with", other) == 6
    assert "P-NR-01" in capsys.readouterr().err


def test_replay_when_a_cell_of_the_other_handbook_cannot_be_read_names_it(
    shop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = changed_handbook(shop, tmp_path / "words.xlsx", "review_hours", "一天")
    assert asked(shop, "--with", other) == 6
    assert "P-NR-01" in capsys.readouterr().err
