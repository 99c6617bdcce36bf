"""A small stock to begin with: items that a shop replaces by its own."""

from decimal import Decimal

from sheetops.records.columns import Value
from sheetops.records.seed.rows import Row, say
from sheetops.records.text import Language

# stem, title, category, price, variants (code, words, on hand), sold without 7-day return
_ITEMS = (
    ("TS-2026-001", "重磅纯棉圆领T恤|Heavy cotton T-shirt", "服饰|Clothing", "99.00",
     (("S", "白色 S|white S", 24), ("M", "白色 M|white M", 3), ("L", "白色 L|white L", 31), ("XL", "白色 XL|white XL", 0))),
    ("HD-2026-014", "加绒连帽卫衣|Fleece hoodie", "服饰|Clothing", "189.00",
     (("M", "雾蓝 M|mist blue M", 12), ("L", "雾蓝 L|mist blue L", 0), ("XL", "雾蓝 XL|mist blue XL", 7))),
    ("SN-2026-006", "轻便缓震跑鞋|Light running shoes", "鞋靴|Shoes", "329.00",
     (("39", "黑白 39|black 39", 6), ("40", "黑白 40|black 40", 9), ("41", "黑白 41|black 41", 1), ("42", "黑白 42|black 42", 14))),
    ("BG-2026-003", "通勤帆布托特包|Canvas tote bag", "箱包|Bags", "159.00",
     (("BE", "米色|beige", 18), ("BK", "黑色|black", 22))),
    ("BD-2026-021", "全棉水洗四件套|Washed cotton bedding set", "家纺|Home textiles", "399.00",
     (("15", "燕麦色 1.5米床|oat 150 cm", 8), ("18", "燕麦色 1.8米床|oat 180 cm", 5))),
    ("CP-2026-009", "316不锈钢保温杯|Steel vacuum flask", "家居|Home", "128.00",
     (("500", "墨绿 500ml|green 500 ml", 40), ("750", "墨绿 750ml|green 750 ml", 16))),
    ("EB-2026-002", "半入耳蓝牙耳机|Bluetooth earphones", "数码|Electronics", "269.00",
     (("WH", "白色|white", 11), ("BK", "黑色|black", 4))),
    ("UW-2026-008", "莫代尔内裤三条装|Modal briefs, 3 pack", "贴身衣物|Underwear", "79.00",
     (("M", "M|M", 35), ("L", "L|L", 28))),
    ("MG-CUSTOM-01", "刻字马克杯（定制）|Engraved mug, made to order", "家居|Home", "68.00",
     (("A", "白色 刻字|white, engraved", 15),)),
)  # fmt: skip

_NO_SEVEN_DAYS = ("UW-2026-008", "EB-2026-002")
_SEALED = ("UW-2026-008",)
_NO_EXCHANGE = ("MG-CUSTOM-01",)
_SAFETY = 5


def inventory_rows(language: Language) -> tuple[Row, ...]:
    """Return the starting stock, one row for each SKU."""
    return tuple(
        _row(stem, title, category, price, variant, language)
        for stem, title, category, price, variants in _ITEMS
        for variant in variants
    )


def _row(
    stem: str,
    title: str,
    category: str,
    price: str,
    variant: tuple[str, str, int],
    language: Language,
) -> Row:
    code, props, on_hand = variant
    row: dict[str, Value] = {
        "sku_code": f"{stem}-{code}",
        "item_title": say(title, language),
        "sku_props": say(props, language),
        "category": say(category, language),
        "price": Decimal(price),
        "warehouse": say("杭州仓|Hangzhou", language),
        "on_hand": on_hand,
        "safety": _SAFETY,
        "defective": 0,
        "no_exchange": stem in _NO_EXCHANGE,
        "seven_day": stem not in (*_NO_SEVEN_DAYS, *_NO_EXCHANGE),
        "seal_once": stem in _SEALED,
    }
    return row
