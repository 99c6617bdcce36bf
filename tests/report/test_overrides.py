"""What was decided beside the rules, as the filing log tells it."""

from dataclasses import replace

from sheetops.records.text import Text
from sheetops.rules.filing.log_rows import LogRow
from sheetops.rules.reporting.overrides import NO_OVERRIDES, Overrides, overrides
from tests.report.report_desk import at
from tests.report.sample_mails import ROW

SINCE, UNTIL = at("2026-11-22 18:30"), at("2026-11-23 18:30")


def told(field: str, when: str, case: str | None = "AS-1", value: str | None = "老客户") -> LogRow:
    return replace(ROW, field=field, logged_at=at(when), case_id=case, new_value=value)


def test_overrides_when_in_the_time_are_counted_by_kind() -> None:
    rows = [
        told("step_override", "2026-11-22 18:30"),
        told("override_reason", "2026-11-23 10:00", "AS-2"),
        told("override_reason", "2026-11-23 11:00", "AS-3"),
    ]
    assert overrides(rows, SINCE, UNTIL) == Overrides(steps=1, decisions=2)


def test_overrides_when_a_case_has_several_count_it_once() -> None:
    rows = [told("override_reason", f"2026-11-23 1{hour}:00") for hour in range(3)]
    assert overrides(rows, SINCE, UNTIL).decisions == 1


def test_overrides_when_earlier_later_or_taken_back_are_none() -> None:
    rows = [
        told("step_override", "2026-11-22 18:29"),
        told("step_override", "2026-11-23 18:30"),
        told("step_override", "2026-11-23 10:00", value=None),
        told("decision", "2026-11-23 10:00"),
    ]
    assert overrides(rows, SINCE, UNTIL) == NO_OVERRIDES


def test_overrides_when_there_are_none_have_no_words() -> None:
    day = Text("近 24 小时", "Last 24 h")
    assert not any(NO_OVERRIDES.words(day).both())
    assert Overrides(0, 2).words(day).zh == "近 24 小时：结论与政策建议不同 2 单"
