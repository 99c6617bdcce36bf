"""What stands in the way of a run is told and the rest goes on: a share, a refused export."""

from pathlib import Path

from sheetops.actions import ShelveImport
from sheetops.adapters.inbox import shelve
from sheetops.records.text import Text
from sheetops.shop import Shop


def test_version_that_cannot_be_kept_is_told_and_filed_later(shop: Path) -> None:
    (shop / "versions").rmdir()
    (shop / "versions").write_text("somebody put a file here")
    opened = Shop(shop)
    opened.heal()
    told = [problem for problem in opened.told if problem.code == "version-not-kept"]
    assert [problem.place.book for problem in told] == [
        "applications.xlsx",
        "slips.xlsx",
        "handbook.xlsx",
    ]
    assert list(opened.looks()) == []


def test_version_that_is_kept_again_is_filed(shop: Path) -> None:
    opened = Shop(shop)
    opened.heal()
    assert {look.book for look in opened.looks()} == {
        "applications.xlsx",
        "slips.xlsx",
        "handbook.xlsx",
    }


def test_refused_export_is_told_until_it_is_taken_away(shop: Path) -> None:
    (shop / "inbox" / "退款.csv").write_text("nothing of ours")
    note = Text("认不出这个文件", "This file is not known")
    shelve(shop, ShelveImport("退款.csv", "refused", note), "zh-CN")
    told = [p for p in Shop(shop).problems if p.code == "export-refused"]
    assert [str(problem.place) for problem in told] == ["inbox/refused/退款.csv"]
    assert "退款.csv.txt" in told[0].message("zh-CN")
    (shop / "inbox" / "refused" / "退款.csv").unlink()
    assert [p for p in Shop(shop).problems if p.code == "export-refused"] == []
