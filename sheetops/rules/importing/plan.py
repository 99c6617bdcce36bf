"""Plans what the exports in the inbox change, and tells what of them could not be taken.

The same file again changes nothing: rows are known by refund number, facts are compared before
they are written. A row is never dropped in silence; what is wrong with it goes into the note
beside the shelved file.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sheetops.actions import Action, AddRow, SetValue, ShelveImport
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.problems import Problem, Severity
from sheetops.records.settings import Settings
from sheetops.records.text import LANGUAGES, Language, Text
from sheetops.rules.importing import problem_kinds as kinds
from sheetops.rules.importing.desk import ImportDesk
from sheetops.rules.importing.export import Export, ExportRow
from sheetops.rules.importing.matching import key_of
from sheetops.rules.importing.rows import known_row, new_row

MOST_TOLD = 200
"""Problems that a note lists one by one; the rest is counted."""

_SUMMARY = Text(
    "{rows} 行：新增 {new}，更新 {changed}，推进 {moved}，没有变化 {same}；需核对 {problems}。",
    "{rows} rows: {new} new, {changed} updated, {moved} moved on, {same} unchanged; "
    "{problems} to check.",
)
_IDLE = Text("另有 {idle} 行没有申请退款，未登记。", "{idle} more rows are no refund applications.")
_SAME = Text("与登记簿一致，没有变化。", "Nothing changed: the book says the same.")
_REST = Text("另有 {n} 处需核对。", "{n} more to check.")
_LINE = Text("第 {row} 行：{what} {remedy}", "Row {row}: {what} {remedy}")
_WHOLE = Text("{what} {remedy}", "{what} {remedy}")


@dataclass(frozen=True)
class Import:
    """What one export changes, and what of it has to be looked at."""

    export: Export
    actions: Sequence[Action]
    problems: Sequence[Problem]
    rows_changed: int

    @property
    def note(self) -> Text:
        """Return what the desk reads beside the shelved file."""
        return Text(*("\n".join(self._lines(language)) for language in LANGUAGES))

    def _lines(self, language: Language) -> Iterator[str]:
        new = sum(isinstance(action, AddRow) for action in self.actions)
        moved = sum(isinstance(a, SetValue) and a.column == "status" for a in self.actions)
        if self.actions or self.problems:
            counts = _SUMMARY.filled(
                rows=len(self.export.rows),
                new=new,
                changed=self.rows_changed - new,
                moved=moved,
                same=len(self.export.rows) - self.rows_changed,
                problems=len(self.problems),
            )
            yield counts.to(language)
        else:
            yield _SAME.to(language)
        if self.export.idle:
            yield _IDLE.filled(idle=self.export.idle).to(language)
        yield from (told(problem, language) for problem in self.problems[:MOST_TOLD])
        if len(self.problems) > MOST_TOLD:
            yield _REST.filled(n=len(self.problems) - MOST_TOLD).to(language)


def plan_imports(
    found: Iterable[Export | Problem], records: Records, now: datetime, settings: Settings
) -> Iterator[Action]:
    """Yield what several files change, each planned on what the ones before it changed."""
    for one in found:
        actions = list(plan_import(one, records, now, settings))
        records = _after(records, actions)
        yield from actions


def plan_import(
    found: Export | Problem, records: Records, now: datetime, settings: Settings
) -> Iterator[Action]:
    """Yield what one file of the inbox changes, and last where the file goes, with a note.

    A file that could not be read or recognised is refused as a whole.
    """
    if isinstance(found, Problem):
        name = found.place.book.removeprefix("inbox/")
        note = Text(*(told(found, language) for language in LANGUAGES))
        yield ShelveImport(name, "refused", note)
        return
    taken = take_in(found, records, now, settings)
    yield from taken.actions
    yield ShelveImport(found.name, "done", taken.note)


def take_in(export: Export, records: Records, now: datetime, settings: Settings) -> Import:
    """Return what `export` changes in `records`, and its problems, errors first."""
    desk = ImportDesk(records, now, settings)
    actions: list[Action] = []
    problems: list[Problem] = [problem for row in export.rows for problem in row.problems]
    changed = 0
    rows, doubled = _each_once(export)
    problems += doubled
    for row in rows:
        mine: list[Action] = []
        for one in _row(export, row, desk):
            (problems if isinstance(one, Problem) else mine).append(one)  # type: ignore[arg-type]  # told apart
        changed += bool(mine)
        actions += mine
    problems.sort(key=lambda one: (one.severity is not Severity.ERROR, one.place.row or 0))
    return Import(export, actions, problems, changed)


def told(problem: Problem, language: Language) -> str:
    """Return a problem in one line: the row, what is wrong, and what to do."""
    words = _LINE if problem.place.row else _WHOLE
    return words.filled(
        row=problem.place.row, what=problem.message(language), remedy=problem.remedy(language)
    ).to(language)


def _row(export: Export, row: ExportRow, desk: ImportDesk) -> Iterator[Action | Problem]:
    matches = desk.matches.of(row)
    if not matches:
        typed = desk.applications.find(_key(row, desk) or "")
        matches = [typed] if typed is not None else []
    if not matches:
        yield from new_row(export, row, desk)
    elif len(matches) > 1:
        yield export.problem(kinds.AMBIGUOUS, row, "refund_no", value=row.text("refund_no"))
    else:
        yield from known_row(export, row, matches[0], desk)


def _key(row: ExportRow, desk: ImportDesk) -> str | None:
    return key_of({"platform": desk.settings.platform, **row.facts})


def _each_once(export: Export) -> tuple[list[ExportRow], list[Problem]]:
    """Return the rows without doubled ones (the last one counts), and those that contradict."""
    rows: dict[object, ExportRow] = {}
    problems = []
    for row in export.rows:
        refund = row.facts.get("refund_no")
        key = (refund, row.facts.get("sub_order_no")) if refund is not None else row.number
        before = rows.get(key)
        if before is not None and before.facts != row.facts:
            refund_no = row.text("refund_no")
            problems.append(export.problem(kinds.ROW_DOUBLED, row, "refund_no", value=refund_no))
        rows[key] = row
    return list(rows.values()), problems


def _after(records: Records, actions: Iterable[Action]) -> Records:
    """Return the records as they will be once the actions are applied."""
    cells: dict[str, dict[tuple[str, str], Value]] = {}
    added: dict[str, list[tuple[str, Mapping[str, Value]]]] = {}
    for action in actions:
        if isinstance(action, SetValue):
            cells.setdefault(action.sheet, {})[action.key, action.column] = action.wanted
        elif isinstance(action, AddRow):
            added.setdefault(action.sheet, []).append((action.book, action.values))
    tables = {
        key: records[key].overlaid(cells.get(key, {}), added.get(key, ()))
        for key in {*records.tables, *cells, *added}
    }
    return Records(tables, records.problems, records.lists)
