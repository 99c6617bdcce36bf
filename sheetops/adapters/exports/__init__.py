"""Opens exports from the inbox: .xlsx, .xls, HTML and text, whatever their name says."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from itertools import chain, islice

from sheetops.adapters.exports.containers import Row, Source, Warts, sources
from sheetops.adapters.exports.refusals import (
    EMPTY,
    MOST_COLUMNS,
    MOST_ROWS,
    NO_TABLE,
    TOO_LONG,
    TOO_WIDE,
    NotReadable,
)
from sheetops.records.problems import Problem
from sheetops.rules.importing import problem_kinds as kinds
from sheetops.rules.importing.export import Export, LeftOut, file_problem
from sheetops.rules.importing.guesses import Guesses, guess
from sheetops.rules.importing.layout import SEARCHED_ROWS, Layout, recognise
from sheetops.rules.importing.presets import PRESETS, Preset, Purpose
from sheetops.rules.importing.sheet_reader import SheetReader

__all__ = ["NotReadable", "best_guess", "read_export"]

_BLOCK = 200
"""Rows read at once: as many as stay near the processor; 2,000 take a quarter longer."""
_SHOWN_LINES = 5
_SAMPLE = 200
"""Rows from which the columns of an unknown export are guessed."""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Rows are made by the hundred thousand and none refers back: there is nothing to collect."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Taken:
    """What the sheets of a file turned out to be."""

    def __init__(self) -> None:
        self.readers: list[tuple[SheetReader, str | None]] = []
        self.nearest: Layout | None = None
        self.other: list[str] = []
        self.warts = Warts()
        self.is_blank = True

    def best(self) -> list[tuple[SheetReader, str | None]]:
        """Return the sheets with the most useful rows; several may hold parts of one export."""
        if not self.readers:
            return []
        first = max(self.readers, key=lambda pair: pair[0].layout.use)[0].layout.preset
        self.other += [t for r, t in self.readers if r.layout.preset is not first and t]
        return [pair for pair in self.readers if pair[0].layout.preset is first]


def read_export(data: bytes, name: str, presets: Sequence[Preset] = PRESETS) -> Export | Problem:
    """Return the export in the file `name` with the bytes `data`, or why it cannot be taken.

    The problem is one of the file as a whole: nothing of it may be imported then.
    """
    try:
        with _uncollected():
            taken = _take(data, name, presets)
    except NotReadable as refused:
        return file_problem(kinds.UNREADABLE, name, why=refused.why)
    if taken.is_blank:
        return file_problem(kinds.UNREADABLE, name, why=EMPTY)
    best = taken.best()
    if best:
        return _export(data, name, taken, best)
    return _refusal(name, taken.nearest)


def best_guess(data: bytes) -> Guesses:
    """Return what the columns of an export that no layout fits may be; NotReadable.

    Of several sheets the one of which the most is known.
    """
    found = [guess(list(islice(source.rows, _SAMPLE))) for source in sources(data)]
    known = [one for one in found if one is not None]
    if not known:
        raise NotReadable(NO_TABLE)
    return max(known, key=lambda one: sum(column.fact is not None for column in one.columns))


def _take(data: bytes, name: str, presets: Sequence[Preset]) -> _Taken:
    try:
        return _taken(sources(data, is_sure=False), name, presets)
    except UnicodeDecodeError:
        return _taken(sources(data), name, presets)


def _taken(found: Iterable[Source], name: str, presets: Sequence[Preset]) -> _Taken:
    taken = _Taken()
    for source in found:
        _look_at(source, name, presets, taken)
    return taken


def _look_at(source: Source, name: str, presets: Sequence[Preset], taken: _Taken) -> None:
    rows = iter(source.rows)
    head = list(islice(rows, SEARCHED_ROWS))
    taken.is_blank &= not any(cell not in (None, "") for row in head for cell in row)
    if any(len(row) > MOST_COLUMNS for row in head):
        raise NotReadable(TOO_WIDE)
    layout = recognise(head, presets)
    if layout is None or layout.missing or layout.preset.purpose is Purpose.REPORT:
        if layout is not None and (taken.nearest is None or layout.rank > taken.nearest.rank):
            taken.nearest = layout
        if source.title and any(map(any, head)):
            taken.other.append(source.title)
        return
    reader = SheetReader(layout, name, is_text=source.is_text)
    _read_all(reader, layout, chain(head[layout.row :], rows))
    taken.readers.append((reader, source.title))
    taken.warts = source.warts


def _read_all(reader: SheetReader, layout: Layout, rows: Iterator[Row]) -> None:
    number = layout.row + 1
    while block := list(islice(rows, _BLOCK)):
        reader.take(block, number)
        number += len(block)
        if number > MOST_ROWS:
            raise NotReadable(TOO_LONG)


def _export(
    data: bytes, name: str, taken: _Taken, best: list[tuple[SheetReader, str | None]]
) -> Export:
    several = len(best) > 1
    named = [(reader, title if several else None) for reader, title in best]
    readers = [reader for reader, _ in best]
    return Export(
        name=name,
        sha=sha256(data).hexdigest(),
        layout=readers[0].layout,
        parts=tuple(reader.part(title) for reader, title in named),
        left_out=LeftOut(
            idle=sum(reader.idle for reader in readers),
            remarks=sum(reader.remarks for reader in readers),
            sheets=tuple(taken.other),
        ),
        told=(
            *_odd(name, taken.warts),
            *(one for reader, title in named for one in reader.ragged(title)),
        ),
    )


def _odd(name: str, warts: Warts) -> Iterator[Problem]:
    for kind, lines in ((kinds.MIXED_ENCODING, warts.foreign), (kinds.LETTERS_LOST, warts.lost)):
        if lines:
            shown = ", ".join(map(str, lines[:_SHOWN_LINES]))
            more = "…" if len(lines) > _SHOWN_LINES else ""
            yield file_problem(kind, name, n=str(len(lines)), lines=shown + more)


def _refusal(name: str, nearest: Layout | None) -> Problem:
    if nearest is None:
        return file_problem(kinds.UNKNOWN_LAYOUT, name)
    title = nearest.preset.title
    if not nearest.missing:
        return file_problem(kinds.NOT_FOR_IMPORT, name, wanted=title)
    missing = "、".join(heading.words for heading in nearest.missing)
    return file_problem(kinds.NEAR_MISS, name, wanted=title, missing=missing)
