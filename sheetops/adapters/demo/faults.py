"""What goes wrong at a real desk, done to the demo shop's rows: one function for each mistake."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from sheetops.adapters.demo.rows import Cells
from sheetops.adapters.workbook.build.values import Raw
from sheetops.records.columns import Value
from sheetops.records.text import Language, Text


@dataclass(slots=True)
class Desk:
    """The rows of the demo shop while mistakes are being made in them."""

    cases: list[Cells]
    slips: list[Cells]
    feedback: list[Cells]
    handbook: dict[str, list[Cells]]
    now: datetime
    language: Language
    spoilt: set[int]

    def case(self, **wanted: Value) -> Cells:
        """Return the latest untouched case with these values, and keep others away from it."""
        return self._take(self.cases, wanted)

    def slip(self, **wanted: Value) -> Cells:
        """Return the latest untouched slip with these values."""
        return self._take(self.slips, wanted)

    def _take(self, rows: Sequence[Cells], wanted: dict[str, Value]) -> Cells:
        for row in reversed(rows):
            fits = all(row.get(key) == value for key, value in wanted.items())
            if fits and id(row) not in self.spoilt:
                self.spoilt.add(id(row))
                return row
        return {}

    def words(self, zh: str, en: str) -> str:
        """Return the words in the shop's language."""
        return Text(zh, en).to(self.language)


Fault = Callable[[Desk], None]


def spoil(desk: Desk) -> None:
    """Make every mistake once."""
    for fault in FAULTS:
        fault(desk)


def _order_number_lost_its_digits(desk: Desk) -> None:
    row = desk.case(status="pending_review")
    row["order_no"] = row["sub_order_no"] = Raw(float(str(row.get("order_no", "0"))))


def _refused_without_alternative(desk: Desk) -> None:
    row = desk.case(status="rejected")
    row.pop("alternative", None)


def _quality_freight_on_the_buyer(desk: Desk) -> None:
    desk.case(status="await_return", reason_code="R07")["freight_bearer"] = "buyer"
    desk.case(status="in_transit", freight_bearer="seller")["freight_bearer"] = "buyer"


def _refund_number_twice(desk: Desk) -> None:
    first, second = desk.case(status="refunded"), desk.case(status="await_refund")
    if first and second:
        second["refund_no"] = first["refund_no"]


def _unknown_choice(desk: Desk) -> None:
    desk.case(status="pending_review")["case_type"] = Raw(desk.words("退货", "Return it"))


def _times_as_text(desk: Desk) -> None:
    row = desk.case(status="in_transit")
    for column, form in (("applied_at", "%Y年%m月%d日 %H:%M"), ("reviewed_at", "%Y.%m.%d %H:%M")):
        moment = row.get(column)
        if isinstance(moment, datetime):
            row[column] = Raw(moment.strftime(form))
    desk.case(status="await_return")["signed_at"] = Raw(desk.words("上周三", "last Wednesday"))


def _full_width_digits(desk: Desk) -> None:
    row = desk.case(status="in_transit")
    row["order_no"] = Raw(_full_width(str(row.get("order_no", ""))))
    row["order_paid"] = Raw(_full_width(str(row.get("order_paid", ""))))


def _full_width(text: str) -> str:
    return text.translate({ord(digit): ord(digit) - 48 + 0xFF10 for digit in "0123456789"})


def _pasted_spaces(desk: Desk) -> None:
    row = desk.case(status="received")
    row["sku_code"] = Raw(f" {row.get('sku_code')}\u3000")
    row["refund_no"] = Raw(f"{row.get('refund_no')}\u00a0")
    row["order_paid"] = Raw(f"¥{row.get('order_paid')}")


def _quality_without_picture(desk: Desk) -> None:
    row = desk.case(status="pending_review", reason_code="R08") or desk.case(status="need_evidence")
    row.pop("evidence", None)
    row["reason_detail"] = desk.words("坏的", "broken")


def _phone_in_a_remark(desk: Desk) -> None:
    desk.case(status="refunded")["remark"] = desk.words(
        "买家电话13800138000，下午再联系", "Call the buyer on 13800138000 in the afternoon"
    )


def _owner_who_left(desk: Desk) -> None:
    desk.case(status="in_transit")["owner"] = "KF011"


def _exchange_without_stock(desk: Desk) -> None:
    row = desk.case(case_type="exchange", status="pending_review")
    row |= {
        "sku_code": "HD-2026-014-M",
        "exchange_sku": "HD-2026-014-L",
        "status": "await_return",
        "decision": "approve_exchange",
        "reviewed_at": desk.now - timedelta(hours=1),
        "notified_at": desk.now - timedelta(minutes=50),
        "freight_bearer": "seller",
        "evidence": row.get("evidence"),
    }


def _too_much_approved(desk: Desk) -> None:
    row = desk.case(status="await_refund")
    paid = row.get("order_paid")
    if isinstance(paid, Decimal):
        row["approved_amount"] = paid + 100


def _buyer_never_told(desk: Desk) -> None:
    desk.case(status="await_return").pop("notified_at", None)


def _closed_without_its_facts(desk: Desk) -> None:
    row = desk.case(status="refunded")
    for column in ("closed_at", "responsible"):
        row.pop(column, None)


def _text_like_a_formula(desk: Desk) -> None:
    row = desk.case(status="pending_review")
    row["reason_detail"] = desk.words(
        "=尺码和页面不一样，肩宽少了三厘米", "=size differs from the page, shoulders 3 cm less"
    )


def _no_reason_refused_in_time(desk: Desk) -> None:
    row = desk.case(status="in_dispute") or desk.case(status="rejected")
    row |= {
        "reason_code": "R01",
        "reject_reason": "other",
        "reject_text": desk.words("已拆包装，不支持退货", "The pack was opened, so no return"),
        "alternative": "coupon",
    }


def _platform_says_otherwise(desk: Desk) -> None:
    desk.case(status="await_return")["platform_status"] = "退款成功"


def _signed_before_shipped(desk: Desk) -> None:
    row = desk.case(status="await_refund")
    signed = row.get("signed_at")
    if isinstance(signed, datetime):
        row["shipped_at"] = signed + timedelta(hours=5)


def _picture_that_is_not_there(desk: Desk) -> None:
    desk.case(status="received")["evidence"] = desk.words("微信图片1.jpg", "WeChat picture 1.jpg")


def _tracking_number_twice(desk: Desk) -> None:
    first, second = desk.slip(slip_status="in_transit"), desk.slip(slip_status="in_transit")
    if first and second:
        second |= {"carrier": first["carrier"], "tracking_no": first["tracking_no"]}


def _phone_as_tracking_number(desk: Desk) -> None:
    desk.slip(slip_status="in_transit")["tracking_no"] = "13912345678"


def _wrong_courier(desk: Desk) -> None:
    desk.slip(slip_status="received")["carrier"] = "JT"


def _failed_without_photo(desk: Desk) -> None:
    row = desk.slip(grade="C")
    row.pop("inspect_photos", None)


def _inspected_before_it_came(desk: Desk) -> None:
    row = desk.slip(slip_status="inspected")
    came = row.get("received_at")
    if isinstance(came, datetime):
        row["inspected_at"] = came - timedelta(hours=3)


def _other_goods_came_back(desk: Desk) -> None:
    row = desk.slip(slip_status="received")
    row["received_sku"] = "CP-2026-009-500"


def _complaint_without_answer(desk: Desk) -> None:
    for row in desk.feedback:
        if row["is_complaint"] is True:
            row["received_at"] = desk.now - timedelta(hours=60)
    if desk.feedback:
        desk.feedback[0]["score"] = Raw(6)


def _policy_against_the_law(desk: Desk) -> None:
    first = next(row for row in desk.handbook["policy"] if row["policy_id"] == "P-NR-01")
    desk.handbook["policy"].append(
        {
            **first,
            "policy_id": "P-NR-02",
            "title": desk.words("大促商品三天无理由", "Sale items: 3 days"),
            "window_days": 3,
            "basis": desk.words("店铺公告", "Shop notice"),
            "priority": 300,
        }
    )


def _closure_without_notice(desk: Desk) -> None:
    first = (desk.now + timedelta(days=6)).date()
    desk.handbook["calendar"].append(
        {
            "cal_id": f"C{first.year}-90",
            "name": desk.words("仓库盘点", "Stocktaking"),
            "kind": "closure",
            "date_from": first,
            "date_to": first + timedelta(days=1),
            "is_workday": False,
            "inspect_hours_add": 24,
        }
    )


def _row_left_blank(desk: Desk) -> None:
    desk.cases.insert(len(desk.cases) // 2, {})


def _typed_this_morning(desk: Desk) -> None:
    """The newest rows have only what an agent has typed so far; the next run completes them."""
    filled_later = ("case_id", "shop", "item_title", "sku_props", "qty", "reason_text", "owner")
    for row in desk.cases[-3:]:
        if row.get("status") == "pending_review":
            for column in filled_later:
                row.pop(column, None)


FAULTS: tuple[Fault, ...] = (
    _exchange_without_stock,
    _quality_without_picture,
    _order_number_lost_its_digits,
    _refused_without_alternative,
    _quality_freight_on_the_buyer,
    _refund_number_twice,
    _unknown_choice,
    _times_as_text,
    _full_width_digits,
    _pasted_spaces,
    _phone_in_a_remark,
    _owner_who_left,
    _too_much_approved,
    _buyer_never_told,
    _closed_without_its_facts,
    _text_like_a_formula,
    _no_reason_refused_in_time,
    _platform_says_otherwise,
    _signed_before_shipped,
    _picture_that_is_not_there,
    _tracking_number_twice,
    _phone_as_tracking_number,
    _wrong_courier,
    _failed_without_photo,
    _inspected_before_it_came,
    _other_goods_came_back,
    _complaint_without_answer,
    _policy_against_the_law,
    _closure_without_notice,
    _typed_this_morning,
    _row_left_blank,
)
"""Every mistake, in the order in which they look for a row to happen to."""
