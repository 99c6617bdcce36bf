"""Holds record, platform export and slip register against each other, once, at one instant."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sheetops.records.desk import Records
from sheetops.records.settings import Settings
from sheetops.records.text import Text
from sheetops.rules.importing.export import Export, ExportRow
from sheetops.rules.importing.matching import Matches
from sheetops.rules.importing.platform_words import fact_of
from sheetops.rules.reconciling.breaks import Break, worst_first
from sheetops.rules.reconciling.case_slips import CaseSlips, cases_with_slips
from sheetops.rules.reconciling.kinds import KINDS, BreakKind
from sheetops.rules.reconciling.platform_breaks import (
    cases_of_span,
    missing_here,
    missing_there,
    row_breaks,
    span_of,
)
from sheetops.rules.reconciling.slip_breaks import slip_breaks


@dataclass(frozen=True, slots=True)
class Total:
    """The breaks of one kind added up."""

    kind: BreakKind
    count: int
    amount: Decimal
    days: int | None
    """Age of the oldest."""


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What did not agree, worst first, and how much did."""

    source: str
    """File name of the export."""
    now: datetime
    span: tuple[date, date] | None
    rows: int
    """Rows of the export that were compared."""
    cases: int
    """Cases of the book."""
    slips: int
    agreeing: int
    """Rows of the export whose case says the same."""
    unjudged: int
    """Rows of the export whose status nobody knows, or whose refund number is damaged."""
    expected: int
    """Cases of the book that the export should have, by platform and day of application."""
    missing: int
    """How many of them it does not have."""
    breaks: tuple[Break, ...]

    @property
    def is_selection(self) -> bool:
        """Whether the export is a choice of cases, such as those that changed: most are not in it.

        Then nothing follows from a case that it does not have.
        """
        return is_selection(self.missing, self.expected)

    @property
    def totals(self) -> Sequence[Total]:
        """Return the breaks added up by kind, worst first; kinds without any are left out."""
        return [_total(kind, self) for kind in KINDS if any(b.kind is kind for b in self.breaks)]

    @property
    def at_stake(self) -> Decimal:
        """Return the sum of the amounts at stake, of breaks about money or goods."""
        return sum((b.amount or Decimal() for b in self.breaks if b.kind.is_money), Decimal())

    @property
    def oldest(self) -> int | None:
        """Return the age of the oldest break in days."""
        ages = [age for b in self.breaks if (age := b.days(self.now)) is not None]
        return max(ages, default=None)

    @property
    def headline(self) -> Text:
        """Return the result in one sentence."""
        if not self.breaks:
            return Text(
                f"{self.rows} 行全部对得上，没有差异。",
                f"All {self.rows} rows agree; there is no break.",
            )
        count, days = len(self.breaks), self.oldest or 0
        return Text(
            f"{count} 处差异，涉及 {self.at_stake:,.2f} 元，最久 {days} 天；"
            f"导出的 {self.rows} 行中 {self.agreeing} 行与登记簿一致。",
            f"{count} breaks, CNY {self.at_stake:,.2f} at stake, the oldest {days} days; "
            f"{self.agreeing} of {self.rows} rows of the export agree with the book.",
        )


def reconcile(
    export: Export, records: Records, now: datetime, settings: Settings
) -> Reconciliation:
    """Return what does not agree between the record, the export and the slip register."""
    cases = list(cases_with_slips(records))
    work = _Work(export, records, cases)
    found = [*work.rows(), *slip_breaks(cases, records, now, settings)]
    expected = cases_of_span(cases, export, export.preset.platform or settings.platform)
    missing = [one for one in expected if one.case.index not in work.met]
    if not is_selection(len(missing), len(expected)):
        found += map(missing_there, missing)
    return Reconciliation(
        source=export.name,
        now=now,
        span=span_of(export),
        rows=len(export.rows),
        cases=len(cases),
        slips=len(records["slips"]),
        agreeing=work.agreeing,
        unjudged=work.unjudged,
        expected=len(expected),
        missing=len(missing),
        breaks=worst_first(_each_once(found), now),
    )


def is_selection(missing: int, expected: int) -> bool:
    """Whether so many cases are missing that the export never meant to have them."""
    return missing * 2 > expected


class _Work:
    """The rows of the export, one after the other."""

    def __init__(self, export: Export, records: Records, cases: Sequence[CaseSlips]) -> None:
        self._export = export
        self._cases = cases
        self._matches = Matches(records["applications"])
        self.met: set[int] = set()
        self.agreeing = self.unjudged = 0

    def rows(self) -> Iterator[Break]:
        """Yield what every row brings up."""
        for row in self._export.rows:
            mine = [self._cases[record.index] for record in self._matches.of(row)]
            self.met.update(one.case.index for one in mine)
            if _is_unclear(row, is_known=bool(mine)):
                self.unjudged += 1
                continue
            found = [b for one in mine for b in row_breaks(row, one)] if mine else [*_missing(row)]
            self.agreeing += not found
            yield from found


def _is_unclear(row: ExportRow, *, is_known: bool) -> bool:
    """A status that nobody knows, or a refund number that Excel has damaged, proves nothing."""
    is_nameless = not is_known and not row.text("refund_no")
    return is_nameless or fact_of(row.text("platform_status")) is None


def _missing(row: ExportRow) -> Iterator[Break]:
    """A refund that was closed without money and without a case is no loss to anybody."""
    if fact_of(row.text("platform_status")) != "closed":
        yield missing_here(row)


def _each_once(found: Sequence[Break]) -> Iterator[Break]:
    """Two rows of an export can be about one case; the same is then said once."""
    seen: Counter[tuple[str, str, str, str]] = Counter()
    for one in found:
        name = (one.kind.key, one.case_id or one.refund_no, one.slip_no, one.there.zh)
        seen[name] += 1
        if seen[name] == 1:
            yield one


def _total(kind: BreakKind, found: Reconciliation) -> Total:
    mine = [one for one in found.breaks if one.kind is kind]
    ages = [age for one in mine if (age := one.days(found.now)) is not None]
    amount = sum((one.amount or Decimal() for one in mine), Decimal())
    return Total(kind, len(mine), amount, max(ages, default=None))
