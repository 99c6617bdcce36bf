"""The order exports of Taobao and Tmall: 已卖出的宝贝 (one row an order) and 销售明细 (one a part).

They open no case. They fill in when an order was paid and shipped and what the item is, where a
recorded case does not know it, and they show refunds that nobody has recorded. What the buyer paid
is not taken from 已卖出的宝贝: there it is the sum of the order, not of the item. Names, addresses,
phones and Alipay accounts of buyers are not kept.
"""

from sheetops.records.text import Text
from sheetops.rules.importing.presets.preset import Heading, Preset, Purpose, headings, renamed

_ORDER = (
    Heading("订单编号", "order_no", required=True, aliases=("订单号",)),
    Heading("订单状态", required=True),
    Heading("订单创建时间", required=True),
    Heading("总金额", required=True),
    Heading("宝贝标题", "item_title", required=True, aliases=("商品标题",)),
    Heading("退款金额", "refund_seen"),
)
_NAMED = (
    Heading("买家会员名", "buyer_nick", aliases=("买家会员名称", "买家昵称")),
    Heading("订单付款时间", "paid_at"),
)
_START = "订单编号, 买家会员名, 买家支付宝账号, "
_PAYMENT = "支付单号, 支付详情, "
_REST = (
    "买家应付货款, 买家应付邮费, 买家支付积分, 总金额, 返点积分, 买家实际支付金额, "
    "买家实际支付积分, "
    "订单状态, 买家留言, 收货人姓名, 收货地址, 运送方式, 联系电话, 联系手机, 订单创建时间, "
    "订单付款时间, 宝贝标题, 宝贝种类, 物流单号, 物流公司, 订单备注, 宝贝总数量, 店铺Id, 店铺名称, "
    "订单关闭原因, 卖家服务费, 买家服务费, 发票抬头, 是否手机订单, 分阶段订单信息, 特权订金订单id, "
    "是否上传合同照片, 是否上传小票, 是否代付, 定金排名, 修改后的sku, 修改后的收货地址, 异常信息, "
    "天猫卡券抵扣, 集分宝抵扣, 是否是O2O交易, 满返红包金额, 新零售交易类型, 新零售导购门店名称, "
    "新零售导购门店id, 新零售发货门店名称, 新零售发货门店id, 退款金额, 预约门店, 确认收货时间, "
    "打款商家金额, 含应开票给个人的个人红包, 是否信用购, 体验期结束时间, 前N有礼, 配送类型, "
    "直播返现状态, 返现金额, 新零售成交门店昵称, 新零售成交门店id, 新零售成交经销商id, 主订单编号"
)

TAOBAO_ORDERS = Preset(
    "taobao_orders",
    Text("已卖出的宝贝（订单导出）", "Items sold (order export)"),
    headings(_START + _PAYMENT + _REST, *_ORDER, *_NAMED),
    Purpose.ORDERS,
)
TAOBAO_ORDERS_2016 = Preset(
    "taobao_orders_2016",
    Text("已卖出的宝贝（2016 版订单导出）", "Items sold (order export, 2016)"),
    headings(_START + _REST, *_ORDER, *_NAMED),
    Purpose.ORDERS,
)
TAOBAO_ORDERS_2026 = Preset(
    "taobao_orders_2026",
    Text("千牛订单报表（2026 版，10 列）", "Qianniu order report (2026, 10 columns)"),
    headings(
        "订单编号, 支付单号, 支付详情, 总金额, 买家实付金额, 订单状态, 订单创建时间, 商品标题, "
        "卖家服务费, 退款金额",
        *renamed(_ORDER, {"宝贝标题": "商品标题"}),
    ),
    Purpose.ORDERS,
)
QIANNIU_SALES = Preset(
    "qianniu_sales",
    Text("千牛销售明细（宝贝报表，35 列）", "Qianniu sales report (items, 35 columns)"),
    headings(
        "子订单编号, 主订单编号, 商品标题, 商品价格, 购买数量, 外部系统编号, 商品属性, 套餐信息, "
        "联系方式备注, 订单状态, 商家编码, 支付单号, 买家应付货款, 买家实付金额, 退款状态, "
        "退款金额, "
        "订单创建时间, 订单付款时间, 商品 ID, 备注标签, 商家备注, 主订单买家留言, 发货时间, "
        "物流单号, "
        "物流公司, 应发货时间, 淘鲜达渠道, 飞猪购订单信息, 免单资格, 免单金额, "
        "百亿补贴超链订单信息, "
        "超链半托管订单信息, 是否主动赔付, 主动赔付金额, 主动赔付出账时间",
        Heading("子订单编号", "sub_order_no", required=True, aliases=("子订单号",)),
        Heading("主订单编号", "order_no", required=True, aliases=("主订单号",)),
        Heading("商品标题", "item_title", required=True, aliases=("宝贝标题",)),
        Heading("订单状态", required=True),
        Heading("商品属性", "sku_props"),
        Heading("商家编码", "sku_code"),
        Heading("买家实付金额", "order_paid"),
        Heading("退款状态", "platform_status"),
        Heading("退款金额", "refund_seen"),
        Heading("订单付款时间", "paid_at"),
        Heading("发货时间", "shipped_at"),
    ),
    Purpose.ORDERS,
)

PRESETS = (TAOBAO_ORDERS, TAOBAO_ORDERS_2016, TAOBAO_ORDERS_2026, QIANNIU_SALES)
