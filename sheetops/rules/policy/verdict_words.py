"""What a verdict is, and what it says to the agent: the ground, then what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from sheetops.records.text import Language, Text

WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "unshipped": Text(
            "未发货的仅退款申请，平台规则不支持拒绝：请同意退款，并停止发货。",
            "Refund of goods not shipped: the platform knows no refusal here. Agree, do not ship.",
        ),
        "shipped_after": Text(
            "买家申请退款后才发货（{shipped_at}），按争议处理规则27条由卖家承担：请同意退款。",
            "Shipped at {shipped_at}, after the buyer applied: the shop bears it (rule 27).",
        ),
        "system": Text(
            "平台已自动处理，请按平台结果登记。",
            "The platform has handled it by itself; record its result.",
        ),
        "within": Text(
            "在七天无理由期限内（截止 {end}），商品不在排除范围：请同意。",
            "Within the no-reason window (until {end}) and not excluded: agree.",
        ),
        "within_rolled": Text(
            "原期限 {strict}，末日放假顺延至 {end}，仍在期限内：请同意。",
            "The window ended {strict} and moves to {end}, its last day being a day off: agree.",
        ),
        "not_begun": Text(
            "买家尚未签收，无理由期限未开始：请同意，先联系快递拦截。",
            "Not signed for, so the window has not begun: agree, and have the courier stop it.",
        ),
        "no_consent": Text(
            "{policy} 需要买家购买时单独确认，本单没有确认记录，不能据此拒绝（七日办法20条）。",
            "{policy} needs the buyer's confirmation at purchase, and there is none: no refusal.",
        ),
        "excluded": Text(
            "商品属于不适用无理由退货的类别（{policy}）：可拒绝，须写明原因并给出其他方案。",
            "The goods are excluded from no-reason returns ({policy}): refuse, with another way.",
        ),
        "window_passed": Text(
            "申请时间 {applied_at} 已过期限 {end}：可拒绝，须写明原因并给出其他方案。",
            "Applied {applied_at}, after the window ended {end}: refuse, with another way.",
        ),
        "claim_late": Text(
            "申请时间 {applied_at} 已过 {policy} 的期限 {end}：请判断能否维修、换货或部分退款。",
            "Applied {applied_at}, after {policy} ended {end}: can it be repaired or exchanged?",
        ),
        "approve": Text("符合 {policy}：建议同意。", "{policy} holds: approve."),
        "incomplete": Text(
            "资料不全，缺“{column}”：补全后再审核。",
            "{column} is missing: complete the row, then review.",
        ),
        "no_reason_code": Text(
            "还没有选择原因代码：请与买家确认真实原因。",
            "No reason code yet: ask the buyer for the true reason.",
        ),
        "no_rule": Text(
            "手册里没有适用的政策：请主管判断，并考虑补一条政策。",
            "No policy row fits: the supervisor decides, and may add a row.",
        ),
        "no_ground": Text(
            "库存表标为不支持七天无理由，但没有写明依据的政策：不能直接拒绝，请主管判断。",
            "Inventory says no no-reason return, but no policy row says why: a person decides.",
        ),
        "evidence": Text(
            "凭证不足（需 {wanted} 张，已有 {found} 张）：请买家补充后再判断。",
            "Evidence is short ({found} of {wanted} pictures): ask the buyer for more.",
        ),
        "detail": Text(
            "买家说明不够具体：请补充到 10 个字以上再判断。",
            "The details are too thin: 10 characters or more are needed.",
        ),
        "counterfeit": Text(
            "涉及假冒，可能有惩罚性赔偿（消法55条）：请主管处理。",
            "A claim of counterfeit may cost treble (Consumer Law art. 55): for the supervisor.",
        ),
        "intercept": Text(
            "货已发出、买家未签收：先请快递拦截或核实轨迹，再决定退款（争议处理规则23条）。",
            "On its way and not signed for: ask the courier to stop or trace it first (rule 23).",
        ),
        "not_shipped_return": Text(
            "货还没发出，不需要退回：请与买家改为仅退款。",
            "Nothing was shipped, so nothing can come back: make it a refund only.",
        ),
        "stock": Text(
            "换货商品 {sku} 库存不足、未登记或不支持换货：请与买家商量换其他规格或退款。",
            "{sku} is short, unknown or never exchanged: offer another one or a refund.",
        ),
        "amount": Text(
            "金额 {amount} 元超出客服权限 {limit} 元：请主管审批。",
            "CNY {amount} is above the agent's limit of {limit}: the supervisor signs.",
        ),
        "too_much": Text(
            "申请金额 {amount} 元超过买家实付 {paid} 元：请核对金额。",
            "CNY {amount} is asked for, {paid} was paid: check the amount.",
        ),
    }
)
"""Ground of a verdict → its words; `{names}` in them come from its facts."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Advice on one case: `verdict` is a key of the choice list of that name.

    `refs` are the policy rows it rests on, the deciding one first; `ground` names the rule that
    decided, `facts` what it looked at.
    """

    verdict: str
    ground: str
    refs: tuple[str, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def words(self) -> Text:
        """Return the ground and what to do, in one sentence."""
        return Text(self.said("zh-CN"), self.said("en"))

    def said(self, language: Language) -> str:
        """Return the same in one language, for the many rows of a book."""
        facts = {name: _spelled(fact).to(language) for name, fact in self.facts.items()}
        return WORDS[self.ground].to(language).format(**facts)


def _spelled(fact: object) -> Text:
    if isinstance(fact, Text):
        return fact
    words = str(fact)[:16] if isinstance(fact, datetime) else str(fact)
    return Text(words, words)
