"""Plans the proposals beside rows with a damaged number, and the numbers that people confirmed."""

from collections.abc import Iterator, Mapping, Sequence

from sheetops.actions import SetValue
from sheetops.records.desk import Records
from sheetops.records.table import Record, Table
from sheetops.records.text import Language, Text
from sheetops.rules.identifiers.damages import COLUMNS
from sheetops.rules.identifiers.proposals import (
    Proposal,
    by_row,
    is_confirmed,
    proposal_text,
)
from sheetops.rules.writes import keyed_rows, write

_CONFIRMED = Text(
    "编号按 {source} 第 {row} 行修复，已由客服确认",
    "Number put right after row {row} of {source}, as a person confirmed",
)


def plan_numbers(
    records: Records, found: Sequence[Proposal], language: Language
) -> Iterator[SetValue]:
    """Yield what each row says of its damaged numbers; a number only where a person said yes.

    A yes counts for the words that stood there when it was given: when they change, it is taken
    back and asked for anew.
    """
    rows = by_row(found)
    for sheet in COLUMNS:
        yield from _sheet(records[sheet], rows, language)


def _sheet(
    table: Table, rows: Mapping[tuple[str, str], Sequence[Proposal]], language: Language
) -> Iterator[SetValue]:
    if "number_proposal" not in table.columns:
        return
    for row in keyed_rows(table):
        mine = rows.get((table.sheet.key, row.key or ""), ())
        if mine or row["number_proposal"] is not None or row["number_confirmed"] is not None:
            yield from _row(row, mine, language)


def _row(row: Record, mine: Sequence[Proposal], language: Language) -> Iterator[SetValue]:
    text = proposal_text(mine, language)
    usable = [one for one in mine if one.is_usable]
    if usable and is_confirmed(row, text):
        for one in usable:
            witness = one.found[0].witness
            why = _CONFIRMED.filled(source=witness.source, row=witness.row)
            yield from write(row, one.damage.column, one.number, why)
        text = proposal_text([one for one in mine if not one.is_usable], language)
    yield from write(row, "number_proposal", text or None)
    if row["number_confirmed"] is True:
        yield from write(row, "number_confirmed", None)
