"""Every mistake that the demo shop's people make, each once."""

from sheetops.adapters.demo.case_faults import CASE_FAULTS
from sheetops.adapters.demo.desk import Desk, Fault
from sheetops.adapters.demo.other_faults import OTHER_FAULTS

FAULTS: tuple[Fault, ...] = (*OTHER_FAULTS, *CASE_FAULTS)


def spoil(desk: Desk) -> None:
    """Make every mistake once."""
    for fault in FAULTS:
        fault(desk)
