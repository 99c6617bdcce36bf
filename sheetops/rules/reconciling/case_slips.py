"""A case with its slips: what the reconciliation asks of both together."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sheetops.records.desk import Records
from sheetops.records.states import FINAL_STATES
from sheetops.records.table import Record
from sheetops.rules.policy.facts import amount_in, time_in

REFUNDED = ("refunded", "partially_refunded")


@dataclass(frozen=True, slots=True)
class CaseSlips:
    """One application and its slips that are not void."""

    case: Record
    slips: Sequence[Record]

    @property
    def is_refunded(self) -> bool:
        """Whether the record says that the buyer has the money."""
        paid = any(time_in(slip, "refunded_at") is not None for slip in self.slips)
        return paid or self.case.text("status") in REFUNDED

    @property
    def is_final(self) -> bool:
        """Whether the case is closed in the record."""
        return self.case.text("status") in FINAL_STATES

    @property
    def refunded_at(self) -> datetime | None:
        """Return when the money went out, as far as the record knows."""
        times = [at for slip in self.slips if (at := time_in(slip, "refunded_at")) is not None]
        return min(times, default=None) or time_in(self.case, "closed_at")

    @property
    def refund(self) -> Decimal | None:
        """Return what was refunded: the case's own figure, else the sum of its slips'."""
        own = amount_in(self.case, "refund_amount")
        if own is not None:
            return own
        amounts = [a for slip in self.slips if (a := amount_in(slip, "refund_amount")) is not None]
        return sum(amounts, Decimal()) if amounts else None

    @property
    def shipments(self) -> Sequence[Record]:
        """Return the slips whose replacement has left."""
        return [
            slip
            for slip in self.slips
            if slip["x_shipped_at"] is not None or slip["x_tracking_no"] is not None
        ]


def cases_with_slips(records: Records) -> Iterator[CaseSlips]:
    """Yield every application with its slips."""
    slips = slips_by_case(records)
    for case in records["applications"]:
        yield CaseSlips(case, slips.get(case.text("case_id"), ()) if case["case_id"] else ())


def slips_by_case(records: Records) -> Mapping[str, Sequence[Record]]:
    """Return case number → its slips that are not void, in the order of the register."""
    found: defaultdict[str, list[Record]] = defaultdict(list)
    for slip in records["slips"]:
        if slip["slip_status"] != "void" and slip["case_id"] is not None:
            found[slip.text("case_id")].append(slip)
    return found
