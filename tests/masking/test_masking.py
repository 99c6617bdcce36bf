"""Personal data is masked wherever it leaves a workbook, and numbers of orders are not."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetops.records.applications import APPLICATIONS
from sheetops.rules.privacy.masking import (
    fingerprint,
    mask_address,
    mask_name,
    mask_nick,
    mask_number,
    mask_phone,
    mask_text,
    mask_value,
)
from sheetops.rules.privacy.personal import find_personal, is_id_card, passes_luhn

_PIECES = st.sampled_from(
    [
        "13800138000",
        "138 0013 8000",
        "+86 13800138000",
        "１３８００１３８０００",
        "132123457749-1234",
        "0571-88881234",
        "11010519491231002X",
        "6222 0212 3456 7890 128",
        "4111111111111111",
        "zhang.san@example.com",
        "浙江省杭州市余杭区文一西路969号3幢502室",
        "余杭区五常街道12号",
        "文一西路969号",
        "收件人：张三丰",
        "旺旺 tb_889911",
        "质量问题",
        "，",
        " ",
        "1",
        "-",
        "****",
    ]
)
_TEXTS = st.lists(st.one_of(_PIECES, st.text(max_size=6)), max_size=8).map("".join)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("请打13800138000，谢谢", "请打138****8000，谢谢"),
        ("手机138-0013-8000", "手机138****8000"),
        ("+86 13800138000", "138****8000"),
        ("１３８００１３８０００", "１３８****８０００"),
        ("虚拟号132123457749-1234", "虚拟号132****7749"),
        ("虚拟号13212345774-1234", "虚拟号132****5774"),
        ("座机0571-88881234", "座机0571-8888****"),
        ("身份证11010519491231002X", "身份证****002X"),
        ("卡4111 1111 1111 1111到账", "卡****1111到账"),
        ("写信到zhang.san@example.com。", "写信到z***@****。"),
        ("寄到浙江省杭州市余杭区文一西路969号3幢502室，谢谢", "寄到浙江省杭州市余杭区****，谢谢"),
        ("上海 浦东新区张江镇", "上海 浦东新区****"),
        ("收件人：张三丰", "收件人：张**"),
        ("我的旺旺号：tb_889911", "我的旺旺号：t***1"),
    ],
)
def test_text_is_masked_when_it_holds_personal_data(text: str, masked: str) -> None:
    assert mask_text(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "",
        "尺码偏大，肩宽差 3 厘米",
        "订单3302710287203084298，退款106206407540810",
        "退款编号 6222021234567890128",
        "order no. 4111111111111111",
        "快递单号75312345678901",
        "市区的路很堵，杭州市的小区很多",
        "2026-03-01 10:30:00",
        "11010519491231002A",
    ],
)
def test_text_stays_when_its_numbers_are_not_personal(text: str) -> None:
    assert mask_text(text) == text


def test_a_number_is_no_phone_when_it_is_known_as_a_parcel() -> None:
    assert mask_text("运单13800138000", known={"13800138000"}) == "运单13800138000"


@given(_TEXTS)
def test_masking_twice_is_masking_once(text: str) -> None:
    assert mask_text(mask_text(text)) == mask_text(text)


@given(_TEXTS)
def test_nothing_is_found_after_masking(text: str) -> None:
    assert find_personal(mask_text(text)) == []


@given(_TEXTS)
def test_findings_name_their_own_text_and_do_not_overlap(text: str) -> None:
    found = find_personal(text)
    assert all(text[f.start : f.end] == f.text for f in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.integers(10**14, 10**19 - 1).map(str))
def test_an_order_number_is_never_a_card_when_it_is_called_one(number: str) -> None:
    assert mask_text(f"订单编号：{number}") == f"订单编号：{number}" or is_id_card(number)


@given(st.text(max_size=30))
def test_each_way_of_masking_holds_when_applied_twice(text: str) -> None:
    for mask in (mask_phone, mask_name, mask_nick, mask_address):
        assert mask(mask(text)) == mask(text)


@pytest.mark.parametrize(
    ("column", "value", "masked"),
    [
        ("buyer_nick", "tb小明同学8", "t**8"),
        ("buyer_nick", "t**8", "t**8"),
        ("receiver_name", "张三", "张*"),
        ("receiver_name", "欧阳娜娜", "欧**"),
        ("receiver_phone", "13800138000", "138****8000"),
        ("receiver_phone", "138****8998", "138****8998"),
        ("receiver_phone", "没有", "****"),
        ("receiver_addr", "浙江省杭州市余杭区文一西路969号", "浙江省杭州市余杭区****"),
        ("receiver_addr", "送到老地方", "****"),
        ("remark", "回电13800138000", "回电138****8000"),
        ("order_no", "4111111111111111", "4111111111111111"),
        ("order_no", "13800138000", "138****8000"),
    ],
)
def test_a_value_is_masked_when_its_column_says_what_it_is(
    column: str, value: str, masked: str
) -> None:
    assert mask_value(APPLICATIONS.by_key[column], value) == masked


def test_a_value_stays_when_it_is_no_text() -> None:
    assert mask_value(APPLICATIONS.by_key["qty"], 3) == 3
    assert mask_value(APPLICATIONS.by_key["receiver_addr"], None) is None


def test_a_number_shows_its_last_six_digits_in_mails() -> None:
    assert mask_number("106206407540810") == "…540810"


def test_fingerprints_differ_when_the_shop_differs() -> None:
    prints = {fingerprint("13800138000", f"shop-{n}") for n in range(40)}
    assert len(prints) > 10
    assert fingerprint("13800138000", "shop") == fingerprint("13800138000", "shop")


def test_check_digits_are_told_apart_when_one_digit_changes() -> None:
    assert is_id_card("11010519491231002X")
    assert not is_id_card("110105194912310021")
    assert not is_id_card("11010519491331002X")
    assert passes_luhn("4111111111111111")
    assert not passes_luhn("4111111111111112")
