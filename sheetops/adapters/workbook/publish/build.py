"""From a merge to the bytes that go into the file, as far as the workbook takes them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sheetops.adapters.workbook.editing import AppendRows, Edit, EditRefused, SetCell
from sheetops.adapters.workbook.editing import Value as CellValue
from sheetops.adapters.workbook.publish.merge import CellWrite, Merged, RowWrite, Write
from sheetops.adapters.workbook.publish.outcome import Deferred, Ending
from sheetops.adapters.workbook.publish.tools import Tables, Tools
from sheetops.records.dictionary import SHEETS
from sheetops.records.table import Span

_OF_A_PLACE = frozenset(
    {
        "cells-out-of-order",
        "unreadable-row",
        "inside-merged-range",
        "inside-array-formula",
        "inside-data-table",
        "shared-formula",
        "cell-locked",
        "table-header",
        "outside-sheet",
        "number-not-storable",
        "date-not-storable",
        "text-not-storable",
        "value-not-storable",
        "cells-below-table",
        "no-table",
        "unknown-table",
        "several-tables",
        "unknown-column",
        "totals-row",
        "sheet-protected",
        "sheet-full",
    }
)
"""Refusals that concern one cell or one append; all others concern a sheet or the whole book."""
_OF_A_SHEET = frozenset({"unknown-sheet", "not-a-worksheet", "rows-out-of-order"})
_BESIDE_THE_TABLE = frozenset({"cells-below-table", "no-table", "unknown-table", "several-tables"})
"""Where a table cannot grow (LibreOffice and WPS let people type below it), rows go below all."""
_MOST_REFUSALS = 20


@dataclass(slots=True)
class Built:
    """New bytes, what is in them, and what the workbook would not take."""

    data: bytes
    written: list[Write] = field(default_factory=list)
    refused: list[tuple[Write, EditRefused]] = field(default_factory=list)


def build(data: bytes, tables: Tables, merged: Merged, tools: Tools) -> Built:
    """Return the bytes with everything written that the workbook takes.

    Deferred (refused) when the workbook as a whole cannot be written without a risk to it.
    """
    maker = _Maker(tables, tools)
    built = Built(data)
    try:
        for sheet in dict.fromkeys(write.sheet for write in merged.writes):
            writes = [write for write in merged.writes if write.sheet == sheet]
            _add(built, maker, writes)
    except EditRefused as refusal:
        raise Deferred(refusal.message, None, Ending.REFUSED) from refusal
    return built


def _add(built: Built, maker: "_Maker", writes: Sequence[Write]) -> None:
    """Write what can be written, halving where something is refused, until it is found."""
    if len(built.refused) >= _MOST_REFUSALS:
        built.refused += [(write, built.refused[-1][1]) for write in writes]
        return
    try:
        built.data = maker.make(built.data, writes)
        built.written += writes
    except EditRefused as refusal:
        if refusal.reason in _OF_A_SHEET:
            built.refused += [(write, refusal) for write in writes]
        elif refusal.reason not in _OF_A_PLACE:
            raise
        elif len(writes) > 1:
            half = len(writes) // 2
            _add(built, maker, writes[:half])
            _add(built, maker, writes[half:])
        else:
            built.refused.append((writes[0], refusal))


@dataclass(slots=True)
class _Maker:
    """Turns writes into edits of the cells where their rows stand."""

    tables: Tables
    tools: Tools

    def make(self, data: bytes, writes: Sequence[Write]) -> bytes:
        cells: list[Edit] = [self._cell(write) for write in writes if isinstance(write, CellWrite)]
        rows = [write for write in writes if isinstance(write, RowWrite)]
        if not rows:
            return self.tools.edit(data, cells)
        try:
            return self.tools.edit(data, [*cells, self._append(rows)])
        except EditRefused as refusal:
            if refusal.reason not in _BESIDE_THE_TABLE:
                raise
        return self.tools.edit(data, [*cells, *self._below(data, rows)])

    def _span(self, sheet: str) -> Span:
        return self.tables[sheet].spans[0]

    def _cell(self, write: CellWrite) -> SetCell:
        span = self._span(write.sheet)
        place = f"{span.letters[write.column.key]}{span.rows[write.index]}"
        return SetCell(span.title, place, self.tools.cell(write.column, write.value))

    def _append(self, rows: Sequence[RowWrite]) -> AppendRows:
        span = self._span(rows[0].sheet)
        content = [{span.headings[key]: value for key, value in self._values(row)} for row in rows]
        return AppendRows(span.title, span.table_name, content)

    def _below(self, data: bytes, rows: Sequence[RowWrite]) -> Iterator[Edit]:
        span = self._span(rows[0].sheet)
        last = max(self.tools.last_row(data, span.title), span.header_row)
        for number, row in enumerate(rows, start=last + 1):
            for key, value in self._values(row):
                yield SetCell(span.title, f"{span.letters[key]}{number}", value)

    def _values(self, row: RowWrite) -> Iterator[tuple[str, CellValue]]:
        columns, span = SHEETS[row.sheet].by_key, self._span(row.sheet)
        for key, value in row.values.items():
            if value is not None and key in span.letters:
                yield key, self.tools.cell(columns[key], value)
