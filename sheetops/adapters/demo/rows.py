"""Turns the lives of the demo shop into rows: applications and feedback."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from sheetops.adapters.demo import outcomes, words
from sheetops.adapters.demo.lives import SENT_OUT, Life, order_times
from sheetops.adapters.workbook.build.values import Raw
from sheetops.records.columns import Value
from sheetops.records.settings import Settings
from sheetops.records.states import STATES
from sheetops.records.text import Language

Cells = dict[str, Value | Raw]
"""One row that is being made."""

MINUTE = timedelta(minutes=1)
DEDUCTION = Decimal("8.00")
"""What is kept back for a gift that did not come back."""
_LIMITS = {"KF008": Decimal(300)}
"""What an agent may refund alone, where it is not 500.00."""
_FINAL_GOODS = ("received", "inspect_failed", "await_refund", "await_reship", "reshipped")
CLOSED_BY = {
    "refunded": "refunded",
    "partially_refunded": "refunded",
    "exchanged": "confirmed",
    "closed_rejected": "closed",
    "withdrawn": "closed",
    "closed_timeout": "closed",
    "goods_sent_back": "closed",
    "converted": "closed",
}
"""Final state → the event whose time closed the case."""
_NO_PICTURE = ("R01", "R02", "R03", "R15", "R16", "R17", "R19")


def application(life: Life, rng: Random, settings: Settings, platform_words: str) -> Cells:
    """Return the row of a case as its agents and imports have filled it."""
    language = settings.language
    row: Cells = {
        "case_id": life.case_id,
        "status": life.status,
        "platform": settings.platform,
        "refund_no": life.refund_no,
        "order_no": life.order_no,
        "case_type": life.story.case_type,
        "goods_status": _goods(life),
        "applied_at": life.applied,
        "sku_code": life.sku,
        "order_paid": life.paid_amount,
        "reason_code": life.reason,
        "reason_detail": _detail(life, rng, language),
        "owner": life.owner,
        "freight_insured": life.insured,
        **order_times(life, rng),
        **_imported(life, rng, settings, platform_words),
    }
    if life.reason not in _NO_PICTURE:
        row["evidence"] = f"evidence/{life.case_id}/1.jpg"
    if life.story.case_type in SENT_OUT:
        row["receiver_addr"] = outcomes.BUYER_ADDRESS.to(language)
    if life.story.case_type == "exchange":
        row["exchange_sku"] = _wanted(life)
    if rng.random() < 0.12:
        row["remark"] = rng.choice(outcomes.REMARKS).to(language)
    _review(row, life, rng, language)
    _close(row, life)
    return row


def _detail(life: Life, rng: Random, language: Language) -> str:
    fitting = [
        text
        for stems, text in words.DETAILS[life.reason]
        if not stems or life.sku[:2] in stems.split()
    ]
    return rng.choice(fitting).to(language)


def _goods(life: Life) -> str:
    if life.status in _FINAL_GOODS or life.has("received"):
        return "seller_received"
    return "returned" if life.has("sent_back") else life.story.goods


def _imported(life: Life, rng: Random, settings: Settings, platform_words: str) -> Cells:
    stem = life.sku.rsplit("-", 1)[0]
    title = words.TITLES[stem] if stem in words.TITLES else words.TITLES["MG-CUSTOM-01"]
    exchange = life.story.case_type in SENT_OUT
    row: Cells = {
        "shop": settings.name,
        "sub_order_no": life.order_no,
        "phase": "onsale" if life.story.goods != "seller_received" else "aftersale",
        "buyer_nick": rng.choice(outcomes.NICKS),
        "item_title": title.to(settings.language),
        "sku_props": life.stock["sku_props"],
        "qty": 1,
        "apply_amount": life.asked,
        "reason_text": platform_words,
        "sys_auto": False,
        "fast_refund": False,
    }
    said = STATES[life.status].platform
    if said:
        row["platform_status"] = said[-1 if exchange and len(said) > 1 else 0]
    if life.status == "pending_review":
        hours = 48 if life.story.goods == "unshipped" else 120
        row["deadline_platform"] = life.applied + timedelta(hours=hours)
    return row


def _wanted(life: Life) -> str:
    """Most buyers want the next size; the one in stock is not always there."""
    stem, _, mark = life.sku.rpartition("-")
    sizes = {
        "S": "M",
        "M": "L",
        "L": "XL",
        "XL": "L",
        "39": "40",
        "40": "41",
        "41": "42",
        "42": "41",
    }
    return f"{stem}-{sizes[mark]}" if mark in sizes and life.reason != "R12" else life.sku


def _review(row: Cells, life: Life, rng: Random, language: Language) -> None:
    reviewed = life.at("reviewed")
    if reviewed is None:
        return
    row |= {"reviewed_at": reviewed, "decision": life.story.decision}
    row["notified_at"] = reviewed + rng.randint(1, 40) * MINUTE
    if life.story.decision == "refuse":
        reason, text, other, why = outcomes.REFUSALS[life.story.name]
        row |= {"reject_reason": reason, "reject_text": text.to(language), "alternative": other}
        if why is not None:
            row["override_reason"] = why.to(language)
        return
    if life.story.decision in ("approve_return", "approve_refund"):
        row["approved_amount"] = life.asked
        if life.asked > _LIMITS.get(life.owner, Decimal(500)):
            row["approver"] = "KF001"
    if life.story.decision in ("approve_return", "approve_exchange"):
        row |= {"freight_bearer": _bearer(life), "return_mode": "self"}


def _bearer(life: Life) -> str:
    if life.is_ours:
        return "seller"
    return "insurance" if life.insured else "buyer"


def _close(row: Cells, life: Life) -> None:
    if life.status == "in_dispute":
        row["cs_intervene"] = "已介入"
    if life.status not in CLOSED_BY:
        return
    row["closed_at"] = life.at(CLOSED_BY[life.status])
    row["responsible"] = "seller" if life.is_ours else "buyer"
    if life.reason in ("R16", "R17"):
        row["responsible"] = "carrier"
    if life.status == "refunded":
        row["refund_amount"] = life.asked
    if life.status == "partially_refunded":
        row["refund_amount"] = life.asked - DEDUCTION


def feedback(lives: Sequence[Life], rng: Random, now: datetime, language: Language) -> list[Cells]:
    """Return what buyers of closed cases said, in the order in which it came."""
    closed = [life for life in lives if life.status in ("refunded", "exchanged")]
    rows: list[Cells] = []
    for said in outcomes.FEEDBACK:
        life = next((life for life in closed if life.story.case_type in said.of), None)
        if life is not None:
            closed.remove(life)
            rows.append(_told(life, said, rng, now, language))
    rows.sort(key=lambda row: str(row["received_at"]))
    for number, row in enumerate(rows, 1):
        row["fb_id"] = f"FB{str(row['received_at'])[:10].replace('-', '')}-{number:02}"
    return rows


def _told(life: Life, said: outcomes.Said, rng: Random, now: datetime, language: Language) -> Cells:
    came = life.times[CLOSED_BY[life.status]] + timedelta(hours=rng.uniform(2, 50))
    came = min(came.replace(microsecond=0), now - 5 * MINUTE)
    row: Cells = {
        "received_at": came,
        "case_id": life.case_id,
        "channel": said.channel,
        "score": said.score,
        "tags": said.tags or None,
        "content": said.content.to(language),
        "agent_id": life.owner,
        "is_complaint": said.score == 1,
    }
    if said.score == 2:
        answered = min(came + timedelta(hours=3), now - 2 * MINUTE)
        row |= {"reply": outcomes.REPLY.to(language), "replied_at": answered}
    return row
