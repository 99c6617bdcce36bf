"""What a crash or an old copy did to a workbook is told apart from what a person did."""

from pathlib import Path

from sheetops.adapters.state.exchanges import Exchange, Exchanges
from sheetops.adapters.workbook.versions import sha_of
from tests.archiving.archive_desk import (
    NIGHT,
    NOW,
    Row,
    application,
    make_shop,
    night,
    opened,
    write_cell,
)

TOKEN = "0123456789ab"


def open_case(number: int) -> Row:
    return {**application(number), "status": "pending_review", "closed_at": None}


def test_workbook_that_a_crash_left_aside_is_back_before_anything_is_read(folder: Path) -> None:
    make_shop(folder, [open_case(1)])
    book = folder / "applications.xlsx"
    data = book.read_bytes()
    exchanges = Exchanges(opened(folder).state.database)
    exchanges.open(Exchange(TOKEN, book.name, sha_of(data), sha_of(b""), is_ready=False), NOW)
    exchanges.ready(TOKEN)
    book.rename(folder / f".sheetops-{TOKEN}.old.applications.xlsx")
    done = night(folder, NOW, "flag_overdue")
    assert book.exists()
    assert done.settled is not None
    assert "applications.xlsx" in done.settled.published
    assert exchanges.unfinished() == set()


def test_result_that_an_old_copy_wiped_out_is_not_filed_as_a_persons_change(folder: Path) -> None:
    make_shop(folder, [open_case(1)])
    old = (folder / "applications.xlsx").read_bytes()
    night(folder, NOW, "file_log", "flag_overdue")
    night(folder, NOW + NIGHT, "file_log")
    before = len(opened(folder).log_rows())
    (folder / "applications.xlsx").write_bytes(old)
    night(folder, NOW + NIGHT, "file_log")
    new = opened(folder).log_rows()[before:]
    assert [(row.event, row.field) for row in new if row.actor_role != "system"] == []
    place = opened(folder).records["applications"]
    assert place.column("level") != [None]


def test_word_that_a_person_clears_is_filed(folder: Path) -> None:
    make_shop(folder, [open_case(1)])
    night(folder, NOW, "file_log", "flag_overdue")
    shop = opened(folder)
    place = shop.records["applications"].place(0, "remark")
    write_cell(folder, "applications.xlsx", place.sheet or "", place.cell or "", None)
    before = len(shop.log_rows())
    night(folder, NOW + NIGHT, "file_log")
    new = opened(folder).log_rows()[before:]
    assert ("correct", "remark") in [(row.event, row.field) for row in new]
