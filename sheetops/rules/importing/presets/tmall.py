"""The Tmall and Taobao refund export (退款管理), 39 columns, as it was in 2016 and in 2017.

The headings are the platform's, verbatim and in its order. Seller's name, address and phones, the
Alipay number and the operators' names are not kept: a shop does not need them for its record.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sheetops.records.text import Text
from sheetops.rules.importing.presets.preset import Heading, Preset

_HEADINGS_2016 = (
    Heading("退款编号", "refund_no", required=True, aliases=("退款单号",)),
    Heading("订单编号", "order_no", required=True, aliases=("订单号",)),
    Heading("支付宝交易号"),
    Heading("订单付款时间", "paid_at"),
    Heading("商品编码", "sku_code", aliases=("商家编码",)),
    Heading("退款完结时间", "closed_at"),
    Heading("买家会员名称", "buyer_nick", aliases=("买家会员名", "买家昵称")),
    Heading("买家实际支付金额", "order_paid", required=True, aliases=("买家实付金额",)),
    Heading("宝贝标题", "item_title", required=True, aliases=("商品标题",)),
    Heading("买家退款金额", "apply_amount", required=True, aliases=("退款金额",)),
    Heading("手工退款/系统退款", "handled"),
    Heading("是否需要退货", "case_type", required=True),
    Heading("退款的申请时间", "applied_at", required=True, aliases=("退款申请时间", "申请时间")),
    Heading("超时时间", "deadline_platform"),
    Heading("退款状态", "platform_status", required=True),
    Heading("货物状态", "goods_status", required=True),
    Heading("退货物流信息"),
    Heading("发货物流信息"),
    Heading("客服介入状态", "cs_intervene"),
    Heading("卖家真实姓名"),
    Heading("卖家退货地址"),
    Heading("卖家邮编"),
    Heading("卖家电话"),
    Heading("卖家手机"),
    Heading("退货物流单号", "slip.tracking_no"),
    Heading("退货物流公司", "slip.carrier"),
    Heading("买家退款原因", "reason_text", required=True),
    Heading("买家退款说明", "reason_detail"),
    Heading("买家退货时间", "slip.buyer_shipped_at"),
    Heading("责任方", "responsible"),
    Heading("售中或售后", "phase"),
    Heading("商家备注", "remark"),
    Heading("完结时间"),
    Heading("部分退款/全部退款", "scope"),
    Heading("审核操作人"),
    Heading("举证超时"),
    Heading("是否零秒响应", "zero_second"),
    Heading("退款操作人"),
    Heading("退款原因标签"),
)


def _changed(
    headings: Iterable[Heading], names: Mapping[str, str], first: str
) -> tuple[Heading, ...]:
    """Return the headings with some renamed and the one called `first` in front."""
    renamed = [replace(one, words=names.get(one.words, one.words)) for one in headings]
    return tuple(sorted(renamed, key=lambda one: one.words != first))


TMALL_REFUND_2016 = Preset(
    "tmall_refund_2016",
    Text("天猫退款管理导出（2016 版，39 列）", "Tmall refund export (2016, 39 columns)"),
    _HEADINGS_2016,
)
TMALL_REFUND_2017 = Preset(
    "tmall_refund_2017",
    Text("天猫退款管理导出（2017 版，39 列）", "Tmall refund export (2017, 39 columns)"),
    _changed(_HEADINGS_2016, {"商品编码": "商家编码", "退款原因标签": "主数据编码"}, "订单编号"),
)
"""As HAND's ERP exports it again: order number first, 商家编码, 主数据编码 at the end."""
