"""Rows that vanish between two looks are an alarm for some days, until they are back."""

from datetime import timedelta

from sheetops.adapters.workbook.publish import scan
from sheetops.records.problems import Problem
from sheetops.records.references import NO_REFERENCES
from tests.publish.publish_desk import BOOK, CASE, NOW, Desk, application


def look(desk: Desk, *numbers: int, **cells: object) -> list[Problem]:
    """Look at the workbook after a person has saved these rows."""
    data = desk.save([application(number, **cells) for number in numbers])
    return scan(
        *(BOOK, data, desk.journal, "zh-CN", NO_REFERENCES, desk.now), versions=desk.versions
    )


def test_rows_that_vanished_are_told_until_they_are_back(desk: Desk) -> None:
    assert look(desk, 1, 2, 3) == []
    (alarm,) = look(desk, 2)
    assert alarm.code == "rows-vanished"
    assert alarm.message("zh-CN") == (
        "applications.xlsx 的“申请登记”里有 2 行不见了：AS20261101-0001, AS20261101-0003。"
    )
    assert [problem.facts["count"] for problem in look(desk, 2)] == ["2"]
    assert [problem.facts["count"] for problem in look(desk, 3, 2)] == ["1"]
    assert look(desk, 1, 2, 3) == []


def test_the_alarm_ends_after_three_days(desk: Desk) -> None:
    look(desk, 1, 2)
    assert len(look(desk, 2)) == 1
    desk.now = NOW + timedelta(days=3, minutes=1)
    assert look(desk, 2) == []


def test_a_row_whose_number_was_edited_has_not_vanished(desk: Desk) -> None:
    look(desk, 1)
    assert look(desk, 1, case_id="另一个编号") == []


def test_many_rows_are_one_alarm(desk: Desk) -> None:
    look(desk, *range(1, 40))
    (alarm,) = look(desk, 39)
    assert alarm.facts["count"] == "38"
    assert str(alarm.facts["keys"]).count("AS") == 5


def test_a_row_that_jobs_bring_back_is_no_alarm(desk: Desk) -> None:
    old = desk.save([application(1)])
    key = "AS20261101-0009"
    desk.add(key, case_id=key, platform="tmall", refund_no="106206407549999")
    desk.publish()
    scan(
        *(BOOK, desk.path.read_bytes(), desk.journal, "zh-CN", NO_REFERENCES, NOW),
        versions=desk.versions,
    )
    found = scan(*(BOOK, old, desk.journal, "zh-CN", NO_REFERENCES, NOW), versions=desk.versions)
    assert [problem.code for problem in found] == ["row-brought-back"]
    desk.put(old)
    desk.publish()
    assert [row["case_id"] for row in desk.rows()] == [CASE, key]
