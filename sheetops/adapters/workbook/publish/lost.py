"""Results that were in the file once and are there no more: written again, or a person's choice.

A person who opened the book before a publish, and saves over it, wipes out what was written in
between without having seen it. Such results go in again. Whether somebody had seen a result is
told by the others: who saved a copy that shows a result of the same publish, or of a later one,
had this one before their eyes too, and what they changed in a shared column is their own word.
A result vouches for the first publish that wrote it, as an old copy may show it too; and for none
where the same value stood there before.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from sheetops.actions import AddRow, SetValue
from sheetops.adapters.state.journal import Journal
from sheetops.adapters.state.patches import Patch, State
from sheetops.adapters.workbook.publish import kinds
from sheetops.adapters.workbook.publish.merge import is_known, names_of_row, said, tell, turn_of
from sheetops.adapters.workbook.publish.rows import Finder, How, is_same
from sheetops.adapters.workbook.publish.tools import Content, Tables, Tools
from sheetops.records.columns import Column, Kind, Value
from sheetops.records.dictionary import SHEETS
from sheetops.records.problems import Problem
from sheetops.records.table import Table, as_key

WATCHED = timedelta(days=30)
"""So long a workbook may have been open before it is saved over what was written meanwhile."""


def requeue_lost(
    journal: Journal,
    book: str,
    tables: Tables,
    tools: Tools,
    earlier: Iterable[Content],
    now: datetime,
) -> list[Problem]:
    """Let everything wait again that should stand in `book` and does not; return what is told."""
    search = _Search(journal, tables, tools, earlier, now)
    with journal.database.transaction():
        return [*search.look_through(journal.watched(book, now - WATCHED))]


class _Search:
    def __init__(
        self,
        journal: Journal,
        tables: Tables,
        tools: Tools,
        earlier: Iterable[Content],
        now: datetime,
    ) -> None:
        self.journal = journal
        self.tables = tables
        self.meant = tools.meant
        self.now = now
        self.finders = {key: Finder(table, earlier) for key, table in tables.items()}
        self.seen_batch = 0
        self.returning: set[tuple[str, str]] = set()

    def look_through(self, watched: list[Patch]) -> Iterator[Problem]:
        """Decide every patch, rows before cells; a sheet that is gone decides nothing."""
        here = [p for p in watched if p.action.sheet in self.tables and is_known(p)]
        self.seen_batch = self._newest_seen(p for p in here if p.state is State.APPLIED)
        for patch in sorted(here, key=turn_of):
            if isinstance(patch.action, AddRow):
                yield from self._look_at_row(patch, patch.action)
            else:
                yield from self._look_at_cell(patch, patch.action)

    def _newest_seen(self, applied: Iterable[Patch]) -> int:
        """Return the number of the newest publish which the file shows that its saver had seen."""
        newest = 0
        for patch in sorted(applied, key=lambda patch: patch.batch or 0, reverse=True):
            if (patch.batch or 0) <= newest:
                break
            if self._is_visible(patch):
                newest = max(newest, self._vouches_for(patch))
        return newest

    def _is_visible(self, patch: Patch) -> bool:
        """Return whether the file shows a result that only a job can have written."""
        action, index = patch.action, self._index(patch)
        if index is None or isinstance(action, AddRow):
            return index is not None
        column = self._column(action)
        wanted = self.meant(column, action.wanted)
        return column.of_jobs and is_same(self._present(action, index), wanted)

    def _vouches_for(self, patch: Patch) -> int:
        """Return the first publish that wrote this very result; 0 where it stood there before."""
        for older in self.journal.history(patch):
            if isinstance(older.action, AddRow) or isinstance(patch.action, AddRow):
                return older.batch or 0
            if is_same(older.action.seen, patch.action.wanted):
                return 0
            if is_same(older.action.wanted, patch.action.wanted):
                return older.batch or 0  # 0: perhaps written just before a crash
        return 0

    def _look_at_row(self, patch: Patch, action: AddRow) -> Iterator[Problem]:
        if self._index(patch) is not None:
            if patch.state is State.REFUSED:  # deleted once, and copied back since
                self.journal.requeue(patch, None, self.now)
            return
        if patch.state is State.REFUSED:
            return
        other = _same_row(self.tables[action.sheet], action)
        if other is not None:
            self.journal.supersede(patch, kinds.KEY_EDITED.code, self.now)
            yield tell(patch, kinds.KEY_EDITED, value=other)
        elif self.seen_batch >= (patch.batch or 0):
            self.journal.refuse(patch, kinds.ROW_GONE.code, self.now)
            yield tell(patch, kinds.ROW_GONE)
        else:
            names = names_of_row(action.sheet, action.values)
            self.returning.update((action.sheet, name) for name in names)
            self.journal.requeue(patch, None, self.now)
            yield tell(patch, kinds.ROW_BROUGHT_BACK)

    def _look_at_cell(self, patch: Patch, action: SetValue) -> Iterator[Problem]:
        index = self._index(patch)
        if index is None:
            yield from self._look_at_lost_cell(patch, action)
            return
        column, present = self._column(action), self._present(action, index)
        if patch.state is State.REFUSED:  # its row was gone, and is back
            self.journal.requeue(patch, action.seen, self.now)
        elif is_same(present, self.meant(column, action.wanted)):
            return
        elif column.of_jobs or self._was_wiped(patch, action, column, present):
            self.journal.requeue(patch, present, self.now)
        else:
            self.journal.supersede(patch, kinds.PERSON_CHANGED.code, self.now)
            yield tell(
                patch,
                kinds.PERSON_CHANGED,
                value=said(column, present),
                wanted=said(column, action.wanted),
            )

    def _look_at_lost_cell(self, patch: Patch, action: SetValue) -> Iterator[Problem]:
        if (action.sheet, action.key) in self.returning:
            self.journal.requeue(patch, None, self.now)
            if action.column == SHEETS[action.sheet].key_column:
                self.returning.add((action.sheet, as_key(action.wanted)))
        elif patch.state is State.APPLIED:
            self.journal.refuse(patch, kinds.ROW_GONE.code, self.now)
            yield tell(patch, kinds.ROW_GONE)

    def _was_wiped(self, patch: Patch, action: SetValue, column: Column, present: Value) -> bool:
        unseen = self.seen_batch < (patch.batch or 0)
        return unseen and is_same(present, self.meant(column, action.seen))

    def _index(self, patch: Patch) -> int | None:
        finder, key = self.finders[patch.action.sheet], patch.action.key
        # a row that was missed once is only looked for by its own key: that is cheap every time
        is_new = patch.state is State.APPLIED
        found = finder.find(key) if is_new else finder.find_as_is(key)
        return None if found.how is How.NOT_AT_ALL else found.index

    def _present(self, action: SetValue, index: int) -> Value:
        return self.tables[action.sheet].column(action.column)[index]

    def _column(self, action: SetValue) -> Column:
        return SHEETS[action.sheet].by_key[action.column]


def _same_row(table: Table, action: AddRow) -> str | None:
    """Return the key that the row opened by `action` has now, if all else that names it agrees.

    Identifiers and times that a job gave a row when it opened it do not change afterwards.
    """
    names = {
        column.key: action.values[column.key]
        for column in table.sheet.columns
        if column.kind in (Kind.ID, Kind.TIME)
        and column.of_jobs
        and column.key != table.sheet.key_column
        and action.values.get(column.key) is not None
    }
    if not names:
        return None
    for index, key in enumerate(table.keys):
        if all(is_same(table.column(name)[index], value) for name, value in names.items()):
            return key or ""
    return None
