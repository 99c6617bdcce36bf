"""What stands in each named cell of a slip, as text: a slip is read, never calculated with."""

import unicodedata
from collections.abc import Mapping
from datetime import datetime

from sheetops.records.columns import Value
from sheetops.records.text import Language
from sheetops.rules.replies import choice_of
from sheetops.rules.slip_words import FREIGHT, MODES, deadline_words

ESSENTIAL = (
    "slip_no", "deadline", "ship_to_name", "ship_to_phone", "ship_to_addr",
    "item_1_title", "item_1_sku", "item_1_qty",
)  # fmt: skip
"""Names without which a slip is of no use to the buyer or the warehouse."""

ESSENTIAL_EXCHANGE = ("item_2_title", "item_2_sku", "item_2_qty")

PICTURES = ("qr", "barcode")

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
