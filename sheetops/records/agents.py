"""客服 Agents: the people of the desk, their limits and their score card."""

from sheetops.records.columns import Band, Kind, define
from sheetops.records.sheets import Sheet
from sheetops.records.text import Text

AGENT_ID = r"KF\d{3,}"

# fmt: off
AGENTS = Sheet(
    key="agents",
    title=Text("客服", "Agents"),
    purpose=Text(
        "客服、仓库和主管名单；右侧成绩由系统按月统计。",
        "The people of the desk; the score card at the right is computed by month.",
    ),
    table="agents",
    key_column="agent_id",
    columns=(
        define("agent_id", "工号|Agent ID", Kind.ID, "R", "M", Band.KEY, "KF+三位以上数字|KF and three digits or more", pattern=AGENT_ID, pattern_words="KF 加三位以上数字|KF and three digits or more", example="KF012", width=10),
        define("name", "姓名|Name", Kind.TEXT, "R", "M", Band.KEY, "只在店内使用|For use within the shop", width=10),
        define("role", "角色|Role", Kind.CHOICE, "R", "M", Band.TYPED, "从列表选择|Choose from the list", choices="agent_role", example="aftersale", width=9),
        define("status", "状态|Status", Kind.CHOICE, "R", "M", Band.TYPED, "停用后不能负责未完结的单|Once left, owns no open case", choices="agent_status", example="active", width=8),
        define("on_duty", "在岗|On duty", Kind.FLAG, "O", "M", Band.TYPED, "今天是否上班|Whether at work", width=7),
        define("shift", "班次|Shift", Kind.TEXT, "O", "M", Band.TYPED, "如 09:00–18:00|e.g. 09:00–18:00", width=13),
        define("wangwang", "子账号|Sub-account", Kind.TEXT, "O", "M", Band.TYPED, "旺旺子账号|The chat account", width=18),
        define("email", "邮箱|E-mail", Kind.TEXT, "C", "M", Band.TYPED, "收日报和提醒|For reports and digests", when="需收邮件时|if mail is wanted", pattern=r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\"]+", pattern_words="一个邮箱地址|one e-mail address", width=24),
        define("limit_refund", "退款权限金额|Refund limit", Kind.MONEY, "R", "M", Band.TYPED, "超过须主管审批|Above it the supervisor signs", least=0, example="300.00"),
        define("entry_date", "入职日期|Joined", Kind.DATE, "O", "M", Band.SELDOM, "入职日期|Day of joining"),
        define("backup", "代理人|Backup", Kind.TEXT, "O", "M", Band.SELDOM, "不在岗时谁接手|Who takes over", refers="agents", width=10),
        define("period", "统计周期|Period", Kind.TEXT, "O", "J", Band.JOBS, "统计的月份|The month counted", width=10),
        define("reviewed_n", "审核数|Reviewed", Kind.COUNT, "O", "J", Band.JOBS, "本月审核了几单|Reviewed this month", width=8),
        define("review_ontime_rate", "审核及时率|Review on time", Kind.NUMBER, "O", "J", Band.JOBS, "24 小时内审核的比例|Reviewed within 24 h", width=11),
        define("inspect_ontime_rate", "验货及时率|Inspection on time", Kind.NUMBER, "O", "J", Band.JOBS, "48 小时内验货的比例|Inspected within 48 h", width=11),
        define("avg_handle_h", "平均处理时长(小时)|Average hours", Kind.NUMBER, "O", "J", Band.JOBS, "从申请到完结|From application to closing", width=14),
        define("resolve_rate", "解决率|Resolution rate", Kind.NUMBER, "O", "J", Band.JOBS, "完结且未介入、未重开|Closed without dispute or reopening", width=9),
        define("dispute_n", "介入数|Disputes", Kind.COUNT, "O", "J", Band.JOBS, "平台介入的单数|Cases with intervention", width=8),
        define("satisfaction", "满意度|Satisfaction", Kind.NUMBER, "O", "J", Band.JOBS, "买家评分平均值|Mean rating", width=9),
        define("overdue_n", "逾期数|Overdue", Kind.COUNT, "O", "J", Band.JOBS, "现在逾期的单数|Overdue now", width=8),
        define("issues", "校验提示|Issues", Kind.PROSE, "O", "J", Band.JOBS, "有问题时写在这里，改好后自动清空|What is wrong, cleared when mended", width=40),
    ),
)
