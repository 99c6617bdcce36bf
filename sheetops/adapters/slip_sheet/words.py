"""What stands in each named cell of a slip, as text: a slip is read, never calculated with."""

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
        "item_1_title": _title(slip, language),
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
    return words if slip.get("slip_type") != "exchange" else {**words, **_replacement(slip)}


def _replacement(slip: Mapping[str, Value]) -> dict[str, str]:
    return {
        "item_2_title": _text(slip, "x_title") or _text(slip, "x_sku"),
        "item_2_sku": _text(slip, "x_sku"),
        "item_2_qty": _text(slip, "x_qty"),
    }


def _title(slip: Mapping[str, Value], language: Language) -> str:
    title, props = _text(slip, "item_title"), _text(slip, "sku_props")
    if not props:
        return title or _text(slip, "items")
    return f"{title}（{props}）" if language == "zh-CN" else f"{title} ({props})"


def _postcode(slip: Mapping[str, Value], language: Language) -> str:
    code = _text(slip, "ship_to_zip")
    return code and f"{'邮编' if language == 'zh-CN' else 'Postcode'} {code}"


def _text(slip: Mapping[str, Value], key: str) -> str:
    value = slip.get(key)
    return "" if value is None else str(value)
