"""Cases of the book that the platform's export of the same span of time does not have."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sheetops.records.problems import Problem
from sheetops.records.table import Record, Table
from sheetops.rules.importing import problem_kinds as kinds
from sheetops.rules.importing.export import Export
from sheetops.rules.importing.platform_words import fact_of

_MOST_SHARE = 0.5
_ALWAYS_TOLD = 3


@dataclass(frozen=True)
class Comparison:
    """What of the book an export should have had: `missing` of `expected` cases are not in it."""

    missing: tuple[Record, ...] = ()
    expected: int = 0

    @property
    def is_selection(self) -> bool:
        """Return whether so much is missing that the export was filtered, not the cases gone."""
        few = len(self.missing) <= _ALWAYS_TOLD
        return not few and len(self.missing) > _MOST_SHARE * self.expected

    def problems(self) -> Iterator[Problem]:
        """Yield a problem for each case that is missing; none for an export that was filtered."""
        for case in () if self.is_selection else self.missing:
            number = case.text("refund_no")
            yield Problem(kinds.VANISHED, case.place("refund_no"), {"value": number})


def compare(export: Export, cases: Table, met: Collection[int], platform: str) -> Comparison:
    """Return which cases of the same platform and span of time the export does not have.

    `met` are the places of the rows that the export is about. The span is that of the times of
    application in the export: a case outside of it is none that the export could have. An export
    of one status alone was filtered, and so nothing is compared with it.
    """
    span = _span(export)
    if span is None or _is_one_status(export):
        return Comparison()
    first, last = span
    shops = {shop for part in export.parts for shop in part.facts.get("shop", ()) if shop}
    expected, missing = 0, []
    columns = (cases.column(key) for key in ("refund_no", "platform", "applied_at", "shop"))
    for place, (refund, where, applied, shop) in enumerate(zip(*columns, strict=True)):
        if refund is None or where != platform or (shops and shop not in shops):
            continue
        if isinstance(applied, datetime) and first <= applied <= last:
            expected += 1
            if place not in met:
                missing.append(cases[place])
    return Comparison(tuple(missing), expected)


def _span(export: Export) -> tuple[datetime, datetime] | None:
    if not {"refund_no", "applied_at"} <= export.layout.columns.keys():
        return None
    times = [
        moment
        for part in export.parts
        for moment in part.facts["applied_at"]
        if isinstance(moment, datetime)
    ]
    return (min(times), max(times)) if times else None


def _is_one_status(export: Export) -> bool:
    words = {word for part in export.parts for word in part.facts.get("platform_status", ())}
    return len({fact_of(str(word)) for word in words}) == 1 and len(export.rows) > 1
