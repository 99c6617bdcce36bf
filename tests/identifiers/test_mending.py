"""A damaged number is proposed with its proof, and written only once a person has said yes."""

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from sheetops.adapters.clock import FixedClock
from sheetops.records.table import Record
from sheetops.scheduler.turn import run_named
from sheetops.shop import Shop
from sheetops.shop.running import DayRun
from tests.identifiers.number_desk import ORDER, REFUND, TYPED, Cell, export, fill, shelve

NOW = datetime.fromisoformat("2026-11-20 12:00")
JOBS = ["complete_rows", "mend_numbers"]
LOST = float(ORDER)


def silent(_name: str, _number: int, _total: int) -> None:
    """Show no progress."""


def run(folder: Path) -> DayRun:
    done = run_named(Shop(folder, FixedClock(NOW)), JOBS, silent)
    assert [str(error) for error in done.errors] == []
    return done


def row(folder: Path, index: int = 0) -> Record:
    return Shop(folder, FixedClock(NOW)).records["applications"][index]


def codes(folder: Path) -> list[str]:
    found = Shop(folder, FixedClock(NOW)).problems
    return [one.code for one in found if one.code.startswith(("number-p", "number-r"))]


def typed(**more: Cell) -> dict[str, Cell]:
    return {**TYPED, **more}


def test_number_is_written_once_a_person_says_yes(shop: Path) -> None:
    fill(shop, {3: typed(order_no=LOST, refund_no=REFUND)})
    shelve(shop, export({}))
    run(shop)
    fill(shop, {3: {"number_confirmed": "是"}})
    run(shop)
    found = row(shop)
    assert found["order_no"] == ORDER
    assert found["number_confirmed"] is None
    assert found["number_proposal"] is None
    assert codes(shop) == []
    assert [a for one in run(shop).jobs for a in one.actions if one.job == "mend_numbers"] == []
    sheet = openpyxl.load_workbook(shop / "applications.xlsx")["申请登记"]
    assert ORDER in [cell.value for cell in sheet[3]]


def test_row_that_lost_both_numbers_gets_both_back(shop: Path) -> None:
    fill(shop, {3: typed(order_no=LOST, refund_no=float(REFUND))})
    shelve(shop, export({}))
    run(shop)
    fill(shop, {3: {"number_confirmed": "是"}})
    run(shop)
    assert (row(shop)["refund_no"], row(shop)["order_no"]) == (REFUND, ORDER)


def test_exports_are_read_once_and_again_when_the_local_state_is_lost(
    shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    from sheetops.adapters import exports

    read: list[str] = []
    original = exports.read_export

    def counted(data: bytes, name: str, presets: object) -> object:
        read.append(name)
        return original(data, name, presets)  # type: ignore[arg-type] # passed on

    monkeypatch.setattr(exports, "read_export", counted)
    fill(shop, {3: typed(order_no=LOST, refund_no=REFUND)})
    shelve(shop, export({}))
    run(shop)
    run(shop)
    assert len(read) == 1
    shutil.rmtree(tmp_path / "state")
    (shop / ".sheetops-machine.json").unlink()  # another machine takes over
    run(shop)
    assert len(read) == 2
    assert row(shop)["number_proposal"] is not None


def test_no_name_of_a_buyer_is_in_the_local_state(shop: Path, tmp_path: Path) -> None:
    fill(shop, {3: typed(order_no=LOST, refund_no=REFUND)})
    shelve(shop, export({}))
    run(shop)
    stored = b"".join(path.read_bytes() for path in (tmp_path / "state").rglob("*.db*"))
    assert ORDER.encode() in stored
    assert "晴天小林2019".encode() not in stored
