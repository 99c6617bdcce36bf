"""How cases of the demo shop are answered and what buyers say afterwards, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sheetops.records.text import Text

REMARKS = (
    Text("买家要求尽快处理", "The buyer asks for speed"),
    Text("老客户，回购三次", "A regular, third order"),
    Text("已电话沟通，买家理解", "Talked on the phone, the buyer understands"),
    Text("双11预售单", "Double 11 pre-order"),
)

REFUSALS: Mapping[str, tuple[str, Text, str, Text | None]] = MappingProxyType(
    {
        "refused": (
            "window_passed",
            Text(
                "签收两周后才申请，已超过七天无理由期限",
                "Applied two weeks after signing, past the 7 days",
            ),
            "coupon",
            None,
        ),
        "dispute": (
            "not_intact",
            Text(
                "照片显示为使用后的磨损，不是质量问题，已请买家补充",
                "The photos show wear from use, not a fault; the buyer was asked for more",
            ),
            "partial_refund",
            Text(
                "买家照片与描述不符，主管已看过", "Photos and words differ; seen by the supervisor"
            ),
        ),
    }
)
"""Story → refusal reason, note, alternative, and why it departs from the advice."""

INSPECTION_NOTES = {
    "C": Text(
        "袖口有明显穿着痕迹，与买家协商扣减",
        "Clear signs of wear at the cuffs, a deduction is being discussed",
    ),
    "D": Text(
        "缺赠品杯刷，事先标价8元，买家已同意",
        "The free brush (priced at 8.00) is missing, the buyer agrees",
    ),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What one buyer said; `of` names the case types that it fits."""

    score: int
    channel: str
    tags: tuple[str, ...]
    content: Text
    of: tuple[str, ...] = ("return_refund", "exchange", "refund_only")


FEEDBACK = (
    Said(
        5,
        "aftersale",
        (),
        Text("处理很快，第二天就退款了", "Very quick, refunded the next day"),
        ("return_refund", "refund_only"),
    ),
    Said(5, "wangwang", (), Text("客服态度好，讲得清楚", "Friendly and clear")),
    Said(
        4,
        "aftersale",
        ("slow",),
        Text("总体满意，验货等了两天", "Fine on the whole, inspection took two days"),
        ("return_refund", "exchange"),
    ),
    Said(
        3,
        "survey",
        ("unclear",),
        Text("一开始没说清楚谁出运费", "It was not clear at first who pays the freight"),
        ("return_refund", "exchange"),
    ),
    Said(
        5,
        "aftersale",
        (),
        Text("换货顺利，新的大小正好", "Exchange went well, the new one fits"),
        ("exchange",),
    ),
    Said(
        2,
        "platform",
        ("slow", "amount"),
        Text("退款到账等了五天，中间没人说", "The money took five days, and nobody said why"),
        ("return_refund", "refund_only"),
    ),
    Said(
        4,
        "wangwang",
        (),
        Text("少发的收到了，谢谢", "What was missing has arrived, thank you"),
        ("reship",),
    ),
    Said(
        1,
        "aftersale",
        ("attitude", "slow"),
        Text("问了三次才有人回，体验很差", "Asked three times before anybody answered"),
    ),
    Said(5, "phone", (), Text("电话里说得很耐心", "Very patient on the phone")),
    Said(
        3,
        "aftersale",
        ("logistics",),
        Text("寄回的运费要先垫，希望能改进", "I had to advance the freight; please improve that"),
        ("return_refund", "exchange"),
    ),
)

REPLY = Text(
    "已致电说明并致歉，买家表示理解", "Called to explain and apologise; the buyer understands"
)
CHECKS = Text("数量:合格;款式:合格;标识:合格;外观:合格", "quantity:ok;style:ok;label:ok;look:ok")
BUYER_ADDRESS = Text("浙江省杭州市余杭区***", "Yuhang district, Hangzhou, Zhejiang ***")
NICKS = ("t**8", "晴**子", "m**y", "小**妈", "z**1", "阿**木", "l**n", "橘**猫", "w**7", "行**者")
