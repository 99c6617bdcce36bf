"""Each way in which record, platform and slip register can disagree is found, and only it."""

from decimal import Decimal

import pytest

from sheetops.rules.reconciling.kinds import KINDS
from sheetops.rules.reconciling.reconcile import reconcile
from tests.reconciling.reconciling_desk import (
    CASE,
    NOW,
    SETTINGS,
    SLIP,
    THERE,
    Row,
    at,
    exported,
    kinds,
    reconciled,
    record,
)

EXCHANGED: Row = {
    "status": "exchanged",
    "case_type": "exchange",
    "refund_amount": None,
    "closed_at": at("2026-11-18 11:00"),
}
SENT: Row = {
    "slip_no": "HH20261110-00011",
    "slip_type": "exchange",
    "refunded_at": None,
    "refund_amount": None,
    "x_tracking_no": "SF1234567890123",
    "x_shipped_at": at("2026-11-16 10:00"),
}


def test_sides_that_agree_have_no_break() -> None:
    found = reconciled()
    assert kinds(found) == []
    assert (found.rows, found.agreeing) == (3, 3)
    assert found.headline.zh == "3 行全部对得上，没有差异。"


def test_refund_on_the_platform_alone_is_found() -> None:
    found = reconciled(
        case={"status": "await_refund", "closed_at": None, "refund_amount": None},
        slip={"refunded_at": None, "refund_amount": None},
    )
    assert kinds(found) == ["refunded-there-only"]
    (one,) = found.breaks
    assert (one.amount, one.days(NOW)) == (Decimal("198.00"), 9)
    assert one.there.zh == "退款成功，198.00 元"


def test_refund_here_alone_is_found() -> None:
    found = reconciled(there={"退款状态": "买家已经退货，等待卖家确认收货"})
    assert kinds(found) == ["refunded-here-only"]
    assert found.breaks[0].days(NOW) == 9


def test_refund_noted_in_the_register_alone_counts_as_refunded_here() -> None:
    found = reconciled(
        case={"status": "await_refund", "closed_at": None, "refund_amount": None},
        there={"退款状态": "买家已经退货，等待卖家确认收货"},
    )
    assert kinds(found) == ["refunded-here-only"]


@pytest.mark.parametrize(
    ("amount", "differs"), [("198.01", True), ("197.99", True), ("198", False)]
)
def test_amounts_that_differ_by_a_cent_are_found(amount: str, differs: bool) -> None:
    found = reconciled(there={"买家退款金额": amount})
    assert kinds(found) == (["amount-differs"] if differs else [])
    if differs:
        assert found.breaks[0].amount == Decimal("0.01")


def test_amounts_of_record_and_register_that_differ_are_found() -> None:
    found = reconciled(slip={"refund_amount": Decimal("189.00")})
    assert kinds(found) == ["amount-differs"]
    assert found.breaks[0].amount == Decimal("9.00")


def test_goods_received_and_never_inspected_are_found_when_48_hours_have_passed() -> None:
    waiting = {"status": "received", "closed_at": None, "refund_amount": None}
    slip: Row = {"inspected_at": None, "refunded_at": None, "refund_amount": None}
    there = {"退款状态": "买家已经退货，等待卖家确认收货"}
    late = reconciled(waiting, {**slip, "received_at": at("2026-11-23 11:59")}, there)
    fresh = reconciled(waiting, {**slip, "received_at": at("2026-11-23 12:01")}, there)
    assert kinds(late) == ["never-inspected"]
    assert kinds(fresh) == []


@pytest.mark.parametrize("received", [None, at("2026-11-17 10:00")])
def test_refund_before_receipt_is_found(received: object) -> None:
    found = reconciled(slip={"received_at": received, "inspected_at": received})  # type: ignore[dict-item] # a time or nothing
    assert kinds(found) == ["refunded-before-receipt"]


@pytest.mark.parametrize("flag", ["fast_refund", "sys_auto"])
def test_refund_before_receipt_is_the_platforms_own_when_it_refunded_early(flag: str) -> None:
    assert kinds(reconciled(case={flag: True}, slip={"received_at": None})) == []


def test_replacement_sent_twice_for_one_case_is_found() -> None:
    again = {**SENT, "slip_no": "HH20261112-00029", "x_tracking_no": "SF9999999999999"}
    found = reconciled(EXCHANGED, SENT, {"退款状态": "退款成功"}, more_slips=[again])
    assert kinds(found) == ["shipped-twice"]
    assert "SF9999999999999" in found.breaks[0].here.zh
    assert "SF1234567890123" in found.breaks[0].there.zh


def test_replacement_sent_twice_under_two_refund_numbers_is_found() -> None:
    other: Row = {**EXCHANGED, "case_id": "AS20261112-0002", "refund_no": "106206407540819999"}
    again = {**SENT, "slip_no": "HH20261112-00029", "case_id": "AS20261112-0002"}
    there = {"退款状态": "退款成功"}
    assert "shipped-twice" in kinds(
        reconciled(EXCHANGED, SENT, there, more_cases=[other], more_slips=[again])
    )
    linked = {**other, "linked_case": "AS20261110-0001"}
    assert "shipped-twice" not in kinds(
        reconciled(EXCHANGED, SENT, there, more_cases=[linked], more_slips=[again])
    )


def test_refund_and_replacement_for_one_case_are_found() -> None:
    found = reconciled(slip={"x_tracking_no": "SF1234567890123", "x_shipped_at": NOW})
    assert kinds(found) == ["refunded-and-replaced"]


def test_case_that_the_book_lacks_is_found_unless_it_was_closed_without_money() -> None:
    lacking = {**THERE, "退款编号": "106206407540817777", "订单编号": "3302710287203087777"}
    found = reconcile(exported(THERE, lacking), record(), NOW, SETTINGS)
    assert kinds(found) == ["missing-here"]
    closed = {**lacking, "退款状态": "退款关闭"}
    assert kinds(reconcile(exported(THERE, closed), record(), NOW, SETTINGS)) == []


def test_case_that_the_platform_lacks_is_found_within_the_exports_days() -> None:
    def other(day: str) -> Row:
        time = at(f"2026-11-{day} 10:00")
        return {
            "case_id": f"AS202611{day}-0009",
            "refund_no": f"1062064075408{day}111",
            "order_no": f"33027102872030{day}111",
            "status": "pending_review",
            "applied_at": time,
            "refund_amount": None,
            "closed_at": None,
        }

    inside, edge, later = other("12"), other("20"), other("22")
    found = reconciled(more_cases=[inside, edge, later])
    assert [(one.kind.key, one.case_id) for one in found.breaks] == [
        ("missing-there", "AS20261112-0009")
    ]
    typed = {**inside, "refund_no": None}
    assert kinds(reconciled(more_cases=[typed])) == []
    elsewhere = {**inside, "platform": "other"}
    assert kinds(reconciled(more_cases=[elsewhere])) == []


def test_nothing_is_called_missing_when_the_export_is_a_selection() -> None:
    others = [
        {
            "case_id": f"AS20261112-{n:04d}",
            "refund_no": f"10620640754088{n:04d}",
            "order_no": f"330271028720308{n:04d}",
            "status": "pending_review",
            "refund_amount": None,
            "closed_at": None,
        }
        for n in range(5)
    ]
    found = reconciled(more_cases=others)
    assert found.is_selection
    assert kinds(found) == []


@pytest.mark.parametrize(
    ("status", "words", "kind"),
    [
        ("await_return", "退款关闭", "closed-there-only"),
        ("withdrawn", "买家已经申请退款，等待卖家同意", "closed-here-only"),
        ("await_return", "卖家已经同意退款，等待买家退货", None),
        ("withdrawn", "退款关闭", None),
    ],
)
def test_states_that_contradict_are_found(status: str, words: str, kind: str | None) -> None:
    case: Row = {"status": status, "refund_amount": None}
    slip: Row = {"refunded_at": None, "refund_amount": None}
    assert kinds(reconciled(case, slip, {"退款状态": words})) == ([kind] if kind else [])


def test_tracking_numbers_that_differ_are_found() -> None:
    assert kinds(reconciled(there={"退货物流单号": "75399999999999"})) == ["tracking-differs"]


def test_slip_that_is_missing_is_found_and_one_that_has_no_case() -> None:
    waiting: Row = {"status": "await_return", "refund_amount": None, "closed_at": None}
    there = exported({**THERE, "退款状态": "卖家已经同意退款，等待买家退货"})
    void: Row = {**SLIP, "slip_status": "void"}
    assert kinds(reconcile(there, record([{**CASE, **waiting}], [void]), NOW, SETTINGS)) == [
        "slip-missing"
    ]
    orphan = {"slip_no": "TH20261101-00011", "case_id": "AS20200101-0001"}
    assert kinds(reconciled(more_slips=[orphan])) == ["slip-without-case"]


def test_status_that_nobody_knows_is_counted_and_not_judged() -> None:
    found = reconciled(there={"退款状态": "火星退款中"})
    assert kinds(found) == []
    assert found.unjudged == 1


def test_breaks_come_worst_first_and_the_oldest_of_a_kind_first() -> None:
    lacking = [
        {
            **THERE,
            "退款编号": f"10620640754081777{n}",
            "订单编号": f"330271028720308777{n}",
            "退款的申请时间": f"2026-11-{10 + n} 10:00:00",
        }
        for n in (3, 5, 4)
    ]
    slip = {**SLIP, "refund_amount": Decimal("197.00")}
    found = reconcile(exported(THERE, *lacking), record(slips=[slip]), NOW, SETTINGS)
    assert kinds(found) == ["amount-differs", *["missing-here"] * 3]
    assert [one.days(NOW) for one in found.breaks[1:]] == [12, 11, 10]


def test_every_kind_says_what_to_do_in_both_languages() -> None:
    for kind in KINDS:
        for text in (kind.title, kind.remedy):
            assert text.zh
            assert text.en
            assert not set("!！") & set(text.zh + text.en)


def test_row_with_damaged_numbers_is_counted_and_not_called_missing() -> None:
    lost = {**THERE, "退款编号": "1.06206E+17", "订单编号": "3.30271E+18"}
    found = reconcile(exported(THERE, lost), record(), NOW, SETTINGS)
    assert kinds(found) == []
    assert found.unjudged == 1
