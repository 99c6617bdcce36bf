"""What can be wrong with amounts: more than was paid, more than one may, not what was agreed."""

from sheetops.records.catalogue.entry import error, warning

REFUNDS_OVER_PAID = error(
    "refunds-over-paid",
    "累计退款超过实付|More refunded than was paid",
    "订单 {value} 累计退款 {sum} 元，超过买家实付 {wanted} 元。|Order {value} was refunded {sum} in all, more than the {wanted} that was paid.",
    "请核对每一笔退款，多退的联系买家协商。|Check each refund; if too much went out, settle it with the buyer.",
    rule="V05",
    urgency=6,
)
APPROVED_OVER_PAID = error(
    "approved-over-paid",
    "同意金额超过实付|Approved more than was paid",
    "同意退款 {value} 元，超过买家实付 {wanted} 元。|{value} is approved, more than the {wanted} that was paid.",
    "请核对金额；另补运费的，写在备注里单独打款。|Check the amount; freight on top is paid apart, with a note.",
    rule="V05",
    urgency=12,
)
REQUESTED_OVER_PAID = warning(
    "requested-over-paid",
    "申请金额超过实付|Requested more than was paid",
    "买家申请 {value} 元，超过实付 {wanted} 元。|The buyer asks for {value}, more than the {wanted} that was paid.",
    "请核对是否含运费，再决定同意多少。|See whether freight is in it, then decide how much.",
    urgency=62,
)
OVER_LIMIT = error(
    "over-limit",
    "超出客服权限|Above the agent's limit",
    "同意退款 {value} 元，超过权限 {wanted} 元，还没有审批人。|{value} is approved, above the limit of {wanted}, and nobody has signed.",
    "请主管审批，并填写“审批人”。|Ask the supervisor, and fill in the approver.",
    urgency=17,
)
APPROVER_NOT_SUPERVISOR = error(
    "approver-not-supervisor",
    "审批人不是主管|Approver is no supervisor",
    "审批人 {value} 不是在职的主管或管理员。|The approver {value} is no active supervisor or administrator.",
    "请由主管审批，并填主管的工号。|Ask a supervisor, and fill in their number.",
    urgency=31,
)
DEDUCTION_OVER_APPROVED = error(
    "deduction-over-approved",
    "扣减超过同意金额|Deduction above the approved amount",
    "扣减 {value} 元，超过同意退款的 {wanted} 元。|{value} is deducted, more than the {wanted} that was approved.",
    "请核对扣减金额，并与买家说好。|Check the deduction and agree it with the buyer.",
    basis="七日无理由退货暂行办法 12 条|Seven-day measures art. 12",
    urgency=20,
)
REFUND_DIFFERS = warning(
    "refund-differs",
    "实际退款与同意金额不一致|Refund differs from what was approved",
    "实际退款 {value} 元，同意金额减扣减应为 {wanted} 元。|{value} was refunded; approved less deduction is {wanted}.",
    "请核对；差额是运费的，在扣减说明里写明。|Check it; if the difference is freight, say so in the deduction note.",
    urgency=61,
)
REFUND_OVERDUE = error(
    "refund-overdue",
    "退款已超期|Refund is overdue",
    "{wanted} 收到退货，应在 {value} 前退款。|The goods came in at {wanted}; the refund was due by {value}.",
    "请今天完成退款；验货不通过的，尽快与买家协商。|Refund today; if the inspection failed, settle it with the buyer at once.",
    rule="V09",
    basis="七日无理由退货暂行办法 13 条|Seven-day measures art. 13",
    urgency=4,
)
REFUND_RED_LINE = error(
    "refund-red-line",
    "退款超过 15 天，触及法律红线|Refund past the legal red line of 15 days",
    "{wanted} 收到退货，至今超过 15 天没有退款。|The goods came in at {wanted}, more than 15 days ago, and nothing was refunded.",
    "请立即退款并报告主管。|Refund at once and tell the supervisor.",
    rule="V09",
    basis="七日无理由退货暂行办法 31 条|Seven-day measures art. 31",
    urgency=3,
)

KINDS = (
    REFUNDS_OVER_PAID,
    APPROVED_OVER_PAID,
    REQUESTED_OVER_PAID,
    OVER_LIMIT,
    APPROVER_NOT_SUPERVISOR,
    DEDUCTION_OVER_APPROVED,
    REFUND_DIFFERS,
    REFUND_OVERDUE,
    REFUND_RED_LINE,
)
