"""Every case and slip with what comes next: what the plan, the board and the mail stand on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sheetops.records.desk import Records
from sheetops.records.states import FINAL_STATES
from sheetops.records.table import Record
from sheetops.rules.deadlines.deadlines import Deadlines, reckon
from sheetops.rules.deadlines.derivations import Deadline
from sheetops.rules.deadlines.next_steps import NextStep, next_step
from sheetops.rules.policy.facts import time_in
from sheetops.rules.policy.rulebook import Rulebook, slips_by_case
from sheetops.rules.writes import keyed_rows

OVER = ("closed", "void")
"""Slip states in which nothing is due any more."""

_GOODS_STATES = ("in_transit", "received", "await_refund")


@dataclass(frozen=True, slots=True)
class Outlook:
    """One case, its slip where it has one, its deadlines and its next step."""

    case: Record
    slip: Record | None
    times: Deadlines
    step: NextStep


def outlooks(records: Records, book: Rulebook, now: datetime) -> Iterator[Outlook]:
    """Yield every open case that its key finds, in the order of the sheet."""
    slips = slips_by_case(records["slips"])
    for case in keyed_rows(records["applications"]):
        if case["status"] not in FINAL_STATES:
            times = reckon(case, slips.get(case.text("case_id")), book)
            yield Outlook(case, times.slip, times, next_step(times, now))


def closed_cases(records: Records) -> Iterator[Record]:
    """Yield every closed case that its key finds."""
    cases = keyed_rows(records["applications"])
    return (case for case in cases if case["status"] in FINAL_STATES)


def open_inspections(records: Records, book: Rulebook) -> Iterator[tuple[Record, Record, Deadline]]:
    """Yield (case, slip, deadline) where the case is closed and its goods still wait.

    A refund by the platform before inspection (T22) closes the case, not the duty to inspect.
    """
    cases = records["applications"]
    for slip in keyed_rows(records["slips"]):
        case = cases.find(slip.text("case_id"))
        if case is None or case["status"] not in FINAL_STATES or not _waits(slip):
            continue
        due = reckon(case, slip, book).inspect_due
        if due is not None:
            yield case, slip, due


def refund_due(times: Deadlines) -> Deadline | None:
    """Return the refund deadline of a return slip once its goods are here; else None.

    The platform's clock counts as long as it is the one for confirming the receipt.
    """
    slip = times.slip
    if slip is None or slip["slip_type"] == "exchange" or time_in(slip, "received_at") is None:
        return None
    found = times.refund_due
    if found is None or times.case["status"] not in _GOODS_STATES:
        return found
    return times.nearest(found)


def _waits(slip: Record) -> bool:
    received, inspected = time_in(slip, "received_at"), time_in(slip, "inspected_at")
    return slip["slip_status"] not in OVER and received is not None and inspected is None
