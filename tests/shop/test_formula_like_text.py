"""What a buyer writes stays text wherever it goes, also where a spreadsheet would calculate it."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from sheetops.adapters.clock import FixedClock
from sheetops.adapters.demo import OPENING, make_demo_shop
from sheetops.adapters.workbook.editing import SetCell, edit
from sheetops.scheduler.turn import run_named, timetable
from sheetops.shop import Shop

TODAY = date(2026, 11, 20)
NOW = datetime.combine(TODAY, OPENING)
LURES = ("=1+lure()", "+1+lure()", "-1+lure()", "@lure()")
WRITTEN = ("buyer_nick", "item_title", "reason_text", "reason_detail", "remark")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A shop after its day, in which buyers wrote nothing but formulas."""
    home = tmp_path_factory.mktemp("lures")
    folder = home / "shop"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHEETOPS_STATE", str(home / "state"))
        patch.setattr("sheetops.adapters.slip_sheet.printing._add_pictures", lambda *_: None)
        make_demo_shop(folder, "en", 1, TODAY, 40)
        write_lures(folder)
        opened = Shop(folder, FixedClock(NOW))
        done = run_named(opened, [entry.job for entry in timetable(opened)], lambda *_: None)
        assert [str(run.error) for run in done.jobs if run.error] == []
        yield folder


def write_lures(folder: Path) -> None:
    path, cases = (
        folder / "applications.xlsx",
        Shop(folder, FixedClock(NOW)).records["applications"],
    )
    span = cases.spans[0]
    edits = [
        SetCell(span.title, f"{span.letters[key]}{row}", LURES[(at + nth) % len(LURES)])
        for at, row in enumerate(span.rows)
        for nth, key in enumerate(WRITTEN)
    ]
    path.write_bytes(edit(path.read_bytes(), edits))


def lured(folder: Path) -> dict[str, set[str]]:
    """Return workbook → the types of its cells that hold a lure: `s` is text, `f` a formula."""
    found: dict[str, set[str]] = {}
    for path in folder.rglob("*.xlsx"):
        if "versions" not in path.parts and "inbox" not in path.parts:
            book = load_workbook(path)
            cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
            kinds = {cell.data_type for cell in cells if "lure()" in str(cell.value)}
            found[path.relative_to(folder).parts[0]] = (
                found.get(path.relative_to(folder).parts[0], set()) | kinds
            )
    return found


def test_buyers_text_is_text_in_every_workbook(shop: Path) -> None:
    found = lured(shop)
    assert {"applications.xlsx", "slips", "filing_log", "board.xlsx"} <= found.keys()
    assert {name: kinds for name, kinds in found.items() if kinds - {"s"}} == {}
    assert {name for name, kinds in found.items() if kinds} >= {"applications.xlsx", "slips"}


def test_buyers_text_is_shown_as_it_was_written(shop: Path) -> None:
    cases = Shop(shop, FixedClock(NOW)).records["applications"]
    said = {str(value) for key in WRITTEN for value in cases.column(key) if value}
    assert said >= set(LURES)
