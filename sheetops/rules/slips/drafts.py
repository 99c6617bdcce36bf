"""Which approved cases can have a slip now, and why the others cannot yet."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from sheetops.records.catalogue_slips import EXCHANGE_SHORT, RETURN_ADDRESS_MISSING, SLIP_WITHHELD
from sheetops.records.desk import Records
from sheetops.records.problems import Place, Problem, Severity
from sheetops.records.settings import ReturnAddress
from sheetops.records.table import Record
from sheetops.records.text import Text
from sheetops.rules.slips.replies import Speaker
from sheetops.rules.slips.shortages import shortage
from sheetops.rules.slips.states import OPEN, slip_status
from sheetops.rules.slips.stock import Stock, count

KIND_OF_DECISION = {"approve_return": "return", "approve_exchange": "exchange"}
"""Decision → slip type."""

AWAITING = ("await_return", "in_transit")
"""Case states in which goods are to come; a buyer may have sent them before the slip was made."""

NEEDED = ("order_no", "sku_code", "reviewed_at", "freight_bearer", "owner")
"""Columns without which nothing sensible can be printed."""

LATER = (
    "notified_at", "script_id", "closed_at", "refund_amount", "refund_scope", "responsible",
    "linked_case", "remark", "receiver_name", "receiver_phone", "receiver_addr",
)  # fmt: skip
"""Columns that are filled after the slip, so that an error there does not hold it back."""

_LAST = datetime(9999, 12, 31)  # noqa: DTZ001 - shop time is naive
"""After every time that a workbook can hold."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A slip that can be made."""

    case: Record
    slip_type: str
    pieces: int

    @property
    def x_sku(self) -> str | None:
        """Return the replacement's SKU code; None for a return."""
        return self.case.text("exchange_sku") if self.slip_type == "exchange" else None


def drafts(
    speaker: Speaker, stock: Stock, problems: Sequence[Problem]
) -> Iterator[Draft | Problem]:
    """Yield a draft, or the reason why there is none, for each approved case without an open slip.

    First applied, first served: `stock` is reserved as drafts are made. `problems` are those of the
    checks; an error in a row holds its slip back, unless it stands in a column filled later.
    """
    records = speaker.records
    candidates = _candidates(records)
    address = _address_problem(speaker.settings.return_address)
    if candidates and address is not None:  # a new shop is told only once a slip is wanted
        yield address
        return
    errors = _blocking(problems)
    for case in candidates:
        reasons = _reasons(case, records, errors)
        kind, pieces = KIND_OF_DECISION[case.text("decision")], count(case["qty"], 1)
        if reasons:
            words = Text("；".join(r.zh for r in reasons), "; ".join(r.en for r in reasons))
            yield Problem(SLIP_WITHHELD, case.place(), {"reasons": words}, "applications")
        elif kind == "exchange" and stock.free(case.text("exchange_sku")) < pieces:
            yield shortage(case, pieces, stock, speaker)
        else:
            if kind == "exchange":
                stock.reserve(case.text("exchange_sku"), pieces)
            yield Draft(case, kind, pieces)


def _candidates(records: Records) -> list[Record]:
    cases = records["applications"]
    decisions, states = cases.column("decision"), cases.column("status")
    busy = {
        slip["case_id"]
        for slip in records["slips"]
        if slip_status(slip, cases.find(slip.text("case_id"))) in OPEN
    }
    found: dict[str, Record] = {}
    for index, (decision, state) in enumerate(zip(decisions, states, strict=True)):
        if decision not in KIND_OF_DECISION or state not in AWAITING:
            continue
        case = cases[index]
        number = case["case_id"]  # a row without one waits for complete_rows to give it
        if isinstance(number, str) and number not in busy:
            found.setdefault(number, case)
    return sorted(found.values(), key=_applied)


def _applied(case: Record) -> tuple[datetime, str]:
    applied = case["applied_at"]
    return (applied if isinstance(applied, datetime) else _LAST, case.text("case_id"))


def _blocking(problems: Sequence[Problem]) -> Mapping[str, list[Problem]]:
    own = (SLIP_WITHHELD.code, EXCHANGE_SHORT.code)
    found: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        if (
            problem.severity is Severity.ERROR
            and problem.sheet_key == "applications"
            and problem.place.key is not None
            and problem.column_key not in LATER
            and problem.code not in own
        ):
            found[problem.place.key].append(problem)
    return MappingProxyType(found)


def _reasons(
    case: Record, records: Records, errors: Mapping[str, list[Problem]]
) -> tuple[Text, ...]:
    needed = (*NEEDED, "exchange_sku") if case["decision"] == "approve_exchange" else NEEDED
    columns = records["applications"].sheet.by_key
    empty = {key: columns[key].title for key in needed if case[key] is None}
    found = errors.get(case.text("case_id"), [])
    return (
        *(Text(f"“{title.zh}”未填", f'"{title.en}" is empty') for title in empty.values()),
        *dict.fromkeys(p.kind.title for p in found if p.column_key not in empty),
        *([_BARRED] if _is_barred(case, records) else []),
    )


_BARRED = Text(
    "“换货商品编码”不在库存表中，或不支持换货",
    "the wanted SKU is not in Inventory, or is never given in exchange",
)


def _is_barred(case: Record, records: Records) -> bool:
    if case["decision"] != "approve_exchange" or case["exchange_sku"] is None:
        return False
    row = records["inventory"].find(case.text("exchange_sku"))
    return row is None or row["no_exchange"] is True


def _address_problem(address: ReturnAddress) -> Problem | None:
    parts = {
        "name": (address.name, Text("收件人 name", "name")),
        "phone": (address.phone, Text("电话 phone", "phone")),
        "address": (address.address, Text("地址 address", "address")),
    }
    missing = [words for value, words in parts.values() if not value.strip()]
    if not missing:
        return None
    words = Text("、".join(m.zh for m in missing), ", ".join(m.en for m in missing))
    return Problem(RETURN_ADDRESS_MISSING, Place("sheetops.toml"), {"missing": words})
