"""旺店通 (Wangdiantong) and 快麦 (Kuaimai): after-sales lists under the names of their screens.

Neither is known from a file: the names are those of the programs' screens and interfaces, the
codes those of their interfaces. Where an export has other headings, a mapping tells them.
"""

from types import MappingProxyType

from sheetops.records.text import Text
from sheetops.rules.importing.presets.preset import Heading, Preset, headings

_WDT_TYPES = {
    "1": "仅退款",
    "售前退款": "仅退款",
    "2": "退货退款",
    "退货": "退货退款",
    "3": "换货",
    "4": "仅退款",
    "退款不退货": "仅退款",
    "6": "其他",
    "保价退款": "其他",
}
_WDT_STATUS = {
    "1": "取消退款",
    "2": "申请退款",
    "3": "等待退货",
    "4": "等待收货",
    "5": "退款成功",
    "7": "卖家拒绝",
}
_WDT_GOODS = {
    "0": "",
    "无需入库": "",
    "1": "",
    "待入库": "",
    "2": "卖家已收到退货",
    "部分入库": "卖家已收到退货",
    "3": "卖家已收到退货",
    "全部入库": "卖家已收到退货",
    "4": "",
    "终止入库": "",
}
WANGDIANTONG = Preset(
    "wangdiantong_refund",
    Text("旺店通退换单", "Wangdiantong returns and exchanges"),
    headings(
        "退换单号, 原始单号, 原始退款单号, 退换单类型, 退换单状态, 入库状态, 平台状态, 店铺编号, "
        "建单时间, 审核时间, 结算时间, 修改时间, 系统订单号, 平台退款金额, 线下退款金额, "
        "实际退款金额, 退货金额, 收款金额, 退货物流单号, 物流公司名称, 退换说明, 退款原因, "
        "驳回原因, "
        "退回仓库编号, 退回货品数量, 建单者, 标记名称, 备注, 原始子单号, 商家编码, 货品名称, "
        "规格名, "
        "数量, 退款数量, 入库数量, 退款总额",
        Heading("退换单号", required=True),
        Heading("原始单号", "order_no", required=True, aliases=("原始订单号",)),
        Heading("原始退款单号", "refund_no", required=True),
        Heading("退换单类型", "case_type", required=True, aliases=("类型",)),
        Heading("退换单状态", "void"),
        Heading("入库状态", "goods_status"),
        Heading("平台状态", "platform_status", required=True),
        Heading("建单时间", "applied_at", required=True),
        Heading("平台退款金额", "apply_amount"),
        Heading("退货物流单号", "slip.tracking_no"),
        Heading("物流公司名称", "slip.carrier", aliases=("退货物流公司",)),
        Heading("退换说明", "reason_detail"),
        Heading("退款原因", "reason_text"),
        Heading("备注", "remark"),
        Heading("原始子单号", "sub_order_no", aliases=("原始子订单号",)),
        Heading("商家编码", "sku_code"),
        Heading("货品名称", "item_title"),
        Heading("规格名", "sku_props", aliases=("规格名称",)),
        Heading("退款数量", "qty"),
    ),
    words=MappingProxyType(
        {"case_type": _WDT_TYPES, "platform_status": _WDT_STATUS, "goods_status": _WDT_GOODS}
    ),
)

_KUAIMAI_TYPES = {
    "0": "其他",
    "1": "仅退款",
    "已发货仅退款": "仅退款",
    "2": "退货退款",
    "退货": "退货退款",
    "3": "补发",
    "4": "换货",
    "5": "仅退款",
    "未发货仅退款": "仅退款",
    "7": "退货退款",
    "拒收退货": "退货退款",
    "8": "退货退款",
    "档口退货": "退货退款",
    "9": "维修",
}
KUAIMAI = Preset(
    "kuaimai_refund",
    Text("快麦售后工单", "Kuaimai after-sales tickets"),
    headings(
        "序号, 售后工单号, 工单来源, 平台订单号, 售后类型, 货物状态, 快递单号, 实退数量, 商家编码, "
        "商品名称, 申请时间, 平台售后单号, 平台状态",
        Heading("售后工单号", required=True),
        Heading("平台订单号", "order_no", required=True),
        Heading("售后类型", "case_type", required=True),
        Heading("货物状态", "goods_status", required=True),
        Heading("快递单号", "slip.tracking_no", aliases=("退回快递单号",)),
        Heading("商家编码", "sku_code", aliases=("商品编码",)),
        Heading("商品名称", "item_title"),
        Heading("申请时间", "applied_at"),
        Heading("平台售后单号", "refund_no", aliases=("平台退款单号", "退款编号")),
        Heading("平台状态", "platform_status", aliases=("线上状态",)),
    ),
    words=MappingProxyType({"case_type": _KUAIMAI_TYPES}),
)

PRESETS = (WANGDIANTONG, KUAIMAI)
