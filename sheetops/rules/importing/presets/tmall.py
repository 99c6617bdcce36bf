"""The Tmall and Taobao refund export (退款管理, 退款报表), as it was in 2016, 2017, 2020 and 2026.

The headings are the platform's, verbatim and in its order. Seller's name, address and phones, the
Alipay number and the operators' names are not kept: a shop does not need them for its record.
"""

from sheetops.records.text import Text
from sheetops.rules.importing.presets.preset import Heading, Preset, headings, renamed

_COLUMNS = (
    Heading("退款编号", "refund_no", required=True, aliases=("退款单号", "售后编号")),
    Heading("订单编号", "order_no", required=True, aliases=("订单号", "主订单编号")),
    Heading("订单付款时间", "paid_at"),
    Heading("商品编码", "sku_code", aliases=("商家编码",)),
    Heading("退款完结时间", "closed_at"),
    Heading("买家实际支付金额", "order_paid", required=True, aliases=("买家实付金额",)),
    Heading("宝贝标题", "item_title", required=True, aliases=("商品标题",)),
    Heading("买家退款金额", "apply_amount", required=True, aliases=("退款金额",)),
    Heading("手工退款/系统退款", "handled"),
    Heading("退款的申请时间", "applied_at", required=True, aliases=("退款申请时间", "申请时间")),
    Heading("超时时间", "deadline_platform"),
    Heading("退款状态", "platform_status", required=True),
    Heading("货物状态", "goods_status", required=True),
    Heading("客服介入状态", "cs_intervene"),
    Heading("退货物流单号", "slip.tracking_no"),
    Heading("退货物流公司", "slip.carrier"),
    Heading("买家退款原因", "reason_text", required=True),
    Heading("买家退款说明", "reason_detail"),
    Heading("买家退货时间", "slip.buyer_shipped_at"),
    Heading("责任方", "responsible"),
    Heading("售中或售后", "phase"),
    Heading("商家备注", "remark"),
    Heading("部分退款/全部退款", "scope"),
    Heading("是否零秒响应", "zero_second"),
)
_BUYER = Heading("买家会员名称", "buyer_nick", aliases=("买家会员名", "买家昵称"))
_BACK = Heading("是否需要退货", "case_type", required=True, aliases=("售后类型",))

TMALL_REFUND_2016 = Preset(
    "tmall_refund_2016",
    Text("天猫退款管理导出（2016 版，39 列）", "Tmall refund export (2016, 39 columns)"),
    headings(
        "退款编号, 订单编号, 支付宝交易号, 订单付款时间, 商品编码, 退款完结时间, 买家会员名称, "
        "买家实际支付金额, 宝贝标题, 买家退款金额, 手工退款/系统退款, 是否需要退货, "
        "退款的申请时间, "
        "超时时间, 退款状态, 货物状态, 退货物流信息, 发货物流信息, 客服介入状态, 卖家真实姓名, "
        "卖家退货地址, 卖家邮编, 卖家电话, 卖家手机, 退货物流单号, 退货物流公司, 买家退款原因, "
        "买家退款说明, 买家退货时间, 责任方, 售中或售后, 商家备注, 完结时间, 部分退款/全部退款, "
        "审核操作人, 举证超时, 是否零秒响应, 退款操作人, 退款原因标签",
        *(*_COLUMNS, _BUYER, _BACK),
    ),
)
TMALL_REFUND_2017 = Preset(
    "tmall_refund_2017",
    Text("天猫退款管理导出（2017 版，39 列）", "Tmall refund export (2017, 39 columns)"),
    headings(
        "订单编号, 退款编号, 支付宝交易号, 订单付款时间, 商家编码, 退款完结时间, 买家会员名称, "
        "买家实际支付金额, 宝贝标题, 买家退款金额, 手工退款/系统退款, 是否需要退货, "
        "退款的申请时间, "
        "超时时间, 退款状态, 货物状态, 退货物流信息, 发货物流信息, 客服介入状态, 卖家真实姓名, "
        "卖家退货地址, 卖家邮编, 卖家电话, 卖家手机, 退货物流单号, 退货物流公司, 买家退款原因, "
        "买家退款说明, 买家退货时间, 责任方, 售中或售后, 商家备注, 完结时间, 部分退款/全部退款, "
        "审核操作人, 举证超时, 是否零秒响应, 退款操作人, 主数据编码",
        *renamed((*_COLUMNS, _BUYER, _BACK), {"商品编码": "商家编码"}),
    ),
)
"""As HAND's ERP exports it again: order number first, 商家编码, 主数据编码 at the end."""

_ORDER_2020 = (
    "订单编号, 退款编号, 支付宝交易号, 订单付款时间, 商品编码, 退款完结时间, 买家实际支付金额, "
    "宝贝标题, 买家退款金额, 手工退款/系统退款, 是否需要退货, 退款的申请时间, 超时时间, 退款状态, "
    "货物状态, 退货物流信息, 发货物流信息, 客服介入状态, 卖家真实姓名, 卖家真实姓名新, "
    "卖家退货地址, "
    "卖家邮编, 卖家电话, 卖家手机, 退货物流单号, 退货物流公司, 买家退款原因, 买家退款说明, "
    "买家退货时间, 责任方, 售中或售后, 商家备注, 完结时间, 部分退款/全部退款, 审核操作人, "
    "举证超时, "
    "是否零秒响应, 退款操作人, 退款原因标签, 业务类型, 是否帮他退款, 帮他退款操作账号"
)
TAOBAO_REFUND_2020 = Preset(
    "taobao_refund_2020",
    Text("淘宝退款管理导出（2020 版，42 列）", "Taobao refund export (2020, 42 columns)"),
    headings(_ORDER_2020, *_COLUMNS, _BACK),
)
"""The buyer's nick is gone from here on."""

TMALL_REFUND_SANITISED = Preset(
    "tmall_refund_sanitised",
    Text(
        "退款管理导出（表头已改成数据库写法）",
        "Refund export whose headings were rewritten for a database",
    ),
    tuple(
        renamed(
            headings(_ORDER_2020, *_COLUMNS, _BACK),
            {
                "手工退款/系统退款": "手工退款_系统退款",
                "部分退款/全部退款": "部分退款_全部退款",
                "卖家真实姓名新": "卖家真实姓名_新",
            },
        )
    ),
)

QIANNIU_REFUND_2026 = Preset(
    "qianniu_refund_2026",
    Text("千牛退款报表（2026 版，51 列）", "Qianniu refund report (2026, 51 columns)"),
    headings(
        "订单编号, 退款编号, 支付单号, 订单付款时间, 商品 id, 商品编码, 退款完结时间, "
        "买家实际支付金额, 宝贝标题, 买家退款金额, 手工退款/系统退款, 售后类型, 退款的申请时间, "
        "超时时间, 退款状态, 货物状态, 退货物流信息, 发货物流信息, 客服介入状态, 卖家真实姓名, "
        "卖家真实姓名(新), 卖家退货地址, 卖家邮编, 卖家电话, 卖家手机, 退货物流单号, 退货物流公司, "
        "买家退款原因, 买家退款说明, 买家退货时间, 责任方, 售中或售后, 备注标签, 商家备注, "
        "完结时间, "
        "部分退款/全部退款, 审核操作人, 审核操作人新会员名, 举证超时, 是否零秒响应, 退款操作人, "
        "退款操作人新会员名, 退款原因标签, 业务类型, 是否帮他退款, 帮他退款操作账号, 小额收款, "
        "淘特订单, 百亿补贴超链退款信息, 智能退款策略, 执行方案",
        *renamed((*_COLUMNS, _BACK), {"是否需要退货": "售后类型"}),
        Heading("智能退款策略", "smart_refund"),
    ),
)
"""The order of the columns in the file is inferred; nothing rests on it."""

PRESETS = (
    TMALL_REFUND_2016,
    TMALL_REFUND_2017,
    TAOBAO_REFUND_2020,
    QIANNIU_REFUND_2026,
    TMALL_REFUND_SANITISED,
)
