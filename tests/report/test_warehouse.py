"""The warehouse's list: what to inspect, what to send out, what is on its way."""

import pytest

from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.rules.deadlines.overdue import DueItem
from sheetops.rules.reporting.warehouse import (
    list_key,
    warehouse_addresses,
    warehouse_list,
    warehouse_mail,
)
from tests.report.report_desk import NOW, Row, at, desk, due

SLIP = "TH20261116-00018"


def shelf(state: str = "received", **slip: Value) -> Records:
    slips: list[Row] = [
        {
            "slip_no": SLIP,
            "case_id": "AS-1",
            "items": "TS-1×1",
            "carrier": None,
            "tracking_no": None,
            "received_at": None,
            "x_sku": None,
            "x_qty": None,
            "x_shipped_at": None,
            **slip,
        }
    ]
    cases: list[Row] = [{"case_id": "AS-1", "status": state}]
    couriers: list[Row] = [{"code": "YTO", "name": "圆通速递"}]
    return desk(slips=slips, applications=cases, couriers=couriers)


def item(turn: str = "warehouse", level: str = "overdue") -> DueItem:
    return due(case_id="AS-1", slip_no=SLIP, turn=turn, level=level)


def test_parcel_when_received_is_to_be_inspected_before_that_it_is_on_its_way() -> None:
    arrived = warehouse_list(shelf(received_at=at("2026-11-22 10:00")), [item()])
    assert (len(arrived.inspect), len(arrived.expect)) == (1, 0)
    coming = warehouse_list(shelf("in_transit"), [item()])
    assert (len(coming.inspect), len(coming.expect)) == (0, 1)


def test_replacement_when_awaited_is_to_be_sent_until_it_is() -> None:
    agents = item(turn="agent")
    assert len(warehouse_list(shelf("await_reship"), [agents]).ship) == 1
    assert warehouse_list(shelf("pending_review"), [agents]).is_empty
    sent = shelf("await_reship", x_shipped_at=at("2026-11-23 10:00"))
    assert warehouse_list(sent, [agents]).is_empty


def test_list_when_there_is_no_slip_leaves_the_item_to_the_desk() -> None:
    assert warehouse_list(shelf(), [due(turn="warehouse")]).is_empty


@pytest.mark.parametrize(
    ("carrier", "number", "shown"),
    [
        ("YTO", "YT7531234567890", "圆通速递 …567890"),
        ("ZZZ", "123456", "ZZZ 123456"),
        (None, "YT7531234567890", "…567890"),
        (None, None, ""),
    ],
)
def test_parcel_is_known_by_courier_and_six_digits(
    carrier: str | None, number: str | None, shown: str
) -> None:
    records = shelf(carrier=carrier, tracking_no=number, received_at=NOW)
    found = warehouse_list(records, [item()])
    mail = warehouse_mail(found, records, "店", NOW, "zh-CN")
    assert [parcel.number for parcel in mail["inspect"]] == [shown]  # type: ignore[attr-defined]


def test_replacement_says_what_goes_out_and_how_many() -> None:
    records = shelf("await_reship", x_sku="TS-1-M", x_qty=2)
    found = warehouse_list(records, [item(turn="agent", level="close")])
    mail = warehouse_mail(found, records, "店", NOW, "en")
    assert [parcel.goods for parcel in mail["ship"]] == ["TS-1-M ×2"]  # type: ignore[attr-defined]
    assert mail["headline"] == "0 to inspect, 1 to send out, nothing overdue."


def test_list_goes_to_the_warehouse_people_who_work_today_once_each() -> None:
    def one(number: str, **more: Value) -> Row:
        return {
            "agent_id": number,
            "role": "warehouse",
            "status": "active",
            "on_duty": None,
            "email": "depot@example.com",
            **more,
        }

    people = [
        one("KF020"),
        one("KF021"),
        one("KF022", email="late@example.com", on_duty=False),
        one("KF023", email="gone@example.com", status="stopped"),
        one("KF024", email="desk@example.com", role="aftersale"),
    ]
    assert warehouse_addresses(desk(agents=people)) == ("depot@example.com",)


def test_list_has_one_key_a_day() -> None:
    assert list_key(NOW) == "warehouse-2026-11-23"
