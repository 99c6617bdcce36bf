"""Every next step there is: its words, whose turn it is, its deadline, and what comes after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sheetops.records.text import Text


@dataclass(frozen=True, slots=True)
class StepKind:
    """One kind of step. `late` and `late_turn` hold once its deadline has passed."""

    words: Text
    turn: str
    deadline: str
    """Name of a deadline in `sheetops.rules.deadlines.next_steps`."""
    late: Text
    late_turn: str


def _step(
    turn: str, deadline: str, words: Text, late: Text | None = None, late_turn: str = "agent"
) -> StepKind:
    """Return a step; without `late` it stays what it is, with it the desk has to act."""
    return StepKind(words, turn, deadline, late or words, turn if late is None else late_turn)


DONE = Text("", "")
"""A closed case has nothing left to do."""

STEPS: Mapping[str, StepKind] = MappingProxyType(
    {
        "no_status": _step("agent", "review", Text("选择处理状态", "Choose the status")),
        "no_time": _step(
            "agent", "review", Text("补填退款申请时间", "Fill in when the buyer applied")
        ),
        "review": _step(
            "agent", "review", Text("审核并填写审核结论", "Review and record the decision")
        ),
        "decided": _step(
            "agent",
            "review",
            Text("按审核结论更新处理状态", "Set the status that follows from the decision"),
        ),
        "sign": _step(
            "manager",
            "review",
            Text("主管审批：超出客服权限", "Supervisor: sign, above the agent's limit"),
        ),
        "supervisor": _step("manager", "review", Text("主管审核", "Supervisor: review")),
        "ask_evidence": _step(
            "agent",
            "telling",
            Text("告诉买家需要补充哪些凭证", "Tell the buyer which evidence is missing"),
        ),
        "await_evidence": _step(
            "buyer",
            "evidence",
            Text("等买家补充凭证", "Wait for the buyer's evidence"),
            Text("再提醒买家，或按现有凭证审核", "Remind the buyer, or review what is there"),
        ),
        "tell_refusal": _step(
            "agent",
            "telling",
            Text("告诉买家拒绝原因和其他方案", "Tell the buyer why, and the other way"),
        ),
        "rejected": _step(
            "buyer",
            "answer",
            Text("等买家修改申请", "Wait for the buyer to modify the application"),
            Text("核对平台状态，已关闭则完结", "Check the platform; close the case if it did"),
        ),
        "no_slip": _step(
            "agent",
            "telling",
            Text("补全资料，系统随后开单", "Complete the row; the slip follows"),
        ),
        "send_slip": _step(
            "agent",
            "telling",
            Text("把退货编号和地址发给买家", "Send the buyer the return number and address"),
        ),
        "await_return": _step(
            "buyer",
            "return",
            Text("等买家寄回商品", "Wait for the buyer to send the goods"),
            Text(
                "核对平台：已关闭则完结，未关闭则提醒买家",
                "Check the platform: close the case, or remind the buyer",
            ),
        ),
        "in_transit": _step(
            "warehouse",
            "arrival",
            Text("等包裹到仓，登记收货", "Expect the parcel, record its receipt"),
            Text("查询物流：包裹未按时到仓", "Trace the parcel: it has not arrived"),
        ),
        "inspect": _step("warehouse", "inspect", Text("验货并登记结论", "Inspect and record it")),
        "passed": _step(
            "agent",
            "refund",
            Text("验货通过：更新状态并退款", "Inspection passed: set the status and refund"),
        ),
        "passed_exchange": _step(
            "agent",
            "reship",
            Text("验货通过：更新状态并发出换货", "Inspection passed: set the status and ship"),
        ),
        "passed_repair": _step(
            "agent",
            "reship",
            Text(
                "验货完成：更新状态并安排维修",
                "Inspection done: set the status and have it repaired",
            ),
        ),
        "passed_reship": _step(
            "agent",
            "reship",
            Text("验货完成：更新状态并补寄", "Inspection done: set the status and send"),
        ),
        "failed": _step(
            "agent",
            "negotiation",
            Text(
                "验货不通过：更新状态并联系买家",
                "Inspection failed: set the status, talk to the buyer",
            ),
        ),
        "negotiate": _step(
            "agent",
            "negotiation",
            Text("与买家商定扣减或寄回", "Agree on a deduction or on sending back"),
            Text("协商已超时：请主管决定", "Talks have run out of time: the supervisor decides"),
            "manager",
        ),
        "refund": _step("agent", "refund", Text("给买家退款", "Refund the buyer")),
        "sign_refund": _step(
            "manager",
            "refund",
            Text("主管审批退款：超出客服权限", "Supervisor: sign the refund, above the limit"),
        ),
        "refunded": _step(
            "agent",
            "refund",
            Text("退款已登记：更新为退款成功", "Refund recorded: set the status to Refunded"),
        ),
        "exchange": _step(
            "agent", "reship", Text("发出换货并登记单号", "Ship the replacement, record its number")
        ),
        "reship": _step(
            "agent",
            "reship",
            Text("补寄商品并登记单号", "Send what was missing, record its number"),
        ),
        "repair": _step(
            "agent", "reship", Text("维修后寄回并登记单号", "Repair, send back, record the number")
        ),
        "shipped": _step(
            "agent",
            "tracking",
            Text(
                "换货已登记：更新状态并告知买家",
                "Replacement is out: set the status, tell the buyer",
            ),
        ),
        "tell_tracking": _step(
            "agent",
            "tracking",
            Text("把换货快递单号告诉买家", "Tell the buyer the tracking number"),
        ),
        "await_confirmation": _step(
            "buyer",
            "confirmation",
            Text("等买家确认收货", "Wait for the buyer to confirm"),
            Text("核对物流和平台，确认是否完结", "Check courier and platform: is it closed?"),
        ),
        "dispute": _step(
            "platform",
            "ruling",
            Text("等平台判定，留意举证时限", "Wait for the ruling; mind the time for evidence"),
            Text("查看平台进展，按要求举证", "Look at the platform, furnish what it asks for"),
        ),
    }
)
"""Stage of a case (`sheetops.rules.deadlines.stages`) → its step."""
