"""Writes the platform's refund export: 39 columns, exactly its layout, with its usual warts.

The layout is the Tmall refund export of 2016 and after. Warts that real files have: a title above
the headings, a heading with a space behind it, numbers guarded as text, no amount but words.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from openpyxl.workbook import Workbook

from sheetops.adapters.demo import outcomes, words
from sheetops.adapters.demo.rows import Cells
from sheetops.adapters.demo.slip_rows import tracking
from sheetops.adapters.workbook.build.pack import pack
from sheetops.adapters.workbook.build.values import Raw, at, put
from sheetops.records.columns import Value
from sheetops.records.seed import Row
from sheetops.records.text import Language, Text

HEADINGS = (
    "退款编号", "订单编号", "支付宝交易号", "订单付款时间", "商品编码", "退款完结时间",
    "买家会员名称", "买家实际支付金额", "宝贝标题", "买家退款金额", "手工退款/系统退款",
    "是否需要退货", "退款的申请时间", "超时时间", "退款状态", "货物状态", "退货物流信息",
    "发货物流信息", "客服介入状态", "卖家真实姓名", "卖家退货地址", "卖家邮编", "卖家电话",
    "卖家手机", "退货物流单号", "退货物流公司", "买家退款原因", "买家退款说明", "买家退货时间",
    "责任方", "售中或售后", "商家备注", "完结时间", "部分退款/全部退款", "审核操作人",
    "举证超时", "是否零秒响应", "退款操作人", "退款原因标签",
)  # fmt: skip
"""The 39 headings in their order."""

SHEET = "退款管理"
_TRAILING_SPACE = "退款的申请时间"
_COMPANIES = {
    "ZTO": "中通快递",
    "YTO": "圆通速递",
    "SF": "顺丰速运",
    "YUNDA": "韵达快递",
    "JT": "极兔速递",
    "STO": "申通快递",
}
_ASKED = "买家已经申请退款，等待卖家同意"
_SENT = "买家已经退货，等待卖家确认收货"
_DONE = "退款成功"
_SHUT = "退款关闭"


def export(
    cases: Sequence[Cells], stock: Sequence[Row], rng: Random, now: datetime, language: Language
) -> tuple[str, bytes]:
    """Return the file name and the bytes of this morning's export: known cases and new ones."""
    rows = [*_advanced(cases, rng, now), *_new(stock, rng, now, language)]
    return f"退款管理_{now:%Y%m%d}.xlsx", _workbook(rows, now)


ExportRow = dict[str, Value]


def _workbook(rows: Sequence[ExportRow], now: datetime) -> bytes:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = SHEET
    put(at(sheet, 1, 1), f"退款管理导出 {now:%Y-%m-%d}")
    for column, heading in enumerate(HEADINGS, 1):
        put(at(sheet, 2, column), heading + (" " if heading == _TRAILING_SPACE else ""))
        for line, row in enumerate(rows, 3):
            put(at(sheet, line, column), _said(row.get(heading), guarded=line % 3 == 0))
    return pack(workbook)


def _said(value: Value, *, guarded: bool) -> str | None:
    """The export holds text only; long numbers come with an apostrophe every now and then."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date):
        return value.isoformat()
    if value is None:
        return None
    text = str(value)
    return f"'{text}" if guarded and text.isdigit() and len(text) > 15 else text


def _advanced(cases: Sequence[Cells], rng: Random, now: datetime) -> Iterator[ExportRow]:
    """Known cases of which the platform knows more by now."""
    wanted = (("await_return", _SENT), ("await_return", _SENT), ("await_refund", _DONE),
              ("pending_review", _SHUT), ("rejected", _SHUT), ("await_refund", _DONE))  # fmt: skip
    used: set[int] = set()
    for status, platform in wanted:
        row = next((r for r in cases if _usable(r, status) and id(r) not in used), None)
        if row is not None:
            used.add(id(row))
            yield _known(row, platform, rng, now)


def _usable(row: Cells, status: str) -> bool:
    numbers = (row.get("refund_no"), row.get("order_no"), row.get("applied_at"))
    return (
        row.get("status") == status
        and row.get("case_type") in ("return_refund", "refund_only")
        and row.get("case_id") is not None
        and not any(isinstance(number, Raw) for number in numbers)
    )


def _known(row: Cells, platform: str, rng: Random, now: datetime) -> ExportRow:
    found = {heading: _plain(row.get(key)) for heading, key in _FROM_ROW.items()}
    found |= {
        "手工退款/系统退款": "手工退款",
        "是否需要退货": "是" if row.get("case_type") == "return_refund" else "否",
        "退款状态": platform,
        "货物状态": "买家已收到货" if row.get("signed_at") else "买家未收到货",
        "客服介入状态": "不需客服介入",
        "买家退款金额": _plain(row.get("order_paid")),
        "售中或售后": "售中",
        "是否零秒响应": "否",
    }
    if platform == _SENT:
        courier, number = tracking(rng)
        found |= {"退货物流公司": _COMPANIES[courier], "退货物流单号": number}
        found |= {"买家退货时间": now - timedelta(hours=15), "货物状态": "买家已退货"}
        found["超时时间"] = now + timedelta(days=9)
    if platform in (_DONE, _SHUT):
        found |= {"退款完结时间": now - timedelta(hours=12), "完结时间": now - timedelta(hours=12)}
    if platform == _DONE:
        found |= {"部分退款/全部退款": "全部退款", "责任方": "卖家责任"}
    if platform == _SHUT:
        found["买家退款金额"] = "无退款申请"
    return found


def _plain(value: Value | Raw) -> Value:
    if isinstance(value, Raw):
        return str(value.content)
    return value


_FROM_ROW = {
    "退款编号": "refund_no",
    "订单编号": "order_no",
    "订单付款时间": "paid_at",
    "商品编码": "sku_code",
    "买家会员名称": "buyer_nick",
    "买家实际支付金额": "order_paid",
    "宝贝标题": "item_title",
    "退款的申请时间": "applied_at",
    "买家退款原因": "reason_text",
    "买家退款说明": "reason_detail",
}

# SKU, reason as the platform says it, what the buyer writes, goods, needs return
_NEW = (
    (
        "HD-2026-014-XL",
        "7天无理由退换货",
        Text("买大了，想退掉", "Too large, I would like to return it"),
        "买家已收到货",
        "是",
    ),
    (
        "CP-2026-009-750",
        "包装/商品破损",
        Text("外箱压扁，杯盖裂了一道", "The box was crushed and the lid is cracked"),
        "买家已收到货",
        "是",
    ),
    ("TS-2026-001-L", "不想要了", Text("还没发货就不要了", "Please do not ship"), "未发货", "否"),
    (
        "BG-2026-003-BK",
        "尺寸与描述不符",
        Text("=比页面写的小一圈，放不下电脑", "=smaller than the page says, no room for my laptop"),
        "买家已收到货",
        "是",
    ),
    (
        "SN-2026-006-42",
        "直播间承诺未兑现",
        Text("主播说送袜子，没有收到", "The host promised socks, none came"),
        "买家已收到货",
        "否",
    ),
    (
        "BD-2026-021-18",
        "快递一直未送到",
        Text("物流停了六天", "Nothing has moved for six days"),
        "买家未收到货",
        "否",
    ),
)
"""Applications of this night; one reason is in no list, one text looks like a formula."""


def _new(
    stock: Sequence[Row], rng: Random, now: datetime, language: Language
) -> Iterator[ExportRow]:
    prices = {str(row["sku_code"]): row["price"] for row in stock}
    for place, (sku, reason, said, goods, back) in enumerate(_NEW):
        applied = now - timedelta(hours=1 + 1.7 * place, minutes=rng.randrange(50))
        days = 2 if goods == "未发货" else 5
        order, price = f"34{rng.randrange(10**16, 10**17)}", prices.get(sku, Decimal("99.00"))
        yield {
            "退款编号": f"1{rng.randrange(10**16, 10**17)}",
            "订单编号": order,
            "支付宝交易号": f"{now:%Y%m%d}2200{rng.randrange(10**15, 10**16)}",
            "订单付款时间": (applied - timedelta(days=5)).replace(microsecond=0),
            "商品编码": sku,
            "买家会员名称": rng.choice(outcomes.NICKS),
            "买家实际支付金额": price,
            "宝贝标题": words.TITLES[sku.rsplit("-", 1)[0]].to(language),
            "买家退款金额": price,
            "手工退款/系统退款": "手工退款",
            "是否需要退货": back,
            "退款的申请时间": applied.replace(microsecond=0),
            "超时时间": applied.replace(microsecond=0) + timedelta(days=days),
            "退款状态": _ASKED,
            "货物状态": goods,
            "客服介入状态": "不需客服介入",
            "买家退款原因": reason,
            "买家退款说明": said.to(language),
            "售中或售后": "售中",
            "是否零秒响应": "否",
        }
