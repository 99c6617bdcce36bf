"""The platform's words for the state of a refund and of the goods, and the facts behind them."""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from sheetops.records.spelling import folded
from sheetops.records.states import STATES

_POINTS = re.compile(r"[,，.。;；、:：\s]")

BACK_WANTED = frozenset({"是", "需要", "需要退货", "买家需要退货", "yes", "y", "1", "true"})
NO_BACK_WANTED = frozenset(
    {"否", "不需要", "无需", "无需退货", "不需要退货", "不需退货", "no", "n", "0", "false"}
)
GOODS: Mapping[str, str] = MappingProxyType(
    {
        "卖家未发货": "unshipped",
        "待发货": "unshipped",
        "卖家已发货": "shipped",
        "未收到货": "not_received",
        "已收到货": "received",
        "买家已退货": "returned",
        "卖家已收到货": "seller_received",
        "已收到退货": "seller_received",
    }
)
"""Words of exports that the dictionary's own choices do not have, folded."""

VOID = frozenset(
    map(folded, ("作废", "已作废", "已取消", "被合并", "已合并", "Cancelled", "Merged", "10"))
)
"""What ERPs call an after-sales order that they dropped, folded; 10 is 旺店通's code for 已取消."""

_OF_STATE = {
    "pending_review": "waiting",
    "await_return": "agreed",
    "in_transit": "returned",
    "rejected": "refused",
    "withdrawn": "closed",
    "refunded": "success",
    "await_reship": "to_reship",
    "reshipped": "reshipped",
    "exchanged": "exchanged",
    "converted": "converted",
}
_MORE = {
    "waiting": (
        *("WAIT_SELLER_AGREE", "等待卖家同意", "待卖家同意", "待商家处理", "退款待处理"),
        *("申请退款", "待卖家处理", "买家申请退款"),
    ),
    "agreed": ("WAIT_BUYER_RETURN_GOODS", "等待买家退货", "待买家退货", "请买家退货", "等待退货"),
    "returned": (
        "WAIT_SELLER_CONFIRM_GOODS",
        "等待卖家确认收货",
        "待卖家确认收货",
        "待商家收货",
        "买家已退货等待卖家确认收货",
        "等待收货",
    ),
    "refused": ("SELLER_REFUSE_BUYER", "卖家已拒绝退款", "卖家拒绝", "拒绝退款", "已拒绝"),
    "closed": ("CLOSED", "已关闭", "关闭", "退款已关闭", "已取消", "取消", "取消退款"),
    "success": ("SUCCESS", "成功", "退款完成", "已退款"),
    "to_reship": ("WAIT_SELLER_CONSIGN_GOODS", "待卖家发出换货", "待发货(换货)"),
    "reshipped": (
        "WAIT_BUYER_CONFIRM_EXCHANGE_SELLER_SEND_GOODS",
        "EXCHANGE_WAIT_BUYER_CONFIRM_GOODS",
        "换货已发出",
    ),
    "exchanged": ("换货完成",),
    "converted": ("EXCHANGE_TRANSFORM_TO_REFUND", "换货转退款"),
    "none": ("没有申请退款", "无退款申请"),
}


def _key(words: str) -> str:
    return _POINTS.sub("", folded(words))


_FACTS: Mapping[str, str] = MappingProxyType(
    {
        **{_key(w): fact for state, fact in _OF_STATE.items() for w in STATES[state].platform},
        **{_key(w): fact for fact, words in _MORE.items() for w in words},
    }
)


@lru_cache(maxsize=4096)
def fact_of(words: str) -> str | None:
    """Return what the platform's status says; None for words that are not known.

    waiting (for the seller), agreed (the buyer shall send back), returned (the buyer has sent),
    refused, closed, success, none (nobody asked for a refund); and of exchanges to_reship,
    reshipped, exchanged, converted.
    """
    return _FACTS.get(_key(words))


_DISPUTED = frozenset(
    folded(words)
    for words in (
        *("需要介入", "需要客服介入", "已介入", "客服已介入", "平台已介入", "小二已介入"),
        *("初审完成", "主管复审失败", "举证中", "开放申诉"),
    )
)


_CALM = frozenset(
    folded(words)
    for words in (
        *("不需客服介入", "不需要客服介入", "无需客服介入", "无需介入", "未介入", "客服未介入"),
        *("处理完成", "客服处理完成", "撤销", "已撤销", "支持买家", "支持卖家"),
    )
)


def is_known_intervention(words: str) -> bool:
    """Return whether the platform's word for its customer service's part in a case is known."""
    return not words or is_disputed(words) or folded(words) in _CALM


@lru_cache(maxsize=4096)
def is_disputed(words: str) -> bool:
    """Return whether the platform has taken a case over (its cs_status is 2–5, 10 or 11)."""
    return folded(words) in _DISPUTED
