"""A shop with a few cases, some of them closed long ago."""

import atexit
import shutil
import tempfile
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from sheetops.adapters.clock import FixedClock
from sheetops.adapters.workbook.build import build_book
from sheetops.adapters.workbook.build.new_shop import write_shop
from sheetops.adapters.workbook.build.starting import references_to
from sheetops.adapters.workbook.editing import SetCell, edit
from sheetops.adapters.workbook.publish.tools import Tools
from sheetops.records.applications import APPLICATIONS
from sheetops.records.columns import Band, Kind, Value, define
from sheetops.records.dictionary import APPLICATIONS_BOOK, SLIPS_BOOK
from sheetops.records.seed import starting_handbook
from sheetops.records.settings import Settings
from sheetops.rules.slips.numbering import SlipNumber
from sheetops.scheduler.turn import run_named
from sheetops.shop import Shop
from sheetops.shop.running import DayRun

NOW = datetime.fromisoformat("2026-11-20 03:00:00")
LONG_AGO = datetime.fromisoformat("2026-03-06 11:00:00")
NIGHT = timedelta(days=1)
_ID = "archive-desk"
NIGHTLY = ("file_log", "archive_cases", "clear_archived")

Row = dict[str, Value]


def application(number: int, **values: Value) -> Row:
    """Return a closed case of March, complete enough to be archived."""
    return {
        "case_id": f"AS20260301-{number:04d}",
        "status": "refunded",
        "platform": "tmall",
        "refund_no": f"1062064075408{number:02d}",
        "order_no": f"33027102872030842{number:02d}",
        "case_type": "return_refund",
        "applied_at": LONG_AGO - timedelta(days=5),
        "closed_at": LONG_AGO,
        "sku_code": "TS-2026-001-L",
        "reason_code": "R01",
        "buyer_nick": "tb_zhangsan8",
        "receiver_phone": "13812348998",
        "refund_amount": None,
        "remark": "买家电话 13900001111，已退",
        **values,
    }


def slip_no(number: int) -> str:
    """Return the slip number that the desk gave as its `number`-th on 2 March."""
    return str(SlipNumber("TH", date(2026, 3, 2), number))


def slip(number: int, case: int, **values: Value) -> Row:
    """Return the closed slip of a case."""
    return {
        "slip_no": slip_no(number),
        "case_id": f"AS20260301-{case:04d}",
        "slip_status": "closed",
        **values,
    }


def feedback(number: int, case: int, **values: Value) -> Row:
    """Return a rating of a case."""
    return {
        "fb_id": f"FB20260307-{number:02d}",
        "received_at": LONG_AGO + timedelta(days=1),
        "case_id": f"AS20260301-{case:04d}",
        "channel": "aftersale",
        "score": 5,
        **values,
    }


def make_shop(
    folder: Path,
    applications: list[Row],
    slips: list[Row] | None = None,
    ratings: list[Row] | None = None,
    private: str = "",
) -> None:
    """Make a shop with these rows; `private` is the heading of a column of the desk's own, `team`.

    The handbook and the folders are made once and copied.
    """
    shutil.copytree(_pristine(), folder)
    settings = (folder / "sheetops.toml").read_text("utf-8")
    (folder / "sheetops.toml").write_text(settings.replace(_ID, f"shop-{folder.name}"), "utf-8")
    tables = {"applications": applications, "slips": slips or [], "feedback": ratings or []}
    labels = references_to(starting_handbook("zh-CN"))
    own = define("team", f"{private}|{private}", Kind.TEXT, "O", "A", Band.SELDOM, "自加的列|Own")
    for book in (APPLICATIONS_BOOK, SLIPS_BOOK):
        if private and book is APPLICATIONS_BOOK:
            wider = replace(APPLICATIONS, columns=(*APPLICATIONS.columns, own))
            book = replace(book, sheets=(wider, *book.sheets[1:]))
        (folder / book.file).write_bytes(build_book(book, "zh-CN", tables, labels))


@cache
def _pristine() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="sheetops-archive-")) / "shop"
    atexit.register(shutil.rmtree, folder.parent, ignore_errors=True)
    write_shop(folder, Settings(id=_ID, name="晴山旗舰店"), dict(starting_handbook("zh-CN")))
    return folder


def settle(patch: pytest.MonkeyPatch, home: Path) -> None:
    """Keep the local state in `home`; do without LibreOffice, and without waiting."""
    patch.setenv("SHEETOPS_STATE", str(home / "state"))
    patch.setenv("SHEETOPS_SOFFICE", "")
    swap, _pause = Tools.__init__.__defaults__ or ()
    patch.setattr(Tools.__init__, "__defaults__", (swap, lambda _seconds: None))


def opened(folder: Path, now: datetime = NOW) -> Shop:
    return Shop(folder, FixedClock(now))


def night(folder: Path, now: datetime = NOW, *jobs: str) -> DayRun:
    """Run the nightly jobs once."""
    return run_named(opened(folder, now), jobs or NIGHTLY, lambda _name, _number, _total: None)


def cases(folder: Path) -> list[object]:
    """Return the case numbers that stand in the applications book."""
    return [case for case in opened(folder).records["applications"].column("case_id") if case]


def slips(folder: Path) -> list[object]:
    return [number for number in opened(folder).records["slips"].column("slip_no") if number]


def archived(folder: Path, month: str = "2026-03") -> list[tuple[str, str]]:
    """Return sheet and key of every row in the month's archive."""
    return sorted(opened(folder).archive.rows(month))


def write_cell(folder: Path, book: str, sheet: str, cell: str, value: str | None) -> None:
    """A person types into a workbook and saves it."""
    path = folder / book
    path.write_bytes(edit(path.read_bytes(), [SetCell(sheet, cell, value)]))
