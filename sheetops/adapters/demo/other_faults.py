"""What goes wrong in slips, feedback and the handbook, one function for each mistake."""

from datetime import datetime, timedelta

from sheetops.adapters.demo.desk import Desk, Fault
from sheetops.adapters.workbook.build.values import Raw


def _tracking_number_twice(desk: Desk) -> None:
    first, second = desk.slip("in_transit"), desk.slip("in_transit", "received")
    if first and second:
        second |= {"carrier": first["carrier"], "tracking_no": first["tracking_no"]}


def _phone_as_tracking_number(desk: Desk) -> None:
    desk.slip("in_transit", "received")["tracking_no"] = "13912345678"


def _wrong_courier(desk: Desk) -> None:
    row = desk.slip("received", "in_transit", "inspected")
    row |= {"carrier": "JT", "tracking_no": "SF1403358812907"}


def _failed_without_photo(desk: Desk) -> None:
    row = desk.slip("inspected", "closed", grade="C")
    row.pop("inspect_photos", None)


def _inspected_before_it_came(desk: Desk) -> None:
    row = desk.slip("inspected", "closed")
    came = row.get("received_at")
    if isinstance(came, datetime):
        row["inspected_at"] = came - timedelta(hours=3)


def _other_goods_came_back(desk: Desk) -> None:
    row = desk.slip("inspected", "closed", grade="A")
    sent = str(row.get("items")).startswith("CP")
    row["received_sku"] = "BG-2026-003-BK" if sent else "CP-2026-009-500"


def _complaint_without_answer(desk: Desk) -> None:
    for row in desk.feedback:
        if row["is_complaint"] is True:
            came = desk.now - timedelta(hours=60)
            row |= {"received_at": came, "fb_id": f"FB{came:%Y%m%d}-99"}
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


OTHER_FAULTS: tuple[Fault, ...] = (
    _tracking_number_twice,
    _phone_as_tracking_number,
    _wrong_courier,
    _failed_without_photo,
    _inspected_before_it_came,
    _other_goods_came_back,
    _complaint_without_answer,
    _policy_against_the_law,
    _closure_without_notice,
)
"""In the order in which they look for a row to happen to."""
