"""The words on a slip: deadline, freight and the notes, at most six short lines."""

from datetime import datetime, timedelta

from sheetops.records.settings import Limits
from sheetops.records.text import Language, Text

_WEEKDAYS = "一二三四五六日"
_WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

FREIGHT = {
    "buyer": Text("买家承担", "paid by the buyer"),
    "seller": Text("卖家承担", "paid by the seller"),
    "insurance": Text("运费险理赔", "covered by freight insurance"),
    "negotiated": Text("按约定", "as agreed"),
}
"""Freight bearer → the words on the slip."""

MODES = {
    "self": Text("自主寄回", "self-ship"),
    "pickup": Text("上门取件", "courier pick-up"),
}
"""Return mode → the words on the slip."""

COLLECTED = Text(
    "这次由快递员上门取件（{pickup_at}），您包好等候就可以，不用自己寄出。",
    "A courier collects it this time ({pickup_at}): have it packed, you need not send it yourself.",
)
"""What a reply about an exchange adds when the goods are collected."""

OWN_FAULT = ("quality", "mismatch", "seller_fault", "counterfeit")
"""Reason classes in which the goods are not as they should be, so that nobody asks for intact ones.

Intact goods are asked for in no-reason returns only; opening the pack and a fair trial do not
break it (七日办法 art. 8).
"""


def day_words(moment: datetime, language: Language) -> str:
    """Return the day of `moment` with its weekday, as people say it."""
    if language == "zh-CN":
        weekday = _WEEKDAYS[moment.weekday()]
        return f"{moment.year}年{moment.month}月{moment.day}日（周{weekday}）"
    weekday, month = _WEEKDAYS_EN[moment.weekday()], _MONTHS_EN[moment.month - 1]
    return f"{weekday}, {moment.day} {month} {moment.year}"


def moment_words(moment: datetime, language: Language) -> str:
    """Return day and time of `moment`; the last minute of a day is said as its end (24:00)."""
    day = day_words(moment, language)
    if (moment.hour, moment.minute) == (23, 59):
        return f"{day}24:00" if language == "zh-CN" else f"24:00 on {day}"
    if (moment.hour, moment.minute) == (0, 0) and moment.second == 0:
        return moment_words(moment - timedelta(minutes=1), language)
    clock = f"{moment:%H:%M}"
    return f"{day}{clock}" if language == "zh-CN" else f"{clock} on {day}"


def deadline_words(due: datetime, language: Language) -> str:
    """Return the sentence that says until when the goods are to be sent."""
    words = moment_words(due, language)
    return f"请在 {words} 前寄出" if language == "zh-CN" else f"Send by {words}"


def notes(
    slip_type: str,
    mode: str,
    reason_class: str | None,
    pickup_at: datetime | None,
    limits: Limits,
    notice: Text | None = None,
) -> tuple[Text, ...]:
    """Return the notes of a slip, six lines, each short enough for half a postcard.

    While buyers are told of other times (`notice`), that stands in place of the usual times.
    """
    return (
        Text(
            "只寄回上列商品，连同配件、赠品和发票",
            "Send only the items above, with accessories, gifts and invoice",
        ),
        Text(
            "包裹内放入本单，或写有退货编号的纸条",
            "Put this slip, or a note with the return number, into the parcel",
        ),
        *_way(mode, pickup_at),
        _condition(reason_class),
        notice or _times(slip_type, limits),
    )


def _way(mode: str, pickup_at: datetime | None) -> tuple[Text, Text]:
    if mode == "pickup":
        keep = Text(
            "交件后请保留寄件凭证", "Keep the receipt that the courier gives you at pick-up"
        )
        return (_pickup(pickup_at), keep)
    return (
        Text(
            "请用可追踪的快递，不用平邮；到付须事先约定",
            "Use a trackable courier, no ordinary post; freight-collect only if agreed",
        ),
        Text(
            "寄出后在订单页填写快递单号，保留寄件凭证",
            "Enter the tracking number on the order page and keep the receipt",
        ),
    )


def _pickup(pickup_at: datetime | None) -> Text:
    if pickup_at is None:
        return Text("快递员上门取件，请提前包好", "A courier collects the parcel; have it ready")
    return Text(
        f"{moment_words(pickup_at, 'zh-CN')} 快递员上门取件，请提前包好",
        f"A courier collects it at {moment_words(pickup_at, 'en')}; have it ready",
    )


def _condition(reason_class: str | None) -> Text:
    if reason_class in OWN_FAULT:
        return Text(
            "请保持商品现状，不要自行修理或清洗",
            "Leave the goods as they are; please do not repair or wash them",
        )
    return Text(
        "请保持商品完好；拆包查验、合理试用不影响退换",
        "Keep the goods intact; unpacking and a fair trial are fine",
    )


def _times(slip_type: str, limits: Limits) -> Text:
    inspect, refund, reship = limits.inspect_hours, limits.refund_days, limits.reship_hours
    if slip_type == "exchange":
        return Text(
            f"收到后 {inspect} 小时内验货，通过后 {reship} 小时内发出换货",
            f"Inspected within {inspect} hours of receipt; the replacement leaves within {reship}",
        )
    return Text(
        f"收到后 {inspect} 小时内验货，{refund} 天内退款",
        f"Inspected within {inspect} hours of receipt, refunded within {refund} days",
    )
