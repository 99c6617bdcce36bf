"""What the filing log knows of archived cases, and exports that still name them."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from sheetops.actions import FileEntry
from sheetops.rules.filing.log_rows import LogRow
from sheetops.rules.importing.export import Export, Part


def archived_refunds(entries: Iterable[LogRow | FileEntry]) -> frozenset[str]:
    """Return the refund numbers of all cases that were ever archived."""
    found = (entry.refund_no for entry in entries if entry.event == "archive")
    return frozenset(number for number in found if number)


def without_archived(export: Export, archived: Collection[str]) -> Export:
    """Return the export without the rows of archived cases.

    A platform lists refunds for months: an export that reaches back must not open a case anew
    that was closed long ago and has left the book.
    """
    if not archived:
        return export
    return replace(export, parts=tuple(_without(part, archived) for part in export.parts))


def _without(part: Part, archived: Collection[str]) -> Part:
    refunds = part.facts.get("refund_no", ())
    stay = [place for place, refund in enumerate(refunds) if refund not in archived]
    if len(stay) == len(refunds):
        return part
    return replace(
        part,
        numbers=[part.numbers[place] for place in stay],
        facts={fact: [column[place] for place in stay] for fact, column in part.facts.items()},
        told={now: part.told[then] for now, then in enumerate(stay) if then in part.told},
    )
