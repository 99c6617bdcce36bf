"""What can be wrong with the handbook: rules that the law does not allow, rows that clash."""

from sheetops.records.catalogue.entry import error, warning

NO_REASON_WINDOW = error(
    "no-reason-window",
    "无理由期限少于 7 天|No-reason window below 7 days",
    "无理由期限写的是 {value} 天，不得少于 7 天。|The no-reason window is {value} days; the law wants 7 or more.",
    "请改为 7 天或更长。|Make it 7 days or longer.",
    basis="消费者权益保护法 25 条|Consumer Protection Law art. 25",
    urgency=7,
)
NO_REASON_COUNTING = error(
    "no-reason-counting",
    "无理由期限应从次日起算|No-reason window counts from the next day",
    "无理由期限没有从签收次日起算。|The no-reason window does not count from the day after signing.",
    "请在“次日起算”填“是”。|Put Yes under Count from next day.",
    basis="七日无理由退货暂行办法 10 条|Seven-day measures art. 10",
    urgency=7,
)
EXCLUSION_UNCONFIRMED = error(
    "exclusion-unconfirmed",
    "这类排除须买家购买时确认|This exclusion needs the buyer's confirmation",
    "排除依据是“{value}”，必须由买家下单时单独确认。|The ground “{value}” counts only if the buyer confirmed it when ordering.",
    "请在“须购买时确认”填“是”。|Put Yes under Needs buyer confirmation.",
    rule="V07",
    basis="七日无理由退货暂行办法 7、20 条|Seven-day measures art. 7, 20",
    urgency=7,
)
POLICY_QUALITY_FREIGHT = error(
    "policy-quality-freight",
    "质量问题运费应由卖家承担|Freight of quality problems is the shop's",
    "适用质量问题的政策写着运费由“{value}”承担。|A policy for quality problems lets “{value}” bear the freight.",
    "请改为卖家或运费险。|Set it to seller or insurance.",
    rule="V08",
    basis="消费者权益保护法 24 条|Consumer Protection Law art. 24",
    urgency=7,
)
REFUND_OVER_LAW = error(
    "refund-over-law",
    "退款时限超过法定 7 天|Refund time beyond the legal 7 days",
    "“{column}”写的是 {value} 天；无理由退货须在收货后 7 天内退款，不能再延长。|{column} says {value} days; a no-reason return is refunded within 7 days of receipt, never later.",
    "请改为 7 天以内，日历的退款延长留空。|Make it 7 days or less, and leave the calendar's extension blank.",
    rule="V17",
    basis="七日无理由退货暂行办法 13 条|Seven-day measures art. 13",
    urgency=7,
)
CALENDAR_SHORTENS = error(
    "calendar-shortens",
    "日历缩短了时限|Calendar shortens a time",
    "“{column}”是 {value}，日历只能延长，不能缩短。|{column} is {value}; the calendar may lengthen a time, never shorten it.",
    "请填 0 或正数。|Type 0 or more.",
    rule="V17",
    basis="七日无理由退货暂行办法 20 条|Seven-day measures art. 20",
    urgency=7,
)
POLICY_OVERLAP = error(
    "policy-overlap",
    "政策重叠|Policies overlap",
    "{value} 与 {wanted} 的类型、原因、商品和优先级相同，有效期重叠，不知道该用哪条。|{value} and {wanted} have the same types, reasons, goods and priority, and their validity overlaps; either might hold.",
    "请给旧的一条填失效日期，或改优先级。|Give the older one an end date, or change a priority.",
    urgency=41,
)
CALENDAR_OVERLAP = error(
    "calendar-overlap",
    "日历重叠|Calendar rows overlap",
    "{value} 与 {wanted} 都是“{kind}”，日期重叠。|{value} and {wanted} are both “{kind}”, and their dates overlap.",
    "请删除或合并重复的一行。|Delete or join one of them.",
    urgency=42,
)
CALENDAR_WORKDAY = warning(
    "calendar-workday",
    "是否上班与类型不符|Workday does not fit the kind",
    "类型是“{wanted}”，“是否上班”却填了“{value}”。|The kind is “{wanted}”, but Workday says “{value}”.",
    "请核对国务院的放假通知。|Compare it with the State Council's notice.",
    urgency=67,
)
NOTICE_UNSENT = error(
    "notice-unsent",
    "通知没有按时发给买家|Notice to buyers not sent",
    "“{value}”的通知应在 {wanted} 前发给买家，还没有标记已发。|The notice for {value} was due to buyers by {wanted} and is not marked as sent.",
    "请把“买家通知话术”发给买家，然后在“已通知”填“是”。|Send buyers the text under Notice to paste, then put Yes under Notified.",
    urgency=16,
)
POLICY_UNANNOUNCED = warning(
    "policy-unannounced",
    "政策变更还没有通知|Policy change without a notice",
    "{value} 从 {wanted} 起生效，“日历”里还没有给买家的通知。|{value} holds from {wanted}; the Calendar has no notice to buyers for it.",
    "请在“日历”加一行：类型“政策变更”，开始日期 {wanted}，写好通知和时间；不必通知的，在“已通知”填“是”。|Add a Calendar row of the kind Policy change that begins on {wanted}, with a text and a time; where nobody need be told, put Yes under Notified.",
    urgency=44,
)
NOTICE_LATE = warning(
    "notice-late",
    "对外通知太晚|Notice comes late",
    "{wanted} 开始，通知却安排在 {value}，不足 3 天。|It begins on {wanted}; the notice is set for {value}, less than 3 days before.",
    "请把通知时间提前到 3 天以上。|Set the notice 3 days or more before.",
    basis="流程 7.3|process 7.3",
    urgency=71,
)
VOID_CLAUSE = warning(
    "void-clause",
    "话术里有无效条款|Script contains a void clause",
    "话术里有“{value}”一类的说法，这类条款无效。|The script says something like “{value}”; such a clause is void.",
    "请删去这一句。|Delete the sentence.",
    basis="网络交易监督管理办法 21 条|Measures on Online Trading art. 21",
    urgency=69,
)
PATTERN_INVALID = error(
    "pattern-invalid",
    "单号格式写法有误|Number form cannot be read",
    "“{value}”不是正确的正则表达式。|“{value}” is no valid regular expression.",
    "请改正或留空；留空则不核对格式。|Correct it or leave it blank; blank means it is not checked.",
    urgency=43,
)

KINDS = (
    NO_REASON_WINDOW,
    NO_REASON_COUNTING,
    EXCLUSION_UNCONFIRMED,
    POLICY_QUALITY_FREIGHT,
    REFUND_OVER_LAW,
    CALENDAR_SHORTENS,
    POLICY_OVERLAP,
    CALENDAR_OVERLAP,
    CALENDAR_WORKDAY,
    NOTICE_UNSENT,
    POLICY_UNANNOUNCED,
    NOTICE_LATE,
    VOID_CLAUSE,
    PATTERN_INVALID,
)
