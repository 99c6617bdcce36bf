"""Plans which pictures are kept, and the list of them beside each row.

The evidence folder is the truth: whatever lies in a row's folder is listed beside it, whether
sheetops took it from the sheet or somebody put the file there. A picture that is taken off the
sheet stays; evidence goes only when a person removes the file.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from sheetops.actions import Action, KeepPicture
from sheetops.records.desk import Records
from sheetops.records.table import Record, Table
from sheetops.records.text import Text
from sheetops.rules.evidence.placed import KEPT, TYPED, Placed, folder_of, is_picture, path_of
from sheetops.rules.writes import keyed_rows, write

MOST_LISTED = 50
"""Paths in one cell; Excel ends at 32,767 characters."""
_WHY = Text("本行图片已存入 evidence", "Pictures of the row are kept in evidence/")


def plan_evidence(
    records: Records, placed: Iterable[Placed], files: Collection[str]
) -> Iterator[Action]:
    """Yield every picture that is to be kept, and the list beside each row that changes by it.

    `files` are the paths in the evidence folder, relative to the shop. A picture on a row whose
    case has no number yet waits for it.
    """
    known, listed = set(files), _by_folder(files)
    for picture, row in placed_rows(records, placed):
        folder = folder_of(row) if picture.is_good else None
        if folder is None:
            continue
        path = path_of(picture, folder)
        if path not in known:
            known.add(path)
            listed[folder].append(path)
            yield KeepPicture(path, picture.book, picture.part, picture.sha)
    for sheet in TYPED:
        yield from _lists(records[sheet], listed)


def placed_rows(records: Records, placed: Iterable[Placed]) -> Iterator[tuple[Placed, Record]]:
    """Yield each picture with the row it belongs to; one beside all rows is left out."""
    places = {sheet: _rows(records[sheet]) for sheet in TYPED}
    for picture in placed:
        index = places[picture.sheet].get((picture.book, picture.row))
        if index is not None:
            yield picture, records[picture.sheet][index]


def _rows(table: Table) -> Mapping[tuple[str, int], int]:
    """Return workbook and row number → index of the row."""
    found: dict[tuple[str, int], int] = {}
    for start, span in zip(table.starts, table.spans, strict=True):
        found.update({(span.book, row): start + at for at, row in enumerate(span.rows) if row})
    return found


def _by_folder(files: Iterable[str]) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in files:
        if is_picture(path):
            found[path.rpartition("/")[0]].append(path)
    return found


def _lists(table: Table, listed: Mapping[str, list[str]]) -> Iterator[Action]:
    if KEPT not in table.columns:
        return
    for row in keyed_rows(table):
        folder = folder_of(row)
        paths = sorted(listed.get(folder, ())) if folder else []
        if paths or row[KEPT] is not None:
            yield from write(row, KEPT, ";".join(paths[:MOST_LISTED]) or None, _WHY)
