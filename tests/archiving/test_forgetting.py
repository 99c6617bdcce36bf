"""After the retention time personal data goes; amounts, dates and numbers stay, the chain holds."""

import shutil
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from sheetops.actions import ForgetMonth
from sheetops.adapters.forgetting import delete_pictures
from sheetops.rules.archiving.forgetting import is_over
from sheetops.rules.filing.chain import verify
from tests.archiving.archive_desk import (
    LONG_AGO,
    NIGHT,
    NOW,
    application,
    make_shop,
    night,
    opened,
    settle,
    slip,
    slip_no,
)

FIRST = "AS20260301-0001"
THREE_YEARS_LATER = datetime.fromisoformat("2029-04-02 04:00:00")
PERSONAL = ("tb_zhangsan8", "13812348998", "13900001111")


@pytest.mark.parametrize(
    ("month", "today", "expected"),
    [
        ("2026-03", "2029-03-31", False),
        ("2026-03", "2029-04-01", True),
        ("2026-12", "2029-12-31", False),
        ("2026-12", "2030-01-01", True),
    ],
)
def test_time_is_over_when_the_last_case_of_the_month_is_so_old(
    month: str, today: str, expected: bool
) -> None:
    assert is_over(month, date.fromisoformat(today), 3) is expected


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with one case in the archive, its picture and its printed slip; made once."""
    home = tmp_path_factory.mktemp("forgetting")
    with pytest.MonkeyPatch.context() as patch:
        settle(patch, home / "now")
        make_archived_case(home / "now" / "shop")
    shutil.copytree(home / "now", home / "kept")
    return home


@pytest.fixture
def shop(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """That shop, as it was; in the same place, because its state knows its folder."""
    settle(monkeypatch, home / "now")
    shutil.rmtree(home / "now")
    shutil.copytree(home / "kept", home / "now")
    return home / "now" / "shop"


def make_archived_case(folder: Path) -> None:
    case = application(
        1,
        evidence=f"evidence/{FIRST}/1.jpg;evidence/both.jpg",
        pictures=f"evidence/{FIRST}/1.jpg;evidence/{FIRST}/3f9a1c2b7d04.png",
        refund_amount=Decimal("198.00"),
    )
    live = application(
        2, status="await_refund", closed_at=None, evidence="evidence/both.jpg;evidence/own.jpg"
    )
    make_shop(folder, [case, live], [slip(1, 1)])
    mine = [f"evidence/{FIRST}/{name}" for name in ("1.jpg", "3f9a1c2b7d04.png")]
    for name in (*mine, "evidence/both.jpg", "evidence/own.jpg"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"picture")
    printed = folder / "slips" / "2026" / "03"
    printed.mkdir(parents=True)
    for suffix in ("xlsx", "pdf", "png", "txt"):
        (printed / f"{slip_no(1)}.{suffix}").write_bytes(b"slip")
    night(folder)
    night(folder, NOW + NIGHT)


def words_in(path: Path) -> str:
    with zipfile.ZipFile(path) as book:
        return " ".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


def test_nothing_is_forgotten_before_the_time(shop: Path) -> None:
    done = night(shop, THREE_YEARS_LATER.replace(month=3, day=31), "forget_personal")
    assert [run.actions for run in done.jobs] == [()]
    assert all(word in words_in(shop / "archive" / "2026-03.xlsx") for word in PERSONAL)


def test_personal_data_goes_and_figures_stay(shop: Path) -> None:
    night(shop, THREE_YEARS_LATER, "forget_personal")
    words = words_in(shop / "archive" / "2026-03.xlsx")
    assert [word for word in PERSONAL if word in words] == []
    row = opened(shop).archive.rows("2026-03")["applications", FIRST]
    assert row["refund_amount"] == Decimal("198.00")
    assert row["closed_at"] == LONG_AGO
    assert row["refund_no"] == "106206407540801"
    assert row["anonymised_at"] == THREE_YEARS_LATER.date()
    assert row["evidence"] is None
    assert row["pictures"] is None


def test_pictures_and_slips_go_but_those_of_open_cases_stay(shop: Path) -> None:
    night(shop, THREE_YEARS_LATER, "forget_personal")
    left = sorted(p.relative_to(shop).as_posix() for p in (shop / "evidence").rglob("*"))
    assert left == ["evidence/both.jpg", "evidence/own.jpg"]
    assert [path for path in (shop / "slips").rglob("*") if path.is_file()] == []


def test_picture_that_a_later_archived_case_names_too_stays(folder: Path) -> None:
    shared = "evidence/both.jpg"
    later = LONG_AGO.replace(month=5)
    first, second = application(1, evidence=shared), application(2, evidence=shared)
    make_shop(folder, [first, {**second, "closed_at": later}])
    (folder / shared).parent.mkdir(exist_ok=True)
    (folder / shared).write_bytes(b"picture")
    night(folder)
    night(folder, NOW + NIGHT)
    night(folder, THREE_YEARS_LATER, "forget_personal")
    assert (folder / shared).exists()
    night(folder, THREE_YEARS_LATER.replace(month=6), "forget_personal")
    assert not (folder / shared).exists()


def test_chain_holds_and_says_so_when_personal_data_is_gone(shop: Path) -> None:
    night(shop, THREE_YEARS_LATER, "forget_personal")
    rows = opened(shop).log_rows()
    assert verify(rows) is None
    assert rows[-1].event == "archive"
    assert rows[-1].source == "archive/2026-03.xlsx"


def test_forgetting_again_plans_nothing(shop: Path) -> None:
    night(shop, THREE_YEARS_LATER, "forget_personal")
    again = night(shop, THREE_YEARS_LATER.replace(hour=5), "forget_personal")
    assert [run.actions for run in again.jobs] == [()]


def test_old_copy_of_the_book_brings_nothing_personal_back_into_the_archive(shop: Path) -> None:
    old = shop / "applications.xlsx"
    kept = sorted((shop / "versions" / "applications").iterdir())[0].read_bytes()
    night(shop, THREE_YEARS_LATER, "forget_personal")
    old.write_bytes(kept)
    night(shop, THREE_YEARS_LATER.replace(hour=5), "archive_cases", "clear_archived")
    assert FIRST not in opened(shop).records["applications"].column("case_id")
    words = words_in(shop / "archive" / "2026-03.xlsx")
    assert [word for word in PERSONAL if word in words] == []


def test_picture_outside_the_evidence_folder_is_never_deleted(tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    (tmp_path / "handbook.xlsx").write_bytes(b"book")
    outside = ["evidence/../handbook.xlsx", "handbook.xlsx", str(tmp_path / "handbook.xlsx"), ""]
    assert delete_pictures(tmp_path, outside) == 0
    assert (tmp_path / "handbook.xlsx").exists()


def test_archive_that_cannot_be_read_is_forgotten_another_day(shop: Path) -> None:
    archive = shop / "archive" / "2026-03.xlsx"
    good = archive.read_bytes()
    opened(shop).state.leaving.forget_later([ForgetMonth("2026-03", frozenset())])
    archive.write_bytes(b"not a workbook")
    night(shop, THREE_YEARS_LATER, "refresh_lists")
    archive.write_bytes(good)
    night(shop, THREE_YEARS_LATER.replace(hour=5), "refresh_lists")
    assert [word for word in PERSONAL if word in words_in(archive)] == []
