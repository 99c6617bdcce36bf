"""What can be wrong around people: owners, training, feedback, improvements."""

from sheetops.records.catalogue.entry import error, warning

OWNER_INACTIVE = error(
    "owner-inactive",
    "责任客服已停用|Owner has left",
    "未完结的申请由 {value} 负责，但该工号已停用。|The open case belongs to {value}, who is no longer active.",
    "请改派在职客服{wanted}。|Give it to an active agent{wanted}.",
    rule="V13",
    urgency=22,
)
AGENT_UNTRAINED = warning(
    "agent-untrained",
    "政策变更后没有培训|Not trained on the new policy",
    "{value} 自 {wanted} 生效，已超过 7 天，没有该客服合格的培训记录。|{value} is in force since {wanted}, more than 7 days, and no passed training of this agent is recorded.",
    "请安排培训并登记。|Arrange the training and record it.",
    rule="V13",
    basis="流程 5.1|process 5.1",
    urgency=83,
)
BACKUP_SELF = warning(
    "backup-self",
    "代理人是本人|Own backup",
    "{value} 的代理人填的是本人。|{value} is named as their own backup.",
    "请填另一位在职客服。|Name another active agent.",
    urgency=86,
)
TRAINING_TWICE = warning(
    "training-twice",
    "培训重复登记|Training recorded twice",
    "{value} 同一天同一主题登记了多次（第 {rows} 行）。|{value} has the same topic on the same day several times (rows {rows}).",
    "请删除多余的行。|Delete the rows that are not needed.",
    urgency=87,
)
FEEDBACK_TWICE = warning(
    "feedback-twice",
    "同一渠道重复登记反馈|Feedback recorded twice",
    "售后单 {value} 在同一渠道登记了多次反馈（第 {rows} 行）。|Case {value} has several feedback rows from one channel (rows {rows}).",
    "请保留最后一次评价。|Keep the last one.",
    urgency=87,
)
FEEDBACK_EARLY = warning(
    "feedback-early",
    "申请还没完结就有评价|Feedback before the case is closed",
    "售后单 {value} 的状态还是“{wanted}”。|Case {value} is still “{wanted}”.",
    "请核对售后单号，或先把申请办完。|Check the case number, or close the case first.",
    urgency=84,
)
COMPLAINT_UNANSWERED = error(
    "complaint-unanswered",
    "投诉超过 48 小时没有回复|Complaint unanswered after 48 hours",
    "{value} 收到的投诉，超过 48 小时没有回复。|The complaint of {value} has had no answer for more than 48 hours.",
    "请今天回复买家，并填写回复和时间。|Answer the buyer today, and record the answer and its time.",
    basis="流程 6|process 6",
    urgency=10,
)
VERIFIED_BY_OWNER = warning(
    "verified-by-owner",
    "验证人是负责人本人|Verified by its owner",
    "改进由 {value} 负责，也由本人验证。|{value} owns the improvement and verified it too.",
    "请由另一人验证效果。|Let somebody else verify the effect.",
    urgency=81,
)
IMPROVEMENT_OVERDUE = warning(
    "improvement-overdue",
    "改进超过期限|Improvement is overdue",
    "完成期限是 {value}，状态还是“{wanted}”。|It was due on {value} and is still “{wanted}”.",
    "请更新进展，或与主管商定新期限。|Record the progress, or agree a new date with the supervisor.",
    urgency=58,
)

KINDS = (
    OWNER_INACTIVE,
    AGENT_UNTRAINED,
    BACKUP_SELF,
    TRAINING_TWICE,
    FEEDBACK_TWICE,
    FEEDBACK_EARLY,
    COMPLAINT_UNANSWERED,
    VERIFIED_BY_OWNER,
    IMPROVEMENT_OVERDUE,
)
