"""What can be wrong with the law book: rows against the law, rows changed after use, gaps."""

from sheetops.records.catalogue.entry import error, warning

ROLL = error(
    "no-reason-roll",
    "无理由期限末日遇假须顺延|A no-reason window's last day off moves on",
    "“{column}”填了“{value}”，最后一天是休息日时期限须顺延。"
    "|{column} says {value}; a last day that is a day off moves to the next working day.",
    "请填“是”。|Put Yes.",
    basis="民法典 203 条|Civil Code art. 203",
    urgency=7,
)
START = error(
    "no-reason-start",
    "无理由期限须从签收起算|A no-reason window starts when the goods are signed for",
    "退换期限从“{value}”起算，会短于法定的签收次日起 7 天。"
    "|The window counts from “{value}” and may end before 7 days from the day after signing.",
    "请把“{column}”改为签收。|Set {column} to Signed for.",
    basis="七日无理由退货暂行办法 10 条|Seven-day measures art. 10",
    urgency=7,
)
WIDENED = error(
    "exclusion-widened",
    "排除范围超出法律|Exclusion goes beyond the law",
    "{value} 排除的是{wanted}，法律没有这样的排除。"
    "|{value} excludes {wanted}; the law knows no such exclusion.",
    "请写明具体类目或商品，原因类别只留“无理由”，依据只选法律列明的理由。"
    "|Name the goods, keep No reason as the only class, and choose a ground that the law lists.",
    basis="消费者权益保护法 25 条；消法实施条例 19 条"
    "|Consumer Protection Law art. 25; its Implementing Regulations art. 19",
    urgency=7,
)
QUALITY_WINDOW = error(
    "quality-window",
    "质量问题期限少于 7 天|Window for quality problems below 7 days",
    "质量问题的退货期限写的是 {value} 天，法律给买家收货起 7 天。"
    "|The window for quality problems is {value} days; the law gives 7 from receipt.",
    "请改为 7 天或更长。|Make it 7 days or longer.",
    basis="消费者权益保护法 24 条|Consumer Protection Law art. 24",
    urgency=7,
)
CHANGED = error(
    "policy-changed",
    "用过的条款被改动|A policy row in use was changed",
    "{value} 已经用过（版本 {version}），现在与当时不同：{changes}。已下的建议仍记着原来的内容。"
    "|{value} has been used (version {version}) and reads differently now: {changes}. "
    "Earlier advice keeps the words it rested on.",
    "请改回原样；确实要改，在“转为新条款”填“是”，原条款恢复并失效，新内容另起一行 {wanted}。"
    "|Put it back; or to change the rule, put Yes under Make it a new row: the old row is "
    "restored and ended, and the new words become {wanted}.",
    urgency=8,
)
GONE = warning(
    "policy-gone",
    "用过的条款不见了|A policy row in use is gone",
    "用过的条款 {value}（版本 {version}）不在政策表里。"
    "|{value} (version {version}) has been used and is no longer in the policy sheet.",
    "请从 versions 里的旧版本找回这一行；不再用的条款填失效日期，不要删除。"
    "|Bring the row back from an earlier version; end a row by its date, do not delete it.",
    urgency=44,
)
GAP = warning(
    "policy-gap",
    "没有适用的政策|No policy row fits",
    "从 {when} 起，“{value}”的{wanted}没有适用的政策，只能由主管判断。"
    "|From {when} on no policy row fits {wanted} for “{value}”; the supervisor has to decide each.",
    "请新增一条政策，或延长失效的那一条。|Add a row, or extend the one that ended.",
    urgency=45,
)
SHADOWED = warning(
    "policy-never-used",
    "政策永远用不上|Policy row never comes to use",
    "{value} 永远用不上：它管的情况都先由 {wanted} 决定。"
    "|{value} is never used; tried before it wherever it would hold: {wanted}.",
    "请把它的优先级数字改小，或缩小前一条的范围，或停用它。"
    "|Give it a smaller priority number, narrow the other row, or stop it.",
    urgency=46,
)
NO_GOODS = warning(
    "policy-no-goods",
    "政策没有对应的商品|Policy row names no goods",
    "“{column}”写的是“{value}”，库存表里没有这样的类目或商品。"
    "|{column} says “{value}”; Inventory has no such category or SKU.",
    "请核对写法，须与库存表的类目一致。|Compare it with the categories in Inventory.",
    urgency=47,
)
EXPIRED = warning(
    "policy-dates-reversed",
    "失效早于生效|Ends before it begins",
    "{value} 的失效日期早于生效日期，永远不生效。|{value} ends before it begins and never holds.",
    "请核对两个日期。|Look at the two dates.",
    urgency=43,
)
YEAR_UNKNOWN = warning(
    "holidays-unknown",
    "节假日安排尚未知道|Holidays of a year are not known",
    "{value} 年的放假和调休还不知道，期限先按周一至周五上班计算。"
    "|The holidays and make-up days of {value} are not known; Monday to Friday is assumed.",
    "国务院通知公布后，请在“日历”里补上 {value} 年的法定节假日和调休上班。"
    "|Once the State Council's notice is out, add the public holidays and make-up days of "
    "{value} to the Calendar.",
    urgency=40,
)

KINDS = (
    ROLL,
    START,
    WIDENED,
    QUALITY_WINDOW,
    CHANGED,
    GONE,
    GAP,
    SHADOWED,
    NO_GOODS,
    EXPIRED,
    YEAR_UNKNOWN,
)
