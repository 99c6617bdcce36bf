"""The reasons that a new shop starts with: what buyers may choose on the platform, and its class.

The class decides windows and freight; `platform words` are how exports spell a reason. Quality,
mismatch, damage and shortage ask for pictures (PROCESS 3.1.1), the rest for words only.
"""

from sheetops.records.seed.rows import Row, say, without_empty
from sheetops.records.text import Language

_ALL = ("return_refund", "refund_only", "exchange", "reship", "repair", "other")
_GOODS = ("return_refund", "exchange")
_FIX = ("return_refund", "exchange", "repair", "refund_only")
_MONEY = ("refund_only",)

# code, name, class, applies, freight, pictures, words needed, how platforms say it
_REASONS = (
    ("R01", "7天无理由退换货|7-day no reason", "no_reason", _GOODS, "buyer", 0, False, "7天无理由退换货;七天无理由退换货;7天无理由退货;七天无理由退货"),
    ("R02", "拍错/多拍/不喜欢|Ordered wrong or changed mind", "no_reason", _ALL, "buyer", 0, False, "拍错/多拍/不喜欢;多拍/拍错/不想要;不喜欢/不想要;拍错/多拍"),
    ("R03", "不想要了|No longer wanted", "no_reason", ("refund_only", "return_refund"), "buyer", 0, False, "不想要了;不想买了;我不想要了"),
    ("R04", "大小/尺寸与商品描述不符|Size not as described", "mismatch", _GOODS, "seller", 1, True, "大小/尺寸与商品描述不符;尺寸与描述不符;大小尺寸与商品描述不符;大小/重量/尺寸描述不符"),
    ("R05", "颜色/图案/款式与商品描述不符|Colour, pattern or style not as described", "mismatch", _GOODS, "seller", 1, True, "颜色/图案/款式与商品描述不符;颜色/款式/图案与描述不符;款式与描述不符"),
    ("R06", "材质/面料与商品描述不符|Material not as described", "mismatch", _GOODS, "seller", 1, True, "材质/面料与商品描述不符;材质与商品描述不符;材质面料与商品描述不符"),
    ("R07", "质量问题|Quality problem", "quality", _FIX, "seller", 1, True, "质量问题;商品质量问题"),
    ("R08", "做工粗糙/有瑕疵|Poor workmanship or flaw", "quality", _FIX, "seller", 1, True, "做工粗糙/有瑕疵;做工瑕疵;做工问题"),
    ("R09", "商品褪色/掉色|Fading", "quality", _FIX, "seller", 1, True, "商品褪色/掉色;褪色/掉色;缩水/褪色;掉色"),
    ("R10", "生产日期/保质期与商品描述不符|Date not as described", "mismatch", ("return_refund", "refund_only"), "seller", 1, True, "生产日期/保质期与商品描述不符;生产日期/保质期描述不符"),
    ("R11", "少件/漏发|Short-shipped", "seller_fault", ("refund_only", "reship", "return_refund"), "seller", 1, True, "少件/漏发;少件（含缺少配件）;卖家漏发;空包裹/少货"),
    ("R12", "卖家发错货|Wrong item sent", "seller_fault", _ALL, "seller", 1, True, "卖家发错货;发错货"),
    ("R13", "包装/商品破损/污渍|Damaged or stained", "seller_fault", _ALL, "seller", 1, True, "包装/商品破损/污渍;包装/商品破损;商品破损;包装破损"),
    ("R14", "假冒品牌|Counterfeit", "counterfeit", ("refund_only", "return_refund"), "seller", 1, True, "假冒品牌;疑似假货"),
    ("R15", "未按约定时间发货|Late dispatch", "seller_fault", _MONEY, None, 0, True, "未按约定时间发货;卖家缺货;缺货"),
    ("R16", "快递/物流一直未送到|Never delivered", "logistics", _MONEY, None, 0, True, "快递/物流一直未送到;快递一直未送到;未收到货"),
    ("R17", "快递/物流无跟踪记录|No tracking trace", "logistics", _MONEY, None, 0, True, "快递/物流无跟踪记录;快递无跟踪记录;物流无跟踪记录"),
    ("R18", "空包裹|Empty parcel", "seller_fault", _MONEY, None, 1, True, "空包裹;空包裹/包裹丢失"),
    ("R19", "退运费|Freight refund", "freight", ("refund_only", "other"), None, 0, True, "退运费;运费险赔付不足"),
    ("R20", "发票问题|Invoice", "other", ("refund_only", "other"), None, 0, True, "发票问题"),
    ("R21", "协商一致退款|Mutually agreed", "agreed", _ALL, "negotiated", 0, True, "协商一致退款;与卖家协商一致退款"),
    ("R22", "商品破损已拒签|Damaged, refused at delivery", "logistics", _MONEY, "seller", 1, True, "商品破损已拒签;已拒签"),
    ("R23", "过敏|Allergy", "service", ("return_refund", "refund_only"), "seller", 1, True, "过敏;使用后过敏"),
    ("R99", "其他|Other", "other", _ALL, "negotiated", 0, True, "其他;其它"),
)  # fmt: skip


def reason_rows(language: Language) -> tuple[Row, ...]:
    """Return the starting reasons."""
    return tuple(
        without_empty(
            {
                "code": code,
                "name": say(name, language),
                "reason_class": kind,
                "applies": applies,
                "freight_bearer": freight,
                "evidence_min": pictures,
                "detail_required": detail,
                "platform_words": words,
            }
        )
        for code, name, kind, applies, freight, pictures, detail, words in _REASONS
    )
