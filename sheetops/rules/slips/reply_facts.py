"""What can stand in a reply's placeholders: the shop's, the case's and the slip's own words."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from sheetops.records.choices import CHOICES
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.settings import Settings
from sheetops.records.table import Record
from sheetops.records.text import Language, Text
from sheetops.rules.slips.words import FREIGHT, moment_words

_FRIEND = Text("亲", "dear customer")

_FREIGHT = {
    **FREIGHT,
    "buyer": Text("由您承担", "paid by you"),
    "seller": Text("由我们承担", "paid by us"),
}
"""Freight bearer → the words to the buyer."""

PLACEHOLDERS = (
    "order_id", "ticket_id", "RMA", "slip_no", "status", "item_summary", "exchange_item",
    "total_amount", "refund_amount", "created_at", "user_name_masked", "shop_name",
    "return_name", "return_phone", "return_address", "return_postcode", "return_due",
    "pickup_at", "freight", "carrier", "tracking_no", "reject_reason", "reject_text",
    "alternative", "alternatives", "policy_ref", "no_reason_days", "quality_days",
    "review_hours", "evidence_hours", "inspect_hours", "refund_sla_days", "reship_hours",
    "deduction", "deduction_note", "notice", "reason",
)  # fmt: skip
"""Every name that can be filled; one whose fact is not known yet stays visible for the agent."""

LAW_DAYS = 7
"""消法 art. 25: no-reason returns within seven days of receipt; no row may give less."""


def facts_of(
    case: Record,
    slip: Mapping[str, Value],
    records: Records,
    settings: Settings,
    language: Language,
) -> dict[str, str]:
    """Return what is known about a case and its slip (`{}` for none), by placeholder name."""
    sources = (
        _shop_facts(settings, language),
        _window_facts(records),
        _case_facts(case, records, language),
        _slip_facts(slip, records, language),
    )
    return {name: words for source in sources for name, words in source.items() if words}


def shop_facts(records: Records, settings: Settings, language: Language) -> dict[str, str]:
    """Return what is known without any case, by placeholder name."""
    found = _shop_facts(settings, language) | _window_facts(records)
    return {name: words for name, words in found.items() if words}


def _shop_facts(settings: Settings, language: Language) -> dict[str, str]:
    address, limits = settings.return_address, settings.limits
    return {
        "shop_name": settings.name,
        "user_name_masked": _FRIEND.to(language),
        "return_name": address.name,
        "return_phone": address.phone,
        "return_address": address.address,
        "return_postcode": address.postcode,
        "review_hours": str(limits.review_hours),
        "evidence_hours": str(limits.evidence_hours),
        "inspect_hours": str(limits.inspect_hours),
        "refund_sla_days": str(limits.refund_days),
        "reship_hours": str(limits.reship_hours),
    }


def _window_facts(records: Records) -> dict[str, str]:
    """Return the days of the widest window in force for no-reason and for quality claims."""
    days = {"no_reason": LAW_DAYS, "quality": LAW_DAYS}
    for row in records["policy"]:
        window, classes = row["window_days"], row["reason_class"]
        if row["status"] == "active" and isinstance(window, int) and isinstance(classes, tuple):
            days.update({k: max(days[k], window) for k in days if k in classes})
    return {f"{kind}_days": str(count) for kind, count in days.items()}


def _case_facts(case: Record, records: Records, language: Language) -> dict[str, str]:
    inventory = records["inventory"]
    reason = records["reasons"].find(case.text("reason_code"))
    return {
        "order_id": case.text("order_no"),
        "ticket_id": case.text("case_id"),
        "shop_name": case.text("shop"),
        "status": choice_words("status", case["status"], language),
        "item_summary": item_words(case, language),
        "exchange_item": stock_words(inventory.find(case.text("exchange_sku")), language),
        "total_amount": _money(case["order_paid"]),
        "refund_amount": _money(case["refund_amount"] or case["approved_amount"]),
        "created_at": moment_of(case["applied_at"], language),
        "pickup_at": moment_of(case["pickup_at"], language),
        "freight": choice_of(_FREIGHT, case["freight_bearer"], language),
        "reject_reason": choice_words("reject_reason", case["reject_reason"], language),
        "reject_text": case.text("reject_text"),
        "alternative": choice_words("alternative", case["alternative"], language),
        "reason": case.text("reason_text") or (reason.text("name") if reason else ""),
        "policy_ref": case.text("policy_refs").split(";")[0],
    }


def _slip_facts(slip: Mapping[str, Value], records: Records, language: Language) -> dict[str, str]:
    if not slip:
        return {}
    out = slip.get("x_shipped_at") is not None
    courier = records["couriers"].find(str(slip.get("x_carrier" if out else "carrier")))
    number = slip.get("x_tracking_no" if out else "tracking_no")
    return {
        "RMA": str(slip["slip_no"]),
        "slip_no": str(slip["slip_no"]),
        "return_due": moment_of(slip.get("return_due"), language),
        "carrier": courier.text("name") if courier else "",
        "tracking_no": str(number) if number else "",
        "deduction": _money(slip.get("deduction")),
        "deduction_note": str(slip.get("deduction_note") or "") or _finding(slip, language),
        "refund_amount": _money(slip.get("refund_amount")),
    }


def _finding(slip: Mapping[str, Value], language: Language) -> str:
    """Return the words of the inspection's grade, without its letter."""
    return choice_words("grade", slip.get("grade"), language)[2:]


def item_words(case: Record, language: Language) -> str:
    """Return the case's item as people say it: title, make-up and quantity."""
    title = case.text("item_title") or case.text("sku_code")
    times = "×" if language == "zh-CN" else " × "
    return f"{_with_props(title, case.text('sku_props'), language)}{times}{case['qty'] or 1}"


def stock_words(row: Record | None, language: Language) -> str:
    """Return an inventory row as people say it; empty for None."""
    if row is None:
        return ""
    title = row.text("item_title") or row.text("sku_code")
    return _with_props(title, row.text("sku_props"), language)


def choice_of(words: Mapping[str, Text], key: Value, language: Language) -> str:
    """Return the words of a key; empty where there is none."""
    return words[key].to(language) if isinstance(key, str) and key in words else ""


def choice_words(name: str, key: Value, language: Language) -> str:
    """Return the words of a choice of the list `name`; empty where none was made."""
    return next((c.text.to(language) for c in CHOICES[name] if c.key == key), "")


def _with_props(title: str, props: str, language: Language) -> str:
    if not props:
        return title
    return f"{title}（{props}）" if language == "zh-CN" else f"{title} ({props})"


def _money(value: Value) -> str:
    return f"{value:.2f}" if isinstance(value, Decimal | int) and value is not None else ""


def moment_of(value: Value, language: Language) -> str:
    """Return an instant in words; empty where none stands."""
    return moment_words(value, language) if isinstance(value, datetime) else ""
