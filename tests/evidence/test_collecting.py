"""Pictures placed on rows become files in evidence/, linked to their row, once."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest

from sheetops.adapters.clock import FixedClock
from sheetops.scheduler.turn import run_named
from sheetops.shop import Shop
from sheetops.shop.running import DayRun
from tests.evidence.evidence_desk import case, fill, place
from tests.evidence.picture_books import bomb, jpeg, png

NOW = datetime.fromisoformat("2026-11-20 12:00")
JOBS = ["complete_rows", "collect_evidence"]


def silent(_name: str, _number: int, _total: int) -> None:
    """Show no progress."""


def run(folder: Path) -> DayRun:
    return run_named(Shop(folder, FixedClock(NOW)), JOBS, silent)


def name(case_id: str, data: bytes, extension: str = "png") -> str:
    return f"evidence/{case_id}/{sha256(data).hexdigest()[:12]}.{extension}"


def kept(folder: Path) -> set[str]:
    found = (path for path in (folder / "evidence").rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix() for path in found}


def listed(folder: Path) -> list[str]:
    records = Shop(folder, FixedClock(NOW)).records
    return [row.text("pictures") for row in records["applications"]]


def codes(folder: Path) -> list[str]:
    found = Shop(folder, FixedClock(NOW)).problems
    return sorted(one.code for one in found if one.code.startswith(("picture", "evidence")))


def test_pictures_are_kept_and_listed_beside_their_rows(shop: Path) -> None:
    place(shop, {"K3": png(1), "K4": png(2), "L4": jpeg(3)})
    before = (shop / "applications.xlsx").read_bytes()
    assert run(shop).errors == []
    first, second = "AS20261120-0001", "AS20261120-0002"
    assert kept(shop) == {
        name(first, png(1)),
        name(second, png(2)),
        name(second, jpeg(3), "jpg"),
    }
    assert listed(shop) == [
        name(first, png(1)),
        ";".join(sorted([name(second, png(2)), name(second, jpeg(3), "jpg")])),
    ]
    assert before.count(png(1)[:40]) == (shop / "applications.xlsx").read_bytes().count(png(1)[:40])


def test_pictures_are_kept_once_however_often_the_job_runs(shop: Path) -> None:
    place(shop, {"K3": png(1)})
    run(shop)
    files = {path: path.stat().st_mtime_ns for path in (shop / "evidence").rglob("*")}
    again = run(shop)
    assert [action for one in again.jobs for action in one.actions] == []
    assert {path: path.stat().st_mtime_ns for path in (shop / "evidence").rglob("*")} == files


def test_reason_that_asks_for_a_picture_is_content_with_one_placed_on_the_row(shop: Path) -> None:
    run(shop)
    assert codes(shop) == ["evidence-missing", "evidence-missing"]
    place(shop, {"K3": png(1)})
    run(shop)
    assert codes(shop) == ["evidence-missing"]


def test_picture_on_two_rows_is_told_on_both(shop: Path) -> None:
    place(shop, {"K3": png(1), "K4": png(1)})
    run(shop)
    assert codes(shop) == ["picture-in-two-cases", "picture-in-two-cases"]


def test_picture_on_two_rows_of_one_order_is_fine(shop: Path) -> None:
    fill(shop, {4: {"order_no": case(1)["order_no"]}})
    place(shop, {"K3": png(1), "K4": png(1)})
    run(shop)
    assert codes(shop) == []


@pytest.mark.parametrize(
    "data",
    [png(1, (400, 300))[:-900], bomb(), b"no picture at all"],
    ids=["cut off", "billions of pixels", "junk"],
)
def test_picture_that_is_none_is_told_and_not_kept(shop: Path, data: bytes) -> None:
    place(shop, {"K3": png(1), "K4": png(2)})
    from tests.evidence.picture_books import patched

    path = shop / "applications.xlsx"
    book = path.read_bytes()
    path.write_bytes(patched(book, {"xl/media/image1.png": data}))
    run(shop)
    assert codes(shop) == ["evidence-missing", "picture-broken"]
    assert kept(shop) == {name("AS20261120-0002", png(2))}


def test_picture_beyond_the_limit_is_told_and_never_unpacked(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sheetops.adapters.evidence.LARGEST", 500)
    place(shop, {"K3": png(1, (400, 300)), "K4": png(2, (4, 4))})
    run(shop)
    assert codes(shop) == ["evidence-missing", "picture-too-large"]


def test_picture_below_all_rows_is_told_and_a_logo_above_them_is_not(shop: Path) -> None:
    place(shop, {"A1": png(1), "K30": png(2), "K3": png(3), "K4": png(4)})
    run(shop)
    assert codes(shop) == ["picture-without-row"]
    assert kept(shop) == {name("AS20261120-0001", png(3)), name("AS20261120-0002", png(4))}


def test_file_put_into_the_folder_of_a_case_is_listed_too(shop: Path) -> None:
    run(shop)
    folder = shop / "evidence" / "AS20261120-0001"
    folder.mkdir()
    (folder / "微信图片.jpg").write_bytes(jpeg(5))
    (folder / "Thumbs.db").write_bytes(b"x")
    run(shop)
    assert listed(shop) == ["evidence/AS20261120-0001/微信图片.jpg", ""]


def test_picture_taken_off_the_sheet_stays_evidence(shop: Path) -> None:
    place(shop, {"K3": png(1)})
    run(shop)
    fill(shop, {})  # openpyxl saves without the pictures that it was not told of
    book = (shop / "applications.xlsx").read_bytes()
    from tests.evidence.picture_books import patched

    empty = b'<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"/>'
    (shop / "applications.xlsx").write_bytes(patched(book, {"xl/drawings/drawing1.xml": empty}))
    run(shop)
    assert listed(shop)[0] == name("AS20261120-0001", png(1))


def test_rows_that_moved_take_their_pictures_along(shop: Path) -> None:
    """Sorted with the pictures: each case has the same pictures as before, and nothing is told."""
    place(shop, {"K3": png(1), "K4": png(2)})
    run(shop)
    before = kept(shop)
    import openpyxl
    from openpyxl.drawing.spreadsheet_drawing import OneCellAnchor

    path = shop / "applications.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[1]
    rows = [[cell.value for cell in sheet[row]] for row in (3, 4)]
    for row, values in zip((4, 3), rows, strict=True):
        for column, value in enumerate(values, 1):
            sheet.cell(row, column).value = value
    for image in sheet._images:  # type: ignore[attr-defined] # no public way
        assert isinstance(image.anchor, OneCellAnchor)
        image.anchor._from.row = 5 - image.anchor._from.row
    book.save(path)
    run(shop)
    assert kept(shop) == before
    assert codes(shop) == []


def test_rehearsal_keeps_nothing(shop: Path) -> None:
    from sheetops.shop.running import rehearse

    place(shop, {"K3": png(1)})
    done = rehearse(Shop(shop, FixedClock(NOW)), JOBS, silent)
    assert "KeepPicture" in {type(a).__name__ for one in done.jobs for a in one.actions}
    assert kept(shop) == set()


def test_picture_that_the_disk_did_not_take_is_kept_by_the_next_run(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place(shop, {"K3": png(1)})

    def full(_path: Path, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("sheetops.adapters.evidence.write_new", full)
        settled = run(shop).settled
    assert settled is not None
    assert not settled.is_whole
    assert kept(shop) == set()
    run(shop)
    assert kept(shop) == {name("AS20261120-0001", png(1))}
