"""What stands in each named cell of a slip, as text: a slip is read, never calculated with."""

import unicodedata
from collections.abc import Mapping
from datetime import datetime

from sheetops.records.columns import Value
from sheetops.records.text import Language, Text
from sheetops.rules.slips.reply_facts import choice_of
from sheetops.rules.slips.words import FREIGHT, MODES, deadline_words

ESSENTIAL = (
    "slip_no", "deadline", "ship_to_name", "ship_to_phone", "ship_to_addr",
    "item_1_title", "item_1_sku", "item_1_qty",
)  # fmt: skip
"""Names without which a slip is of no use to the buyer or the warehouse."""

ESSENTIAL_EXCHANGE = ("item_2_title", "item_2_sku", "item_2_qty")

PICTURES = ("qr", "barcode")

_MEANINGS = {
    "slip_no": Text("退货编号", "return number"),
    "shop_name": Text("店铺名称", "shop name"),
    "deadline": Text("寄出截止", "until when to send"),
    "ship_to_name": Text("收件人", "consignee"),
    "ship_to_phone": Text("收件电话", "phone"),
    "ship_to_zip": Text("邮编", "postcode"),
    "ship_to_addr": Text("收件地址", "address"),
    "item_1_title": Text("寄回商品", "item to return"),
    "item_1_sku": Text("寄回商品编码", "its SKU code"),
    "item_1_qty": Text("寄回数量", "its quantity"),
    "item_2_title": Text("换出商品", "replacement"),
    "item_2_sku": Text("换出商品编码", "its SKU code"),
    "item_2_qty": Text("换出数量", "its quantity"),
    "order_no": Text("订单编号", "order number"),
    "case_id": Text("售后单号", "case ID"),
    "return_mode": Text("退货方式", "self-ship or pick-up"),
    "freight": Text("寄回运费", "who pays the freight"),
    "agent": Text("开单客服", "agent"),
    "issued_at": Text("开单时间", "when issued"),
}


def meaning(name: str) -> Text:
    """Return what stands in the cell of that name, in words."""
    note = name.removeprefix("notes_")
    return _MEANINGS.get(name) or Text(f"注意事项第 {note} 行", f"note {note}")


WIDE, NARROW = 84, 60
"""Room for an item's title in the shipped return and exchange slip, in Latin characters."""


def cell_words(slip: Mapping[str, Value], language: Language) -> dict[str, str]:
    """Return name → text for a register row with what `PrintSlip` adds to it."""
    due, mode = slip.get("return_due"), str(slip.get("return_mode") or "self")
    notes = _text(slip, "notes").splitlines()
    issued = slip.get("issued_at")
    words = {
        "slip_no": _text(slip, "slip_no"),
        "shop_name": _text(slip, "shop_name"),
        "deadline": deadline_words(due, language) if isinstance(due, datetime) else "",
        "ship_to_name": _text(slip, "ship_to_name"),
        "ship_to_phone": _text(slip, "ship_to_phone"),
        "ship_to_zip": _postcode(slip, language),
        "ship_to_addr": _text(slip, "ship_to_addr"),
        "item_1_title": _title(slip, "item_title", "sku_props", language, WIDE),
        "item_1_sku": _text(slip, "sku_code"),
        "item_1_qty": _text(slip, "qty"),
        "order_no": _text(slip, "order_no"),
        "case_id": _text(slip, "case_id"),
        "return_mode": choice_of(MODES, mode, language),
        "freight": choice_of(FREIGHT, slip.get("freight_bearer"), language),
        "agent": _text(slip, "issued_by"),
        "issued_at": f"{issued:%Y-%m-%d %H:%M}" if isinstance(issued, datetime) else "",
        **{f"notes_{n}": notes[n - 1] if n <= len(notes) else "" for n in range(1, 7)},
    }
    return (
        words if slip.get("slip_type") != "exchange" else {**words, **_replacement(slip, language)}
    )


def _replacement(slip: Mapping[str, Value], language: Language) -> dict[str, str]:
    return {
        "item_1_title": _title(slip, "item_title", "sku_props", language, NARROW),
        "item_2_title": _title(slip, "x_title", "x_props", language, NARROW),
        "item_2_sku": _text(slip, "x_sku"),
        "item_2_qty": _text(slip, "x_qty"),
    }


def _title(slip: Mapping[str, Value], title: str, props: str, language: Language, room: int) -> str:
    """Return title and make-up, the title cut so that both fit."""
    made = _text(slip, props)
    if made:
        made = f"（{made}）" if language == "zh-CN" else f" ({made})"
    return shortened(_text(slip, title), room - _width(made)) + made


def shortened(text: str, room: int) -> str:
    """Return `text` cut to `room` Latin characters, a Chinese one counting for two."""
    if _width(text) <= room:
        return text
    while text and _width(text) > room - 2:
        text = text[:-1]
    return text + "…"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)


def _postcode(slip: Mapping[str, Value], language: Language) -> str:
    code = _text(slip, "ship_to_zip")
    return code and f"{'邮编' if language == 'zh-CN' else 'Postcode'} {code}"


def _text(slip: Mapping[str, Value], key: str) -> str:
    value = slip.get(key)
    return "" if value is None else str(value)
