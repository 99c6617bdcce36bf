"""Inspection and stock: goods are seen before money moves, and promised only where they are."""

from collections.abc import Iterator

from sheetops.records.catalogue import slips as kinds
from sheetops.records.problems import Problem
from sheetops.records.showing import plain
from sheetops.records.text import Text
from sheetops.rules.checks.audit import Audit, finding, show
from sheetops.rules.checks.column_checks import Check
from sheetops.rules.checks.typed import counts, moments, words
from sheetops.rules.slips.stock import stock_of

_GOOD = ("A", "B", "F", "Q")
"""Grades with which a return passes: intact, damaged in transit (rule 11), defect confirmed."""
_NOT_AS_NEW = ("B", "C", "D", "E", "F", "Q")
_BLANK = Text("空白", "blank")


def _order(audit: Audit) -> Iterator[Problem]:
    """V10: received, then inspected, then refunded, unless the platform refunded first."""
    table = audit.records["slips"]
    rows = zip(
        moments(table, "received_at"),
        moments(table, "inspected_at"),
        moments(table, "refunded_at"),
        words(table, "slip_type"),
        strict=True,
    )
    for index, (received, inspected, refunded, slip_type) in enumerate(rows):
        if inspected and (received is None or inspected < received.replace(second=0)):
            value = plain(received) if received else _BLANK
            yield finding(
                kinds.INSPECTED_UNRECEIVED,
                table,
                index,
                "inspected_at",
                value=value,
                inspected=plain(inspected),
            )
        unseen = inspected is None or (refunded is not None and refunded < inspected)
        if refunded and slip_type == "return" and unseen and not _by_platform(audit, index):
            yield finding(kinds.REFUNDED_UNINSPECTED, table, index, "refunded_at")


def _by_platform(audit: Audit, index: int) -> bool:
    case = audit.case_of(audit.records["slips"][index])
    return case is not None and (case["fast_refund"] is True or case["sys_auto"] is True)


def _received_goods(audit: Audit) -> Iterator[Problem]:
    """V12: another item than the one applied for is grade E; and as many came as applied for."""
    table = audit.records["slips"]
    rows = zip(
        table.column("received_sku"),
        words(table, "grade"),
        counts(table, "received_qty"),
        strict=True,
    )
    for index, (sku, grade, quantity) in enumerate(rows):
        if sku is None and quantity is None:
            continue
        case = audit.case_of(table[index])
        if case is None:
            continue
        if sku is not None and sku != case["sku_code"] and grade not in (None, "E"):
            wanted = show(case.table, case.index, "sku_code")
            yield finding(kinds.WRONG_ITEM_GRADE, table, index, "received_sku", wanted=wanted)
        if quantity is not None and case["qty"] not in (None, quantity):
            wanted = show(case.table, case.index, "qty")
            yield finding(kinds.QUANTITY_DIFFERS, table, index, "received_qty", wanted=wanted)


def _grades(audit: Audit) -> Iterator[Problem]:
    """Grade, result and stock agree (七日办法 8, 9; goods not as new are labelled, 25)."""
    table = audit.records["slips"]
    rows = zip(
        words(table, "grade"),
        words(table, "inspect_result"),
        words(table, "stock_return"),
        strict=True,
    )
    for index, (grade, result, stock) in enumerate(rows):
        if grade is None:
            continue
        value = show(table, index, "grade")
        if result is not None and _contradicts(audit, index, grade, result):
            wanted = show(table, index, "inspect_result")
            yield finding(
                kinds.GRADE_RESULT_CONFLICT, table, index, "grade", value=value, wanted=wanted
            )
        if stock == "sellable" and grade in _NOT_AS_NEW:
            wanted = show(table, index, "stock_return")
            yield finding(
                kinds.RESTOCK_CONFLICT, table, index, "stock_return", value=value, wanted=wanted
            )


def _contradicts(audit: Audit, index: int, grade: str, result: str) -> bool:
    """Used goods fail a no-reason return only; a quality claim does not depend on the wear."""
    if result == "fail":
        return grade in _GOOD
    if result == "pass" and grade == "C":
        case = audit.case_of(audit.records["slips"][index])
        return case is not None and audit.reason_class(case["reason_code"]) == "no_reason"
    return result == "pass" and grade == "E"


def _four_eyes(audit: Audit) -> Iterator[Problem]:
    """Who issued the slip does not inspect the goods."""
    table = audit.records["slips"]
    pairs = zip(table.column("inspector"), table.column("issued_by"), strict=True)
    for index, (inspector, issuer) in enumerate(pairs):
        if inspector is not None and inspector == issuer:
            yield finding(kinds.INSPECTOR_IS_ISSUER, table, index, "inspector")


def _reserved(audit: Audit) -> Iterator[Problem]:
    """V11: open exchanges promise no more than there is."""
    stock, table = stock_of(audit.records), audit.records["inventory"]
    on_hand = counts(table, "on_hand")
    for index, sku in enumerate(words(table, "sku_code")):
        held = on_hand[index]
        promised = stock.reserved[sku] if sku else 0
        if held is not None and promised > held:
            yield finding(
                kinds.EXCHANGE_SHORT,
                table,
                index,
                "on_hand",
                value=str(sku),
                wanted=str(held),
                sum=str(promised),
            )


def _wanted(audit: Audit) -> Iterator[Problem]:
    """V11: what a buyer wants instead is there, as long as nothing has been decided."""
    table = audit.records["applications"]
    stock = stock_of(audit.records)
    rows = zip(
        words(table, "exchange_sku"), words(table, "status"), counts(table, "qty"), strict=True
    )
    for index, (sku, status, quantity) in enumerate(rows):
        if sku is None or sku not in stock.rows or status not in ("pending_review", None):
            continue
        if stock.free(sku) < (quantity or 1):
            free = str(stock.free(sku))
            yield finding(kinds.EXCHANGE_WANTED_SHORT, table, index, "exchange_sku", wanted=free)


CHECKS: tuple[Check, ...] = (_order, _received_goods, _grades, _four_eyes, _reserved, _wanted)
"""The checks of this module."""
