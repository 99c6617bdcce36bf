"""Slips and parcels: each slip has its case, each parcel its number, each return its address."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from sheetops.records.catalogue import slips as kinds
from sheetops.records.problems import Problem
from sheetops.records.showing import listed
from sheetops.records.spelling import folded
from sheetops.records.table import Table
from sheetops.records.text import Text
from sheetops.rules.checks.audit import Audit, finding, show
from sheetops.rules.checks.column_checks import Check
from sheetops.rules.checks.typed import flags, words

_PHONE = re.compile(r"1[3-9]\d{9}")
_APPROVED = {"approve_return": "return", "approve_exchange": "exchange"}
_UNDECIDED_BUT_SENT = (None, "platform", "supervisor")
"""Decisions under which a slip may stand: the platform agreed by itself, or took over later."""
_NUMBERS = (("carrier", "tracking_no"), ("x_carrier", "x_tracking_no"))
_OPEN = ("issued", "in_transit", "received", "inspected")


def _cases(audit: Audit) -> Iterator[Problem]:
    """V02: a slip's case exists and was decided so."""
    table = audit.records["slips"]
    statuses = words(table, "slip_status")
    for index, slip in enumerate(table):
        if statuses[index] == "void" or slip["case_id"] is None:
            continue
        case = audit.case_of(slip)
        if case is None:
            yield finding(kinds.SLIP_WITHOUT_CASE, table, index, "case_id")
            continue
        decision = case["decision"]
        wanted = _APPROVED.get(str(decision))
        if wanted is None and decision not in _UNDECIDED_BUT_SENT and statuses[index] == "issued":
            value = show(case.table, case.index, "decision")
            yield finding(kinds.SLIP_UNDECIDED, table, index, "case_id", value=value)
        elif wanted is not None and slip["slip_type"] not in (None, wanted):
            words_of = show(case.table, case.index, "decision")
            yield finding(kinds.SLIP_TYPE_CONFLICT, table, index, "slip_type", wanted=words_of)


def _doubles(audit: Audit) -> Iterator[Problem]:
    """V02: a case has one open slip."""
    table = audit.records["slips"]
    statuses, numbers = words(table, "slip_status"), words(table, "slip_no")
    for case, indexes in audit.slip_rows.items():
        open_ones = [index for index in indexes if statuses[index] in _OPEN]
        if len(open_ones) > 1:
            named = _listed(numbers[index] for index in open_ones)
            for index in open_ones:
                yield finding(
                    kinds.TWO_OPEN_SLIPS, table, index, "case_id", value=case, wanted=named
                )


def _listed(numbers: Iterable[str | None]) -> Text:
    return listed([Text(number, number) for number in (n or "–" for n in numbers)])


def _forms(audit: Audit) -> Iterator[Problem]:
    """A number fits its courier. Forms overlap and change: a misfit is worth a look only."""
    table, couriers = audit.records["slips"], audit.records["couriers"]
    patterns = zip(couriers.column("code"), words(couriers, "number_pattern"), strict=True)
    forms = {code: _compiled(pattern) for code, pattern in patterns if pattern}
    for carrier_key, number_key in _NUMBERS:
        pairs = zip(table.column(carrier_key), words(table, number_key), strict=True)
        for index, (carrier, number) in enumerate(pairs):
            if number is None:
                continue
            form = forms.get(carrier)
            if _PHONE.fullmatch(number):
                yield finding(kinds.TRACKING_IS_PHONE, table, index, number_key)
            elif form is not None and not form.fullmatch(number):
                name = _courier_name(audit, table, index, carrier_key)
                yield finding(kinds.TRACKING_FORM, table, index, number_key, carrier=name)


def _compiled(pattern: str) -> re.Pattern[str] | None:
    try:
        return re.compile(pattern)
    except re.error:
        return None


def _courier_name(audit: Audit, table: Table, index: int, column: str) -> str:
    code = table[index].text(column)
    row = audit.records["couriers"].find(code)
    return row.text("name") if row else code


def _untrackable(audit: Audit) -> Iterator[Problem]:
    """A parcel can be tracked (process 3.2.3)."""
    couriers, table = audit.records["couriers"], audit.records["slips"]
    codes = zip(couriers.column("code"), flags(couriers, "trackable"), strict=True)
    untrackable = {code for code, trackable in codes if trackable is False}
    for index, carrier in enumerate(table.column("carrier") if untrackable else ()):
        if carrier in untrackable:
            name = _courier_name(audit, table, index, "carrier")
            yield finding(kinds.COURIER_UNTRACKABLE, table, index, "carrier", value=name)


def _twice(audit: Audit) -> Iterator[Problem]:
    """V16: a tracking number stands on one open slip."""
    table = audit.records["slips"]
    statuses, numbers = words(table, "slip_status"), words(table, "slip_no")
    places: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for _, column in _NUMBERS:
        for index, number in enumerate(words(table, column)):
            if number is not None and statuses[index] != "void":
                places[number].append((index, column))
    for found in places.values():
        open_ones = [place for place in found if statuses[place[0]] in _OPEN]
        if len(found) < 2 or not open_ones:
            continue
        for index, column in found:
            others = [numbers[i] for i, other in found if (i, other) != (index, column)]
            named = _listed(dict.fromkeys(others))
            yield finding(kinds.TRACKING_TWICE, table, index, column, wanted=named)


def _addresses(audit: Audit) -> Iterator[Problem]:
    """V21: goods go back to the default address unless the buyer agreed to another (rule 41)."""
    default = folded(audit.settings.return_address.address)
    table = audit.records["slips"]
    rows = zip(
        words(table, "ship_to_addr"),
        flags(table, "addr_consent"),
        words(table, "slip_status"),
        strict=True,
    )
    for index, (address, consent, status) in enumerate(rows if default else ()):
        if address and not consent and status == "issued" and folded(address) != default:
            yield finding(kinds.ADDRESS_NOT_DEFAULT, table, index, "ship_to_addr")


CHECKS: tuple[Check, ...] = (_cases, _doubles, _forms, _untrackable, _twice, _addresses)
"""The checks of this module."""
