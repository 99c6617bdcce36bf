"""The policy that a new shop starts with: the law first, then platform rules and promises.

Each row names its basis. Numbers that no law or rule fixes are marked 本店规定 / house rule: they
are proposals, and a manager changes the row. For a refund without return the start event also says
the stage that the row is meant for: paid (not shipped), shipped or signed for. The platform's hours
are what shops report (48 before, 120 after shipping); an imported deadline always counts first.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sheetops.records.seed.rows import Row, say, without_empty
from sheetops.records.text import Language

_VALID_FROM = date(2026, 1, 1)
_GOODS = ("return_refund", "exchange")
_MONEY = ("return_refund", "refund_only")


@dataclass(frozen=True, slots=True)
class _Rule:
    """One policy row; what is not said follows the law's usual case."""

    id: str
    title: str
    case_types: tuple[str, ...]
    classes: tuple[str, ...]
    start: str
    days: int | None
    freight: str
    basis: str
    priority: int
    next_day: bool = False
    roll: bool = False
    exclusion: str | None = None
    confirmed: bool = False
    category: str = "*"
    intact: str = ""
    refund_days: int = 7
    review_hours: int = 24
    platform_hours: int = 120
    limit: Decimal = Decimal("500.00")
    status: str = "active"


_TAGS = "吊牌、标识未剪，无污损|Labels uncut, no soiling or damage"
_LAW25 = "消费者权益保护法第25条|Consumer Protection Law art. 25"
_ART7 = (
    "七日无理由退货暂行办法第7、20条；消法实施条例第19条"
    "|No-reason Return Measures art. 7, 20; Consumer Law Regulations art. 19"
)

_EXCLUDED = (
    ("X1", "定作商品不支持无理由|Custom-made goods", "custom", "*-CUSTOM-*", _LAW25, False),
    ("X2", "鲜活易腐不支持无理由|Fresh and perishable goods", "perishable", "生鲜|Fresh", _LAW25, False),
    ("X3", "数字化商品不支持无理由|Digital goods", "digital", "数字商品|Digital", _LAW25, False),
    ("X4", "交付的报刊不支持无理由|Newspapers and periodicals", "press", "报刊|Press", _LAW25, False),
    ("C1", "拆封影响安全卫生的商品|Goods sealed for health or safety", "sealed", "贴身衣物|Underwear", _ART7, True),
    ("C2", "激活后贬值的商品|Goods that lose value once activated", "activated", "数码|Electronics", _ART7, True),
    ("C3", "临期或瑕疵商品（已明示）|Near expiry or flawed, as stated", "flawed", "特价清仓|Clearance", _ART7, True),
)  # fmt: skip


def _exclusions() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            f"P-NR-{code}", title, _GOODS, ("no_reason",), "signed", None, "buyer", basis,
            priority=10 + place, exclusion=ground, confirmed=confirmed, category=category,
        )
        for place, (code, title, ground, category, basis, confirmed) in enumerate(_EXCLUDED)
    )  # fmt: skip


_RULES = (
    *_exclusions(),
    _Rule(
        "P-NR-01", "七天无理由退货|7-day no-reason return", ("return_refund",), ("no_reason",),
        "signed", 7, "buyer",
        "消费者权益保护法第25条；七日无理由退货暂行办法第10、13、18、31条；民法典第203条"
        "|Consumer Protection Law art. 25; No-reason Return Measures art. 10, 13, 18, 31; Civil Code art. 203",
        100, next_day=True, roll=True, intact=_TAGS,
    ),
    _Rule(
        "P-EX-01", "七天无理由换货|7-day no-reason exchange", ("exchange",), ("no_reason",),
        "signed", 7, "buyer",
        "淘宝平台争议处理规则第54条：往返运费由买家承担|Taobao dispute rules art. 54: freight both ways on the buyer",
        110, next_day=True, roll=True, intact=_TAGS,
    ),
    _Rule(
        "P-QL-01", "质量问题七天退换|Quality: return or exchange in 7 days",
        (*_GOODS, "repair", "refund_only"), ("quality",), "signed", 7, "seller",
        "消费者权益保护法第24条：运输费用由经营者承担|Consumer Protection Law art. 24: the seller bears transport",
        50, next_day=True, roll=True,
    ),
    _Rule(
        "P-MM-01", "描述不符退换|Not as described", (*_GOODS, "refund_only"), ("mismatch",),
        "signed", 15, "seller",
        "淘宝平台争议处理规则第7、49条；期限为本店规定|Taobao dispute rules art. 7, 49; window: house rule",
        60, next_day=True, roll=True,
    ),
    _Rule(
        "P-SF-01", "卖家责任（错发、少发、破损）|Seller's fault (wrong, short, damaged)",
        (*_GOODS, "refund_only", "reship"), ("seller_fault",), "signed", 15, "seller",
        "民法典第582条；期限为本店规定|Civil Code art. 582; window: house rule",
        70, next_day=True, roll=True,
    ),
    _Rule(
        "P-3B-15", "三包：15 天换货或修理|Warranty: exchange or repair in 15 days",
        ("exchange", "repair"), ("quality",), "signed", 15, "seller",
        "部分商品修理更换退货责任规定|Repair, Replacement and Return Provisions", 80,
        next_day=True, category="数码|Electronics", status="stopped",
    ),
    _Rule(
        "P-3B-30", "三包：修理超 30 天换货|Warranty: exchange after 30 days of repair",
        ("exchange", "repair"), ("quality",), "received", 30, "seller",
        "部分商品修理更换退货责任规定|Repair, Replacement and Return Provisions", 81,
        category="数码|Electronics", status="stopped",
    ),
    _Rule(
        "P-RO-01", "未发货仅退款（不可拒绝）|Unshipped: refund, may not be refused",
        ("refund_only",), ("no_reason", "seller_fault", "agreed", "other", "logistics"), "paid",
        None, "seller",
        "淘宝平台争议处理规则第27条|Taobao dispute rules art. 27", 30, refund_days=2,
        platform_hours=48,
    ),
    _Rule(
        "P-RO-02", "已发货未签收：拦截成功后退款|Shipped, not signed: intercept, then refund",
        ("refund_only", "return_refund"), ("no_reason",), "shipped", None, "seller",
        "淘宝平台争议处理规则第23条|Taobao dispute rules art. 23", 40,
    ),
    _Rule(
        "P-LG-01", "物流丢件或未送达|Lost or never delivered", _MONEY, ("logistics",), "shipped",
        None, "seller",
        "民法典第604条；淘宝平台争议处理规则第36—38条|Civil Code art. 604; Taobao dispute rules art. 36–38",
        45,
    ),
    _Rule(
        "P-CF-01", "假冒商品退一赔三|Counterfeit: refund and threefold compensation", _MONEY,
        ("counterfeit",), "signed", 365, "seller",
        "消费者权益保护法第55条，最低 500 元|Consumer Protection Law art. 55, CNY 500 at least",
        20, limit=Decimal("0.00"),
    ),
    _Rule(
        "P-AG-01", "双方协商一致|Mutually agreed",
        (*_GOODS, "refund_only", "reship", "repair", "other"), ("agreed", "other"), "applied",
        None, "negotiated",
        "淘宝平台争议处理规则第6条第3款|Taobao dispute rules art. 6(3)", 120,
    ),
    _Rule(
        "P-FR-01", "退运费|Refund of freight", ("refund_only", "other"), ("freight",), "received",
        15, "seller", "淘宝平台争议处理规则第53条；期限为本店规定|Taobao dispute rules art. 53; window: house rule",
        130, limit=Decimal("30.00"),
    ),
    _Rule(
        "P-AL-60", "过敏包退（60 天）|Allergy promise (60 days)", ("return_refund", "refund_only"),
        ("service",), "signed", 60, "seller",
        "平台服务“过敏包退”（加入后改为生效）|Platform service; set in force once subscribed", 90,
        next_day=True, review_hours=48, status="stopped",
    ),
)  # fmt: skip


def policy_rows(language: Language) -> tuple[Row, ...]:
    """Return the starting policy, the most particular rule first."""
    ordered = sorted(_RULES, key=lambda rule: rule.priority)
    return tuple(_row(rule, language) for rule in ordered)


def _row(rule: _Rule, language: Language) -> Row:
    return without_empty(
        {
            "policy_id": rule.id,
            "title": say(rule.title, language),
            "status": rule.status,
            "case_types": rule.case_types,
            "reason_class": rule.classes,
            "category": say(rule.category, language),
            "start_event": rule.start,
            "window_days": rule.days,
            "count_from_next_day": rule.next_day,
            "roll_holiday": rule.roll,
            "excluded": rule.exclusion is not None,
            "exclusion_basis": rule.exclusion,
            "buyer_confirmed_req": rule.confirmed if rule.exclusion else None,
            "intact_rule": say(rule.intact, language),
            "review_hours": rule.review_hours,
            "return_days": 7,
            "inspect_hours": 48,
            "refund_days": rule.refund_days,
            "platform_hours": rule.platform_hours,
            "freight_bearer": rule.freight,
            "agent_limit": rule.limit,
            "basis": say(rule.basis, language),
            "priority": rule.priority,
            "valid_from": _VALID_FROM,
        }
    )
