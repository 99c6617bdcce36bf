"""Takes rows that stand in the archive out of a people's workbook, by the protocol of publishing.

Look, read, find each row by its key, compare it with what was archived, remove, verify, exchange.
A row that anybody has changed meanwhile stays. That a row leaves is noted before the exchange, so
that it is never taken for lost; a crash in between leaves it in both places, and the next run takes
it out.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sheetops.actions import LeavingRow
from sheetops.adapters.copies import losses
from sheetops.adapters.crashpoints import crashpoint
from sheetops.adapters.state.exchanges import Exchanges
from sheetops.adapters.state.roster import Roster
from sheetops.adapters.state.state import State
from sheetops.adapters.workbook.beside import joined, words_beside
from sheetops.adapters.workbook.editing import EditRefused
from sheetops.adapters.workbook.publish.errand import Errand
from sheetops.adapters.workbook.publish.exchange import put_in_place
from sheetops.adapters.workbook.publish.leftovers import settle_leftovers
from sheetops.adapters.workbook.publish.look import Sight, see
from sheetops.adapters.workbook.publish.outcome import (
    BUSY,
    Deferred,
    said,
    unwritable,
    would_harm,
)
from sheetops.adapters.workbook.publish.rows import Finder, How, is_same
from sheetops.adapters.workbook.publish.run import look_through
from sheetops.adapters.workbook.publish.tools import Content, Patience, Tables, Tools, real_tools
from sheetops.adapters.workbook.versions import Versions
from sheetops.errors import StorageError
from sheetops.records.problems import Problem
from sheetops.records.references import References
from sheetops.records.table import Span, Table
from sheetops.records.text import Language, Text

Going = tuple[LeavingRow, int]
"""A row that may go, and its index in its table."""
_MOST_REFUSALS = 20


@dataclass(frozen=True, slots=True)
class Cleared:
    """Which rows are out of the workbook, and why others are not."""

    keys: frozenset[tuple[str, str]] = frozenset()
    """Sheet key and row key."""
    problems: Sequence[Problem] = ()
    reason: Text | None = None
    """Why a row is not taken out that was to be; None where nothing is in the way."""


def clear_rows(
    folder: Path,
    book: str,
    rows: Sequence[LeavingRow],
    state: State,
    language: Language,
    references: References,
    now: datetime,
    *,
    versions: Versions,
    tools: Tools | None = None,
    patience: Patience | None = None,
) -> Cleared:
    """Take `rows` out of `book` (a file name in the shop `folder`), as far as they still agree.

    Never raises for the workbook, the folder or the share: the rows stay then. StorageError when
    the local state cannot be written.
    """
    errand = Errand(
        folder=folder,
        book=book,
        journal=state.journal,
        exchanges=Exchanges(state.database),
        roster=Roster(state.database),
        versions=versions,
        tools=tools or real_tools(language, references),
        patience=patience or Patience(),
        now=now,
    )
    try:
        return _Clearing(errand, state, rows).run()
    except Deferred as why:
        return Cleared(problems=tuple(errand.told), reason=why.reason)
    except OSError as error:
        return Cleared(problems=tuple(errand.told), reason=said(error).reason)
    except sqlite3.Error as error:
        raise StorageError(
            Text(
                f"本机状态文件写入失败（{error}）。", f"The local state cannot be written: {error}."
            ),
            Text("请检查本机磁盘空间。", "Check the space on this machine's disk."),
        ) from error


@dataclass
class _Clearing:
    errand: Errand
    state: State
    rows: Sequence[LeavingRow]

    def run(self) -> Cleared:
        """Take out what may go, beginning anew when a person saves meanwhile."""
        self.errand.told += settle_leftovers(self.errand)
        for _ in range(self.errand.patience.attempts):
            sight = see(self.errand)
            crashpoint("clear: read")
            content = self.errand.read(sight.data)
            if not content.tables:
                raise unwritable(content.problems)
            self.errand.told += look_through(self.errand, sight, content)
            lost: list[EditRefused] = []
            refused: list[EditRefused] = []
            agreeing = [*self._going(content, sight.data, lost)]
            going = _movable(sight.data, content.tables, agreeing, refused) if agreeing else ()
            if not going or self._take_out(sight, content, going):
                keys = frozenset((row.sheet, row.key) for row, _ in going)
                why = next((one.message for one in (*lost, *refused)), None)
                return Cleared(keys, tuple(self.errand.told), why)
        raise Deferred(BUSY)

    def _going(self, content: Content, data: bytes, lost: list[EditRefused]) -> Iterator[Going]:
        """Yield each row that agrees with its archived twin and leaves nothing behind, and its
        index in its table; what others would leave behind goes into `lost`.
        """
        busy = {
            (p.action.sheet, p.action.key) for p in self.state.journal.pending(self.errand.book)
        }
        for sheet, table in content.tables.items():
            found = dict(self._found(sheet, table, content, busy))
            if not found:
                continue
            span, numbers = table.spans[0], {i: table.span_at(i)[1] for i in found}
            words = words_beside(data, span, numbers.values())
            texts = joined(words)
            same = {i: r for i, r in found.items() if is_same(texts.get(numbers[i]), r.beside)}
            try:
                rows = {numbers[i]: row for i, row in same.items()}
                uncopied = losses(self.errand.folder, data, span, rows, words)
            except EditRefused as refusal:
                lost.append(refusal)
                continue
            lost += uncopied.values()
            yield from ((row, i) for i, row in same.items() if numbers[i] not in uncopied)

    def _found(
        self, sheet: str, table: Table, content: Content, busy: set[tuple[str, str]]
    ) -> Iterator[tuple[int, LeavingRow]]:
        finder = Finder(table, ())
        unread = {(p.place.sheet, p.place.row) for p in content.problems}
        for row in self.rows:
            place = finder.find_as_is(row.key)
            if row.sheet != sheet or place.how is not How.BY_KEY:
                continue
            span, number = table.span_at(place.index)
            waits = any((sheet, name) in busy for name in (row.key, *row.names))
            if waits or (span.title, number) in unread:
                continue
            if all(is_same(table.column(k)[place.index], v) for k, v in row.values.items()):
                yield place.index, row

    def _take_out(self, sight: Sight, content: Content, going: Sequence[Going]) -> bool:
        new, tools = _without(sight.data, content.tables, going), self.errand.tools
        _must_be_unharmed(content.tables, self.errand.read(new).tables, new, going, tools)
        self._note([row for row, _ in going])
        crashpoint("clear: noted")
        is_out = put_in_place(self.errand, sight, new)
        crashpoint("clear: in place")
        return is_out

    def _note(self, rows: Sequence[LeavingRow]) -> None:
        """Let nobody miss the rows: neither the roll nor those who look after written results."""
        errand = self.errand
        with self.state.transaction():
            self.state.leaving.note(rows, errand.now)
            for row in rows:
                errand.roster.forget(row.book, row.sheet, [row.key])
                self.state.journal.let_go(row.book, row.sheet, (row.key, *row.names))


def _movable(
    data: bytes, tables: Tables, going: Sequence[Going], refused: list[EditRefused]
) -> Sequence[Going]:
    """Return the rows that the workbook lets go, halving where something is refused."""
    if len(refused) >= _MOST_REFUSALS:
        return ()
    try:
        _without(data, tables, going)
    except EditRefused as refusal:
        if len(going) == 1:
            refused.append(refusal)
            return ()
        half = len(going) // 2
        return (
            *_movable(data, tables, going[:half], refused),
            *_movable(data, tables, going[half:], refused),
        )
    return going


def _without(data: bytes, tables: Tables, going: Sequence[Going]) -> bytes:
    """Return the workbook without the rows; EditRefused when it does not let them go.

    `losses` found a copy of everything that stands beside our columns.
    """
    from sheetops.adapters.workbook.editing import RemoveRows, edit

    edits = []
    for sheet in dict.fromkeys(row.sheet for row, _ in going):
        span = tables[sheet].spans[0]
        numbers = sorted(span.rows[index] for row, index in going if row.sheet == sheet)
        edits.append(RemoveRows(span.title, span.table_name, numbers, has_copy=True))
    return edit(data, edits, respect_protection=False)


def _must_be_unharmed(
    before: Tables,
    after: Tables,
    new: bytes,
    going: Sequence[Going],
    tools: Tools,
) -> None:
    """Raise Deferred unless every other row of every sheet reads as it did, in the same order.

    Cells with formulas may show nothing until a program calculates them again.
    """
    for sheet, table in before.items():
        gone = {index for row, index in going if row.sheet == sheet}
        stay = [index for index in range(len(table)) if index not in gone]
        other = after.get(sheet)
        if other is None or len(other) != len(stay):
            raise would_harm(table.spans[0].title)
        places = {*_differing(table, other, stay)}
        if places:
            harmed = places - tools.formulas(new, table.spans[0].title)
            if harmed:
                raise would_harm(f"{table.spans[0].title}!{min(harmed)}")


def _differing(before: Table, after: Table, stay: Sequence[int]) -> Iterator[str]:
    span: Span = after.spans[0] if after.spans else before.spans[0]
    columns: Mapping[str, Sequence[object]] = before.columns
    for key, values in columns.items():
        others = after.column(key)
        if key not in span.letters:
            continue
        for at, index in enumerate(stay):
            if values[index] != others[at]:
                yield f"{span.letters[key]}{span.rows[at]}"
