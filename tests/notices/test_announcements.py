"""Notices to buyers: when due, laid out to paste, on the slips of their days, told when late."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

import pytest

from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.text import LANGUAGES, Language
from sheetops.rules.notices.announcements import ROOM, announcements, slip_line
from sheetops.rules.notices.plan import plan_notices
from sheetops.rules.slips.replies import Speaker
from tests.replaying.replay_desk import SETTINGS, table

DOUBLE_12: Mapping[str, Value] = {
    "cal_id": "C1",
    "name": "双12",
    "kind": "promotion",
    "date_from": date(2026, 12, 10),
    "date_to": date(2026, 12, 14),
    "review_hours_add": 24,
    "notice_text": "双12 期间审核延长至 48 小时",
    "notice_send_at": datetime.fromisoformat("2026-12-07 10:00"),
}
LONG = "大促期间咨询较多，审核时限延长至36小时，寄回时限延长3天；七天无理由退货不受影响。"


def calendar(**changes: Value) -> Records:
    return Records({"calendar": table("calendar", [{**DOUBLE_12, **changes}])})


def pasted(
    records: Records, now: str, language: Language = "zh-CN", shipped: str = ""
) -> list[Value]:
    texts = {"notice": shipped} if shipped else {}
    speaker = Speaker(records, SETTINGS, language, texts)
    return [one.wanted for one in plan_notices(speaker, datetime.fromisoformat(now))]


@pytest.mark.parametrize(
    ("now", "is_late", "is_sent"),
    [
        ("2026-12-07 10:00", False, False),
        ("2026-12-07 10:01", True, False),
        ("2026-12-14 23:59", True, False),
        ("2026-12-15 00:00", False, False),
        ("2026-12-08 10:00", False, True),
    ],
)
def test_notice_is_late_from_its_time_to_its_last_day_unless_sent(
    now: str, is_late: bool, is_sent: bool
) -> None:
    (one,) = announcements(calendar(notified=is_sent)["calendar"])
    assert one.is_late(datetime.fromisoformat(now)) is is_late


@pytest.mark.parametrize(
    ("now", "is_shown"),
    [
        ("2026-11-30 09:59", False),
        ("2026-11-30 10:00", True),
        ("2026-12-14 18:00", True),
        ("2026-12-15 08:00", False),
    ],
)
def test_text_to_paste_is_laid_out_from_a_week_before_to_the_last_day(
    now: str, is_shown: bool
) -> None:
    assert pasted(calendar(), now) == ([DOUBLE_12["notice_text"]] if is_shown else [])


def test_text_to_paste_is_the_script_of_its_scene_with_the_notice_in_it() -> None:
    (text,) = pasted(calendar(), "2026-12-07 09:00", shipped="亲，您好。\n{notice}\n{shop_name}")
    assert text == f"亲，您好。\n{DOUBLE_12['notice_text']}\n测试店"


def test_text_to_paste_is_cleared_when_its_days_are_over() -> None:
    assert pasted(calendar(reply="旧的话术"), "2026-12-15 08:00") == [None]


def test_text_to_paste_when_it_stands_there_is_not_written_again() -> None:
    assert pasted(calendar(reply=DOUBLE_12["notice_text"]), "2026-12-08 08:00") == []


@pytest.mark.parametrize(("day", "is_told"), [(9, False), (10, True), (14, True), (15, False)])
def test_slip_carries_the_notice_on_its_days(day: int, is_told: bool) -> None:
    line = slip_line(calendar()["calendar"], date(2026, 12, day), "晴山旗舰店")
    assert (line.zh if line else None) == (DOUBLE_12["notice_text"] if is_told else None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_slip_when_the_notice_is_too_long_says_what_is_longer(language: Language) -> None:
    found = calendar(notice_text=LONG, return_days_add=3)["calendar"]
    line = slip_line(found, date(2026, 12, 10), "")
    assert line is not None
    words = {"zh-CN": "双12：寄回延长 3 天", "en": "双12: return 3 d longer"}
    assert line.to(language) == words[language]


def test_slip_when_the_notice_is_too_long_and_nothing_is_longer_carries_its_beginning() -> None:
    line = slip_line(calendar(notice_text=LONG)["calendar"], date(2026, 12, 10), "")
    assert line is not None
    assert LONG.startswith(line.zh[:-1])
    assert line.zh.endswith("…")
    assert sum(1 + (ord(letter) > 255) for letter in line.zh) <= ROOM + 1


def test_slip_of_another_shop_does_not_carry_the_notice() -> None:
    found = calendar(applies_shop="云山店；月山店")["calendar"]
    assert slip_line(found, date(2026, 12, 10), "晴山旗舰店") is None
    assert slip_line(found, date(2026, 12, 10), "月山店") is not None


def test_row_that_cannot_be_announced_is_left_to_the_checks() -> None:
    for changes in ({"date_from": None}, {"date_to": date(2026, 12, 9)}, {"notice_text": " "}):
        assert list(announcements(calendar(**changes)["calendar"])) == []


def test_amounts_in_other_columns_do_not_disturb() -> None:
    records = Records({"calendar": table("calendar", [{**DOUBLE_12, "name": Decimal(1)}])})
    (one,) = announcements(records["calendar"])
    assert one.name == "1"
