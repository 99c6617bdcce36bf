"""The record against the platform's refund export: money, state, and cases that one side lacks."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal

from sheetops.records.text import Text
from sheetops.rules.importing.export import Export, ExportRow
from sheetops.rules.importing.platform_words import fact_of
from sheetops.rules.policy.facts import amount_in, time_in
from sheetops.rules.reconciling import kinds
from sheetops.rules.reconciling.breaks import NOTHING, Break, both, money_words, status_words
from sheetops.rules.reconciling.case_slips import CaseSlips
from sheetops.rules.reconciling.kinds import BreakKind
from sheetops.rules.reconciling.slip_breaks import of_case

_PAID = frozenset({"success"})
_ENDED = frozenset({"success", "closed", "exchanged", "converted"})


def row_breaks(row: ExportRow, one: CaseSlips) -> Iterator[Break]:
    """Yield where a case and its row of the export, whose status is a known one, do not agree."""
    fact = fact_of(row.text("platform_status"))
    if fact in _PAID and one.case["status"] == "exchanged":
        pass  # the platform calls an exchange that went well a success too
    elif fact in _PAID and not one.is_refunded:
        yield _of_row(kinds.REFUNDED_THERE, row, one, amount=_money(row), since=_closed(row))
    elif fact not in _PAID and one.is_refunded:
        yield _of_row(kinds.REFUNDED_HERE, row, one, amount=one.refund, since=one.refunded_at)
    elif fact in _PAID:
        yield from _amount(row, one)
    elif fact == "closed" and not one.is_final:
        yield _of_row(kinds.CLOSED_THERE, row, one, since=_closed(row))
    elif fact not in _ENDED and one.is_final:
        yield _of_row(
            kinds.CLOSED_HERE,
            row,
            one,
            amount=amount_in(one.case, "apply_amount"),
            since=time_in(one.case, "closed_at"),
        )
    yield from _tracking(row, one)


def _of_row(kind: BreakKind, row: ExportRow, one: CaseSlips, **more: object) -> Break:
    return of_case(kind, one, _said_here(one), _said_there(row), export_row=row.number, **more)


def _said_here(one: CaseSlips) -> Text:
    words = status_words(one.case)
    return both(words, money_words(one.refund)) if one.refund is not None else words


def _said_there(row: ExportRow) -> Text:
    words = row.text("platform_status")
    status, money = Text(words, words), _money(row)
    is_paid = fact_of(words) in _PAID
    return both(status, money_words(money)) if is_paid and money is not None else status


def _amount(row: ExportRow, one: CaseSlips) -> Iterator[Break]:
    """Both sides paid the same, to the cent."""
    mine, theirs = one.refund, _money(row)
    if mine is not None and theirs is not None and mine != theirs:
        yield _of_row(
            kinds.AMOUNT,
            row,
            one,
            amount=abs(mine - theirs),
            since=one.refunded_at or _closed(row),
        )


def _tracking(row: ExportRow, one: CaseSlips) -> Iterator[Break]:
    theirs = row.text("slip.tracking_no")
    numbers = [slip.text("tracking_no") for slip in one.slips if slip["tracking_no"] is not None]
    if theirs and numbers and theirs not in numbers:
        yield of_case(
            kinds.TRACKING,
            one,
            Text("、".join(numbers), ", ".join(numbers)),
            Text(theirs, theirs),
            slip_no=one.slips[-1].text("slip_no"),
            since=_time(row, "slip.buyer_shipped_at"),
            export_row=row.number,
            place=one.slips[-1].place(),
        )


def missing_here(row: ExportRow) -> Break:
    """Return the break of a refund that the book knows nothing of."""
    return Break(
        kinds.MISSING_HERE,
        NOTHING,
        _said_there(row),
        refund_no=row.text("refund_no"),
        order_no=row.text("order_no"),
        amount=_money(row),
        since=_time(row, "applied_at"),
        export_row=row.number,
    )


def cases_of_span(cases: Iterable[CaseSlips], export: Export, platform: str) -> list[CaseSlips]:
    """Return the cases that the export should have, by its platform and days of application.

    On its first and last day it may have been cut in the middle; those days are left out.
    """
    span = span_of(export)
    if span is None:
        return []
    first, last = span
    return [
        one
        for one in cases
        if one.case["platform"] in (platform, None)
        and one.case["refund_no"] is not None
        and (applied := time_in(one.case, "applied_at")) is not None
        and first < applied.date() < last
    ]


def missing_there(one: CaseSlips) -> Break:
    """Return the break of a case that the export should have and does not."""
    return of_case(
        kinds.MISSING_THERE,
        one,
        status_words(one.case),
        NOTHING,
        amount=amount_in(one.case, "apply_amount"),
        since=time_in(one.case, "applied_at"),
    )


def span_of(export: Export) -> tuple[date, date] | None:
    """Return the first and last day of application in the export; None where it tells none."""
    columns = (part.facts.get("applied_at", ()) for part in export.parts)
    times = [at for column in columns for at in column if isinstance(at, datetime)]
    return (min(times).date(), max(times).date()) if times else None


def _money(row: ExportRow) -> Decimal | None:
    value = row.facts.get("apply_amount")
    return value if isinstance(value, Decimal) else None


def _closed(row: ExportRow) -> datetime | None:
    return _time(row, "closed_at") or _time(row, "applied_at")


def _time(row: ExportRow, fact: str) -> datetime | None:
    value = row.facts.get(fact)
    return value if isinstance(value, datetime) else None
