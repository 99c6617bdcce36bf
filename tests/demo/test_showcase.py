"""The demo says in five lines what happened, and does not hide what did not work."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from sheetops.cli.app import app
from sheetops.cli.showcase import free_folder, show_a_day
from sheetops.errors import JobFailed
from sheetops.records.text import Text
from sheetops.shop import jobs, running


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHEETOPS_STATE", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_demo_when_nobody_names_a_folder_takes_the_next_one_free(here: Path) -> None:
    assert free_folder() == Path("demo-shop")
    (here / "demo-shop").mkdir()
    (here / "demo-shop-2").mkdir()
    assert free_folder() == Path("demo-shop-3")


def test_demo_when_a_job_breaks_off_says_so_and_ends_with_its_code(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    load: Callable[..., Any] = jobs.load_job

    def load_but_for_the_mail(name: str, *others: Any) -> Any:
        if name == "email_summary":
            raise JobFailed(Text("日报没有写成。", "No report today."), Text("请看。", "Look."))
        return load(name, *others)

    monkeypatch.setattr(running, "load_job", load_but_for_the_mail)
    monkeypatch.setattr("sheetops.adapters.slip_sheet.printing._add_pictures", lambda *_: None)
    code = app(["demo", "shop", "--language", "en"], standalone_mode=False)
    said = capsys.readouterr()
    told = said.out.splitlines()
    assert code == JobFailed.exit_code
    assert [line[:2] for line in told[:5]] == ["1.", "2.", "3.", "4.", "5."]
    assert told[4].endswith("the daily report is not written.")
    assert told[5] == "Open:"
    assert "No report today." in said.err
    for line in told[6:-1]:
        assert (here / line.split("  ")[1]).is_file()


def cells(folder: Path) -> dict[tuple[str, str], list[list[Any]]]:
    """Return workbook and sheet → all cells, of the books that people open."""
    found = {}
    for name in ("applications", "slips", "handbook", "board"):
        book = CalamineWorkbook.from_path(folder / f"{name}.xlsx")
        for sheet in book.sheet_names:
            found[name, sheet] = book.get_sheet_by_name(sheet).to_python()
    return found


def test_demo_when_made_twice_with_one_seed_has_the_same_cells_after_its_day(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sheetops.adapters.slip_sheet.printing._add_pictures", lambda *_: None)
    for name in ("one", "two"):
        assert not show_a_day(Path(name), "zh-CN", 7, lambda *_: None).errors
    assert cells(here / "one") == cells(here / "two")
