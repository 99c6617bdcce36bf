"""Plans what the exports in the inbox change, and tells what of them could not be taken.

The same file again changes nothing: rows are known by refund number, facts are compared before
they are written. A row is never dropped in silence; what is wrong with it goes into the note
beside the shelved file.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from sheetops.actions import Action, AddRow, SetValue, ShelveImport
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.problems import Problem, Severity
from sheetops.records.settings import Settings
from sheetops.records.table import Record
from sheetops.rules.importing import problem_kinds as kinds
from sheetops.rules.importing.desk import ImportDesk
from sheetops.rules.importing.export import Export, ExportRow
from sheetops.rules.importing.matching import key_of
from sheetops.rules.importing.note import note_of, refusal_note
from sheetops.rules.importing.order_rows import order_row
from sheetops.rules.importing.presets import Purpose
from sheetops.rules.importing.rows import known_row, new_row
from sheetops.rules.importing.taken import Fate, Import, fate_of
from sheetops.rules.importing.vanished import compare

Found = Action | Problem


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
        yield ShelveImport(name, "refused", refusal_note(found))
        return
    taken = take_in(found, records, now, settings)
    yield from taken.actions
    yield ShelveImport(found.name, "done", note_of(taken))


def take_in(export: Export, records: Records, now: datetime, settings: Settings) -> Import:
    """Return what `export` changes in `records`, and its problems, errors first."""
    desk = ImportDesk(records, now, settings)
    actions: list[Action] = []
    problems: list[Problem] = list(export.told)
    fates: Counter[Fate] = Counter()
    met: set[int] = set()
    rows, doubled = _each_once(export)
    problems += doubled
    twice = {problem.place.row for problem in doubled}
    for row in rows:
        cases = _cases(export, row, desk)
        met.update(case.index for case in cases)
        found = list(_row(export, row, cases, desk))
        mine = [one for one in found if not isinstance(one, Problem)]
        wrong = [one for one in found if isinstance(one, Problem)]
        actions += mine
        problems += [*row.problems, *wrong]
        fate = fate_of(mine, wrong, is_known=bool(cases))
        is_twice = fate is not Fate.NEW and row.number in twice
        fates[Fate.CONFLICTING if is_twice else fate] += 1
    compared = compare(export, desk.applications, met, _platform(export, desk))
    problems += compared.problems()
    problems.sort(key=lambda one: (one.severity is not Severity.ERROR, one.place.row or 0))
    return Import(export, actions, problems, fates, compared)


def _cases(export: Export, row: ExportRow, desk: ImportDesk) -> Sequence[Record]:
    """Return the rows of the book that a row of the export may be about."""
    if export.preset.purpose is Purpose.ORDERS:
        return desk.matches.of_order(row)
    is_damaged = any(problem.kind is kinds.NUMBER_DAMAGED for problem in row.problems)
    if "refund_no" not in row.facts and not is_damaged:
        return desk.matches.by_parts(row)
    found = desk.matches.of(row)
    if found:
        return found
    typed = desk.applications.find(_key(export, row, desk) or "")
    return [typed] if typed is not None else []


def _row(
    export: Export, row: ExportRow, cases: Sequence[Record], desk: ImportDesk
) -> Iterator[Found]:
    if export.preset.purpose is Purpose.ORDERS:
        yield from order_row(export, row, cases, desk)
    elif not cases:
        yield from new_row(export, row, desk)
    elif len(cases) > 1:
        value = row.text("refund_no") or row.text("order_no")
        yield export.problem(kinds.AMBIGUOUS, row, "refund_no", value=value)
    else:
        yield from known_row(export, row, cases[0], desk)


def _platform(export: Export, desk: ImportDesk) -> str:
    return export.preset.platform or desk.settings.platform


def _key(export: Export, row: ExportRow, desk: ImportDesk) -> str | None:
    return key_of({"platform": _platform(export, desk), **row.facts})


def _each_once(export: Export) -> tuple[Iterator[ExportRow], list[Problem]]:
    """Return the rows without doubled ones (the last one counts), and those that contradict."""
    last: dict[object, tuple[int, int]] = {}
    doubled: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for number, part in enumerate(export.parts):
        refunds = part.facts.get("refund_no", ())
        subs = part.facts.get("sub_order_no", (None,) * len(refunds)) if refunds else ()
        for place, key in enumerate(zip(refunds, subs, strict=True)):
            if key[0] is not None:
                if key in last:
                    doubled.append((last[key], (number, place)))
                last[key] = (number, place)
    over = {before for before, _ in doubled}
    rows = (
        part.row(place)
        for number, part in enumerate(export.parts)
        for place in range(len(part.numbers))
        if (number, place) not in over
    )
    return rows, list(_contradictions(export, doubled))


def _contradictions(
    export: Export, doubled: Iterable[tuple[tuple[int, int], tuple[int, int]]]
) -> Iterator[Problem]:
    for before, after in doubled:
        first, second = (export.parts[number].row(place) for number, place in (before, after))
        if first.facts != second.facts:
            refund_no = second.text("refund_no")
            yield export.problem(kinds.ROW_DOUBLED, second, "refund_no", value=refund_no)


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
