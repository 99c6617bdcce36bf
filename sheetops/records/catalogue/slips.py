"""What can be wrong with a slip: its case, its parcel, its inspection, its replacement."""

from sheetops.records.catalogue.entry import error, warning

SLIP_WITHOUT_CASE = error(
    "slip-without-case",
    "单据没有对应的申请|Slip without an application",
    "单据对应的售后单号 {value} 在申请登记里找不到。|The case {value} of this slip is not in Applications.",
    "请恢复被删除的申请行；开错的单据由主管作废。|Put the deleted row back; a slip issued by mistake is voided by the supervisor.",
    rule="V02",
    urgency=11,
)
SLIP_UNDECIDED = error(
    "slip-undecided",
    "单据的申请没有同意寄回|Slip of a case that was not approved",
    "单据对应的申请审核结论是“{value}”，没有同意寄回。|The decision on this slip's case is “{value}”; nothing was to be sent back.",
    "请核对审核结论；不需要寄回的单据会自动作废。|Check the decision; a slip that is not needed is voided by itself.",
    rule="V02",
    urgency=39,
)
SLIP_TYPE_CONFLICT = error(
    "slip-type-conflict",
    "单据类型与结论不符|Slip type does not fit the decision",
    "单据类型是“{value}”，审核结论是“{wanted}”。|The slip is a “{value}”, the decision “{wanted}”.",
    "请核对审核结论；结论改了的，旧单作废后会重新开单。|Check the decision; once it is changed the old slip is voided and a new one issued.",
    rule="V02",
    urgency=39,
)
TWO_OPEN_SLIPS = error(
    "two-open-slips",
    "一笔申请有两张未完结单据|Two open slips for one case",
    "售后单号 {value} 有多张未完结的单据：{wanted}。|Case {value} has several open slips: {wanted}.",
    "请保留买家手里的一张，其余由主管作废。|Keep the one that the buyer has; the supervisor voids the others.",
    rule="V02",
    urgency=13,
)
TRACKING_IS_PHONE = error(
    "tracking-is-phone",
    "单号像手机号|Tracking number looks like a phone number",
    "“{column}”填的像手机号，不是快递单号。|{column} looks like a mobile number, not like a tracking number.",
    "请照快递面单重新填写。|Type it again from the waybill.",
    urgency=27,
)
TRACKING_FORM = warning(
    "tracking-form",
    "单号格式与快递公司不符|Tracking number does not fit the courier",
    "“{column}”{value} 不像{carrier}的单号。|{column} {value} does not look like a number of {carrier}.",
    "请核对快递公司和单号；确实无误可不改。|Check courier and number; if both are right, leave them.",
    urgency=76,
)
COURIER_UNTRACKABLE = warning(
    "courier-untrackable",
    "快递不可追踪|Courier cannot be tracked",
    "{value} 不能查询物流，丢件时没有凭据。|{value} cannot be tracked; there is no proof if the parcel is lost.",
    "请提醒买家改用可追踪的快递并保留寄件凭证。|Ask the buyer to use a courier that can be tracked and to keep the receipt.",
    basis="流程 3.2.3|process 3.2.3",
    urgency=79,
)
TRACKING_TWICE = warning(
    "tracking-twice",
    "快递单号用了两次|Tracking number used twice",
    "单号 {value} 还用在这些单据上：{wanted}。|The number {value} is also on: {wanted}.",
    "请核对面单；一个包裹寄回几件的，在备注里写明。|Check the waybill; if one parcel holds several returns, say so in the note.",
    rule="V16",
    urgency=63,
)
SENT_BACK_LATE = warning(
    "sent-back-late",
    "买家寄出超过截止|Sent back after the deadline",
    "买家 {value} 寄出，截止时间是 {wanted}。|The buyer sent it at {value}; it was due by {wanted}.",
    "请看平台是否已关闭退款，再决定收不收。|See whether the platform has closed the refund, then decide.",
    urgency=68,
)
LONG_ON_THE_WAY = warning(
    "long-on-the-way",
    "在途超过 30 天|More than 30 days on the way",
    "从寄出到收货用了 {value} 天。|It took {value} days from sending to receipt.",
    "请核对两个时间，并看是否需要向快递索赔。|Check both times, and whether the courier owes something.",
    rule="V20",
    urgency=77,
)
ADDRESS_NOT_DEFAULT = warning(
    "address-not-default",
    "退货地址不是默认地址|Not the default return address",
    "退货地址与设置里的默认地址不同，也没有记录买家同意。|The return address differs from the one in the settings, and the buyer's consent is not recorded.",
    "请改回默认地址，或征得同意后在“买家同意其他地址”填“是”。|Use the default address, or ask the buyer and put Yes under Other address agreed.",
    rule="V21",
    basis="淘宝平台争议处理规则 41 条|Taobao dispute rules art. 41",
    urgency=65,
)
INSPECTED_UNRECEIVED = error(
    "inspected-unreceived",
    "没有收货就验货|Inspected before receipt",
    "{inspected} 已验货，收货时间却是 {value}。|It was inspected at {inspected}, but the time of receipt is {value}.",
    "请补填收货时间，或核对先后。|Fill in the time of receipt, or check the order.",
    rule="V10",
    urgency=29,
)
REFUNDED_UNINSPECTED = error(
    "refunded-uninspected",
    "没有验货就退款|Refunded before inspection",
    "{value} 已退款，但没有验货记录，也不是极速退款或系统退款。|It was refunded at {value} without an inspection, and neither fast refund nor the system did it.",
    "请补验货记录；平台先行退款的，在“极速退款”填“是”。|Record the inspection; if the platform refunded first, put Yes under Fast refund.",
    rule="V10",
    urgency=23,
)
WRONG_ITEM_GRADE = error(
    "wrong-item-grade",
    "收到的不是原商品，等级应为 E|Another item came, the grade must be E",
    "实收 {value}，申请的是 {wanted}，验货等级不是 E。|{value} came in instead of {wanted}, but the grade is not E.",
    "请改为“E 错货或空包”，拍照留证并联系买家。|Grade it E, take pictures and talk to the buyer.",
    rule="V12",
    urgency=29,
)
QUANTITY_DIFFERS = warning(
    "quantity-differs",
    "实收数量与申请不同|Received quantity differs",
    "实收 {value} 件，申请退 {wanted} 件。|{value} came in, {wanted} were to come back.",
    "请拍照留证，与买家核对数量。|Take pictures and ask the buyer.",
    urgency=60,
)
GRADE_RESULT_CONFLICT = error(
    "grade-result-conflict",
    "验货等级与结论矛盾|Grade and result disagree",
    "等级是“{value}”，结论却是“{wanted}”。|The grade is “{value}”, the result “{wanted}”.",
    "请改正等级或结论。|Correct the grade or the result.",
    basis="七日无理由退货暂行办法 8、9 条|Seven-day measures art. 8, 9",
    urgency=34,
)
RESTOCK_CONFLICT = warning(
    "restock-conflict",
    "不完好的商品入了良品库|Goods that are not intact went back to stock",
    "等级是“{value}”，入库处理却是“{wanted}”。|The grade is “{value}”, but it went “{wanted}”.",
    "请改为次品入库；再卖时要标明实际情况。|Put it to defective stock; when sold again its condition must be stated.",
    basis="七日无理由退货暂行办法 25、33 条|Seven-day measures art. 25, 33",
    urgency=55,
)
INSPECTOR_IS_ISSUER = warning(
    "inspector-is-issuer",
    "开单和验货是同一人|Issued and inspected by one person",
    "{value} 既开单又验货。|{value} issued the slip and inspected the goods.",
    "请由另一人复核。|Let somebody else look as well.",
    urgency=82,
)
EXCHANGE_SHORT = error(
    "exchange-short",
    "换货库存不够|Not enough stock for the exchange",
    "{value} 还有 {wanted} 件可换，待发的换货要 {sum} 件。|{wanted} of {value} can be exchanged, but open exchanges need {sum}.",
    "请补货，或与买家商量换其他规格、改为退款。|Restock, or offer the buyer another one or a refund.",
    rule="V11",
    urgency=17,
)
EXCHANGE_WANTED_SHORT = warning(
    "exchange-wanted-short",
    "想换的商品缺货|Wanted item is out of stock",
    "买家要换 {value}，库存可换 {wanted} 件。|The buyer wants {value}; {wanted} can be exchanged.",
    "请先与买家商量换其他规格或退款，再审核。|Offer another one or a refund before deciding.",
    rule="V11",
    urgency=52,
)
SHIPMENT_INCOMPLETE = error(
    "shipment-incomplete",
    "换货发货信息不全|Replacement shipment incomplete",
    "换货已发出，“{column}”没有填。|The replacement is out, but {column} is blank.",
    "请填写“{column}”，并把快递信息告诉买家。|Fill in {column}, and tell the buyer the tracking details.",
    rule="V14",
    basis="流程 3.3.4|process 3.3.4",
    urgency=33,
)

KINDS = (
    SLIP_WITHOUT_CASE,
    SLIP_UNDECIDED,
    SLIP_TYPE_CONFLICT,
    TWO_OPEN_SLIPS,
    TRACKING_IS_PHONE,
    TRACKING_FORM,
    COURIER_UNTRACKABLE,
    TRACKING_TWICE,
    SENT_BACK_LATE,
    LONG_ON_THE_WAY,
    ADDRESS_NOT_DEFAULT,
    INSPECTED_UNRECEIVED,
    REFUNDED_UNINSPECTED,
    WRONG_ITEM_GRADE,
    QUANTITY_DIFFERS,
    GRADE_RESULT_CONFLICT,
    RESTOCK_CONFLICT,
    INSPECTOR_IS_ISSUER,
    EXCHANGE_SHORT,
    EXCHANGE_WANTED_SHORT,
    SHIPMENT_INCOMPLETE,
)
