"""Records with everything that has to be handed out whole, or not at all."""

from datetime import datetime
from decimal import Decimal

from sheetops.records.table import Table
from tests.reconciling.reconciling_desk import Row, table

CASE: Row = {
    "case_id": "AS20261110-0001",
    "status": "refunded",
    "platform": "tmall",
    "refund_no": "106206407540810123",
    "order_no": "3302710287203084298",
    "applied_at": datetime(2026, 11, 10, 10, 30),  # noqa: DTZ001 - shop time is naive
    "sku_code": "007-01",
    "order_paid": Decimal("198.00"),
    "buyer_nick": "晴天小林",
    "receiver_name": "林小晴",
    "receiver_phone": "13812348998",
    "receiver_addr": "浙江省杭州市余杭区文一西路 969 号",
    "reason_detail": "=1+1 请打 13812348998",
    "remark": "订单 3302710287203084298 的赠品",
    "fast_refund": True,
}


def cases(*rows: Row) -> Table:
    return table("applications", [{**CASE, **row} for row in rows or ({},)])
