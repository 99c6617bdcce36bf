"""申请登记 Applications: one row per refund number and sub-order, the life of a case."""

from sheetops.records.columns import Band, Kind, define
from sheetops.records.sheets import Sheet
from sheetops.records.text import Text

CASE_ID = r"AS\d{8}-\d{4,}"
PLATFORM_NO = r"\d{12,20}"
PHONE = (
    r"1[3-9]\d{9,10}(-\d{1,4})?|1\d{2}\*{4}\d{4}|0\d{2,3}-?\d{7,8}(-\d{1,5})?|0\d{2,3}-?\d{4}\*{4}"
)

# fmt: off
APPLICATIONS = Sheet(
    key="applications",
    title=Text("申请登记", "Applications"),
    purpose=Text(
        "买家的每一笔退换货申请占一行：登记、审核、告知、完结。",
        "One row for each application: recorded, reviewed, told to the buyer, closed.",
    ),
    table="applications",
    key_column="case_id",
    natural=(
        ("platform", "refund_no", "sub_order_no"),
        ("order_no", "sku_code", "applied_at"),
        # both numbers lost to Excel, as they are when a row is pasted without care
        ("applied_at", "sku_code", "order_paid"),
    ),
    columns=(
        # key: frozen at the left
        define("case_id", "售后单号|Case ID", Kind.ID, "R", "J", Band.KEY, "自动编号，无需填写|Given automatically", pattern=CASE_ID, pattern_words="AS+日期+流水号|AS, date, number", example="AS20260301-0007"),
        define("status", "处理状态|Status", Kind.CHOICE, "R", "AJ", Band.KEY, "每办完一步就改|Change it with each step", choices="status", example="await_return", width=16),
        define("level", "时限|Time left", Kind.CHOICE, "O", "J", Band.KEY, "自动判断|Judged automatically", choices="level", width=8),
        # what an agent types
        define("platform", "平台|Platform", Kind.CHOICE, "R", "IA", Band.TYPED, "从列表选择|Choose from the list", choices="platform", example="tmall", width=8),
        define("refund_no", "退款编号|Refund no.", Kind.ID, "C", "IA", Band.TYPED, "平台的退款编号，12–20 位数字|The platform's refund number, 12–20 digits", when="平台订单必填|for platform orders", pattern=PLATFORM_NO, pattern_words="12–20 位数字|12–20 digits", example="106206407540810", aliases=("售后编号", "退款单号", "Refund number")),
        define("order_no", "订单编号|Order no.", Kind.ID, "R", "IA", Band.TYPED, "12–20 位数字，按文本填写|12–20 digits, as text", pattern=PLATFORM_NO, pattern_words="12–20 位数字|12–20 digits", example="3302710287203084298", aliases=("订单号", "Order number")),
        define("case_type", "售后类型|Case type", Kind.CHOICE, "R", "IA", Band.TYPED, "从列表选择|Choose from the list", choices="case_type", example="return_refund", width=10),
        define("goods_status", "货物状态|Goods status", Kind.CHOICE, "R", "IA", Band.TYPED, "从列表选择|Choose from the list", choices="goods_status", example="received", width=13),
        define("applied_at", "退款申请时间|Applied at", Kind.TIME, "R", "IA", Band.TYPED, "买家申请的时间|When the buyer applied", example="2026-03-01 10:30:00", aliases=("退款的申请时间", "申请时间")),
        define("sku_code", "商家编码|SKU code", Kind.ID, "R", "IA", Band.TYPED, "与库存表一致|As in Inventory", refers="inventory", example="TS-2026-001-L", width=16, aliases=("商品编码",)),
        define("order_paid", "买家实际支付金额|Paid amount", Kind.MONEY, "R", "IA", Band.TYPED, "买家实际付了多少|What the buyer paid", least=0, example="198.00"),
        define("signed_at", "签收时间|Signed at", Kind.TIME, "C", "IA", Band.TYPED, "买家签收的时间，无理由期限从次日起算|When the buyer signed; the window starts the day after", when="无理由退换且已签收|for no-reason cases once signed", example="2026-02-28 18:20:00"),
        define("reason_code", "原因代码|Reason code", Kind.CHOICE, "R", "A", Band.TYPED, "按买家真实原因选择|The buyer's true reason", refers="reasons", example="R01", width=18),
        define("reason_detail", "买家退款说明|Reason details", Kind.PROSE, "C", "IA", Band.TYPED, "写清楚问题，至少 10 个字|Say what is wrong, 10 characters or more", when="除 R01–R03 外必填，至少 10 个字|10 characters or more, unless R01–R03", example="尺码偏大，肩宽差 3 厘米", width=28),
        define("evidence", "凭证图片|Evidence", Kind.TEXT, "C", "A", Band.TYPED, "把图片贴在本行即可；也可填 evidence 内的路径，用分号隔开|Place the pictures on the row; or give paths in evidence/, separated by semicolons", when="不符、质量、破损、少件时必填|for mismatch, quality, damage or shortage", example="evidence/AS20260301-0007/1.jpg", width=22),
        define("exchange_sku", "换货商品编码|Wanted SKU", Kind.ID, "C", "A", Band.TYPED, "买家要换成的商品|What the buyer wants instead", when="换货必填|for exchanges", refers="inventory", example="TS-2026-001-M", width=16),
        define("reviewed_at", "审核时间|Reviewed at", Kind.TIME, "C", "A", Band.TYPED, "审核完成的时间（Ctrl+; 空格 Ctrl+Shift+;）|When reviewed (Ctrl+; space Ctrl+Shift+;)", when="状态不是待审核时必填|once no longer pending", example="2026-03-01 15:00:00"),
        define("decision", "审核结论|Decision", Kind.CHOICE, "C", "A", Band.TYPED, "从列表选择|Choose from the list", when="审核后必填|once reviewed", choices="decision", example="approve_return", width=14),
        define("approved_amount", "同意退款金额|Approved amount", Kind.MONEY, "C", "A", Band.TYPED, "不超过实付减已退|No more than paid less refunded", when="同意退款时必填|when a refund is approved", least=0, example="198.00"),
        define("freight_bearer", "运费承担方|Freight bearer", Kind.CHOICE, "C", "AJ", Band.TYPED, "质量问题由卖家承担|Quality problems: the seller", when="同意寄回时必填|when goods come back", choices="freight_bearer", example="buyer", width=11),
        define("notified_at", "结果告知时间|Buyer told at", Kind.TIME, "C", "A", Band.TYPED, "把结果告诉买家的时间|When the buyer was told", when="审核后必填|once decided", example="2026-03-01 15:02:00"),
        define("remark", "商家备注|Merchant note", Kind.PROSE, "O", "IA", Band.TYPED, "不要写电话、地址、身份证号|No phone numbers, addresses or ID numbers", width=22),
        # what sheetops writes
        define("issues", "校验提示|Issues", Kind.PROSE, "O", "J", Band.JOBS, "有问题时写在这里，改好后自动清空|What is wrong, cleared when mended", width=44),
        define("next_step", "下一步|Next step", Kind.TEXT, "O", "J", Band.JOBS, "现在该做什么|What is to be done now", width=30),
        define("turn", "轮到谁|Whose turn", Kind.CHOICE, "O", "J", Band.JOBS, "谁来做下一步|Who does it", choices="turn", width=8),
        define("due_at", "当前截止|Due at", Kind.TIME, "O", "J", Band.JOBS, "下一步的最晚时间|Latest time for the next step"),
        define("due_why", "截止依据|Why then", Kind.PROSE, "O", "J", Band.JOBS, "截止时间是怎么算出来的|How the deadline came about", width=36),
        define("policy_verdict", "政策建议|Policy advice", Kind.CHOICE, "R", "J", Band.JOBS, "仅供参考，由客服决定|Advice only; the agent decides", choices="verdict", example="approve", width=11),
        define("policy_refs", "依据条款|Policy refs", Kind.TEXT, "R", "J", Band.JOBS, "依据的政策编号|The policy rows it rests on", example="P-NR-01;P-FR-02", width=18),
        define("policy_why", "建议理由|Why this advice", Kind.PROSE, "O", "J", Band.JOBS, "依据的条款版本和事实|The versions of the rows and the facts it rests on", width=36),
        define("review_due", "审核截止|Review due", Kind.TIME, "R", "J", Band.JOBS, "申请时间加审核时限|Applied plus review hours", example="2026-03-02 10:30:00"),
        define("window_end", "退换货期限截止|Window end", Kind.TIME, "C", "J", Band.JOBS, "无理由等期限的最后时刻|Last moment of the window", when="有期限的类型|where a window applies", example="2026-03-07 23:59:59"),
        define("waited_minutes", "等待买家(分钟)|Waited for the buyer (min)", Kind.COUNT, "O", "J", Band.JOBS, "等买家补充凭证的时间，不计入审核时限|Waiting for evidence; it does not count as time to review", least=0, width=9),
        define("refund_scope", "部分退款/全部退款|Partial/full", Kind.CHOICE, "C", "J", Band.JOBS, "自动判断|Judged automatically", when="退款后|once refunded", choices="refund_scope", width=10),
        define("pictures", "已存图片|Pictures kept", Kind.TEXT, "O", "J", Band.JOBS, "贴在本行的图片，自动存进 evidence 文件夹|Pictures placed on the row, kept in evidence/", example="evidence/AS20260301-0007/3f9a1c2b7d04.png", width=22),
        define("number_proposal", "编号建议|Number proposed", Kind.PROSE, "O", "J", Band.JOBS, "损坏的编号原本是什么，有什么依据|What a damaged number was, and what speaks for it", width=36),
        define("row_version", "行版本|Row version", Kind.COUNT, "R", "J", Band.JOBS, "这一行改过几次|How often the row changed", width=7),
        define("updated_by", "最后修改人|Updated by", Kind.TEXT, "R", "J", Band.JOBS, "自动填写|Filled automatically", width=10),
        define("updated_at", "最后修改时间|Updated at", Kind.TIME, "R", "J", Band.JOBS, "自动填写|Filled automatically"),
        # what exports bring
        define("shop", "店铺|Shop", Kind.TEXT, "R", "IAJ", Band.IMPORTED, "店铺名称；只有一家店时自动填写|The shop's name; filled when there is only one", width=12),
        define("sub_order_no", "子订单编号|Sub-order no.", Kind.ID, "O", "I", Band.IMPORTED, "由导入填写|From the export", pattern=PLATFORM_NO, pattern_words="12–20 位数字|12–20 digits", example="3302710287203084298"),
        define("phase", "售中或售后|Phase", Kind.CHOICE, "C", "I", Band.IMPORTED, "由导入填写|From the export", when="导入时|when imported", choices="phase", example="onsale", width=10),
        define("buyer_nick", "买家昵称|Buyer nick", Kind.TEXT, "O", "I", Band.IMPORTED, "由导入填写，可为脱敏形式|From the export, may be masked", personal=True, example="t**8", width=12, aliases=("买家会员名称", "买家会员名")),
        define("item_title", "宝贝标题|Item title", Kind.TEXT, "R", "IAJ", Band.IMPORTED, "由导入或库存表填写|From the export or Inventory", example="纯棉T恤", width=24),
        define("sku_props", "商品属性|SKU properties", Kind.TEXT, "O", "I", Band.IMPORTED, "由导入填写|From the export", example="颜色:白;尺码:L", width=16),
        define("qty", "申请数量|Quantity", Kind.COUNT, "R", "IAJ", Band.IMPORTED, "几件要退换；不填按 1 件|How many pieces; 1 if left empty", least=1, example="1", width=8),
        define("apply_amount", "申请退款金额|Requested amount", Kind.MONEY, "C", "IA", Band.IMPORTED, "由导入填写；纯换货为 0|From the export; 0 for an exchange", when="涉及退款时|when money is asked for", least=0, example="198.00"),
        define("paid_at", "订单付款时间|Paid at", Kind.TIME, "O", "I", Band.IMPORTED, "由导入填写|From the export", example="2026-02-24 14:05:00"),
        define("shipped_at", "发货时间|Shipped at", Kind.TIME, "O", "I", Band.IMPORTED, "由导入填写|From the export", example="2026-02-25 09:00:00"),
        define("reason_text", "买家退款原因|Reason (verbatim)", Kind.TEXT, "R", "IAJ", Band.IMPORTED, "平台原文|The platform's words", example="7天无理由退换货", width=16),
        define("deadline_platform", "平台超时时间|Platform deadline", Kind.TIME, "O", "I", Band.IMPORTED, "由导入填写|From the export", example="2026-03-06 10:30:00", aliases=("超时时间",)),
        define("platform_status", "退款状态|Platform status", Kind.TEXT, "O", "I", Band.IMPORTED, "平台原文|The platform's words", example="卖家已经同意退款，等待买家退货", width=22),
        define("cs_intervene", "客服介入状态|Platform intervention", Kind.TEXT, "O", "I", Band.IMPORTED, "平台原文|The platform's words", example="不需客服介入", width=12),
        define("sys_auto", "系统处理|System-handled", Kind.FLAG, "O", "I", Band.IMPORTED, "零秒响应、系统退款等|Handled by the platform itself", example="否"),
        define("fast_refund", "极速退款|Fast refund", Kind.FLAG, "O", "I", Band.IMPORTED, "平台先行退款，仍须验货|The platform refunded first; inspect all the same", example="否"),
        # what a normal case does not need
        define("owner", "责任客服|Owner", Kind.TEXT, "R", "AJ", Band.SELDOM, "工号；不填时自动分派|Agent number; assigned when left empty", refers="agents", example="KF012", width=10),
        define("reject_reason", "拒绝原因|Refusal reason", Kind.CHOICE, "C", "A", Band.SELDOM, "从列表选择|Choose from the list", when="拒绝时必填|when refused", choices="reject_reason", example="not_intact", width=18),
        define("reject_text", "拒绝说明|Refusal note", Kind.PROSE, "C", "A", Band.SELDOM, "2–200 个字，会给买家看|2–200 characters, the buyer reads it", when="拒绝时必填|when refused", least=2, most=200, width=26),
        define("alternative", "其他解决方案|Alternative offered", Kind.CHOICE, "C", "A", Band.SELDOM, "拒绝时给买家的另一条路|Another way for the buyer", when="拒绝时必填|when refused", choices="alternative", example="exchange", width=13),
        define("override_reason", "偏离政策说明|Override reason", Kind.PROSE, "C", "AM", Band.SELDOM, "结论与政策建议不同时写明|Why the decision differs from the advice", when="结论与政策建议不同时必填|when the decision differs from the advice", example="老客户特批", width=20),
        define("approver", "审批人|Approver", Kind.TEXT, "C", "M", Band.SELDOM, "超出客服权限时由主管签|The supervisor, above the agent's limit", when="金额超出客服权限时必填|above the agent's limit", refers="agents", example="KF001", width=10),
        define("step_override", "跳步说明|Step override", Kind.PROSE, "C", "M", Band.SELDOM, "主管为什么允许这一步|Why the supervisor lets the step stand", when="状态跳步且主管放行时必填|when a supervisor lets a skipped step stand", example="仓库先收货后补登记", width=20),
        define("step_approver", "放行主管|Step allowed by", Kind.TEXT, "C", "M", Band.SELDOM, "允许这一步的主管工号|The supervisor who allowed it", when="填写跳步说明时必填|with a step override", refers="agents", example="KF001", width=10),
        define("freight_insured", "运费险|Freight insurance", Kind.FLAG, "O", "IA", Band.SELDOM, "买家有运费险填“是”|Yes if insured", example="是"),
        define("return_mode", "退货方式|Return mode", Kind.CHOICE, "O", "A", Band.SELDOM, "不选为自主寄回|Buyer ships unless chosen", choices="return_mode", example="self", width=10),
        define("pickup_at", "取件时间|Pick-up time", Kind.TIME, "C", "A", Band.SELDOM, "快递上门的时间|When the courier comes", when="上门取件时必填|for a pick-up", example="2026-03-02 14:00:00"),
        define("buyer_confirmed", "购买时已确认不退|Exclusion confirmed at purchase", Kind.FLAG, "O", "IA", Band.SELDOM, "买家下单时单独勾选过不支持无理由|The buyer ticked it at purchase", example="否"),
        define("receiver_name", "收件人|Recipient", Kind.TEXT, "O", "A", Band.SELDOM, "补寄或换货的收件人|Who receives the replacement", personal=True, example="张*", width=10),
        define("receiver_phone", "联系电话|Phone", Kind.TEXT, "O", "A", Band.SELDOM, "手机、座机或脱敏号码|Mobile, landline or masked", personal=True, pattern=PHONE, pattern_words="11 位手机号、座机或脱敏号码|a mobile, landline or masked number", example="138****8998", width=14),
        define("receiver_addr", "收货地址|Address", Kind.TEXT, "C", "A", Band.SELDOM, "换货寄往哪里|Where the replacement goes", when="发出换货时必填|for replacement dispatch", personal=True, example="浙江省杭州市余杭区***", width=24),
        define("script_id", "话术编号|Script ID", Kind.TEXT, "O", "A", Band.SELDOM, "告知买家时用的话术|Which script was used", refers="scripts", example="S-OK-01", width=14),
        define("closed_at", "完结时间|Closed at", Kind.TIME, "C", "AJ", Band.SELDOM, "进入完结状态的时间|When the case was closed", when="完结时必填|once closed", example="2026-03-06 11:00:00", aliases=("退款完结时间",)),
        define("refund_amount", "买家退款金额|Refunded amount", Kind.MONEY, "C", "IA", Band.SELDOM, "实际退了多少|What was refunded", when="退款成功时必填|once refunded", least=0, example="198.00"),
        define("responsible", "责任方|Liable party", Kind.CHOICE, "C", "A", Band.SELDOM, "从列表选择|Choose from the list", when="完结时必填|once closed", choices="responsible", example="buyer", width=8),
        define("linked_case", "关联售后单号|Linked case", Kind.ID, "O", "AJ", Band.SELDOM, "换货转退款等相关的售后单|A case that belongs to this one", pattern=CASE_ID, pattern_words="AS+日期+流水号|AS, date, number", example="AS20260305-0002"),
        define("number_confirmed", "采用编号建议|Use the number proposed", Kind.FLAG, "O", "AJ", Band.SELDOM, "核对“编号建议”无误后选“是”，编号随即改好|Yes once the proposal is checked; the number is then put right", example="是", width=10),
    ),
)
