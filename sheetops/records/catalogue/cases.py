"""What can be wrong with an application: its state, its decision, a refusal, its evidence."""

from sheetops.records.catalogue.entry import error, warning

DUPLICATE_REFUND_NO = error(
    "duplicate-refund-no",
    "退款编号重复登记|Refund number recorded twice",
    "退款编号 {value} 登记了多次（第 {rows} 行）。|Refund number {value} is recorded several times (rows {rows}).",
    "请保留一行，其余删除；确是不同子订单的，补上子订单编号。|Keep one row and delete the others; for different sub-orders, fill in the sub-order number.",
    rule="V01",
    urgency=9,
)
ILLEGAL_TRANSITION = error(
    "illegal-transition",
    "状态跳步|Status skipped a step",
    "状态从“{wanted}”直接改成了“{value}”，流程里没有这一步。|The status went from “{wanted}” to “{value}”, which the process does not know.",
    "请先补上中间的步骤；改错了就改回“{wanted}”。下一步可以是：{next}。确有原因的，由主管填写“跳步说明”和“放行主管”。|Record the steps between, or put “{wanted}” back. Next may come: {next}. A supervisor may allow it: Step override, Step allowed by.",
    rule="V03",
    urgency=14,
)
STEP_OVERRIDE_UNSIGNED = error(
    "step-override-unsigned",
    "跳步放行不完整|Step override is incomplete",
    "跳步放行要有说明，并由主管签名；“{column}”现在是“{value}”。|A step is allowed with a reason and by a supervisor; {column} says “{value}”.",
    "请主管填写“跳步说明”和“放行主管”，或把两项都清空。|Let a supervisor fill in Step override and Step allowed by, or clear both.",
    rule="V03",
    urgency=15,
)
CLOSING_INCOMPLETE = error(
    "closing-incomplete",
    "完结资料不全|Closed case is incomplete",
    "状态已是“{value}”，“{column}”还没有填。|The status is “{value}”, but {column} is blank.",
    "请填写“{column}”。|Fill in {column}.",
    rule="V04",
    urgency=33,
)
ZERO_REFUND = error(
    "zero-refund",
    "退款成功但金额为 0|Refunded, but the amount is 0",
    "状态是“{value}”，退款金额却是 0。|The status is “{value}”, but the refunded amount is 0.",
    "请填实际退款金额；没有退款的请改状态。|Fill in what was refunded; if nothing was, change the status.",
    rule="V04",
    urgency=21,
)
DECISION_STATUS_CONFLICT = error(
    "decision-status-conflict",
    "审核结论与状态对不上|Decision and status disagree",
    "审核结论是“{value}”，状态却是“{wanted}”。|The decision is “{value}”, but the status is “{wanted}”.",
    "请改正其中一个。|Correct one of them.",
    urgency=18,
)
DECISION_TYPE_CONFLICT = error(
    "decision-type-conflict",
    "审核结论与售后类型对不上|Decision does not fit the case type",
    "售后类型是“{wanted}”，审核结论不能是“{value}”。|The case type is “{wanted}”; the decision cannot be “{value}”.",
    "请改正类型或结论；换货改退款的，按“换货转退款”办理。|Correct type or decision; an exchange that becomes a refund is converted.",
    urgency=19,
)
REASON_TYPE_CONFLICT = warning(
    "reason-type-conflict",
    "原因与售后类型不搭配|Reason does not fit the case type",
    "原因“{value}”不适用于“{wanted}”。|The reason “{value}” is not meant for “{wanted}”.",
    "请与买家确认真实原因后改选。|Ask the buyer for the true reason and choose it.",
    urgency=66,
)
DETAIL_TOO_SHORT = error(
    "detail-too-short",
    "退款说明太短|Reason details too short",
    "退款说明只有 {value} 个字，这个原因至少要写 {wanted} 个字。|The reason details have {value} characters; this reason needs {wanted}.",
    "请写清楚哪里有问题、什么时候发现的。|Say what is wrong and when it was noticed.",
    basis="流程 3.1.1|process 3.1.1",
    urgency=35,
)
EVIDENCE_MISSING = error(
    "evidence-missing",
    "凭证不够|Evidence missing",
    "原因“{reason}”至少要 {wanted} 张凭证图片，现在有 {value} 张。|Pictures needed for the reason “{reason}”: {wanted}; there: {value}.",
    "请向买家索取照片，贴在本行即可，会自动存进 evidence 文件夹。|Ask the buyer for pictures and place them on the row; they are kept in evidence/ by themselves.",
    basis="流程 3.1.1|process 3.1.1",
    urgency=37,
)
EVIDENCE_PATH = warning(
    "evidence-path",
    "凭证路径不对|Evidence path is wrong",
    "“{column}”的“{value}”不是 evidence 文件夹里的路径。|{column} “{value}” is no path inside evidence/.",
    "请把图片放进 evidence 文件夹，路径写成 {wanted}。|Put the picture into evidence/ and write its path like {wanted}.",
    urgency=74,
)
EVIDENCE_NOT_FOUND = warning(
    "evidence-not-found",
    "找不到凭证文件|Evidence file not found",
    "“{column}”写的文件“{value}”不在文件夹里。|The file {value} named in {column} is not in the folder.",
    "请补放文件，或改正路径。|Put the file there, or correct the path.",
    urgency=73,
)
REFUSAL_INCOMPLETE = error(
    "refusal-incomplete",
    "拒绝缺原因或替代方案|Refusal without reason or alternative",
    "拒绝时必须写明原因和替代方案：“{column}”没有填。|A refusal needs its reason and an alternative: {column} is blank.",
    "请填写“{column}”。|Fill in {column}.",
    basis="流程 3.1.3|process 3.1.3",
    urgency=15,
)
REFUSED_VALID_NO_REASON = error(
    "refused-valid-no-reason",
    "拒绝了有效的无理由申请|Valid no-reason return refused",
    "这笔无理由申请在期限内，不能拒绝。|This no-reason application is within its window and may not be refused.",
    "请改为同意；平台已介入的，按平台结果登记。|Agree instead; if the platform has stepped in, record its result.",
    rule="V06",
    basis="消费者权益保护法 25 条、七日无理由退货暂行办法 10 条|Consumer Protection Law art. 25, Seven-day measures art. 10",
    urgency=5,
)
EXCLUDED_WITHOUT_CONSENT = error(
    "excluded-without-consent",
    "没有买家确认，不能按不适用无理由拒绝|Exclusion without the buyer's confirmation",
    "这类商品要买家下单时单独确认才不适用无理由，本单没有确认记录，不能拒绝。|Such goods are excluded only if the buyer confirmed it when ordering; there is no record, so it may not be refused.",
    "请改为同意；有确认记录的，在“购买时已确认不退”填“是”。|Agree instead; if there is a record, put Yes under Exclusion confirmed at purchase.",
    rule="V07",
    basis="七日无理由退货暂行办法 7、20 条，消法实施条例 19 条|Seven-day measures art. 7, 20; Implementing Regulation art. 19",
    urgency=5,
)
REFUSED_UNSHIPPED = error(
    "refused-unshipped",
    "拒绝了未发货退款|Refund of unshipped goods refused",
    "未发货的仅退款申请不能拒绝，申请后才发货的也不能。|A refund of goods not shipped may not be refused, nor of goods shipped after the application.",
    "请同意退款，并通知仓库停发或拦截。|Agree, and have the warehouse stop or intercept the parcel.",
    rule="V15",
    basis="淘宝平台争议处理规则 27 条|Taobao dispute rules art. 27",
    urgency=5,
)
SHIPPED_AFTER_APPLICATION = warning(
    "shipped-after-application",
    "申请退款后才发货|Shipped after the refund was asked for",
    "买家 {wanted} 申请仅退款，{value} 才发货，运费和货物风险由卖家承担。|The buyer asked for the refund at {wanted}; the goods left at {value}, so the shop bears freight and risk.",
    "请尽快拦截快递，并同意退款。|Have the parcel intercepted and agree to the refund.",
    rule="V15",
    basis="淘宝平台争议处理规则 27 条|Taobao dispute rules art. 27",
    urgency=40,
)
OVERRIDE_UNEXPLAINED = error(
    "override-unexplained",
    "偏离政策建议没有说明|Deviation from policy not explained",
    "政策建议是“{wanted}”，审核结论是“{value}”，没有写原因。|The policy advice is “{wanted}”, the decision “{value}”, without a reason.",
    "请在“偏离政策说明”写明原因。|Say why under Override reason.",
    urgency=38,
)
QUALITY_FREIGHT_ON_BUYER = error(
    "quality-freight-on-buyer",
    "质量问题运费算给了买家|Freight of a quality problem charged to the buyer",
    "原因是质量问题，运费不能由买家承担。|The reason is quality; the buyer may not bear the freight.",
    "请把运费承担方改为卖家或运费险。|Set the freight bearer to seller or insurance.",
    rule="V08",
    basis="消费者权益保护法 24 条|Consumer Protection Law art. 24",
    urgency=16,
)
FAULT_FREIGHT_ON_BUYER = warning(
    "fault-freight-on-buyer",
    "卖家责任运费算给了买家|Freight of the shop's fault charged to the buyer",
    "原因“{reason}”通常由卖家承担运费，现在填的是买家。|For “{reason}” the shop usually bears the freight; here it is the buyer.",
    "请核对；与买家另有约定的，在备注里写明。|Check it; if agreed otherwise with the buyer, say so in the note.",
    basis="淘宝平台争议处理规则 7、49 条|Taobao dispute rules art. 7, 49",
    urgency=64,
)
PLATFORM_CONFLICT = warning(
    "platform-conflict",
    "状态与平台不一致|Status differs from the platform's",
    "平台显示“{value}”，表里的状态是“{wanted}”。|The platform says “{value}”, the sheet “{wanted}”.",
    "请到平台核对；一般应为：{next}。|Check on the platform; usually it is: {next}.",
    rule="V19",
    urgency=45,
)
PLATFORM_UNKNOWN = warning(
    "platform-status-unknown",
    "没见过的平台状态|Unknown platform status",
    "“{column}”的“{value}”没有见过，无法与处理状态核对。"
    "|“{value}” in {column} is unknown and could not be compared with the status.",
    "请在平台核对这一单，并按实际情况改处理状态。"
    "|Check the case on the platform and set its status accordingly.",
    rule="V19",
    urgency=30,
)

KINDS = (
    DUPLICATE_REFUND_NO,
    ILLEGAL_TRANSITION,
    STEP_OVERRIDE_UNSIGNED,
    CLOSING_INCOMPLETE,
    ZERO_REFUND,
    DECISION_STATUS_CONFLICT,
    DECISION_TYPE_CONFLICT,
    REASON_TYPE_CONFLICT,
    DETAIL_TOO_SHORT,
    EVIDENCE_MISSING,
    EVIDENCE_PATH,
    EVIDENCE_NOT_FOUND,
    REFUSAL_INCOMPLETE,
    REFUSED_VALID_NO_REASON,
    EXCLUDED_WITHOUT_CONSENT,
    REFUSED_UNSHIPPED,
    SHIPPED_AFTER_APPLICATION,
    OVERRIDE_UNEXPLAINED,
    QUALITY_FREIGHT_ON_BUYER,
    FAULT_FREIGHT_ON_BUYER,
    PLATFORM_CONFLICT,
    PLATFORM_UNKNOWN,
)
