"""What a new handbook begins with: whole, lawful, the same facts in both languages."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

import chinese_calendar
import pytest

from sheetops.records.choices import CHOICES
from sheetops.records.columns import Kind
from sheetops.records.dictionary import SHEETS
from sheetops.records.seed import Row
from sheetops.records.text import LANGUAGES, Language
from sheetops.rules.slips.reply_facts import PLACEHOLDERS

Rows = Callable[[Language], Mapping[str, tuple[Row, ...]]]
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_have_unique_keys_and_every_cell_that_must_be_filled(
    language: Language, handbook_rows: Rows
) -> None:
    for key, rows in handbook_rows(language).items():
        sheet = SHEETS[key]
        names = [row[sheet.key_column] for row in rows]
        assert len(set(names)) == len(names)
        for row in rows:
            assert set(row) <= set(sheet.by_key)
            needed = [c for c in sheet.columns if c.need == "always" and not c.of_jobs]
            assert all(row.get(column.key) is not None for column in needed), row


@pytest.mark.parametrize("language", LANGUAGES)
def test_choices_and_references_name_what_exists(language: Language, handbook_rows: Rows) -> None:
    rows = handbook_rows(language)
    keys = {key: {row[SHEETS[key].key_column] for row in found} for key, found in rows.items()}
    for key, found in rows.items():
        for row in found:
            for name, value in row.items():
                column = SHEETS[key].by_key[name]
                if column.refers and value is not None:
                    assert value in keys[column.refers], row
                elif column.choices and value is not None:
                    said = value if isinstance(value, tuple) else (value,)
                    assert set(said) <= {choice.key for choice in CHOICES[column.choices]}, row


def test_both_languages_say_the_same_facts(handbook_rows: Rows) -> None:
    chinese, english = handbook_rows("zh-CN"), handbook_rows("en")
    words = (Kind.TEXT, Kind.PROSE)
    for key, rows in chinese.items():
        for zh, en in zip(rows, english[key], strict=True):
            assert set(zh) == set(en)
            for name, value in zh.items():
                if SHEETS[key].by_key[name].kind not in words:
                    assert value == en[name]


def test_english_rows_are_english_but_for_how_the_platform_speaks(handbook_rows: Rows) -> None:
    platform = {("reasons", "platform_words"), ("couriers", "aliases")}
    for key, rows in handbook_rows("en").items():
        for row in rows:
            for name, value in row.items():
                if (key, name) not in platform:
                    assert not CHINESE.search(str(value)), (key, name, value)


def test_holidays_and_make_up_days_are_the_nations(handbook_rows: Rows) -> None:
    off: set[date] = set()
    worked: set[date] = set()
    for row in handbook_rows("zh-CN")["calendar"]:
        first, last = row["date_from"], row["date_to"]
        assert isinstance(first, date)
        assert isinstance(last, date)
        days = {first + timedelta(days=n) for n in range((last - first).days + 1)}
        if row["kind"] == "holiday":
            off |= days
        if row["kind"] == "makeup":
            worked |= days
    years = (2025, 2026)
    assert off == {day for day in chinese_calendar.holidays if day.year in years}
    assert worked == {day for day in chinese_calendar.workdays if day.year in years}


def test_no_policy_gives_buyers_less_than_the_law(handbook_rows: Rows) -> None:
    for row in handbook_rows("zh-CN")["policy"]:
        classes = row["reason_class"]
        assert isinstance(classes, tuple)
        assert row["basis"]
        if "no_reason" in classes and row.get("window_days") is not None:
            assert int(str(row["window_days"])) >= 7
            assert row["count_from_next_day"] is True
        if "quality" in classes:
            assert row["freight_bearer"] == "seller"
        assert int(str(row["refund_days"])) <= 7


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_scene_has_a_script_whose_names_can_be_filled(
    language: Language, handbook_rows: Rows
) -> None:
    scripts = handbook_rows(language)["scripts"]
    assert {row["scene"] for row in scripts} == {choice.key for choice in CHOICES["scene"]}
    for row in scripts:
        body = str(row["body"])
        assert set(re.findall(r"\{(\w+)\}", body)) <= set(PLACEHOLDERS)
        assert "最终解释权" not in body
        assert "！" not in body
        assert "!" not in body


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("SF", "SF1234567890123"),
        ("ZTO", "75312345678901"),
        ("YTO", "YT1234567890123"),
        ("YUNDA", "4612345678901"),
        ("STO", "STO1234567890"),
        ("JT", "JT1234567890123"),
        ("JD", "JDVA12345678901"),
        ("EMS", "EA123456789CN"),
        ("DBL", "DPK1234567890"),
    ],
)
def test_a_couriers_form_takes_its_own_numbers(code: str, number: str, handbook_rows: Rows) -> None:
    forms = {
        str(row["code"]): str(row["number_pattern"]) for row in handbook_rows("en")["couriers"]
    }
    assert re.fullmatch(forms[code], number)
    strong = {"SF", "JT", "JD"} - {code}
    assert not any(re.fullmatch(forms[other], number) for other in strong)
