"""政策 Policy: the shop's rules, a row each; managers change a row, not code."""

from sheetops.records.columns import Band, Kind, define
from sheetops.records.sheets import Sheet
from sheetops.records.text import Text

_SPAN = r"([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)"
WORK_SPANS = rf"{_SPAN}([;；]\s*{_SPAN})*"
"""Spans of a working day; one that ends before it begins goes on past midnight."""

# fmt: off
POLICY = Sheet(
    key="policy",
    title=Text("政策", "Policy"),
    purpose=Text(
        "退换货规则，一行一条。用过的条款不直接修改：填失效日期，再新增一条。",
        "The rules, one a row. A row in use is not edited: give it an end date and add another.",
    ),
    table="policy",
    key_column="policy_id",
    shows=("policy_id", "title"),
    columns=(
        define("policy_id", "政策编号|Policy ID", Kind.ID, "R", "M", Band.KEY, "唯一，不再改动|Unique, never changed", pattern=r"P-[A-Z0-9]+(-[A-Z0-9]+)*", pattern_words="P- 开头|starts with P-", example="P-NR-01", width=12),
        define("title", "政策名称|Title", Kind.TEXT, "R", "M", Band.KEY, "一眼看懂的名字|A name that says it", example="七天无理由退货", width=24),
        define("status", "状态|Status", Kind.CHOICE, "R", "M", Band.TYPED, "草稿、生效、停用|Draft, in force, stopped", choices="policy_status", example="active", width=8),
        define("case_types", "适用类型|Case types", Kind.CHOICES, "R", "MJ", Band.TYPED, "多个用分号隔开|Several: separate by semicolons", choices="case_type", example="return_refund;exchange", width=18),
        define("reason_class", "适用原因类别|Reason class", Kind.CHOICES, "R", "MJ", Band.TYPED, "多个用分号隔开|Several: separate by semicolons", choices="reason_class", example="no_reason", width=18),
        define("category", "适用类目/商品|Category/SKU pattern", Kind.TEXT, "O", "MJ", Band.TYPED, "* 为全部；可写类目或 SKU 通配|* for all; a category or SKU pattern", example="*", width=16),
        define("start_event", "起算点|Start event", Kind.CHOICE, "R", "MJ", Band.TYPED, "从哪件事算起|What the window counts from", choices="start_event", example="signed", width=9),
        define("window_days", "期限(天)|Window days", Kind.COUNT, "O", "MJ", Band.TYPED, "无理由不得少于 7 天|At least 7 for no-reason", least=0, most=3650, example="7", width=9),
        define("count_from_next_day", "次日起算|Count from next day", Kind.FLAG, "R", "MJ", Band.TYPED, "无理由填“是”|Yes for no-reason", example="是", width=9),
        define("roll_holiday", "末日遇假顺延|Roll on holiday", Kind.FLAG, "R", "MJ", Band.TYPED, "最后一天放假则顺延|A last day off moves on", example="是", width=12),
        define("excluded", "不适用无理由|Excluded", Kind.FLAG, "R", "MJ", Band.TYPED, "是：该类商品不支持无理由|Yes: no no-reason return here", example="否", width=12),
        define("exclusion_basis", "排除依据|Exclusion basis", Kind.CHOICE, "C", "MJ", Band.TYPED, "法律列明的理由|A ground that the law lists", when="不适用无理由时必填|if excluded", choices="exclusion_basis", example="custom", width=14),
        define("buyer_confirmed_req", "须购买时确认|Needs buyer confirmation", Kind.FLAG, "C", "MJ", Band.TYPED, "买家下单时须单独确认|The buyer must have ticked it", when="后三类排除必填“是”|for the last three grounds", example="是", width=12),
        define("intact_rule", "完好标准|Intact rule", Kind.PROSE, "O", "MJ", Band.SELDOM, "给客服和仓库看|For agents and warehouse", example="标识未剪、无污损", width=26),
        define("review_hours", "审核时限(小时)|Review hours", Kind.COUNT, "R", "MJ", Band.TYPED, "默认 24|24 by default", least=1, most=720, example="24", width=10),
        define("return_days", "寄回时限(天)|Return days", Kind.COUNT, "O", "MJ", Band.TYPED, "默认 7|7 by default", least=1, most=365, example="7", width=10),
        define("inspect_hours", "验货时限(小时)|Inspect hours", Kind.COUNT, "O", "MJ", Band.TYPED, "默认 48|48 by default", least=1, most=720, example="48", width=10),
        define("refund_days", "退款时限(天)|Refund days", Kind.COUNT, "O", "MJ", Band.TYPED, "收货后，法定不超过 7 天|From receipt; 7 at most by law", least=0, most=365, example="7", width=10),
        define("platform_hours", "平台时限(小时)|Platform hours", Kind.COUNT, "O", "MJ", Band.TYPED, "申请后平台多久自动处理；导入有超时时间时以导入为准|When the platform acts by itself; an imported deadline counts first", least=1, most=2160, example="120", width=10),
        define("work_spans", "工作时段|Working hours", Kind.TEXT, "O", "MJ", Band.TYPED, "留空按自然时间；填写后审核和验货只在工作日的这些时段计时|Empty: around the clock; else reviews and inspections count in these hours of workdays", pattern=WORK_SPANS, pattern_words="如 09:00-12:00;13:00-18:00|such as 09:00-12:00;13:00-18:00", example="09:00-12:00;13:00-18:00", width=22),
        define("freight_bearer", "运费承担|Freight", Kind.CHOICE, "R", "MJ", Band.TYPED, "质量问题为卖家|Seller for quality", choices="freight_bearer", example="buyer", width=10),
        define("agent_limit", "客服权限金额|Agent limit", Kind.MONEY, "O", "MJ", Band.TYPED, "超过须主管审批|Above it the supervisor signs", least=0, example="500.00"),
        define("basis", "依据|Legal/rule basis", Kind.PROSE, "R", "M", Band.TYPED, "法律条文或平台规则|Article of law or platform rule", example="消法25条;七日办法10条", width=46),
        define("priority", "优先级|Priority", Kind.COUNT, "R", "MJ", Band.TYPED, "数字小的先匹配|The smaller number is tried first", least=0, example="100", width=8),
        define("valid_from", "生效日期|Valid from", Kind.DATE, "R", "MJ", Band.TYPED, "从这天起|From this day", example="2026-01-01"),
        define("valid_to", "失效日期|Valid to", Kind.DATE, "O", "MJ", Band.TYPED, "到这天止；长期有效留空|Until this day; empty: for good"),
        define("succeed", "转为新条款|Make it a new row", Kind.FLAG, "O", "MJ", Band.TYPED, "改了用过的条款时填“是”：原条款恢复并失效，新内容另起一行|Yes after changing a row in use: the old one is restored and ended, the new words get a row of their own", width=11),
        define("issues", "校验提示|Issues", Kind.PROSE, "O", "J", Band.JOBS, "有问题时写在这里，改好后自动清空|What is wrong, cleared when mended", width=40),
    ),
)
