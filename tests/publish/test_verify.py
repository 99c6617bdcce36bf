"""What was built is opened again before it is used: wrong bytes never reach the shop's folder."""

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from sheetops.adapters.workbook.editing import Edit, SetCell
from sheetops.adapters.workbook.publish import KINDS, Ending
from tests.publish.publish_desk import CASE, OTHER, Desk, application


def test_a_change_that_nobody_meant_stops_the_publish(desk: Desk) -> None:
    base = desk.save([application(1), application(2)])
    desk.set(CASE, "issues", "一")
    edit = desk.tools.edit

    def clumsy(data: bytes, edits: Sequence[Edit]) -> bytes:
        return edit(data, [*edits, SetCell("申请登记", "F4", "123456789012")])

    desk.tools = replace(desk.tools, edit=clumsy)
    outcome = desk.publish()

    assert (outcome.state, outcome.pending) == (Ending.REFUSED, 1)
    assert outcome.reason is not None
    assert "申请登记!F4" in outcome.reason.zh
    assert desk.path.read_bytes() == base
    assert desk.strays() == []


def test_a_row_that_got_lost_in_the_new_bytes_stops_the_publish(desk: Desk) -> None:
    from sheetops.adapters.workbook.editing import edit as real
    from tests.publish.publish_desk import workbook

    base = desk.save([application(1), application(2)])
    desk.set(CASE, "issues", "一")

    def forgetful(data: bytes, edits: Sequence[Edit]) -> bytes:
        return real(workbook([application(1)]), edits)

    desk.tools = replace(desk.tools, edit=forgetful)
    assert desk.publish().state is Ending.REFUSED
    assert desk.path.read_bytes() == base


def test_a_result_that_does_not_read_back_waits_and_the_others_go_in(desk: Desk) -> None:
    desk.save([application(1), application(2)])
    desk.set(CASE, "issues", "一")
    desk.set(OTHER, "issues", "二")
    edit = desk.tools.edit

    def garbled(data: bytes, edits: Sequence[Edit]) -> bytes:
        wrong = [
            replace(one, value="乱码") if isinstance(one, SetCell) and one.value == "一" else one
            for one in edits
        ]
        return edit(data, wrong)

    desk.tools = replace(desk.tools, edit=garbled)
    outcome = desk.publish()

    assert [problem.code for problem in outcome.problems] == ["not-read-back"]
    assert (outcome.state, outcome.applied, outcome.pending) == (Ending.PUBLISHED, 1, 1)
    assert desk.row(OTHER)["issues"] == "二"
    assert "issues" not in desk.row(CASE)


def test_a_result_for_a_sheet_that_was_renamed_away_waits(desk: Desk) -> None:
    """Feedback is there, Applications is not: a person keeps it under another name just now."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "评价反馈"
    words = ("反馈编号", "反馈时间", "售后单号", "渠道", "满意度评分", "评价等级", "校验提示")
    sheet.append(words)
    sheet.append(["FB20261101-01"])
    stream = io.BytesIO()
    book.save(stream)
    desk.put(stream.getvalue())
    desk.set(CASE, "issues", "一")

    outcome = desk.publish()

    assert [problem.code for problem in outcome.problems] == ["result-without-sheet"]
    assert (outcome.state, outcome.pending) == (Ending.WAITING, 1)


@pytest.mark.parametrize("code", KINDS)
def test_every_kind_of_problem_is_met_by_a_test(code: str) -> None:
    here = Path(__file__).parent
    assert any(f'"{code}"' in file.read_text("utf-8") for file in here.glob("test_*.py"))


@pytest.mark.parametrize("code", KINDS)
def test_every_kind_says_what_is_wrong_and_what_to_do_in_both_languages(code: str) -> None:
    kind = KINDS[code]
    names = ("book", "sheet", "key", "keys", "count", "column", "value", "wanted", "why", "file")
    facts = dict.fromkeys(names, "·")
    for text in (kind.title, kind.message, kind.remedy):
        assert all(words.format(**facts) for words in text.both())
        assert not any(mark in words for mark in "！!" for words in text.both())
