"""退货单/换货单 Slips: the register, one row for each slip that was ever issued."""

from sheetops.records.applications import CASE_ID, PHONE
from sheetops.records.columns import Band, Kind, define
from sheetops.records.sheets import Sheet
from sheetops.records.text import Text

SLIP_NO = r"(TH|HH)\d{8}-\d{5,}"

# fmt: off
SLIPS = Sheet(
    key="slips",
    title=Text("退换货单", "Slips"),
    purpose=Text(
        "每张退货单、换货单占一行：由系统开单，客服登记寄回，仓库登记收货和验货。",
        "One row for each slip: opened by sheetops, sent back, received and inspected by people.",
    ),
    table="slips",
    key_column="slip_no",
    appended_by_jobs=True,
    columns=(
        define("slip_no", "退货编号|Return no. (RMA)", Kind.ID, "R", "J", Band.KEY, "自动编号，永不重复|Given automatically, never twice", pattern=SLIP_NO, pattern_words="TH 或 HH+日期+流水号+校验位|TH or HH, date, number, check digit", example="TH20260301-00070"),
        define("slip_status", "单据状态|Slip status", Kind.CHOICE, "R", "J", Band.KEY, "按登记内容自动更新|Follows what is recorded", choices="slip_status", width=9),
        define("level", "时限|Time left", Kind.CHOICE, "O", "J", Band.KEY, "自动判断|Judged automatically", choices="level", width=8),
        # the buyer's parcel, recorded by the agent or an import
        define("carrier", "退货物流公司|Return carrier", Kind.CHOICE, "C", "AI", Band.TYPED, "从列表选择|Choose from the list", when="买家寄出后必填|once sent back", refers="couriers", example="ZTO", width=13),
        define("tracking_no", "退货物流单号|Return tracking no.", Kind.ID, "C", "AI", Band.TYPED, "照快递面单填写|As on the waybill", when="买家寄出后必填|once sent back", pattern=r"[A-Z0-9-]{8,35}", pattern_words="至少 8 位字母或数字|8 letters or digits or more", example="75312345678901"),
        define("buyer_shipped_at", "买家退货时间|Buyer shipped at", Kind.TIME, "C", "IA", Band.TYPED, "买家寄出的时间|When the buyer sent it", when="买家寄出后必填|once sent back", example="2026-03-03 20:11:00"),
        # the warehouse
        define("received_at", "收货时间|Received at", Kind.TIME, "C", "W", Band.TYPED, "包裹到仓的时间|When the parcel arrived", when="收到后必填|once received", example="2026-03-05 10:12:00"),
        define("received_qty", "实收数量|Received qty", Kind.COUNT, "C", "W", Band.TYPED, "实际收到几件|How many pieces came", when="收到后必填|once received", least=0, example="1", width=8),
        define("inspected_at", "验货时间|Inspected at", Kind.TIME, "C", "W", Band.TYPED, "验完的时间|When inspected", when="验货后必填|once inspected", example="2026-03-05 16:40:00"),
        define("inspector", "验货人|Inspector", Kind.TEXT, "C", "W", Band.TYPED, "工号|Agent number", when="验货后必填|once inspected", refers="agents", example="KF020", width=10),
        define("grade", "验货等级|Grade", Kind.CHOICE, "C", "W", Band.TYPED, "A 完好 … Q 质量问题属实|A intact … Q defect confirmed", when="验货后必填|once inspected", choices="grade", example="A", width=17),
        define("inspect_result", "验货结论|Inspection result", Kind.CHOICE, "C", "W", Band.TYPED, "从列表选择|Choose from the list", when="验货后必填|once inspected", choices="inspect_result", example="pass", width=10),
        define("inspect_photos", "验货照片|Photos", Kind.TEXT, "C", "W", Band.TYPED, "把照片贴在本行，或填 evidence 内的路径|Place the photos on the row, or give paths in evidence/", when="不是“通过”时必填|unless passed", example="evidence/in/1.jpg", width=18),
        define("stock_return", "入库处理|Restock action", Kind.CHOICE, "C", "W", Band.TYPED, "从列表选择|Choose from the list", when="验货后必填|once inspected", choices="stock_return", example="sellable", width=11),
        # money and replacement
        define("refunded_at", "退款时间|Refunded at", Kind.TIME, "C", "AI", Band.TYPED, "退款到买家的时间|When refunded", when="退款后必填|once refunded", example="2026-03-05 17:00:00"),
        define("refund_amount", "实际退款金额|Actual refund", Kind.MONEY, "C", "AI", Band.TYPED, "同意金额减扣减|Approved less deduction", when="退款后必填|once refunded", least=0, example="198.00"),
        define("x_carrier", "换货物流公司|Outbound carrier", Kind.CHOICE, "C", "A", Band.TYPED, "换出商品用的快递|Courier of the replacement", when="换货发出后必填|once the replacement is out", refers="couriers", example="SF", width=13),
        define("x_tracking_no", "换货物流单号|Outbound tracking", Kind.ID, "C", "A", Band.TYPED, "换出商品的单号|Tracking number of the replacement", when="换货发出后必填|once the replacement is out", pattern=r"[A-Z0-9-]{8,35}", pattern_words="至少 8 位字母或数字|8 letters or digits or more", example="SF1234567890123"),
        define("x_shipped_at", "换货发货时间|Replacement shipped at", Kind.TIME, "C", "A", Band.TYPED, "换出商品寄出的时间|When the replacement left", when="换货发出后必填|once the replacement is out", example="2026-03-06 10:00:00"),
        define("x_notified_at", "快递信息告知时间|Tracking told at", Kind.TIME, "C", "A", Band.TYPED, "把换货快递告诉买家的时间|When the buyer was told", when="换货发出后必填|once the replacement is out", example="2026-03-06 10:03:00"),
        # what sheetops writes
        define("issues", "校验提示|Issues", Kind.PROSE, "O", "J", Band.JOBS, "有问题时写在这里，改好后自动清空|What is wrong, cleared when mended", width=44),
        define("slip_type", "单据类型|Slip type", Kind.CHOICE, "R", "J", Band.JOBS, "退货单或换货单|Return or exchange", choices="slip_type", width=9),
        define("case_id", "售后单号|Case ID", Kind.ID, "R", "J", Band.JOBS, "对应的申请|The application", refers="applications", pattern=CASE_ID, pattern_words="AS+日期+流水号|AS, date, number", example="AS20260301-0007"),
        define("items", "寄回商品|Items to return", Kind.TEXT, "R", "J", Band.JOBS, "商品×数量，含赠品|SKU × quantity, gifts included", example="TS-2026-001-L×1;赠品×1", width=22),
        define("return_due", "寄回截止|Return due", Kind.TIME, "R", "J", Band.JOBS, "买家最晚寄出时间|Latest time to send back", example="2026-03-08 23:59:59"),
        define("inspect_due", "验货截止|Inspection due", Kind.TIME, "C", "J", Band.JOBS, "收货后 48 小时|48 hours after receipt", when="收到后|once received", example="2026-03-07 10:12:00"),
        define("refund_due", "退款截止|Refund due", Kind.TIME, "C", "J", Band.JOBS, "收货后 7 天内|Within 7 days of receipt", when="收到后|once received", example="2026-03-12 10:12:00"),
        define("reply", "可粘贴回复|Reply to paste", Kind.PROSE, "O", "J", Band.JOBS, "复制后发给买家|Copy it into the chat", width=40),
        define("issued_at", "生成时间|Issued at", Kind.TIME, "R", "J", Band.JOBS, "开单时间|When issued", example="2026-03-01 15:01:00"),
        define("issued_by", "开单客服|Issued by", Kind.TEXT, "R", "J", Band.JOBS, "责任客服的工号|The owner's number", refers="agents", example="KF012", width=10),
        define("return_mode", "退货方式|Return mode", Kind.CHOICE, "R", "J", Band.JOBS, "取自申请登记|From the application", choices="return_mode", example="self", width=10),
        define("ship_to_name", "退回收件人|Return consignee", Kind.TEXT, "R", "J", Band.JOBS, "取自设置|From the settings", example="售后部", width=10),
        define("ship_to_phone", "退回联系电话|Return phone", Kind.TEXT, "R", "J", Band.JOBS, "取自设置|From the settings", pattern=PHONE, pattern_words="手机或座机|mobile or landline", example="0571-88880000", width=15),
        define("ship_to_addr", "退货地址|Return address", Kind.TEXT, "R", "J", Band.JOBS, "取自设置|From the settings", example="浙江省杭州市…", width=26),
        define("ship_to_zip", "邮编|Postcode", Kind.ID, "O", "J", Band.JOBS, "取自设置|From the settings", pattern=r"\d{6}", pattern_words="6 位数字|6 digits", example="310000", width=8),
        define("notes", "注意事项|Notes", Kind.PROSE, "R", "J", Band.JOBS, "印在单据上|Printed on the slip", width=24),
        define("x_sku", "换出商品编码|Replacement SKU", Kind.ID, "C", "J", Band.JOBS, "已占用库存|Reserved in stock", when="换货单|exchange slips", refers="inventory", example="TS-2026-001-M", width=16),
        define("x_qty", "换出数量|Replacement qty", Kind.COUNT, "C", "J", Band.JOBS, "已占用库存|Reserved in stock", when="换货单|exchange slips", least=1, example="1", width=8),
        define("pictures", "已存图片|Pictures kept", Kind.TEXT, "O", "J", Band.JOBS, "贴在本行的图片，自动存进 evidence 文件夹|Pictures placed on the row, kept in evidence/", example="evidence/AS20260301-0007/TH20260301-00070/3f9a1c2b7d04.png", width=22),
        define("number_proposal", "编号建议|Number proposed", Kind.PROSE, "O", "J", Band.JOBS, "损坏的单号原本是什么，有什么依据|What a damaged number was, and what speaks for it", width=36),
        define("row_version", "行版本|Row version", Kind.COUNT, "R", "J", Band.JOBS, "这一行改过几次|How often the row changed", width=7),
        define("updated_by", "最后修改人|Updated by", Kind.TEXT, "R", "J", Band.JOBS, "自动填写|Filled automatically", width=10),
        define("updated_at", "最后修改时间|Updated at", Kind.TIME, "R", "J", Band.JOBS, "自动填写|Filled automatically"),
        # what a normal slip does not need
        define("sent_to_buyer_at", "发送买家时间|Sent to buyer at", Kind.TIME, "C", "A", Band.SELDOM, "把单据发给买家的时间|When the slip was sent", when="发给买家后|once sent", example="2026-03-01 15:02:00"),
        define("pickup_at", "取件时间|Pick-up time", Kind.TIME, "C", "A", Band.SELDOM, "快递上门的时间|When the courier comes", when="上门取件时必填|for a pick-up", example="2026-03-02 14:00:00"),
        define("freight_paid", "退货运费|Return freight", Kind.MONEY, "O", "A", Band.SELDOM, "卖家承担时填写|When the seller pays", least=0, example="12.00"),
        define("received_sku", "实收商品编码|Received SKU", Kind.ID, "O", "W", Band.SELDOM, "与申请不同时填写|If another item came", refers="inventory", example="TS-2026-001-L", width=16),
        define("check_items", "验货项目|Checks", Kind.TEXT, "C", "W", Band.SELDOM, "如 数量:合格;标识:合格|e.g. quantity:ok;label:ok", when="验货后|once inspected", example="数量:合格;标识:合格", width=20),
        define("deduction", "扣减金额|Deduction", Kind.MONEY, "C", "A", Band.SELDOM, "须先与买家说好|Only as agreed with the buyer", when="有扣减时|when something is deducted", least=0, example="0.00"),
        define("deduction_note", "扣减说明|Deduction note", Kind.PROSE, "C", "A", Band.SELDOM, "为什么扣、买家是否同意|Why, and that the buyer agreed", when="有扣减时必填|when something is deducted", example="缺赠品（事先标价5元）", width=20),
        define("price_diff", "差价|Price difference", Kind.MONEY, "O", "A", Band.SELDOM, "不为 0 时须买家同意|Needs the buyer's consent unless 0", example="0.00"),
        define("addr_consent", "买家同意其他地址|Other address agreed", Kind.FLAG, "O", "A", Band.SELDOM, "退货地址不是默认地址时填写|If not the default return address", example="否"),
        define("number_confirmed", "采用编号建议|Use the number proposed", Kind.FLAG, "O", "AJ", Band.SELDOM, "核对“编号建议”无误后选“是”，单号随即改好|Yes once the proposal is checked; the number is then put right", example="是", width=10),
    ),
)
