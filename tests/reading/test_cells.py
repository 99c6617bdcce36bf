"""What a cell means: the forms in which people, Excel and exports write the same thing."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheetops.records.cells import Raw, from_cell, to_cell
from sheetops.records.choices import CHOICES
from sheetops.records.columns import Column, Kind, Value
from sheetops.records.dictionary import SHEETS
from sheetops.records.moments import from_serial, parse_moment
from sheetops.records.references import references
from sheetops.records.text import LANGUAGES, Language
from tests.checks.check_desk import table

APPLICATIONS = SHEETS["applications"].by_key
at = datetime.fromisoformat


def read(key: str, raw: Raw) -> Value:
    return from_cell(APPLICATIONS[key], raw).value


def said(key: str, raw: Raw) -> list[str]:
    return [kind.code for kind in from_cell(APPLICATIONS[key], raw).kinds]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026/3/1", "2026-03-01 00:00"),
        ("2026-03-01 10:30", "2026-03-01 10:30"),
        ("2026年3月1日 10:30", "2026-03-01 10:30"),
        ("2026年3月1日10时30分05秒", "2026-03-01 10:30:05"),
        ("2026年3月1日 下午3点", "2026-03-01 15:00"),
        ("2026.3.1", "2026-03-01 00:00"),
        ("２０２６／３／１　１０：３０", "2026-03-01 10:30"),
        ("2026-03-01T10:30:00", "2026-03-01 10:30"),
        ("2026-03-01 10:30:00.000", "2026-03-01 10:30"),
        ("2026/3/1 12:05 AM", "2026-03-01 00:05"),
        ("2026/3/1 3:05 PM", "2026-03-01 15:05"),
        ("20260301", "2026-03-01 00:00"),
        ("2026-03-01 24:00", "2026-03-02 00:00"),
        ("\u00a02026-03-01\u3000", "2026-03-01 00:00"),
    ],
)
def test_date_is_read_when_written_as_text(text: str, meant: str) -> None:
    assert read("applied_at", text) == at(meant)
    assert said("applied_at", text) == ["date-as-text"]


@pytest.mark.parametrize(
    "text", ["昨天", "3/1/2026", "2026-02-30", "2026-13-01", "10:30", "2026-3"]
)
def test_date_is_not_guessed_when_it_says_none(text: str) -> None:
    assert (read("applied_at", text), said("applied_at", text)) == (None, ["date-unreadable"])


@pytest.mark.parametrize("raw", [5.0, -5.0, 1e9, "1899-12-31", "2999-01-01", at("2999-01-01")])
def test_date_is_refused_when_absurd(raw: Raw) -> None:
    assert read("applied_at", raw) is None
    assert said("applied_at", raw) in (["date-impossible"], ["date-unreadable"])


def test_serial_number_counts_from_1904_when_the_book_does() -> None:
    column = APPLICATIONS["applied_at"]
    assert from_cell(column, 46082.4375).value == at("2026-03-01 10:30")
    assert from_cell(column, 44620.4375, is_1904=True).value == at("2026-03-01 10:30")


def test_serial_number_is_rounded_to_the_second() -> None:
    # 10:29:59.9999 is how Excel keeps 10:30 after a few sums
    assert read("applied_at", 46082.4375 - 1e-9) == at("2026-03-01 10:30")


def test_time_without_a_date_is_no_date() -> None:
    assert said("applied_at", time(10, 30)) == ["date-unreadable"]


@pytest.mark.parametrize(
    "raw",
    [
        "3302710287203084298",
        " 3302710287203084298\u3000",
        "３３０２７１０２８７２０３０８４２９８",
        "'3302710287203084298",
        '="3302710287203084298"',
        "33027 10287 20308 4298",
        "3302710287203084298.0",
        "3302710287203084298\u200b",
    ],
)
def test_identifier_is_read_when_guarded_spaced_or_full_width(raw: str) -> None:
    assert read("order_no", raw) == "3302710287203084298"
    assert said("order_no", raw) == []


@pytest.mark.parametrize("raw", ["1.93E+15", "1.93302710287203e18", 3.302710287203084e18, 1e15])
def test_identifier_is_no_key_when_digits_are_lost(raw: Raw) -> None:
    assert (read("order_no", raw), said("order_no", raw)) == (None, ["id-lost-digits"])


def test_identifier_is_taken_when_a_number_of_15_digits() -> None:
    assert read("refund_no", 106206407540810.0) == "106206407540810"
    assert said("refund_no", 106206407540810.0) == ["id-stored-as-number"]


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("￥1,980.00", "1980.00"),
        ("1980元", "1980.00"),
        ("CNY 1980", "1980.00"),
        ("１９８０．５", "1980.50"),
        ("1，980", "1980.00"),
        ("-5", "-5.00"),
        (198, "198.00"),
        (0.1 + 0.2, "0.30"),
    ],
)
def test_amount_is_read_when_written_as_people_do(raw: Raw, meant: str) -> None:
    assert read("order_paid", raw) == Decimal(meant)


@pytest.mark.parametrize(
    "raw", ["约200", "无退款申请", True, 1e300, "nan", "inf", "1e400", time(1)]
)
def test_amount_is_refused_when_it_is_none(raw: Raw) -> None:
    assert (read("order_paid", raw), said("order_paid", raw)) == (None, ["number-unreadable"])


@pytest.mark.parametrize("blank", [None, "", " ", "\u3000", "\u00a0\u200b"])
@pytest.mark.parametrize("key", APPLICATIONS)
def test_blank_cell_is_none_without_a_problem(key: str, blank: str | None) -> None:
    assert from_cell(APPLICATIONS[key], blank) == (None, ())


@pytest.mark.parametrize("raw", ["=1+1", "+86", "-", "@买家", "'=1", "=cmd|' /C calc'!A0"])
def test_text_stays_text_when_it_looks_like_a_formula(raw: str) -> None:
    assert read("reason_text", raw) == raw


def test_text_of_32767_characters_is_read() -> None:
    assert read("remark", "很" * 32_767) == "很" * 32_767


@pytest.mark.parametrize(
    "raw", ["退货退款", "return & refund", "RR", "return_refund", "退款 退货", "退货退款 (旧)"]
)
def test_choice_is_read_in_either_language_by_key_and_by_alias(raw: str) -> None:
    assert read("case_type", raw) == "return_refund"


def test_brackets_of_either_width_are_the_same_choice() -> None:
    assert read("status", "已拒绝（待买家处理）") == "rejected"


@pytest.mark.parametrize(
    "raw", ["退货退款;换货", "退货退款；换货", "换货、退货退款", "EX，RR", "换货,RR,换货"]
)
def test_several_choices_are_read_whatever_separates_them(raw: str) -> None:
    value = from_cell(SHEETS["policy"].by_key["case_types"], raw).value
    assert isinstance(value, tuple)
    assert set(value) == {"exchange", "return_refund"}


def test_several_choices_are_refused_when_one_is_unknown() -> None:
    reading = from_cell(SHEETS["policy"].by_key["case_types"], "换货;退鞋")
    assert (reading.value, [kind.code for kind in reading.kinds]) == (None, ["unknown-choice"])


@pytest.mark.parametrize(
    ("raw", "meant"), [("是", True), ("√", True), (1.0, True), (False, False), ("NO", False)]
)
def test_flag_is_read(raw: Raw, meant: bool) -> None:
    assert read("fast_refund", raw) is meant


HANDBOOK = references(
    {
        "reasons": table("reasons", [{"code": "R01", "name": "7天无理由退换货"}]),
        "couriers": table(
            "couriers", [{"code": "ZTO", "name": "中通快递", "aliases": "中通;中通速递"}]
        ),
        "agents": table("agents", [{"agent_id": "KF012", "name": "小林"}]),
    }
)


@pytest.mark.parametrize(
    ("sheet", "key", "raw", "meant"),
    [
        ("applications", "reason_code", "R01 7天无理由退换货", "R01"),
        ("applications", "reason_code", "r01", "R01"),
        ("applications", "reason_code", "R01 旧的说法", "R01"),
        ("applications", "reason_code", "7天无理由", "7天无理由"),
        ("slips", "carrier", "中通快递", "ZTO"),
        ("slips", "carrier", "中通", "ZTO"),
        ("slips", "carrier", "zto", "ZTO"),
        ("slips", "carrier", "小鸟快递", "小鸟快递"),
        ("applications", "owner", "KF012 小林", "KF012"),
        ("applications", "sku_code", "TS 001 L", "TS 001 L"),
    ],
)
def test_reference_is_read_by_key_label_and_alias(
    sheet: str, key: str, raw: str, meant: str
) -> None:
    assert from_cell(SHEETS[sheet].by_key[key], raw, HANDBOOK).value == meant


def test_reference_keeps_its_first_word_when_the_handbook_itself_is_read() -> None:
    assert (
        from_cell(SHEETS["scripts"].by_key["policy_ref"], "P-NR-01 七天无理由").value == "P-NR-01"
    )


VALUES: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.ID: st.from_regex(r"[A-Z][A-Z0-9-]{0,20}", fullmatch=True),
    Kind.TEXT: st.text(min_size=1, max_size=40).map(str.strip).filter(bool),
    Kind.PROSE: st.text(min_size=1, max_size=40).map(str.strip).filter(bool),
    Kind.FLAG: st.booleans(),
    Kind.COUNT: st.integers(-999_999, 999_999),
    Kind.NUMBER: st.decimals(-99999, 99999, places=4),
    Kind.MONEY: st.decimals(-99999, 99999, places=2),
    Kind.DATE: st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    Kind.TIME: st.datetimes(at("2000-01-01"), at("2099-12-31")).map(
        lambda t: t.replace(microsecond=0)
    ),
}


@settings(deadline=None)
@given(st.data(), st.sampled_from(LANGUAGES))
def test_value_comes_back_when_written_and_read(data: st.DataObject, language: Language) -> None:
    column: Column = data.draw(
        st.sampled_from([c for s in SHEETS.values() for c in s.columns if c.refers is None])
    )
    if column.kind in (Kind.CHOICE, Kind.CHOICES):
        keys = st.sampled_from([choice.key for choice in CHOICES[column.choices or ""]])
        several = st.lists(keys, min_size=1, unique=True).map(tuple)
        value: Value = data.draw(several) if column.kind is Kind.CHOICES else data.draw(keys)
    elif column.pattern is not None and column.kind is Kind.ID:
        value = data.draw(st.from_regex(column.pattern, fullmatch=True).filter(str.isascii))
    else:
        value = data.draw(VALUES[column.kind])
    if isinstance(value, str) and from_cell(column, value).value is None:
        return  # nothing but invisible characters
    first = from_cell(column, in_a_file(to_cell(column, value, language))).value
    # an identifier or a text may lose spaces and width at first, then nothing more
    assert first == value or isinstance(value, str)
    assert from_cell(column, in_a_file(to_cell(column, first, language))).value == first


def in_a_file(cell: Raw | Decimal) -> Raw:
    """A file holds amounts as floating-point numbers."""
    return float(cell) if isinstance(cell, Decimal) else cell


@settings(deadline=None, max_examples=25)
@given(st.one_of(st.text(), st.floats(), st.booleans(), st.datetimes(), st.times(), st.none()))
def test_no_content_ever_raises(raw: Raw) -> None:
    for sheet in SHEETS.values():
        for column in sheet.columns:
            from_cell(column, raw)


@settings(deadline=None)
@given(st.datetimes(at("2000-01-01"), at("2099-12-31")).map(lambda t: t.replace(microsecond=0)))
def test_instant_comes_back_from_its_serial_number_and_from_text(moment: datetime) -> None:
    days = (moment - at("1899-12-30")).total_seconds() / 86400
    assert from_serial(days, False) == moment
    assert parse_moment(moment.isoformat()) == moment
    assert parse_moment(f"{moment:%Y年%m月%d日 %H:%M:%S}") == moment
