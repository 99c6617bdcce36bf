"""Turns the lives of the demo shop into rows of the slip register."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from random import Random

from sheetops.adapters.demo import outcomes
from sheetops.adapters.demo.lives import Life
from sheetops.adapters.demo.rows import CLOSED_BY, DEDUCTION, MINUTE, Cells
from sheetops.records.settings import Settings
from sheetops.records.text import Language
from sheetops.rules.slips.numbering import SlipKind, SlipNumber
from sheetops.rules.slips.words import notes

_CLASSES = {
    **dict.fromkeys(("R04", "R05", "R06"), "mismatch"),
    **dict.fromkeys(("R07", "R08", "R09"), "quality"),
    **dict.fromkeys(("R11", "R12", "R13", "R15"), "seller_fault"),
}
"""Reason → class, where it is not a mere wish."""


def slips(
    lives: Sequence[Life], cases: Sequence[Cells], rng: Random, now: datetime, settings: Settings
) -> list[Cells]:
    """Return the register's rows for every case that had time to get its slip."""
    rows: list[Cells] = []
    serials: dict[str, int] = {}
    waiting = [
        (life, case) for life, case in zip(lives, cases, strict=True) if _has_slip(life, now)
    ]
    for life, case in sorted(waiting, key=lambda pair: pair[0].times["reviewed"]):
        issued = life.times["reviewed"] + 2 * MINUTE
        serials[f"{issued:%Y%m%d}"] = serial = serials.get(f"{issued:%Y%m%d}", 0) + 1
        kind: SlipKind = "HH" if life.story.case_type == "exchange" else "TH"
        rows.append(_slip(life, case, str(SlipNumber(kind, issued.date(), serial)), rng, settings))
    return rows


_RUNS = timedelta(hours=18)
"""The last run was in the afternoon of the day before."""


def _has_slip(life: Life, now: datetime) -> bool:
    """What was approved since the last run waits for the next run to give it its slip."""
    reviewed = life.at("reviewed")
    if reviewed is None or life.story.decision not in ("approve_return", "approve_exchange"):
        return False
    return life.status != "await_return" or reviewed < now - _RUNS


def _slip(life: Life, case: Cells, number: str, rng: Random, settings: Settings) -> Cells:
    issued = life.times["reviewed"] + 2 * MINUTE
    exchange = number.startswith("HH")
    language, address = settings.language, settings.return_address
    due = datetime.combine(issued.date() + timedelta(days=7), time(23, 59, 59))
    said = notes(
        "exchange" if exchange else "return", "self", _CLASSES.get(life.reason, "no_reason"),
        None, settings.limits,
    )  # fmt: skip
    row: Cells = {
        "slip_no": number,
        "slip_status": _slip_status(life),
        "slip_type": "exchange" if exchange else "return",
        "case_id": life.case_id,
        "items": f"{life.sku}×1",
        "return_due": due,
        "issued_at": issued,
        "issued_by": life.owner,
        "return_mode": "self",
        "ship_to_name": address.name,
        "ship_to_phone": address.phone,
        "ship_to_addr": address.address,
        "ship_to_zip": address.postcode,
        "notes": "\n".join(line.to(language) for line in said),
        "sent_to_buyer_at": issued + rng.randint(1, 20) * MINUTE,
    }
    if exchange:
        row |= {"x_sku": case.get("exchange_sku"), "x_qty": 1}
    _travel(row, life, rng)
    _inspect(row, life, rng, language)
    return row


def _slip_status(life: Life) -> str:
    if life.status in ("withdrawn", "closed_timeout", "converted"):
        return "void"
    if life.status in CLOSED_BY:
        return "closed"
    steps = (("inspected", "inspected"), ("received", "received"), ("sent_back", "in_transit"))
    return next((status for event, status in steps if life.has(event)), "issued")


def _travel(row: Cells, life: Life, rng: Random) -> None:
    sent = life.at("sent_back")
    if sent is None:
        return
    courier, number = tracking(rng)
    row |= {"buyer_shipped_at": sent, "carrier": courier, "tracking_no": number}
    received = life.at("received")
    if received is not None:
        row |= {"received_at": received, "received_qty": 1}
        row["inspect_due"] = received + timedelta(hours=48)
        if row["slip_type"] == "return":
            row["refund_due"] = received + timedelta(days=7)


_NUMBERS = (
    ("ZTO", "78", 12),
    ("YTO", "YT", 13),
    ("SF", "SF", 13),
    ("YUNDA", "46", 13),
    ("JT", "JT", 13),
    ("STO", "77", 13),
)
"""Courier, how its numbers begin, and how many digits they have."""


def tracking(rng: Random) -> tuple[str, str]:
    """Return a courier and a number that fits it."""
    courier, prefix, digits = rng.choice(_NUMBERS)
    letters = len(prefix) if prefix.isdigit() else 0
    return courier, prefix + "".join(rng.choice("0123456789") for _ in range(digits - letters))


def _inspect(row: Cells, life: Life, rng: Random, language: Language) -> None:
    inspected = life.at("inspected")
    if inspected is None:
        return
    grade = life.story.grade
    row |= {
        "inspected_at": inspected,
        "inspector": rng.choice(("KF020", "KF021")),
        "grade": grade,
        "inspect_result": {"C": "fail", "D": "partial", "E": "fail"}.get(grade, "pass"),
        "stock_return": {"A": "sellable", "C": "none"}.get(grade, "defective"),
        "check_items": outcomes.CHECKS.to(language),
    }
    if grade in ("C", "D"):
        row["inspect_photos"] = f"evidence/in/{row['slip_no']}.jpg"
        row["deduction_note"] = outcomes.INSPECTION_NOTES[grade].to(language)
    if grade == "D":
        row["deduction"] = DEDUCTION
    _finish(row, life, rng)


def _finish(row: Cells, life: Life, rng: Random) -> None:
    refunded, shipped = life.at("refunded"), life.at("reshipped")
    if refunded is not None:
        part = life.status == "partially_refunded"
        row |= {"refunded_at": refunded}
        row["refund_amount"] = life.asked - (DEDUCTION if part else 0)
    if shipped is not None:
        courier, number = tracking(rng)
        row |= {"x_carrier": courier, "x_tracking_no": number, "x_shipped_at": shipped}
        row["x_notified_at"] = shipped + 5 * MINUTE
