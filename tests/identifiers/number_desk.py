"""A shop into which an export was imported, and rows whose numbers Excel has damaged."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path

import openpyxl

from sheetops.adapters.demo.export import HEADINGS
from sheetops.records.applications import APPLICATIONS

Cell = str | int | float | bool | None
ORDER, REFUND = "3302710287203084298", "106206407540810123"

KNOWN: Mapping[str, str] = {
    "退款编号": REFUND,
    "订单编号": ORDER,
    "订单付款时间": "2026-11-12 14:05:00",
    "商品编码": "TS-2026-001-L",
    "买家会员名称": "晴天小林2019",
    "买家实际支付金额": "198.00",
    "宝贝标题": "纯棉T恤",
    "买家退款金额": "198.00",
    "手工退款/系统退款": "手工退款",
    "是否需要退货": "是",
    "退款的申请时间": "2026-11-20 10:30:00",
    "退款状态": "买家已经申请退款，等待卖家同意",
    "货物状态": "买家已收到货",
    "买家退款原因": "7天无理由退换货",
}


def export(*rows: Mapping[str, str]) -> bytes:
    """Return a refund export of 39 columns; each row is the known one with changes."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for row in rows:
        writer.writerow([{**KNOWN, **row}.get(heading, "") for heading in HEADINGS])
    return out.getvalue().encode("utf-8-sig")


def shelve(folder: Path, data: bytes, name: str = "退款管理_20261120.csv") -> None:
    """Lay an export where the ones that were imported lie."""
    done = folder / "inbox" / "done"
    done.mkdir(parents=True, exist_ok=True)
    (done / name).write_bytes(data)


TYPED: Mapping[str, Cell] = {
    "platform": "天猫",
    "refund_no": "106206407540810777",
    "order_no": ORDER,
    "case_type": "退货退款",
    "goods_status": "买家已收到货",
    "applied_at": "2026-11-20 10:30:00",
    "sku_code": "TS-2026-001-L",
    "order_paid": 198,
    "reason_code": "R01",
}


def fill(folder: Path, rows: Mapping[int, Mapping[str, Cell]]) -> None:
    """Write cells into applications.xlsx: sheet row → column key → content."""
    path = folder / "applications.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["申请登记"]
    at = {cell.value: cell.coordinate.rstrip("0123456789") for cell in sheet[2]}
    for row, cells in rows.items():
        for key, content in cells.items():
            sheet[f"{at[APPLICATIONS.by_key[key].title.zh]}{row}"] = content
    book.save(path)
