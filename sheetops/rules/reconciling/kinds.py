"""The ways in which record, platform and slip register can disagree, worst first."""

from dataclasses import dataclass

from sheetops.records.text import Text


@dataclass(frozen=True, slots=True)
class BreakKind:
    """One way to disagree: what it means, and what to do about it."""

    key: str
    title: Text
    remedy: Text
    is_money: bool = True
    """Whether money or goods are at stake, not only the record."""


SHIPPED_TWICE = BreakKind(
    "shipped-twice",
    Text("重复发货", "Shipped twice"),
    Text(
        "核对两个换货单号，能拦截的马上拦截，拦不住的联系买家退回。",
        "Compare the two tracking numbers; stop the second parcel or ask the buyer to return it.",
    ),
)
REFUNDED_AND_REPLACED = BreakKind(
    "refunded-and-replaced",
    Text("退了款又发了货", "Refunded and replaced"),
    Text(
        "确认买家要的是退款还是换货，另一样联系买家退回。",
        "Find out which of the two the buyer is owed, and ask for the other one back.",
    ),
)
REFUNDED_HERE = BreakKind(
    "refunded-here-only",
    Text("本店已退款，平台未退", "Refunded here, not on the platform"),
    Text(
        "到平台确认退款；买家还在等钱，收货后 7 天是法定期限。",
        "Refund it on the platform: the buyer is waiting, and 7 days from receipt is the law.",
    ),
)
REFUNDED_UNSEEN = BreakKind(
    "refunded-before-receipt",
    Text("未收货先退款", "Refunded before receipt"),
    Text(
        "查退货物流；货没到的催买家或向快递索赔，到了的补登记收货。",
        "Trace the parcel: chase the buyer or claim from the courier, or record the receipt.",
    ),
)
AMOUNT = BreakKind(
    "amount-differs",
    Text("退款金额不一致", "Amounts differ"),
    Text(
        "以平台实退为准核对，差额补退或在备注写明原因。",
        "Check against what the platform paid; settle the difference or note the reason.",
    ),
)
REFUNDED_THERE = BreakKind(
    "refunded-there-only",
    Text("平台已退款，本店未退", "Refunded on the platform, not here"),
    Text(
        "核对是不是系统自动退款，在登记簿补上退款金额和完结时间；货未退回的要跟进。",
        "See whether the platform refunded by itself; record amount and time, follow the goods up.",
    ),
)
NOT_INSPECTED = BreakKind(
    "never-inspected",
    Text("收货后未验货", "Received, never inspected"),
    Text(
        "请仓库今天验货并登记结论。", "Have the warehouse inspect it today and record the result."
    ),
)
MISSING_HERE = BreakKind(
    "missing-here",
    Text("平台有，登记簿没有", "On the platform, not in the book"),
    Text(
        "把这份导出放进 inbox 导入，或手工登记。",
        "Put this export into inbox/ to import it, or record the case by hand.",
    ),
)
CLOSED_HERE = BreakKind(
    "closed-here-only",
    Text("本店已完结，平台未完结", "Closed here, open on the platform"),
    Text(
        "到平台处理完，或把处理状态改回来。",
        "Finish it on the platform, or set the status back.",
    ),
)
CLOSED_THERE = BreakKind(
    "closed-there-only",
    Text("平台已关闭，本店未完结", "Closed on the platform, open here"),
    Text(
        "核对关闭原因，更新处理状态；货已寄出的仍要收。",
        "See why it was closed and set the status; goods under way are still received.",
    ),
    is_money=False,
)
TRACKING = BreakKind(
    "tracking-differs",
    Text("退货单号不一致", "Tracking numbers differ"),
    Text("按快递面单核对，改正错的一边。", "Compare with the waybill and correct the wrong one."),
    is_money=False,
)
MISSING_THERE = BreakKind(
    "missing-there",
    Text("登记簿有，平台没有", "In the book, not on the platform"),
    Text(
        "核对退款编号是否填错，或这份导出是否少选了条件。",
        "Check the refund number, and whether the export left something out.",
    ),
    is_money=False,
)
SLIP_MISSING = BreakKind(
    "slip-missing",
    Text("该有退换货单而没有", "Slip missing"),
    Text("看该行“校验提示”里为什么没有开单。", "The row's Issues say why no slip was made."),
    is_money=False,
)
SLIP_ORPHAN = BreakKind(
    "slip-without-case",
    Text("退换货单找不到申请", "Slip without a case"),
    Text("找回这一单的申请登记，或作废这张单。", "Find the application, or void the slip."),
    is_money=False,
)

KINDS = (
    SHIPPED_TWICE,
    REFUNDED_AND_REPLACED,
    REFUNDED_HERE,
    REFUNDED_UNSEEN,
    AMOUNT,
    REFUNDED_THERE,
    NOT_INSPECTED,
    MISSING_HERE,
    CLOSED_HERE,
    CLOSED_THERE,
    TRACKING,
    MISSING_THERE,
    SLIP_MISSING,
    SLIP_ORPHAN,
)
"""Worst first: paid or sent twice, what a buyer waits for, what may be lost, the record."""
RANK = {kind.key: rank for rank, kind in enumerate(KINDS)}
