"""Every list of choices that the workbooks know, with its words in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sheetops.records.states import STATES
from sheetops.records.text import Text


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: the key that the code knows, the words that the cell shows, other spellings."""

    key: str
    text: Text
    aliases: tuple[str, ...] = ()


def _choices(
    *rows: tuple[str, str, str] | tuple[str, str, str, tuple[str, ...]],
) -> tuple[Choice, ...]:
    return tuple(Choice(r[0], Text(r[1], r[2]), r[3] if len(r) > 3 else ()) for r in rows)


CHOICES: Mapping[str, tuple[Choice, ...]] = MappingProxyType(
    {
        "status": tuple(Choice(state.key, state.text) for state in STATES.values()),
        "platform": _choices(
            ("taobao", "淘宝", "Taobao"), ("tmall", "天猫", "Tmall"), ("other", "其他", "Other")
        ),
        "case_type": _choices(
            ("return_refund", "退货退款", "Return & refund", ("RR", "退款退货")),
            ("refund_only", "仅退款", "Refund only", ("RO",)),
            ("exchange", "换货", "Exchange", ("EX",)),
            ("reship", "补寄", "Reshipment", ("补发",)),
            ("repair", "维修", "Repair"),
            ("other", "其他", "Other"),
        ),
        "phase": _choices(
            ("onsale", "售中", "Before completion"), ("aftersale", "售后", "After completion")
        ),
        "goods_status": _choices(
            ("unshipped", "未发货", "Not shipped"),
            ("shipped", "已发货未签收", "Shipped, not signed for", ("已发货",)),
            ("not_received", "买家未收到货", "Buyer has not received", ("未收到货",)),
            ("received", "买家已收到货", "Buyer has received", ("已收到货",)),
            ("returned", "买家已退货", "Buyer has sent back", ("已退货",)),
            ("seller_received", "卖家已收到退货", "Seller has received return"),
        ),
        "reason_class": _choices(
            ("no_reason", "无理由", "No reason"),
            ("mismatch", "描述不符", "Not as described"),
            ("quality", "质量问题", "Quality"),
            ("seller_fault", "卖家责任", "Seller's fault"),
            ("logistics", "物流问题", "Logistics"),
            ("counterfeit", "假冒", "Counterfeit"),
            ("agreed", "协商一致", "Mutually agreed"),
            ("service", "服务承诺", "Service promise"),
            ("freight", "运费", "Freight"),
            ("other", "其他", "Other"),
        ),
        "verdict": _choices(
            ("approve", "建议同意", "Approve"),
            ("refuse", "建议拒绝", "Refuse"),
            ("person", "需人工判断", "Needs a person"),
            ("no_refusal", "不可拒绝", "May not be refused"),
        ),
        "decision": _choices(
            ("approve_return", "同意退货退款", "Approve return & refund"),
            ("approve_refund", "同意仅退款", "Approve refund only"),
            ("approve_exchange", "同意换货", "Approve exchange"),
            ("approve_partial", "同意部分退款", "Approve partial refund"),
            ("approve_reship", "同意补发", "Approve reshipment", ("同意补寄",)),
            ("refuse", "拒绝", "Refuse"),
            ("need_evidence", "待补充凭证", "Ask for evidence"),
            ("supervisor", "转主管", "Pass to supervisor"),
            ("platform", "平台介入", "Platform intervention"),
        ),
        "reject_reason": _choices(
            ("not_intact", "已经影响商品完好", "Goods no longer intact"),
            ("collect_or_post", "买家使用到付或平邮", "Sent freight-collect or by ordinary post"),
            ("incomplete", "退货商品不全、空包", "Return incomplete or empty"),
            ("agreed_exchange", "与买家协商换货", "Exchange agreed instead"),
            ("wrong_item", "退货商品与订单商品不一致", "Returned item is not the one ordered"),
            ("in_transit", "未收到退货，快递还在途中", "Return not received, still on its way"),
            (
                "bad_tracking",
                "买家退货单号错误或无走件记录",
                "Tracking number wrong or without trace",
            ),
            ("out_of_stock", "库存不足或商品已下架", "Out of stock or withdrawn"),
            (
                "window_passed",
                "申请时间已超退换货时限",
                "Applied after the window",
                ("申请时间已超7天无理由换货时限",),
            ),
            ("custom_made", "定制商品不支持退换", "Custom-made goods", ("定制商品不支持换货",)),
            ("freight_dispute", "非包邮商品运费未达成一致", "Freight not agreed"),
            ("price_dispute", "所换商品差价，未协商一致", "Price difference not agreed"),
            ("agreed", "与买家达成一致", "Agreed with the buyer"),
            ("other", "其他", "Other"),
        ),
        "alternative": _choices(
            ("exchange", "换货", "Exchange"),
            ("repair", "维修", "Repair"),
            ("partial_refund", "部分退款", "Partial refund"),
            ("coupon", "补偿券", "Compensation coupon"),
            ("parts", "补寄配件", "Send missing parts"),
            ("platform", "申请平台介入", "Ask the platform to intervene"),
            ("negotiate", "线下协商", "Negotiate"),
            ("other", "其他", "Other"),
        ),
        "freight_bearer": _choices(
            ("buyer", "买家", "Buyer"),
            ("seller", "卖家", "Seller"),
            ("insurance", "运费险", "Freight insurance"),
            ("negotiated", "协商", "As agreed"),
        ),
        "refund_scope": _choices(("full", "全部退款", "Full"), ("partial", "部分退款", "Partial")),
        "responsible": _choices(
            ("buyer", "买家", "Buyer", ("买家责任",)),
            ("seller", "卖家", "Seller", ("卖家责任",)),
            ("carrier", "物流", "Carrier", ("物流责任",)),
            ("platform", "平台", "Platform"),
            ("both", "双方", "Both"),
            ("open", "待定", "Undecided"),
        ),
        "level": _choices(
            ("overdue", "逾期", "Overdue"),
            ("close", "临期", "Due within 1 h"),
            ("warning", "预警", "Warning"),
            ("normal", "正常", "On time"),
            ("done", "已完结", "Closed"),
        ),
        "turn": _choices(
            ("agent", "客服", "Agent"),
            ("warehouse", "仓库", "Warehouse"),
            ("manager", "主管", "Supervisor"),
            ("buyer", "买家", "Buyer"),
            ("platform", "平台", "Platform"),
            ("nobody", "无", "Nobody"),
        ),
        "slip_type": _choices(
            ("return", "退货单", "Return slip"), ("exchange", "换货单", "Exchange slip")
        ),
        "return_mode": _choices(
            ("self", "自主寄回", "Buyer ships"), ("pickup", "上门取件", "Pick-up")
        ),
        "grade": _choices(
            ("A", "A 完好可二次销售", "A intact, sell as new", ("完好可二次销售",)),
            ("B", "B 完好需重新包装", "B intact, repack and label"),
            ("C", "C 影响完好", "C no longer intact"),
            ("D", "D 缺件或缺赠品", "D parts or gift missing"),
            ("E", "E 错货或空包", "E wrong item or empty"),
            ("F", "F 运输破损", "F damaged in transit"),
            ("Q", "Q 质量问题属实", "Q defect confirmed"),
        ),
        "inspect_result": _choices(
            ("pass", "通过", "Pass"),
            ("fail", "不通过", "Fail"),
            ("partial", "部分通过", "Pass in part"),
        ),
        "stock_return": _choices(
            ("sellable", "良品入库", "Back to stock"),
            ("defective", "次品入库", "To defective stock"),
            ("scrap", "报废", "Scrapped"),
            ("supplier", "退供应商", "Back to supplier"),
            ("none", "未入库", "Not restocked"),
        ),
        "slip_status": _choices(
            ("issued", "已开单", "Issued"),
            ("in_transit", "在途", "In transit"),
            ("received", "已签收", "Received"),
            ("inspected", "已验货", "Inspected"),
            ("closed", "已完结", "Closed"),
            ("void", "已作废", "Void"),
        ),
        "event": _choices(
            ("new", "新建", "New"),
            ("import", "导入", "Import"),
            ("review", "审核", "Review"),
            ("tell", "告知", "Told buyer"),
            ("slip", "开单", "Slip issued"),
            ("return", "寄回", "Sent back"),
            ("receive", "收货", "Received"),
            ("inspect", "验货", "Inspected"),
            ("refund", "退款", "Refund"),
            ("reship", "换货发货", "Replacement shipped"),
            ("withdraw", "撤销", "Withdrawn"),
            ("timeout", "超时", "Timed out"),
            ("dispute", "介入", "Intervention"),
            ("correct", "更正", "Correction"),
            ("vanish", "消失", "Vanished"),
            ("export", "导出", "Export"),
            ("mail", "邮件", "Mail"),
            ("training", "培训", "Training"),
            ("feedback", "评价", "Feedback"),
            ("improve", "改进", "Improvement"),
            ("deadline", "时限", "Deadline"),
            ("advice", "建议", "Advice"),
            ("check", "检查", "Check"),
            ("archive", "归档", "Archive"),
        ),
        "actor_role": _choices(
            ("agent", "客服", "Agent"),
            ("supervisor", "主管", "Supervisor"),
            ("warehouse", "仓库", "Warehouse"),
            ("system", "系统", "System"),
            ("platform", "平台", "Platform"),
            ("buyer", "买家", "Buyer"),
        ),
        "start_event": _choices(
            ("signed", "签收", "Signed for"),
            ("paid", "付款", "Paid"),
            ("shipped", "发货", "Shipped"),
            ("applied", "申请", "Applied"),
            ("received", "收货", "Return received"),
            ("approved", "同意", "Approved"),
        ),
        "exclusion_basis": _choices(
            ("custom", "定作", "Custom-made"),
            ("perishable", "鲜活易腐", "Fresh or perishable"),
            ("digital", "数字化", "Digital goods"),
            ("press", "报刊", "Newspapers and periodicals"),
            ("sealed", "拆封影响安全", "Sealed for safety"),
            ("activated", "激活贬值", "Loses value once activated"),
            ("flawed", "临期瑕疵", "Near expiry or flawed"),
        ),
        "policy_status": _choices(
            ("draft", "草稿", "Draft"),
            ("active", "生效", "In force"),
            ("stopped", "停用", "Stopped"),
        ),
        "calendar_kind": _choices(
            ("holiday", "法定节假日", "Public holiday"),
            ("makeup", "调休上班", "Make-up workday"),
            ("promotion", "大促", "Promotion"),
            ("closure", "店铺休息", "Shop closed"),
            ("courier_stop", "物流停运", "Couriers stopped"),
            ("policy", "政策变更", "Policy change"),
            ("other", "其他", "Other"),
        ),
        "agent_role": _choices(
            ("presale", "售前", "Pre-sales"),
            ("aftersale", "售后", "After-sales"),
            ("warehouse", "仓库", "Warehouse"),
            ("supervisor", "主管", "Supervisor"),
            ("admin", "管理员", "Administrator"),
        ),
        "agent_status": _choices(("active", "在职", "Active"), ("stopped", "停用", "Left")),
        "training_kind": _choices(
            ("policy", "政策解读", "Policy"),
            ("service", "服务技巧", "Service skills"),
            ("communication", "沟通能力", "Communication"),
            ("system", "系统操作", "System"),
            ("privacy", "隐私保护", "Privacy"),
        ),
        "channel": _choices(
            ("aftersale", "售后评价", "After-sales rating"),
            ("wangwang", "旺旺", "Wangwang chat"),
            ("phone", "电话", "Phone"),
            ("survey", "问卷", "Survey"),
            ("email", "邮件", "E-mail"),
            ("platform", "平台评价", "Platform review"),
        ),
        "feedback_level": _choices(
            ("good", "满意", "Satisfied"),
            ("fair", "一般", "Fair"),
            ("poor", "不满意", "Dissatisfied"),
        ),
        "feedback_tag": _choices(
            ("slow", "处理慢", "Slow"),
            ("attitude", "态度", "Attitude"),
            ("unclear", "规则不清", "Rules unclear"),
            ("freight", "运费", "Freight"),
            ("quality", "商品质量", "Product quality"),
            ("logistics", "物流", "Logistics"),
            ("amount", "金额", "Amount"),
            ("other", "其他", "Other"),
        ),
        "improvement_source": _choices(
            ("feedback", "反馈分析", "Feedback analysis"),
            ("overdue", "逾期分析", "Overdue analysis"),
            ("supervisor", "主管检查", "Supervisor's check"),
            ("platform", "平台规则变更", "Platform rule change"),
            ("training", "培训", "Training"),
            ("other", "其他", "Other"),
        ),
        "improvement_status": _choices(
            ("open", "待评估", "To be assessed"),
            ("accepted", "已采纳", "Accepted"),
            ("doing", "实施中", "In progress"),
            ("done", "已完成", "Done"),
            ("dropped", "已否决", "Dropped"),
        ),
        "scene": _choices(
            ("received", "申请已收到", "Application received"),
            ("approved_self", "审核通过(自主寄回)", "Approved, buyer ships"),
            ("approved_pickup", "审核通过(上门取件)", "Approved, pick-up"),
            ("need_evidence", "需补充凭证", "Evidence wanted"),
            ("rejected", "审核拒绝", "Refused"),
            ("remind_return", "催寄回", "Reminder to send back"),
            ("goods_received", "已签收待验货", "Goods received"),
            ("refunded", "验货通过已退款", "Inspected and refunded"),
            ("inspect_failed", "验货不通过", "Inspection failed"),
            ("partial", "部分退款协商", "Partial refund"),
            ("exchange_stock", "换货有货", "Exchange in stock"),
            ("exchange_short", "缺货转退款", "Out of stock, refund"),
            ("reshipped", "换货已发出", "Replacement shipped"),
            ("notice", "时效变更通知", "Change of times"),
            ("ask_rating", "评价邀请", "Ask for a rating"),
        ),
    }
)
"""List name → its choices, in the order in which a dropdown shows them."""
