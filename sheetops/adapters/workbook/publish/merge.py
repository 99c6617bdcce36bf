"""The three-way merge: what a job saw, what it wants, and what stands in the file now.

Jobs win in their own columns. In a shared column a job's value is written where the cell is blank
or still shows what the job saw; otherwise the person's value stays. A people's column is never
written, except in a row that the job itself adds.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from sheetops.actions import AddRow, SetValue
from sheetops.adapters.state.patches import Patch, State
from sheetops.adapters.workbook.publish import kinds
from sheetops.adapters.workbook.publish.rows import Finder, How, is_same
from sheetops.adapters.workbook.publish.tools import Content
from sheetops.records.cells import choice_words
from sheetops.records.columns import Column, Kind, Value
from sheetops.records.dictionary import SHEETS
from sheetops.records.problems import Place, Problem, ProblemKind
from sheetops.records.table import Span, Table, as_key
from sheetops.records.text import Text


@dataclass(frozen=True, slots=True)
class CellWrite:
    """One cell to be written, in the row `index` of its table."""

    patch: Patch
    sheet: str
    index: int
    column: Column
    value: Value


@dataclass(slots=True)
class RowWrite:
    """One row to be added, with every result for it that waits."""

    patches: list[Patch]
    sheet: str
    key: str
    values: dict[str, Value]


Write = CellWrite | RowWrite


@dataclass(frozen=True, slots=True)
class Ruling:
    """What becomes of a patch that is not written; pending: it goes on waiting."""

    patch: Patch
    state: State
    problem: Problem


@dataclass(slots=True)
class Merged:
    """What is to be written, what stands there already, and what is not written."""

    cells: list[CellWrite] = field(default_factory=list)
    rows: list[RowWrite] = field(default_factory=list)
    there: list[Patch] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    """What is told although the result is written."""

    @property
    def writes(self) -> list[Write]:
        """Return cells first, then rows."""
        return [*self.cells, *self.rows]

    def leave_out(self, write: Write, kind: ProblemKind, **facts: str | Text) -> None:
        """Let the results of a write wait, for the reason that `kind` names."""
        if isinstance(write, CellWrite):
            self.cells.remove(write)
        else:
            self.rows.remove(write)
        for patch in patches_of(write):
            self.rulings.append(Ruling(patch, State.PENDING, tell(patch, kind, **facts)))


def patches_of(write: Write) -> list[Patch]:
    """Return the patches that a write fulfils."""
    return [write.patch] if isinstance(write, CellWrite) else write.patches


def merge(
    content: Content,
    pending: Iterable[Patch],
    meant: Callable[[Column, Value], Value],
    earlier: Iterable[Content],
) -> Merged:
    """Return what becomes of every patch that waits, given what stands in the file now."""
    work = _Merge(content, meant, earlier)
    known = []
    for patch in pending:
        if is_known(patch):
            known.append(patch)
        else:
            work.refuse_unknown(patch)
    for patch in sorted(known, key=turn_of):
        work.take(patch)
    return work.merged


def is_known(patch: Patch) -> bool:
    """Return whether the dictionary still has the sheet and the column of a journalled patch."""
    sheet, _, column = patch.cell
    return sheet in SHEETS and (not column or column in SHEETS[sheet].by_key)


def turn_of(patch: Patch) -> tuple[int, int]:
    """Return its place: new rows first, then numbers that rows are given, then the rest."""
    action = patch.action
    if isinstance(action, AddRow):
        return 0, patch.id
    return 1 if action.column == SHEETS[action.sheet].key_column else 2, patch.id


class _Merge:
    def __init__(
        self,
        content: Content,
        meant: Callable[[Column, Value], Value],
        earlier: Iterable[Content],
    ) -> None:
        self.content = content
        self.tables = content.tables
        self.meant = meant
        self.finders = {key: Finder(table, earlier) for key, table in self.tables.items()}
        self.opened: dict[tuple[str, str], RowWrite] = {}
        self.merged = Merged()

    def take(self, patch: Patch) -> None:
        """Decide one patch."""
        if patch.action.sheet not in self.tables:
            self._rule(patch, kinds.SHEET_MISSING)
        elif isinstance(patch.action, AddRow):
            self._open(patch, patch.action)
        else:
            self._set(patch, patch.action)

    def refuse_unknown(self, patch: Patch) -> None:
        """Settle a patch that an earlier release planned for a column that is no more."""
        sheet, _, column = patch.cell
        problem = _problem(patch, kinds.COLUMN_MISSING, {"sheet": sheet, "column": column}, None)
        self.merged.rulings.append(Ruling(patch, State.REFUSED, problem))

    def _open(self, patch: Patch, action: AddRow) -> None:
        sheet = SHEETS[action.sheet]
        names = names_of_row(action.sheet, action.values)
        if action.key not in names:
            self._rule(patch, kinds.WITHOUT_KEY, State.REFUSED)
        elif self.finders[sheet.key].find_as_is(action.key).how is not How.NOT_AT_ALL:
            self.merged.there.append(patch)
        else:
            row = RowWrite([patch], sheet.key, action.key, dict(action.values))
            self.merged.rows.append(row)
            self.opened.update({(sheet.key, name): row for name in names})

    def _set(self, patch: Patch, action: SetValue) -> None:
        column = SHEETS[action.sheet].by_key[action.column]
        row = self.opened.get((action.sheet, action.key))
        if row is not None:
            self._fill(row, patch, action)
        elif column.of_people:
            self._rule(patch, kinds.NOT_OURS, State.REFUSED)
        else:
            self._write(patch, action, column)

    def _fill(self, row: RowWrite, patch: Patch, action: SetValue) -> None:
        row.patches.append(patch)
        row.values[action.column] = action.wanted
        sheet = SHEETS[action.sheet]
        if action.column != sheet.key_column and not any(
            action.column in parts for parts in sheet.natural
        ):
            return
        for name in names_of_row(action.sheet, row.values):
            self.opened[action.sheet, name] = row

    def _write(self, patch: Patch, action: SetValue, column: Column) -> None:
        finder = self.finders[action.sheet]
        found = finder.find(action.key)
        if found.how is How.NOT_AT_ALL:
            self._rule(patch, kinds.ROW_GONE, State.REFUSED)
        elif column.key not in finder.table.spans[0].letters:
            self._rule(patch, kinds.COLUMN_MISSING)
        elif found.how is How.DOUBLED and not _may_double(column, action):
            self._rule(patch, kinds.KEY_DOUBLED)
        else:
            self._note(patch, found.how, finder.table, found.index)
            self._settle_cell(patch, action, column, found.index)

    def _settle_cell(self, patch: Patch, action: SetValue, column: Column, index: int) -> None:
        table = self.tables[action.sheet]
        present, wanted = table.column(column.key)[index], self.meant(column, action.wanted)
        if is_same(present, wanted):
            self.merged.there.append(patch)
        elif column.of_jobs or self._may_fill(table, index, column, action, present):
            self.merged.cells.append(CellWrite(patch, action.sheet, index, column, action.wanted))
        else:
            facts = {"value": said(column, present), "wanted": said(column, action.wanted)}
            self._rule(patch, kinds.PERSON_CHANGED, State.SUPERSEDED, facts, index)
            return
        if column.key == table.sheet.key_column:
            self.finders[action.sheet].given[as_key(action.wanted)] = index

    def _may_fill(
        self, table: Table, index: int, column: Column, action: SetValue, present: Value
    ) -> bool:
        """Return whether a shared cell is blank or still what the job saw.

        A cell that could not be read (a date typed as "tomorrow") reads as None and is not blank;
        a damaged number in it gives way to the true one once the row says that a person agrees.
        """
        place = table.place(index, column.key)
        if present is None and (place.sheet, place.cell) in self.content.unreadable:
            confirmed = table.column("number_confirmed")[index] is True
            return column.kind is Kind.ID and confirmed
        return present is None or is_same(present, self.meant(column, action.seen))

    def _note(self, patch: Patch, how: How, table: Table, index: int) -> None:
        if how is How.BY_NATURAL_KEY:
            facts = {"value": table.keys[index] or ""}
            self.merged.notes.append(_problem(patch, kinds.KEY_EDITED, facts, table.place(index)))
        elif how is How.DOUBLED:
            place = table.place(index)
            self.merged.notes.append(_problem(patch, kinds.KEY_DOUBLED, {}, place))

    def _rule(
        self,
        patch: Patch,
        kind: ProblemKind,
        state: State = State.PENDING,
        facts: Mapping[str, str | Text] | None = None,
        index: int | None = None,
    ) -> None:
        table = self.tables.get(patch.action.sheet)
        place = table.place(index) if table is not None and index is not None else None
        problem = _problem(patch, kind, facts or {}, place)
        self.merged.rulings.append(Ruling(patch, state, problem))


def _may_double(column: Column, action: SetValue) -> bool:
    """Return whether the first of two rows with one key may be written: what jobs work out anew."""
    return column.of_jobs and column.key != SHEETS[action.sheet].key_column


def names_of_row(sheet: str, values: Mapping[str, Value]) -> set[str]:
    """Return the keys, own and natural, by which a row with these values is known."""
    span = Span("", "", (0,), {}, {})
    row = Table(SHEETS[sheet], {key: (value,) for key, value in values.items()}, (span,))
    return set(row.index)


def said(column: Column, value: Value) -> Text:
    """Return a value as the column shows it, for a person to read."""
    if value is None:
        return Text("（空）", "(blank)")
    if column.choices is not None:
        keys = value if isinstance(value, tuple) else (as_key(value),)
        words = [choice_words(column, key) for key in keys]
        return Text("；".join(word.zh for word in words), "; ".join(word.en for word in words))
    return Text(as_key(value), as_key(value))


def tell(patch: Patch, kind: ProblemKind, **facts: str | Text) -> Problem:
    """Return a problem about a patch that has no place in the file."""
    return _problem(patch, kind, facts, None)


def _problem(
    patch: Patch, kind: ProblemKind, facts: Mapping[str, str | Text], place: Place | None
) -> Problem:
    """Return the problem; every kind's words may use book, sheet, key, column, value, wanted."""
    sheet, key, column_key = patch.cell
    known = SHEETS.get(sheet)
    column = known.by_key.get(column_key) if known else None
    words: dict[str, str | Text] = {
        "book": patch.book,
        "sheet": known.title if known else sheet,
        "key": key,
        "column": column.title if column else "",
        **facts,
    }
    where = place or Place(book=patch.book, key=key)
    return Problem(kind, replace(where, key=key), words, sheet, column_key or None)
