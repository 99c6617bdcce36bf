"""What goes wrong in the applications of a real desk, one function for each mistake."""

from datetime import datetime, timedelta
from decimal import Decimal

from sheetops.adapters.demo.desk import Desk, Fault
from sheetops.adapters.workbook.build.values import Raw


def _exchange_without_stock(desk: Desk) -> None:
    row = desk.case("pending_review", case_type="exchange")
    row |= {
        "sku_code": "HD-2026-014-M",
        "exchange_sku": "HD-2026-014-L",
        "status": "await_return",
        "decision": "approve_exchange",
        "reviewed_at": desk.now - timedelta(hours=1),
        "notified_at": desk.now - timedelta(minutes=50),
        "freight_bearer": "seller",
    }
    row.pop("platform_status", None)


def _quality_without_picture(desk: Desk) -> None:
    row = desk.case("pending_review", reason_code="R08")
    row.pop("evidence", None)
    row["reason_detail"] = desk.words("坏的", "broken")


def _order_number_lost_its_digits(desk: Desk) -> None:
    row = desk.case("pending_review", "need_evidence")
    row["order_no"] = Raw(float(str(row.get("order_no", "0"))))


def _unknown_choice(desk: Desk) -> None:
    row = desk.case("pending_review", "need_evidence")
    row["case_type"] = Raw(desk.words("退货", "Return it"))


def _text_like_a_formula(desk: Desk) -> None:
    row = desk.case("need_evidence", "pending_review", "received")
    row["reason_detail"] = desk.words(
        "=尺码和页面不一样，肩宽少了三厘米", "=size differs from the page, shoulders 3 cm less"
    )


def _refused_without_alternative(desk: Desk) -> None:
    row = desk.case("rejected", "in_dispute", "closed_rejected")
    row.pop("alternative", None)


def _no_reason_refused_in_time(desk: Desk) -> None:
    row = desk.case("in_dispute", "rejected", "closed_rejected")
    row |= {
        "reason_code": "R01",
        "sku_code": "BG-2026-003-BK",
        "signed_at": row.get("applied_at"),
        "reject_reason": "other",
        "reject_text": desk.words("已拆包装，不支持退货", "The pack was opened, so no return"),
        "alternative": "coupon",
    }
    row.pop("override_reason", None)


def _quality_freight_on_the_buyer(desk: Desk) -> None:
    row = desk.case("await_return", "in_transit", "received", freight_bearer="seller")
    row |= {"reason_code": "R07", "freight_bearer": "buyer"}


def _buyer_never_told(desk: Desk) -> None:
    desk.case("await_return", "in_transit").pop("notified_at", None)


def _platform_says_otherwise(desk: Desk) -> None:
    desk.case("await_return", "in_transit", "await_refund")["platform_status"] = "退款关闭"


def _owner_who_left(desk: Desk) -> None:
    desk.case("in_transit", "received", "await_refund")["owner"] = "KF011"


def _times_as_text(desk: Desk) -> None:
    row = desk.case("in_transit", "received", "await_refund")
    for column, form in (("applied_at", "%Y年%m月%d日 %H:%M"), ("reviewed_at", "%Y.%m.%d %H:%M")):
        moment = row.get(column)
        if isinstance(moment, datetime):
            row[column] = Raw(moment.strftime(form))
    other = desk.case("await_return", "in_transit", "received", "refunded")
    other["signed_at"] = Raw(desk.words("上周三", "last Wednesday"))


def _full_width_digits(desk: Desk) -> None:
    row = desk.case("in_transit", "reshipped", "await_refund", "refunded")
    row["order_no"] = Raw(_full_width(str(row.get("order_no", ""))))
    row["order_paid"] = Raw(_full_width(str(row.get("order_paid", ""))))


def _full_width(text: str) -> str:
    return text.translate({ord(digit): ord(digit) - 48 + 0xFF10 for digit in "0123456789"})


def _pasted_spaces(desk: Desk) -> None:
    row = desk.case("received", "reshipped", "refunded")
    row["sku_code"] = Raw(f" {row.get('sku_code')}\u3000")
    row["refund_no"] = Raw(f"{row.get('refund_no')}\u00a0")
    row["order_paid"] = Raw(f"¥{row.get('order_paid')}")


def _picture_that_is_not_there(desk: Desk) -> None:
    row = desk.case("received", "inspect_failed", "await_reship", "reshipped", "refunded")
    row["evidence"] = desk.words("微信图片1.jpg", "WeChat picture 1.jpg")


def _too_much_approved(desk: Desk) -> None:
    row = desk.case("await_refund", "refunded", decision="approve_return")
    paid = row.get("order_paid")
    if isinstance(paid, Decimal):
        row["approved_amount"] = paid + 100


def _nobody_signed_for_the_amount(desk: Desk) -> None:
    row = desk.case("await_refund", "refunded", decision="approve_return")
    row |= dict.fromkeys(("order_paid", "apply_amount", "approved_amount"), Decimal("699.00"))
    if row.get("status") == "refunded":
        row["refund_amount"] = Decimal("699.00")
    row.pop("approver", None)


def _typed_twice(desk: Desk) -> None:
    first, second = desk.case("refunded"), desk.case("refunded")
    for column in ("refund_no", "order_no", "sub_order_no"):
        second[column] = first.get(column)


def _phone_in_a_remark(desk: Desk) -> None:
    desk.case("refunded")["remark"] = desk.words(
        "买家电话13800138000，下午再联系", "Call the buyer on 13800138000 in the afternoon"
    )


def _closed_without_its_facts(desk: Desk) -> None:
    row = desk.case("refunded")
    for column in ("closed_at", "responsible"):
        row.pop(column, None)


def _signed_before_shipped(desk: Desk) -> None:
    row = desk.case("refunded", "exchanged", decision="approve_return")
    signed = row.get("signed_at")
    if isinstance(signed, datetime):
        row["shipped_at"] = signed + timedelta(hours=5)


def _row_left_blank(desk: Desk) -> None:
    desk.cases.insert(len(desk.cases) // 2, {})


def _typed_this_morning(desk: Desk) -> None:
    """The newest rows have only what an agent has typed so far; the next run completes them."""
    filled_later = ("case_id", "shop", "item_title", "sku_props", "qty", "reason_text", "owner")
    for row in desk.cases[-3:]:
        if row.get("status") == "pending_review":
            for column in filled_later:
                row.pop(column, None)


CASE_FAULTS: tuple[Fault, ...] = (
    _exchange_without_stock,
    _quality_without_picture,
    _order_number_lost_its_digits,
    _unknown_choice,
    _text_like_a_formula,
    _refused_without_alternative,
    _no_reason_refused_in_time,
    _quality_freight_on_the_buyer,
    _buyer_never_told,
    _platform_says_otherwise,
    _owner_who_left,
    _times_as_text,
    _full_width_digits,
    _pasted_spaces,
    _picture_that_is_not_there,
    _too_much_approved,
    _nobody_signed_for_the_amount,
    _typed_twice,
    _phone_in_a_remark,
    _closed_without_its_facts,
    _signed_before_shipped,
    _row_left_blank,
    _typed_this_morning,
)
"""In the order in which they look for a row to happen to."""
