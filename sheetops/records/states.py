"""The states of a case and the legal transitions between them (T01–T30)."""

from collections.abc import Mapping
from dataclasses import dataclass
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
    """One legal step. `who`: b buyer, a agent, m supervisor, w warehouse, j job, p platform."""

    code: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    case_types: tuple[str, ...]
    who: str
    guard: Text


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

_ALL = ("return_refund", "refund_only", "exchange", "reship", "repair", "other")
_GOODS = ("return_refund", "exchange", "repair")
_SENT = ("exchange", "reship", "repair")
_MONEY = ("return_refund", "refund_only")
_UNSHIPPED_ONLY = ("refund_only", "reship", "other")

# fmt: off
TRANSITIONS: tuple[Transition, ...] = (
    Transition("T01", (), ("pending_review",), _ALL, "jab", Text("退款编号不重复，订单存在", "refund number is unique, the order exists")),
    Transition("T02", ("pending_review",), ("need_evidence",), _ALL, "a", Text("写明缺什么凭证", "say what is missing")),
    Transition("T03", ("need_evidence",), ("pending_review",), _ALL, "ba", Text("买家已补充凭证", "the evidence is recorded")),
    Transition("T04", ("pending_review",), ("await_return",), _GOODS, "am", Text("政策不禁止或已说明偏离原因；换货须已占用库存", "policy allows it or the deviation is explained; for an exchange stock is reserved")),
    Transition("T05", ("pending_review",), ("await_refund",), _UNSHIPPED_ONLY, "am", Text("未发货或无需退货；已发货未签收的须先拦截", "not shipped, or goods need not come back; a parcel on its way is intercepted first")),
    Transition("T06", ("pending_review",), ("rejected",), _ALL, "a", Text("原因、说明、凭证和替代方案齐全；未发货、有效的无理由申请不可拒绝", "reason, note, evidence and alternative given; unshipped and valid no-reason cases may not be refused")),
    Transition("T07", ("pending_review",), ("await_refund", "await_return"), _ALL, "p", Text("平台自动同意", "the platform agreed by itself")),
    Transition("T08", ("rejected",), ("pending_review",), _ALL, "b", Text("买家已修改申请", "the buyer modified the application")),
    Transition("T09", ("rejected",), ("closed_rejected",), _ALL, "pj", Text("买家逾期未处理", "the buyer let the time pass")),
    Transition("T10", OPEN_STATES, ("in_dispute",), _ALL, "bp", Text("平台已介入", "the platform has intervened")),
    Transition("T11", ("in_dispute",), ("refunded", "partially_refunded", "closed_rejected", "await_return", "await_refund"), _ALL, "p", Text("平台判定结果", "the platform's ruling")),
    Transition("T12", ("await_return",), ("in_transit",), _GOODS, "bja", Text("已填物流公司和单号", "carrier and tracking number given")),
    Transition("T13", ("await_return",), ("closed_timeout",), _GOODS, "pj", Text("逾期未寄回且平台已关闭", "never sent back and the platform closed it")),
    Transition("T14", ("in_transit",), ("received",), _GOODS, "w", Text("填写收货时间", "time of receipt recorded")),
    Transition("T15", ("received",), ("await_refund",), ("return_refund",), "wa", Text("验货通过", "inspection passed")),
    Transition("T16", ("received",), ("await_reship",), _SENT, "w", Text("验货通过且库存仍占用", "inspection passed and stock still reserved")),
    Transition("T17", ("received",), ("inspect_failed",), _GOODS, "w", Text("等级 C/D/E，有照片和原因", "grade C, D or E with photo and reason")),
    Transition("T18", ("inspect_failed",), ("await_refund",), ("return_refund",), "am", Text("买家接受扣减或主管放行", "the buyer accepts the deduction or the supervisor waives it")),
    Transition("T19", ("inspect_failed",), ("goods_sent_back",), _GOODS, "a", Text("同意寄回，有单号", "agreed to send back, with tracking number")),
    Transition("T20", ("await_refund",), ("refunded", "partially_refunded"), (*_MONEY, "reship", "other"), "ap", Text("金额不超过实付减已退", "no more than paid less already refunded")),
    Transition("T21", ("await_return", "in_transit", "pending_review", "need_evidence"), ("withdrawn",), _ALL, "b", Text("买家撤销；已寄出的须走收货", "the buyer withdrew; goods already handed over come in first")),
    Transition("T22", ("received", "in_transit", "await_return"), ("refunded",), ("return_refund",), "p", Text("平台先行退款，仍须验货", "the platform refunded first; inspect all the same")),
    Transition("T23", ("pending_review", "await_return", "received", "await_reship"), ("converted",), ("exchange",), "a", Text("缺货或买家要求，已征得同意", "out of stock or the buyer's wish, consent recorded")),
    Transition("T24", ("await_reship",), ("reshipped",), _SENT, "a", Text("填写换货物流并告知买家", "outbound tracking given and told to the buyer")),
    Transition("T25", ("reshipped",), ("exchanged",), _SENT, "bp", Text("买家或平台确认收货", "confirmed by buyer or platform")),
    Transition("T26", ("reshipped",), ("in_dispute",), _SENT, "b", Text("换出商品有问题，另开关联单", "the replacement is faulty; open a linked case")),
    Transition("T27", FINAL_STATES, ("pending_review",), _ALL, "am", Text("有新退款编号或主管批准", "new refund number or the supervisor's approval")),
    Transition("T28", ("pending_review",), ("await_refund",), ("refund_only",), "a", Text("拦截成功", "interception succeeded")),
    Transition("T29", ("in_transit",), ("await_refund", "closed_rejected", "in_dispute"), _GOODS, "ap", Text("快递丢件或拒收，有凭证", "parcel lost or refused, with proof")),
    Transition("T30", ("pending_review",), ("await_reship",), ("reship",), "am", Text("确认少件或漏发，库存足够", "the shortage is confirmed and stock is there")),
)
# fmt: on
"""Every legal transition: T01–T29 of the process, and T30 for a reshipment without a return."""


def next_states(state: str | None, case_type: str | None) -> tuple[str, ...]:
    """Return the states that a case may legally move to from `state`; None means a new case."""
    found: dict[str, None] = {}
    for step in TRANSITIONS:
        if (state in step.sources if state else not step.sources) and (
            case_type is None or case_type in step.case_types
        ):
            found.update(dict.fromkeys(step.targets))
    return tuple(found)
