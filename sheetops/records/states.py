"""The states of a case and the legal transitions between them (T01–T30)."""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from sheetops.records.text import Text


@dataclass(frozen=True, slots=True)
class State:
    """One state of a case; `platform` holds the platform's words for it, verbatim."""

    key: str
    text: Text
    final: bool = False
    platform: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Transition:
    """One legal step. `who`: letters of `WHO`, those who may take it; `guard`: what must hold.

    `deadline` is the clock that runs until the step is taken, a key of `CLOCKS`; empty for none.
    `evidence` names the cells that prove the step was taken although nobody saved the workbook in
    between: columns of the application, of its slip as `slips.column`, each filled or, as
    `column=one|other`, saying one of these. Empty: nothing in a row proves it.
    """

    code: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    case_types: tuple[str, ...]
    who: str
    guard: Text
    deadline: str = ""
    evidence: str = ""

    @property
    def is_of_platform(self) -> bool:
        """Whether nobody at the desk takes the step: the platform does, and a row must prove it."""
        return bool(self.evidence) and set(self.who) <= {"p", "j"}


def _by_key(*states: State) -> Mapping[str, State]:
    return MappingProxyType({state.key: state for state in states})


# fmt: off
STATES: Mapping[str, State] = _by_key(
    State("pending_review", Text("待审核", "Pending review"), platform=("买家已经申请退款，等待卖家同意", "换货待处理")),
    State("need_evidence", Text("待补充凭证", "Awaiting buyer evidence")),
    State("rejected", Text("已拒绝(待买家处理)", "Rejected, buyer may modify"), platform=("卖家拒绝退款", "待买家修改")),
    State("await_return", Text("待买家寄回", "Approved, awaiting return"), platform=("卖家已经同意退款，等待买家退货", "待买家退货")),
    State("in_transit", Text("退货在途", "Return in transit"), platform=("买家已经退货，等待卖家确认收货", "买家已退货，待收货")),
    State("received", Text("已签收待验货", "Received, awaiting inspection")),
    State("inspect_failed", Text("验货不通过(协商中)", "Inspection failed, negotiating")),
    State("await_refund", Text("待退款", "Awaiting refund")),
    State("await_reship", Text("待发出换货", "Awaiting replacement dispatch"), platform=("待发出换货商品",)),
    State("reshipped", Text("换货已发出", "Replacement dispatched"), platform=("待买家收货",)),
    State("in_dispute", Text("平台介入中", "Platform intervention")),
    State("refunded", Text("退款成功", "Refunded"), final=True, platform=("退款成功",)),
    State("partially_refunded", Text("部分退款成功", "Partially refunded"), final=True),
    State("exchanged", Text("换货成功", "Exchanged"), final=True, platform=("换货成功",)),
    State("converted", Text("换货转退款", "Exchange converted to refund"), final=True, platform=("请退款",)),
    State("withdrawn", Text("买家已撤销", "Withdrawn by buyer"), final=True, platform=("退款关闭", "换货关闭")),
    State("closed_timeout", Text("逾期关闭", "Closed by timeout"), final=True),
    State("closed_rejected", Text("拒绝后关闭", "Closed after refusal"), final=True),
    State("goods_sent_back", Text("退件已寄回买家", "Goods sent back to buyer"), final=True),
)
# fmt: on
"""State key → state, in the order of a case's life."""

OPEN_STATES = tuple(key for key, state in STATES.items() if not state.final)
FINAL_STATES = tuple(key for key, state in STATES.items() if state.final)

WHO: Mapping[str, Text] = MappingProxyType(
    {
        "b": Text("买家", "buyer"),
        "a": Text("客服", "agent"),
        "m": Text("主管", "supervisor"),
        "w": Text("仓库", "warehouse"),
        "j": Text("系统任务", "job"),
        "p": Text("平台", "platform"),
    }
)
"""Letter in `Transition.who` → who that is."""

CLOCKS: Mapping[str, Text] = MappingProxyType(
    {
        "review": Text("审核时限", "time to review"),
        "evidence": Text("补充凭证时限", "time to send evidence"),
        "platform": Text("平台超时", "platform's clock"),
        "answer": Text("买家修改时限", "time to modify"),
        "ruling": Text("平台判定时限", "time to rule"),
        "return": Text("寄回时限", "time to send back"),
        "arrival": Text("确认收货时限", "time to confirm receipt"),
        "inspect": Text("验货时限", "time to inspect"),
        "negotiation": Text("协商时限", "time to negotiate"),
        "refund": Text("退款时限", "time to refund"),
        "reship": Text("换货发货时限", "time to send the replacement"),
        "confirmation": Text("买家确认时限", "time to confirm"),
    }
)
"""Clock that runs on the state before a step → its name."""

_ALL = ("return_refund", "refund_only", "exchange", "reship", "repair", "other")
_GOODS = ("return_refund", "exchange", "repair")
_SENT = ("exchange", "reship", "repair")
_MONEY = ("return_refund", "refund_only")
_UNSHIPPED_ONLY = ("refund_only", "reship", "other")

# fmt: off
TRANSITIONS: tuple[Transition, ...] = (
    Transition("T01", (), ("pending_review",), _ALL, "jab", Text("退款编号不重复，订单存在", "refund number is unique, the order exists")),
    Transition("T02", ("pending_review",), ("need_evidence",), _ALL, "a", Text("写明缺什么凭证", "say what is missing"), deadline="review", evidence="decision"),
    Transition("T03", ("need_evidence",), ("pending_review",), _ALL, "ba", Text("买家已补充凭证", "the evidence is recorded"), deadline="evidence", evidence="evidence"),
    Transition("T04", ("pending_review",), ("await_return",), _GOODS, "am", Text("政策不禁止或已说明偏离原因；换货须已占用库存", "policy allows it or the deviation is explained; for an exchange stock is reserved"), deadline="review", evidence="reviewed_at decision=approve_return|approve_exchange|approve_partial"),
    Transition("T05", ("pending_review",), ("await_refund",), _UNSHIPPED_ONLY, "am", Text("未发货或无需退货；已发货未签收的须先拦截", "not shipped, or goods need not come back; a parcel on its way is intercepted first"), deadline="review", evidence="reviewed_at decision=approve_refund|approve_partial|approve_reship"),
    Transition("T06", ("pending_review",), ("rejected",), _ALL, "a", Text("原因、说明、凭证和替代方案齐全；未发货、有效的无理由申请不可拒绝", "reason, note, evidence and alternative given; unshipped and valid no-reason cases may not be refused"), deadline="review", evidence="reviewed_at decision=refuse reject_reason reject_text alternative"),
    Transition("T07", ("pending_review",), ("await_refund", "await_return"), _ALL, "p", Text("平台自动同意", "the platform agreed by itself"), deadline="platform", evidence="sys_auto"),
    Transition("T08", ("rejected",), ("pending_review",), _ALL, "b", Text("买家已修改申请", "the buyer modified the application"), deadline="answer"),
    Transition("T09", ("rejected",), ("closed_rejected",), _ALL, "pj", Text("买家逾期未处理", "the buyer let the time pass"), deadline="answer", evidence="platform_status=退款关闭|换货关闭"),
    Transition("T10", OPEN_STATES, ("in_dispute",), _ALL, "bp", Text("平台已介入", "the platform has intervened")),
    Transition("T11", ("in_dispute",), ("refunded", "partially_refunded", "closed_rejected", "await_return", "await_refund"), _ALL, "p", Text("平台判定结果", "the platform's ruling"), deadline="ruling"),
    Transition("T12", ("await_return",), ("in_transit",), _GOODS, "bja", Text("已填物流公司和单号", "carrier and tracking number given"), deadline="return", evidence="slips.carrier slips.tracking_no"),
    Transition("T13", ("await_return",), ("closed_timeout",), _GOODS, "pj", Text("逾期未寄回且平台已关闭", "never sent back and the platform closed it"), deadline="return", evidence="platform_status=退款关闭|换货关闭"),
    Transition("T14", ("in_transit",), ("received",), _GOODS, "w", Text("填写收货时间", "time of receipt recorded"), deadline="arrival", evidence="slips.received_at"),
    Transition("T15", ("received",), ("await_refund",), ("return_refund",), "wa", Text("验货通过", "inspection passed"), deadline="inspect", evidence="slips.inspected_at slips.inspect_result=pass|partial"),
    Transition("T16", ("received",), ("await_reship",), _SENT, "w", Text("验货通过且库存仍占用", "inspection passed and stock still reserved"), deadline="inspect", evidence="slips.inspected_at slips.inspect_result=pass"),
    Transition("T17", ("received",), ("inspect_failed",), _GOODS, "w", Text("等级 C/D/E，有照片和原因", "grade C, D or E with photo and reason"), deadline="inspect", evidence="slips.inspected_at slips.grade slips.inspect_photos"),
    Transition("T18", ("inspect_failed",), ("await_refund",), ("return_refund",), "am", Text("买家接受扣减或主管放行", "the buyer accepts the deduction or the supervisor waives it"), deadline="negotiation", evidence="slips.deduction_note"),
    Transition("T19", ("inspect_failed",), ("goods_sent_back",), _GOODS, "a", Text("同意寄回，有单号", "agreed to send back, with tracking number"), deadline="negotiation", evidence="slips.x_tracking_no"),
    Transition("T20", ("await_refund",), ("refunded", "partially_refunded"), (*_MONEY, "reship", "other"), "ap", Text("金额不超过实付减已退", "no more than paid less already refunded"), deadline="refund", evidence="closed_at refund_amount"),
    Transition("T21", ("await_return", "in_transit", "pending_review", "need_evidence"), ("withdrawn",), _ALL, "b", Text("买家撤销；已寄出的须走收货", "the buyer withdrew; goods already handed over come in first"), evidence="platform_status=退款关闭|换货关闭"),
    Transition("T22", ("received", "in_transit", "await_return"), ("refunded",), ("return_refund",), "p", Text("平台先行退款，仍须验货", "the platform refunded first; inspect all the same"), evidence="fast_refund"),
    Transition("T23", ("pending_review", "await_return", "received", "await_reship"), ("converted",), ("exchange",), "a", Text("缺货或买家要求，已征得同意", "out of stock or the buyer's wish, consent recorded"), evidence="linked_case"),
    Transition("T24", ("await_reship",), ("reshipped",), _SENT, "a", Text("填写换货物流并告知买家", "outbound tracking given and told to the buyer"), deadline="reship", evidence="slips.x_carrier slips.x_tracking_no slips.x_shipped_at"),
    Transition("T25", ("reshipped",), ("exchanged",), _SENT, "bp", Text("买家或平台确认收货", "confirmed by buyer or platform"), deadline="confirmation", evidence="closed_at"),
    Transition("T26", ("reshipped",), ("in_dispute",), _SENT, "b", Text("换出商品有问题，另开关联单", "the replacement is faulty; open a linked case")),
    Transition("T27", FINAL_STATES, ("pending_review",), _ALL, "am", Text("有新退款编号或主管批准", "new refund number or the supervisor's approval")),
    Transition("T28", ("pending_review",), ("await_refund",), ("refund_only",), "a", Text("拦截成功", "interception succeeded"), deadline="review", evidence="reviewed_at decision=approve_refund"),
    Transition("T29", ("in_transit",), ("await_refund", "closed_rejected", "in_dispute"), _GOODS, "ap", Text("快递丢件或拒收，有凭证", "parcel lost or refused, with proof"), deadline="arrival"),
    Transition("T30", ("pending_review",), ("await_reship",), ("reship",), "am", Text("确认少件或漏发，库存足够", "the shortage is confirmed and stock is there"), deadline="review", evidence="reviewed_at decision=approve_reship"),
)
# fmt: on
"""Every legal transition: T01–T29 of the process, and T30 for a reshipment without a return."""


@cache
def next_states(state: str | None, case_type: str | None) -> tuple[str, ...]:
    """Return the states that a case may legally move to from `state`; None means a new case."""
    steps = steps_from(state, case_type)
    return tuple(dict.fromkeys(target for step in steps for target in step.targets))


@cache
def steps_from(state: str | None, case_type: str | None) -> tuple[Transition, ...]:
    """Return the legal steps from `state`; `case_type` None: of a case of any type."""
    return tuple(
        step
        for step in TRANSITIONS
        if (state in step.sources if state else not step.sources)
        and (case_type is None or case_type in step.case_types)
    )


def way(
    state: str, wanted: str, case_type: str | None, is_proven: Callable[[Transition], bool]
) -> tuple[str, ...]:
    """Return the codes of the shortest way from `state` to `wanted` along proven steps.

    Several people may have taken their steps between two times a workbook was saved; each step of
    such a way needs its evidence. Empty: there is no such way.
    """
    waiting: deque[tuple[str, tuple[str, ...]]] = deque([(state, ())])
    seen = {state}
    while waiting:
        at, codes = waiting.popleft()
        for step in steps_from(at, case_type):
            if not set(step.targets) - seen or not is_proven(step):
                continue
            if wanted in step.targets:
                return (*codes, step.code)
            waiting.extend((target, (*codes, step.code)) for target in step.targets)
            seen.update(step.targets)
    return ()
