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
JOBS = ["complete_rows", "mend_numbers", "validate_rows"]
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


def test_number_that_lost_digits_is_proposed_with_its_proof(shop: Path) -> None:
    fill(shop, {3: typed(order_no=LOST, refund_no=REFUND)})
    shelve(shop, export({}))
    run(shop)
    said = row(shop).text("number_proposal")
    assert said.startswith(
        f"订单编号“3.30271028720308e+18”原为 {ORDER}。依据：退款管理_20261120.csv 第 2 行"
    )
    for reason in ("前 15 位数字", "退款编号", "实付金额", "商家编码", "申请时间"):
        assert reason in said
    assert said.endswith("核对无误后，在“采用编号建议”选“是”。")
    assert row(shop)["order_no"] is None
    assert codes(shop) == ["number-proposed"]


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


def test_yes_to_other_words_writes_nothing_and_is_taken_back(shop: Path) -> None:
    fill(shop, {3: typed(order_no=LOST, refund_no=REFUND, number_confirmed="是")})
    shelve(shop, export({}))
    run(shop)
    assert row(shop)["order_no"] is None
    assert row(shop)["number_confirmed"] is None
    assert row(shop)["number_proposal"] is not None


def test_no_keeps_the_number_and_ends_the_warning(shop: Path) -> None:
    fill(shop, {3: typed(order_no=LOST, refund_no=REFUND)})
    shelve(shop, export({}))
    run(shop)
    fill(shop, {3: {"number_confirmed": "否"}})
    run(shop)
    assert row(shop)["order_no"] is None
    assert row(shop)["number_confirmed"] is False
    assert codes(shop) == []


@pytest.mark.parametrize(
    "other",
    [
        {"买家实际支付金额": "199.00"},
        {"商品编码": "TS-2026-001-M"},
        {"退款的申请时间": "2026-11-18 10:30:00"},
        {"订单编号": "4" + ORDER[1:]},
    ],
)
def test_nothing_is_proposed_when_something_speaks_against_it(
    shop: Path, other: dict[str, str]
) -> None:
    fill(shop, {3: typed(order_no=LOST, refund_no=None)})
    shelve(shop, export({"退款编号": "106206407540810999", **other}))
    run(shop)
    assert row(shop)["number_proposal"] is None
    assert codes(shop) == []


def test_two_numbers_that_fit_are_named_and_neither_can_be_confirmed(shop: Path) -> None:
    near = ORDER[:-1] + "5"
    fill(shop, {3: typed(order_no=LOST, refund_no=None)})
    shelve(shop, export({}, {"订单编号": near, "退款编号": REFUND[:-1] + "9"}))
    run(shop)
    said = row(shop).text("number_proposal")
    assert ORDER in said
    assert near in said
    assert "采用" not in said
    fill(shop, {3: {"number_confirmed": "是"}})
    run(shop)
    assert row(shop)["order_no"] is None


def test_damaged_row_of_a_case_that_is_recorded_already_is_told_as_such(shop: Path) -> None:
    fill(
        shop,
        {
            3: typed(refund_no=REFUND),
            4: typed(refund_no=float(REFUND), applied_at="2026-11-20 10:32:00"),
        },
    )
    shelve(shop, export({}))
    run(shop)
    assert codes(shop) == ["number-recorded-elsewhere"]
    assert "已登记为 AS20261120-0001" in row(shop, 1).text("number_proposal")


def test_text_that_ends_in_zeros_is_put_right_too(shop: Path) -> None:
    fill(shop, {3: typed(order_no=ORDER[:15] + "0000", refund_no=REFUND)})
    shelve(shop, export({}))
    run(shop)
    fill(shop, {3: {"number_confirmed": "是"}})
    run(shop)
    assert row(shop)["order_no"] == ORDER


def test_whole_number_that_only_looks_rounded_is_left_alone(shop: Path) -> None:
    whole = str(int(float(ORDER)))
    fill(shop, {3: typed(order_no=whole, refund_no=REFUND)})
    shelve(shop, export({"订单编号": whole}))
    run(shop)
    assert row(shop)["number_proposal"] is None


def test_exports_are_read_once_and_again_when_the_local_state_is_lost(
    shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    from sheetops.adapters import exports

    read: list[str] = []
    original = exports.read_export

    def counted(data: bytes, name: str) -> object:
        read.append(name)
        return original(data, name)

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
