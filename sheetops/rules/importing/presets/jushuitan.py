"""聚水潭 (Jushuitan ERP): its after-sales export and its order and cost export.

The first headings are those that exports are known to have; the others are the ERP's own names of
the fields of an after-sales order. Its number of an after-sales order is not the platform's refund
number: a case is known by the platform's number where the export has it, else by its parts.
"""

from types import MappingProxyType

from sheetops.records.text import Text
from sheetops.rules.importing.presets.preset import Heading, Preset, Purpose, headings

_CASE_TYPES = {
    "普通退货": "退货退款",
    "拒收退货": "退货退款",
    "投诉": "其他",
    "其它": "其他",
}
_GOODS = {
    "BUYER_NOT_RECEIVED": "买家未收到货",
    "BUYER_RECEIVED": "买家已收到货",
    "BUYER_RETURNED_GOODS": "买家已退货",
    "SELLER_RECEIVED": "卖家已收到退货",
}

JUSHUITAN_REFUND = Preset(
    "jushuitan_refund",
    Text("聚水潭售后单导出", "Jushuitan after-sales export"),
    headings(
        "售后单号, 内部订单号, 店铺名称, 线上订单号, 状态, 线上状态, 货物状态, 商品编码, "
        "线上子订单编号, 申请数量, 平台退货退款单号, 申请时间, 售后类型, 问题类型, 商品名称, "
        "颜色及规格, 买家申请退款, 快递公司, 快递单号, 仓库, 备注, 处理结果, 实收退货数量, "
        "入仓时间, "
        "次品数量, 确认时间",
        Heading("售后单号", required=True),
        Heading("店铺名称", "shop", aliases=("店铺",)),
        Heading("线上订单号", "order_no", required=True, aliases=("线上单号", "平台订单号")),
        Heading("状态", "void", aliases=("售后状态", "单据状态")),
        Heading("线上状态", "platform_status", required=True, aliases=("平台状态",)),
        Heading("货物状态", "goods_status", required=True),
        Heading("商品编码", "sku_code", required=True, aliases=("商品编号",)),
        Heading("线上子订单编号", "sub_order_no", aliases=("线上子订单号", "子订单号")),
        Heading("申请数量", "qty", aliases=("退货数量",)),
        Heading(
            "平台退货退款单号",
            "refund_no",
            aliases=("线上退款单号", "平台退款单号", "平台售后单号", "退款编号"),
        ),
        Heading("申请时间", "applied_at", aliases=("售后申请时间", "登记时间")),
        Heading("售后类型", "case_type", aliases=("类型",)),
        Heading("问题类型", "reason_text", aliases=("退款原因",)),
        Heading("商品名称", "item_title"),
        Heading("颜色及规格", "sku_props", aliases=("规格", "商品属性")),
        Heading("买家申请退款", "apply_amount", aliases=("买家申请退款金额", "申请退款金额")),
        Heading("快递公司", "slip.carrier", aliases=("物流公司",)),
        Heading("快递单号", "slip.tracking_no", aliases=("物流单号",)),
        Heading("备注", "remark"),
    ),
    words=MappingProxyType({"case_type": _CASE_TYPES, "goods_status": _GOODS}),
)
JUSHUITAN_ORDERS = Preset(
    "jushuitan_orders",
    Text("聚水潭订单导出（含成本）", "Jushuitan order export (with costs)"),
    headings(
        "内部订单号, 线上订单号, 店铺名称, 下单时间, 应付金额, 已付金额, 状态, 快递单号, 订单类型, "
        "旗帜, 平台站点, 子订单编号, 线上子订单编号, 原始线上订单号, 商品编码, 商品名称, 数量, "
        "商品单价, 商品金额, 原价, 买家实付, 收入运费, 支出运费, 成本价",
        Heading("内部订单号", required=True),
        Heading("线上订单号", "order_no", required=True),
        Heading("下单时间", required=True),
        Heading("线上子订单编号", "sub_order_no", aliases=("线上子订单号",)),
        Heading("商品编码", "sku_code", required=True),
        Heading("商品名称", "item_title", required=True),
        Heading("买家实付", "order_paid"),
    ),
    Purpose.ORDERS,
)

PRESETS = (JUSHUITAN_REFUND, JUSHUITAN_ORDERS)
