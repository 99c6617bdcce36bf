"""The platform's words are compared by what they say, however an export spells them."""

import pytest

from tests.checks.check_desk import codes, desk

CONFLICT, UNKNOWN = "platform-conflict", "platform-status-unknown"


@pytest.mark.parametrize("words", ["SUCCESS", "退款 成功", "已退款", "卖家拒绝退款"])
def test_other_status_is_told_in_whatever_spelling(words: str) -> None:
    found = codes(desk({"applications": {"platform_status": words}}))
    assert found & {CONFLICT, UNKNOWN} == {CONFLICT}


@pytest.mark.parametrize(
    "words",
    ["卖家已经同意退款,等待买家退货", "WAIT_BUYER_RETURN_GOODS", "没有申请退款", "客服已介入"],
)
def test_known_words_that_agree_or_say_nothing_of_it_are_not_told(words: str) -> None:
    found = codes(desk({"applications": {"platform_status": words}}))
    assert found & {CONFLICT, UNKNOWN} == set()


def test_unknown_words_stay_told_in_a_dispute() -> None:
    row = {"platform_status": "系统升级中", "status": "in_dispute"}
    assert UNKNOWN in codes(desk({"applications": row}))
