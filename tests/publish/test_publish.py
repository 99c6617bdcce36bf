"""Results reach the rows they belong to, wherever people have put them, and people's words stay."""

import io
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook

from sheetops.actions import SetValue
from sheetops.adapters.workbook.publish import Ending, Patience, publish, scan
from sheetops.records.dictionary import SHEETS
from sheetops.records.references import NO_REFERENCES
from tests.publish.publish_desk import BOOK, CASE, NOW, OTHER, Desk, application

DUE = datetime.fromisoformat("2026-11-24 09:30:15")
NEW = "tmall|106206407549999|"
NEW_ROW = {"platform": "tmall", "refund_no": "106206407549999", "order_no": "3302710287203089999"}


def test_a_result_is_written_and_everything_else_stays(desk: Desk) -> None:
    desk.save([application(1, remark="老客户"), application(2)])
    desk.set(CASE, "issues", "请填写“凭证图片”。")
    desk.set(OTHER, "due_at", DUE)

    outcome = desk.publish()

    assert (outcome.state, outcome.applied, outcome.pending) == (Ending.PUBLISHED, 2, 0)
    assert desk.rows() == [
        application(1, remark="老客户", issues="请填写“凭证图片”。"),
        application(2, due_at=DUE),
    ]
    assert desk.states() == {"applied": 2}


def test_publishing_again_changes_nothing(desk: Desk) -> None:
    desk.save([application(1)])
    desk.set(CASE, "level", "overdue")
    desk.publish()
    before = desk.path.read_bytes(), desk.path.stat().st_mtime_ns

    outcome = desk.publish()

    assert outcome.state is Ending.CURRENT
    assert (desk.path.read_bytes(), desk.path.stat().st_mtime_ns) == before


def test_rows_are_found_by_key_when_they_were_sorted_and_others_inserted(desk: Desk) -> None:
    desk.save([application(1), application(2)])
    desk.set(CASE, "issues", "一")
    desk.set(OTHER, "issues", "二")
    desk.save([application(7), application(2), application(8), application(1)])

    desk.publish()

    assert [row.get("issues") for row in desk.rows()] == [None, "二", None, "一"]


def test_rows_that_a_filter_hides_are_written_too(desk: Desk) -> None:
    book = load_workbook(io.BytesIO(desk.save([application(1), application(2)])))
    sheet = book.worksheets[0]
    sheet.tables["applications"].autoFilter.ref = "A2:L4"
    sheet.row_dimensions[4].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    desk.put(stream.getvalue())
    desk.set(OTHER, "issues", "二")

    desk.publish()

    assert desk.row(OTHER)["issues"] == "二"
    after = load_workbook(io.BytesIO(desk.path.read_bytes())).worksheets[0]
    assert after.row_dimensions[4].hidden


def test_an_english_workbook_gets_english_words(desk: Desk) -> None:
    columns = [SHEETS["applications"].by_key[key] for key in ("case_id", "level", "platform")]
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Applications"
    sheet.append([column.title.en for column in columns])
    sheet.append([CASE, None, "Tmall"])
    stream = io.BytesIO()
    book.save(stream)
    desk.put(stream.getvalue())
    desk.set(CASE, "level", "overdue")

    publish(desk.folder, BOOK, desk.journal, "en", NO_REFERENCES, NOW, patience=Patience(pause=0))

    after = load_workbook(io.BytesIO(desk.path.read_bytes())).worksheets[0]
    assert after["B2"].value == "Overdue"


def test_columns_are_found_by_heading_when_they_were_moved(desk: Desk) -> None:
    desk.save([application(1)], columns=["issues", "refund_no", "platform", "level", "case_id"])
    desk.set(CASE, "issues", "一")
    desk.publish()
    assert desk.row(CASE)["issues"] == "一"


def test_a_row_is_added_once_however_often_it_is_published(desk: Desk) -> None:
    desk.save([application(1)])
    desk.add(NEW, **NEW_ROW)
    desk.set(NEW, "case_id", "AS20261101-0009")
    desk.set("AS20261101-0009", "level", "warning")

    desk.publish()
    desk.add(NEW, **NEW_ROW)
    desk.publish()

    assert len(desk.rows()) == 2
    assert desk.row("AS20261101-0009")["level"] == "预警"
    assert desk.states() == {"applied": 3, "superseded": 1}


def test_a_row_that_a_person_typed_meanwhile_is_not_added_again(desk: Desk) -> None:
    desk.add(NEW, **NEW_ROW)
    desk.save([{"platform": "天猫", "refund_no": "106206407549999", "remark": "自己登记的"}])

    outcome = desk.publish()

    assert outcome.state is Ending.CURRENT
    assert len(desk.rows()) == 1


def test_a_row_that_does_not_hold_its_own_key_is_refused(desk: Desk) -> None:
    desk.save([application(1)])
    desk.add("AS20261101-0009", refund_no="106206407549999")

    outcome = desk.publish()

    assert [problem.code for problem in outcome.problems] == ["row-without-key"]
    assert desk.states() == {"refused": 1}


def test_rows_go_below_everything_where_people_typed_under_the_table(desk: Desk) -> None:
    """LibreOffice and WPS do not grow a table when somebody types below it."""
    from sheetops.adapters.workbook.editing import SetCell, edit

    data = desk.save([application(1)])
    typed = {"A4": OTHER, "D4": "天猫", "E4": "106206407540002"}
    desk.put(edit(data, [SetCell("申请登记", cell, value) for cell, value in typed.items()]))
    desk.add(NEW, **NEW_ROW)

    desk.publish()

    assert [row.get("refund_no") for row in desk.rows()] == [
        "106206407540001",
        "106206407540002",
        "106206407549999",
    ]


def test_a_result_that_an_earlier_release_planned_for_a_lost_column_is_refused(
    desk: Desk,
) -> None:
    desk.save([application(1)])
    desk.set(CASE, "issues", "一")
    desk.set(CASE, "mood", "好")
    desk.journal.add([SetValue("dreams", "1", "colour", None, "蓝", BOOK)], NOW)

    outcome = desk.publish()

    assert outcome.applied == 1
    assert {problem.code for problem in outcome.problems} == {"result-without-column"}
    assert desk.states() == {"applied": 1, "refused": 2}


class TestWhoWins:
    """Jobs in their columns, people in theirs; in shared ones whoever was there first."""

    def test_a_job_column_is_written_over_whatever_stands_there(self, desk: Desk) -> None:
        desk.save([application(1, issues="手工改过")])
        desk.set(CASE, "issues", "请填写", seen="旧的")
        desk.publish()
        assert desk.row(CASE)["issues"] == "请填写"

    def test_a_blank_shared_cell_is_filled(self, desk: Desk) -> None:
        desk.save([application(1)])
        desk.set(CASE, "freight_bearer", "seller")
        desk.publish()
        assert desk.row(CASE)["freight_bearer"] == "卖家"

    def test_a_shared_cell_that_shows_what_the_job_saw_is_moved_on(self, desk: Desk) -> None:
        desk.save([application(1)])
        desk.set(CASE, "status", "await_return", seen="pending_review")
        desk.publish()
        assert desk.row(CASE)["status"] == "待买家寄回"

    def test_a_persons_value_in_a_shared_cell_stays_and_is_told(self, desk: Desk) -> None:
        desk.save([application(1)])
        desk.set(CASE, "freight_bearer", "seller")
        desk.save([application(1, freight_bearer="买家")])

        outcome = desk.publish()

        assert desk.row(CASE)["freight_bearer"] == "买家"
        assert [problem.code for problem in outcome.problems] == ["person-changed"]
        assert desk.states() == {"superseded": 1}

    def test_a_shared_cell_that_cannot_be_read_is_not_blank(self, desk: Desk) -> None:
        desk.save([application(1, freight_bearer="看情况")])
        desk.set(CASE, "freight_bearer", "seller")
        desk.publish()
        assert desk.row(CASE)["freight_bearer"] == "看情况"
        assert desk.states() == {"superseded": 1}

    def test_a_peoples_column_is_never_written(self, desk: Desk) -> None:
        desk.save([application(1)])
        desk.set(CASE, "reason_code", "R01")

        outcome = desk.publish()

        assert [problem.code for problem in outcome.problems] == ["not-ours"]
        assert outcome.state is Ending.CURRENT


class TestRowsThatPeopleChanged:
    """The table in `publish.rows`, line by line."""

    def test_a_deleted_row_is_told_and_the_others_are_written(self, desk: Desk) -> None:
        desk.save([application(1), application(2)])
        desk.set(CASE, "issues", "一")
        desk.set(OTHER, "issues", "二")
        desk.save([application(2)])

        outcome = desk.publish()

        assert [(p.code, p.place.key) for p in outcome.problems] == [("row-gone", CASE)]
        assert desk.row(OTHER)["issues"] == "二"
        assert desk.states() == {"applied": 1, "refused": 1}

    def test_a_deleted_row_gets_its_results_when_it_comes_back(self, desk: Desk) -> None:
        desk.save([application(2)])
        desk.set(CASE, "issues", "一")
        desk.publish()
        desk.save([application(2), application(1)])

        desk.publish()

        assert desk.row(CASE)["issues"] == "一"
        assert desk.states() == {"applied": 1, "superseded": 1}

    def test_a_row_whose_key_was_edited_is_found_by_its_natural_key(self, desk: Desk) -> None:
        desk.save([application(1), application(2)])
        desk.set(OTHER, "level", "normal")
        desk.publish()
        desk.set(CASE, "issues", "一")
        desk.save([application(1, case_id="我的单号"), application(2)])

        outcome = desk.publish()

        assert desk.row("我的单号")["issues"] == "一"
        assert ("key-edited", CASE) in [(p.code, p.place.key) for p in outcome.problems]

    def test_a_number_that_was_given_and_cleared_is_given_again(self, desk: Desk) -> None:
        desk.save([application(1, case_id=None)])
        desk.set("tmall|106206407540001|", "case_id", CASE)
        desk.publish()
        desk.save([application(1, case_id=None)])

        desk.publish()

        assert desk.row(CASE)["refund_no"] == "106206407540001"

    def test_the_first_of_two_rows_with_one_key_gets_the_jobs_columns(self, desk: Desk) -> None:
        desk.save([application(1), application(1, refund_no="106206407540077")])
        desk.set(CASE, "issues", "一")

        outcome = desk.publish()

        assert [row.get("issues") for row in desk.rows()] == ["一", None]
        assert [problem.code for problem in outcome.problems] == ["key-doubled"]

    def test_shared_columns_of_two_rows_with_one_key_wait_until_it_is_mended(
        self, desk: Desk
    ) -> None:
        desk.save([application(1), application(1, refund_no="106206407540077")])
        desk.set(CASE, "freight_bearer", "seller")

        outcome = desk.publish()
        (waiting,) = desk.journal.waiting()
        desk.save([application(1), application(2, refund_no="106206407540077")])
        desk.publish()

        assert [problem.code for problem in outcome.problems] == ["key-doubled"]
        assert (waiting.count, waiting.reason.zh) == (1, "两行编号相同")
        assert desk.row(CASE)["freight_bearer"] == "卖家"

    def test_results_wait_for_a_column_that_was_deleted(self, desk: Desk) -> None:
        desk.save([application(1)], columns=["case_id", "status", "platform", "refund_no"])
        desk.set(CASE, "issues", "一")

        outcome = desk.publish()
        desk.save([application(1)])
        desk.publish()

        assert [problem.code for problem in outcome.problems] == ["result-without-column"]
        assert desk.row(CASE)["issues"] == "一"

    def test_results_wait_for_a_sheet_that_was_replaced(self, desk: Desk) -> None:
        desk.save([{"remark": "别的"}], columns=["remark"], title="草稿")
        desk.set(CASE, "issues", "一")

        outcome = desk.publish()

        assert outcome.state is Ending.REFUSED
        assert desk.states() == {"pending": 1}


class TestWipedOut:
    """A person saves a copy that is older than the results."""

    def test_results_are_found_missing_and_written_again(self, desk: Desk) -> None:
        old = desk.save([application(1), application(2)])
        desk.set(CASE, "issues", "一")
        desk.set(OTHER, "freight_bearer", "buyer")
        desk.add(NEW, **NEW_ROW)
        desk.publish()
        desk.put(old)

        outcome = desk.publish()

        assert desk.row(CASE)["issues"] == "一"
        assert desk.row(OTHER)["freight_bearer"] == "买家"
        assert len(desk.rows()) == 3
        assert [problem.code for problem in outcome.problems] == ["row-brought-back"]
        assert desk.states() == {"applied": 3, "superseded": 3}

    def test_results_of_an_earlier_publish_stay_a_persons_choice(self, desk: Desk) -> None:
        desk.save([application(1), application(2)])
        desk.set(CASE, "freight_bearer", "seller")
        desk.publish()
        after_first = desk.path.read_bytes()
        desk.set(OTHER, "issues", "二")
        desk.publish()
        assert after_first != desk.path.read_bytes()
        # saved from the newest version: it shows 二, and the freight was cleared on purpose
        desk.save([application(1), application(2, issues="二")])

        outcome = desk.publish()

        assert "freight_bearer" not in desk.row(CASE)
        assert [problem.code for problem in outcome.problems] == ["person-changed"]

    def test_only_what_the_older_copy_did_not_have_goes_in_again(self, desk: Desk) -> None:
        desk.save([application(1), application(2)])
        desk.set(CASE, "freight_bearer", "seller")
        desk.publish()
        first = desk.path.read_bytes()
        desk.set(OTHER, "freight_bearer", "buyer")
        desk.publish()
        desk.put(first)

        desk.publish()

        assert desk.row(CASE)["freight_bearer"] == "卖家"
        assert desk.row(OTHER)["freight_bearer"] == "买家"

    def test_a_row_comes_back_with_its_number_and_what_was_written_under_it(
        self, desk: Desk
    ) -> None:
        old = desk.save([application(1)])
        desk.add(NEW, **NEW_ROW)
        desk.set("AS20261101-0009", "level", "warning")
        desk.set(NEW, "case_id", "AS20261101-0009")
        desk.publish()
        desk.put(old)

        outcome = desk.publish()

        assert desk.row("AS20261101-0009")["level"] == "预警"
        assert [problem.code for problem in outcome.problems] == ["row-brought-back"]

    def test_a_value_that_stood_there_before_vouches_for_nothing(self, desk: Desk) -> None:
        """Cleared again, Issues looks as it did in a copy opened before all of it."""
        old = desk.save([application(1), application(2)])
        desk.set(CASE, "issues", "一")
        desk.publish()
        desk.set(CASE, "issues", None, seen="一")
        desk.set(OTHER, "freight_bearer", "buyer")
        desk.add(NEW, **NEW_ROW)
        desk.publish()

        desk.put(old)
        desk.publish()

        assert desk.row(OTHER)["freight_bearer"] == "买家"
        assert len(desk.rows()) == 3

    def test_a_result_written_again_vouches_only_for_its_first_time(self, desk: Desk) -> None:
        first = desk.save([application(1), application(2)])
        desk.set(CASE, "issues", "一")
        desk.publish()
        second = desk.path.read_bytes()
        desk.put(first)
        desk.set(OTHER, "freight_bearer", "buyer")
        desk.publish()

        desk.put(second)  # shows 一, and was opened before the freight was filled in
        desk.publish()

        assert desk.row(CASE)["issues"] == "一"
        assert desk.row(OTHER)["freight_bearer"] == "买家"

    def test_a_row_that_a_job_opened_and_somebody_deleted_stays_deleted(self, desk: Desk) -> None:
        desk.save([application(1)])
        desk.set(CASE, "issues", "一")
        desk.add(NEW, **NEW_ROW)
        desk.publish()
        desk.save([application(1, issues="一")])

        outcome = desk.publish()

        assert len(desk.rows()) == 1
        assert [problem.code for problem in outcome.problems] == ["row-gone"]

    def test_the_overlay_shows_what_was_wiped_out_before_it_is_back(self, desk: Desk) -> None:
        old = desk.save([application(1)])
        desk.set(CASE, "issues", "一")
        desk.publish()

        scan(
            "applications.xlsx",
            old,
            desk.journal,
            "zh-CN",
            NO_REFERENCES,
            NOW,
            versions=desk.versions,
        )

        assert desk.journal.cells() == {"applications": {(CASE, "issues"): "一"}}


@pytest.mark.parametrize("blocked", ["issues", "level"])
def test_a_cell_that_cannot_be_written_holds_up_no_other(desk: Desk, blocked: str) -> None:
    """A merged range takes a value in its first cell only."""
    data = desk.save([application(1), application(2)])
    book = load_workbook(io.BytesIO(data))
    column = {"issues": "I", "level": "C"}[blocked]
    book.worksheets[0].tables.clear()
    book.worksheets[0].merge_cells(f"{column}3:{column}4")
    stream = io.BytesIO()
    book.save(stream)
    desk.put(stream.getvalue())
    for key in (CASE, OTHER):
        desk.set(key, "issues", "一")
        desk.set(key, "level", "normal")

    outcome = desk.publish()

    assert (outcome.applied, outcome.pending) == (3, 1)
    assert [problem.code for problem in outcome.problems] == ["cell-refused"]
    assert desk.row(CASE)["issues"] == "一"
