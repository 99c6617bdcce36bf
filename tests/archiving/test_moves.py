"""A closed case moves into the archive and out of the books, with everything that is its own."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

from sheetops.rules.filing.case_life import case_life
from sheetops.rules.filing.chain import verify
from sheetops.rules.importing.export import Export, Part
from sheetops.rules.importing.layout import Layout
from sheetops.shop import Shop
from tests.archiving.archive_desk import (
    LONG_AGO,
    NIGHT,
    NOW,
    application,
    archived,
    cases,
    feedback,
    make_shop,
    night,
    opened,
    slip,
    slip_no,
    slips,
    write_cell,
)

FIRST = "AS20260301-0001"


def test_closed_case_moves_with_slips_and_feedback_within_two_nights(folder: Path) -> None:
    make_shop(
        folder,
        [application(1), application(2, closed_at=NOW - timedelta(days=3))],
        [slip(1, 1), slip(2, 2)],
        [feedback(1, 1), feedback(2, 2)],
    )
    night(folder)
    assert cases(folder) == [FIRST, "AS20260301-0002"]
    assert archived(folder) == [
        ("applications", FIRST),
        ("feedback", "FB20260307-01"),
        ("slips", slip_no(1)),
    ]
    night(folder, NOW + NIGHT)
    assert cases(folder) == ["AS20260301-0002"]
    assert slips(folder) == [slip_no(2)]
    assert list(opened(folder).records["feedback"].column("fb_id")) == ["FB20260307-02"]


def test_archived_row_says_what_the_book_said(folder: Path) -> None:
    make_shop(folder, [application(1)])
    before = opened(folder).records["applications"][0]
    night(folder, NOW, "archive_cases")
    there = opened(folder).archive.rows("2026-03")["applications", FIRST]
    assert {c.key: there[c.key] for c in before.table.sheet.columns} == {
        c.key: before[c.key] for c in before.table.sheet.columns
    }
    assert there["archived_at"] == NOW


def test_archived_case_is_found_in_the_log_and_the_chain_holds(folder: Path) -> None:
    make_shop(folder, [application(1)], [slip(1, 1)])
    for later in range(3):
        night(folder, NOW + later * NIGHT)
    rows = opened(folder).log_rows()
    assert verify(rows) is None
    for number in (FIRST, "106206407540801", slip_no(1)):
        life = case_life(rows, number, "zh-CN")
        assert life[-1].event == "归档"
        assert life[-1].source == "archive/2026-03.xlsx"


def test_row_that_left_for_the_archive_is_not_missed(folder: Path) -> None:
    make_shop(folder, [application(1), application(2, status="await_refund", closed_at=None)])
    runs = [night(folder, NOW + number * NIGHT) for number in range(4)]
    shop = opened(folder, NOW + 4 * NIGHT)
    shop.heal()
    assert [p.code for p in shop.told if p.code == "rows-vanished"] == []
    assert [row.case_id for row in shop.log_rows() if row.event == "vanish"] == []
    told = [problem.code for run in runs if run.settled for problem in run.settled.problems]
    assert told == []
    assert [error for run in runs for error in run.errors] == []


def test_jobs_plan_nothing_more_once_the_case_has_moved(folder: Path) -> None:
    make_shop(folder, [application(1)], [slip(1, 1)])
    night(folder)
    night(folder, NOW + NIGHT)
    again = night(folder, NOW + 2 * NIGHT, "archive_cases", "clear_archived")
    assert [run.actions for run in again.jobs] == [(), ()]


def test_archiving_again_right_away_plans_nothing(folder: Path) -> None:
    make_shop(folder, [application(1)], [slip(1, 1)])
    first = night(folder, NOW, "archive_cases")
    again = night(folder, NOW + timedelta(minutes=1), "archive_cases")
    assert len(first.jobs[0].actions) == 3
    assert again.jobs[0].actions == ()


def test_case_with_a_cell_that_cannot_be_read_stays(folder: Path) -> None:
    make_shop(folder, [application(1)])
    shop = opened(folder)
    place = shop.records["applications"].place(0, "reviewed_at")
    assert place.cell is not None
    write_cell(folder, "applications.xlsx", "申请登记", place.cell, "上周某天")
    assert [run.actions for run in night(folder, NOW, "archive_cases").jobs] == [()]


def test_row_that_a_person_changes_after_archiving_is_archived_anew(folder: Path) -> None:
    make_shop(folder, [application(1)])
    night(folder)
    place = opened(folder).records["applications"].place(0, "remark")
    assert place.cell is not None
    write_cell(folder, "applications.xlsx", "申请登记", place.cell, "买家又来电")
    night(folder, NOW + NIGHT)
    assert cases(folder) == [FIRST]
    night(folder, NOW + 2 * NIGHT)
    assert cases(folder) == []
    assert opened(folder).archive.rows("2026-03")["applications", FIRST]["remark"] == "买家又来电"


def test_private_column_of_the_table_goes_along(folder: Path) -> None:
    make_shop(folder, [application(1, team="华东三组"), application(2)], private="小组")
    night(folder)
    there = opened(folder).archive.rows("2026-03")
    assert there["applications", FIRST]["beside"] == "小组: 华东三组"
    assert there["applications", "AS20260301-0002"]["beside"] is None
    night(folder, NOW + NIGHT)
    assert cases(folder) == []


def test_book_that_somebody_has_open_keeps_its_rows(folder: Path) -> None:
    make_shop(folder, [application(1)])
    night(folder)
    lock = folder / ".~lock.applications.xlsx#"
    lock.write_text(",王芳,PC-07,20.11.2026 03:00,file:///C:/Users/wang;", encoding="utf-8")
    done = night(folder, NOW + NIGHT)
    assert cases(folder) == [FIRST]
    assert done.settled is not None
    assert any("applications.xlsx" in note.zh for note in done.settled.notes)
    lock.unlink()
    night(folder, NOW + 2 * NIGHT)
    assert cases(folder) == []


def test_old_copy_saved_over_the_book_brings_no_row_back_for_long(folder: Path) -> None:
    make_shop(folder, [application(1), application(2, status="await_refund", closed_at=None)])
    night(folder)
    old = (folder / "applications.xlsx").read_bytes()
    night(folder, NOW + NIGHT)
    (folder / "applications.xlsx").write_bytes(old)
    assert FIRST in cases(folder)
    night(folder, NOW + 2 * NIGHT)
    assert cases(folder) == ["AS20260301-0002"]
    assert archived(folder) == [("applications", FIRST)]


def test_lost_state_neither_loses_nor_doubles_a_case(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_shop(folder, [application(1)], [slip(1, 1)])
    night(folder)
    monkeypatch.setenv("SHEETOPS_STATE", str(tmp_path / "other"))
    (folder / ".sheetops-machine.json").unlink()
    night(folder, NOW + NIGHT)
    assert cases(folder) == []
    assert archived(folder) == [("applications", FIRST), ("slips", slip_no(1))]


def test_archive_that_cannot_be_read_keeps_the_rows_in_the_book(folder: Path) -> None:
    make_shop(folder, [application(1)])
    night(folder)
    (folder / "archive" / "2026-03.xlsx").write_bytes(b"not a workbook")
    done = night(folder, NOW + NIGHT)
    assert cases(folder) == [FIRST]
    assert "archive/2026-03.xlsx" in done.errors[0].message.zh


def test_export_that_still_lists_an_archived_case_opens_no_row(folder: Path) -> None:
    make_shop(folder, [application(1)])
    night(folder)
    assert numbers_taken_in(opened(folder, NOW + NIGHT)) == [2, 3]  # it stands in the book still
    night(folder, NOW + NIGHT)
    assert numbers_taken_in(opened(folder, NOW + 2 * NIGHT)) == [3]


def numbers_taken_in(shop: Shop) -> list[int]:
    """Return the rows that are left of an export with the cases 1 and 2 in its rows 2 and 3."""
    part = Part([2, 3], {"refund_no": ["106206407540801", "106206407540802"]})
    export = Export("退款.xlsx", "0" * 64, cast("Layout", None), (part,))
    return [row.number for row in shop.archive.left_out(export).rows]


def test_cases_of_two_months_lie_in_two_books(folder: Path) -> None:
    april = datetime.fromisoformat("2026-04-01 00:00:00")
    make_shop(folder, [application(1), application(2, closed_at=april)])
    night(folder)
    assert archived(folder, "2026-03") == [("applications", FIRST)]
    assert archived(folder, "2026-04") == [("applications", "AS20260301-0002")]
    assert april > LONG_AGO
