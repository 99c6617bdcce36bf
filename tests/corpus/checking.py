"""One file of the corpus: edited in several ways, and everything that nobody meant compared."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from openpyxl.formula.translate import Translator

from sheetops.adapters.workbook.editing import (
    Cell,
    EditRefused,
    SetCell,
    Survey,
    edit,
    sheet_names,
    survey,
)
from sheetops.adapters.workbook.editing.book import Book
from sheetops.adapters.workbook.editing.row_index import parse_rows, search_rows
from tests.corpus.reading import (
    CellRead,
    SheetRead,
    count_elements,
    members,
    read_sheet,
    without_refs,
)
from tests.corpus.removing import check_removals
from tests.corpus.trials import Trial, trials
from tests.corpus.values import READERS, Values

_MOST_SHEETS = 4
Place = tuple[str, int, int]


@dataclass
class Outcome:
    """What was seen of one file."""

    name: str
    edited: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    parts_changed: Counter[str] = field(default_factory=Counter)
    parts: int = 0
    parts_same: int = 0
    dropped_values: int = 0
    promoted: int = 0
    read: Counter[str] = field(default_factory=Counter)
    unreadable: Counter[str] = field(default_factory=Counter)
    differing: Counter[str] = field(default_factory=Counter)
    sheets_indexed: int = 0
    rows_indexed: int = 0
    lost: list[str] = field(default_factory=list)
    seconds: float = 0.0


def check_file(name: str, data: bytes, reference: dict[str, Values] | None = None) -> Outcome:
    """Try every kind of edit on a file."""
    outcome = Outcome(name)
    try:
        sheets = sheet_names(data)
    except EditRefused as refusal:
        outcome.refused[f"open: {refusal.reason}"] += 1
        return outcome
    if not sheets:
        outcome.refused["open: no worksheet"] += 1
        return outcome
    before = {reader: read(data) for reader, read in READERS.items()}
    for sheet in sheets[:_MOST_SHEETS]:
        try:
            shape = survey(data, sheet)
        except EditRefused as refusal:
            outcome.refused[f"survey: {refusal.reason}"] += 1
            continue
        _compare_indexes(outcome, data, sheet)
        for trial in trials(data, shape):
            _try(outcome, data, shape, trial, before)
        check_removals(outcome, data, shape, before)
    return outcome


def _compare_indexes(outcome: Outcome, data: bytes, name: str) -> None:
    """The search for rows and expat must find the same rows in the same places."""
    sheet = Book(data).sheet(name)
    start, end = sheet.body
    found = search_rows(sheet.masked, start, end, sheet.dialect)
    parsed = parse_rows(sheet.markup, end, sheet.dialect, sheet.path)
    outcome.sheets_indexed += 1
    outcome.rows_indexed += len(found.numbers)
    if (found.numbers, found.starts) != (parsed.numbers, parsed.starts):
        outcome.lost.append(f"{name}: the two indexes of its rows differ")


def _try(
    outcome: Outcome, data: bytes, shape: Survey, trial: Trial, before: dict[str, Values]
) -> None:
    try:
        new = edit(data, [trial.edit])
    except EditRefused as refusal:
        outcome.refused[f"{trial.kind}: {refusal.reason}"] += 1
        if refusal.reason not in ("cell-locked", "sheet-protected"):
            return
        new = edit(data, [trial.edit], respect_protection=False)
    outcome.edited[trial.kind] += 1
    if isinstance(trial.edit, SetCell):
        again = edit(new, [trial.edit], respect_protection=False)
        if again != new:
            outcome.lost.append(f"{trial.kind}: the same edit again changes the file again")
    after = survey(new, trial.sheet)
    meant = trial.meant(shape, after)
    unset = _compare_parts(outcome, data, new, trial, meant)
    _compare_values(outcome, new, trial, before, meant, unset)


def _compare_parts(
    outcome: Outcome, data: bytes, new: bytes, trial: Trial, meant: set[tuple[int, int]]
) -> set[Place]:
    """Compare the packages; the formula cells that lost their cached values."""
    old_parts, new_parts = members(data), members(new)
    outcome.parts += len(old_parts)
    unset: set[Place] = set()
    paths = {entry.path.lower(): entry.name for entry in Book(data).entries}
    for path, (packed, content) in old_parts.items():
        key = path.replace("\\", "/").lower()
        if path not in new_parts:
            if not key.endswith("calcchain.xml"):
                outcome.lost.append(f"{trial.kind}: part {path}")
        elif new_parts[path][0] == packed and new_parts[path][1] == content:
            outcome.parts_same += 1
        else:
            outcome.parts_changed[_family(key)] += 1
            name = paths.get(key)
            if name is not None:
                own = meant if name == trial.sheet else set()
                unset |= _compare_sheet(outcome, trial, name, content, new_parts[path][1], own)
            _compare_elements(outcome, trial, path, content, new_parts[path][1])
    kept = [path for path in new_parts if path in old_parts]
    if kept != [path for path in old_parts if path in new_parts]:
        outcome.lost.append(f"{trial.kind}: the order of the parts")
    return unset


def _family(path: str) -> str:
    return re.sub(r"[0-9]+(?=\.)", "", path.rpartition("/")[2])


def _compare_sheet(
    outcome: Outcome, trial: Trial, name: str, old: bytes, new: bytes, meant: set[tuple[int, int]]
) -> set[Place]:
    before, after = read_sheet(old), read_sheet(new)
    unset: set[Place] = set()
    where = f"{trial.kind}: {name}"
    if not after.is_ordered:
        outcome.lost.append(f"{where}: rows or cells out of order")
    if without_refs(before.frame) != without_refs(after.frame):
        outcome.lost.append(f"{where}: something around the rows")
    outcome.lost += [f"{where}: {change}" for change in _changed_rows(before, after, meant)]
    outcome.lost += [f"{where}: {change}" for change in _appeared(before, after, meant)]
    for place, cell in before.cells.items():
        fresh = after.cells.get(place)
        if place in meant or fresh == cell:
            continue
        if fresh is None:
            outcome.lost.append(f"{where}: cell {Cell(*place)} {cell}")
            continue
        if _lost_only_value(cell, fresh):
            unset.add((name, *place))
            outcome.dropped_values += 1
        if fresh.formula != cell.formula and _is_promoted(before.cells, place, cell, fresh):
            outcome.promoted += 1
        elif fresh.formula != cell.formula or (name, *place) not in unset:
            outcome.lost.append(f"{where}: cell {Cell(*place)} {cell} -> {fresh}")
    return unset


def _appeared(before: SheetRead, after: SheetRead, meant: set[tuple[int, int]]) -> Iterator[str]:
    for place, fresh in after.cells.items():
        if place not in before.cells and place not in meant and not fresh.is_blank:
            yield f"cell {Cell(*place)} appeared"


def _changed_rows(
    before: SheetRead, after: SheetRead, meant: set[tuple[int, int]]
) -> Iterator[str]:
    """Rows whose height, style or visibility is another, unless cells of theirs were meant."""
    touched = {row for row, _ in meant}
    for number, attributes in before.rows.items():
        now = after.rows.get(number, {})
        was = {name: value for name, value in attributes.items() if name != "spans"}
        if number not in touched and any(now.get(name) != value for name, value in was.items()):
            yield f"row {number} {attributes} -> {now}"


def _lost_only_value(old: CellRead, new: CellRead) -> bool:
    return old.formula is not None and not new.value and old.attributes == new.attributes


def _is_promoted(
    cells: dict[tuple[int, int], CellRead], place: tuple[int, int], old: CellRead, new: CellRead
) -> bool:
    """Whether a follower of a shared formula became its master, with the right text."""
    if old.formula is None or new.formula is None or old.attributes != new.attributes:
        return False
    group = next((word for word in old.formula if word.startswith("si=")), "")
    if "t=shared" not in old.formula or group not in new.formula:
        return False
    for origin, cell in cells.items():
        is_master = cell.formula and group in cell.formula and _text(cell.formula)
        if is_master and cell.formula and origin < place:
            moved = Translator(f"={_text(cell.formula)}", str(Cell(*origin)))
            if moved.translate_formula(str(Cell(*place)))[1:] == _text(new.formula):
                return True
    return False


def _text(formula: tuple[str, ...]) -> str:
    return "".join(word for word in formula if not re.match(r"(t|si|ref|ca|aca|xml:space)=", word))


_MAY_SHRINK = re.compile(
    r" v( @.*)?$| (calcChain|c)( @.*)?$| f @(t|si|ref)$| (is|t|r|f|rPr|sz|color|rFont|family|scheme"
    r"|charset|b|i|u|vertAlign|rPh|phoneticPr|extLst|ext)( @.*)?$"
    r"| tableColumn @totalsRow| table @insertRow| Override| Relationship"
)


def _compare_elements(outcome: Outcome, trial: Trial, path: str, old: bytes, new: bytes) -> None:
    """Every kind of element must be there as often as before.

    What a meant cell itself held may go: its value, its string, its formula.
    """
    if path.lower().endswith("calcchain.xml"):
        return
    before, after = count_elements(old), count_elements(new)
    for kind, count in before.items():
        if after[kind] < count and not _MAY_SHRINK.search(kind):
            outcome.lost.append(f"{trial.kind}: {path}: {kind} {count} -> {after[kind]}")


def _compare_values(
    outcome: Outcome,
    new: bytes,
    trial: Trial,
    before: dict[str, Values],
    meant: set[tuple[int, int]],
    unset: set[Place],
) -> None:
    for reader, read in READERS.items():
        was = before[reader]
        if was.error:
            outcome.unreadable[reader] += 1
            continue
        now = read(new)
        if now.error and (not was.values or now.is_too_large):
            outcome.unreadable[reader] += 1
            continue
        if now.error:
            outcome.lost.append(f"{trial.kind}: {reader} cannot read it any more: {now.error}")
            continue
        outcome.read[reader] += 1
        exempt = {(trial.sheet, *place) for place in meant} | unset
        differing = now.differing(was, exempt)
        outcome.differing[reader] += len(differing)
        outcome.lost += [f"{trial.kind}: {reader}: {change}" for change in differing[:3]]
        for place, value in trial.wanted.items():
            found = now.get((trial.sheet, *place))
            if found not in (value, was.get((trial.sheet, *place))) and not now.is_about(
                found, value
            ):
                outcome.lost.append(f"{trial.kind}: {reader} reads {found!r} for {value!r}")
