"""What people changed: each workbook as it was when last filed, beside what it is now."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from sheetops.actions import AddRow, SetValue
from sheetops.adapters.workbook.read import read_book
from sheetops.records.dictionary import SHEETS
from sheetops.records.table import as_key, empty_table
from sheetops.shop.shop import Changed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sheetops.adapters.state.state import State
    from sheetops.records.columns import Value
    from sheetops.records.table import Table
    from sheetops.rules.filing.people_entries import Written
    from sheetops.shop.looking import Seen
    from sheetops.shop.shop import Shop

    Row = tuple[str, Mapping[str, Value]]


def changed_books(shop: "Shop") -> Iterator[tuple[Changed, str]]:
    """Yield every workbook whose bytes are not those that were last filed, and their SHA-256.

    A workbook that was never filed, or whose filed version is no longer kept, starts from nothing:
    each of its rows is new, unless the filing log knows its case already.
    """
    for seen in shop.look.seen:
        last = shop.state.looks.last(seen.file)
        filed = last.sha if last else None
        if filed != seen.sha and seen.file not in shop.unkept:
            before, author = _before(shop, seen, filed), last_author(seen.data)
            yield Changed(seen.file, before, _healed(shop, seen), author), seen.sha


def _before(shop: "Shop", seen: "Seen", sha: str | None) -> "Mapping[str, Table]":
    data = shop.versions.read(sha) if sha else None
    if data is None:
        return {}
    tables, _ = read_book(data, seen.book, seen.file, shop.language, shop.look.references)
    left = {
        (sheet, key)
        for sheet, key in shop.state.leaving.gone(seen.file)
        if sheet in seen.tables and key not in seen.tables[sheet].index
    }
    return {key: _without(table, left) for key, table in tables.items()} if left else tables


def _without(table: "Table", left: "Collection[tuple[str, str]]") -> "Table":
    """Return the table without the rows that have left for the archive: they did not vanish."""
    sheet = table.sheet.key
    stay = [at for at, key in enumerate(table.keys) if key is None or (sheet, key) not in left]
    if len(stay) == len(table):
        return table
    columns = {key: [values[at] for at in stay] for key, values in table.columns.items()}
    (span,) = table.spans
    spans = (replace(span, rows=[span.rows[at] for at in stay]),)
    return replace(table, columns=columns, spans=spans)


def _healed(shop: "Shop", seen: "Seen") -> "Mapping[str, Table]":
    """Return the workbook with the results in it that an old copy, saved over them, has wiped out.

    They are on their way back; that they are missing is not what the person meant.
    """
    cells, rows = shop.state.journal.cells(seen.file), shop.state.journal.rows(seen.file)
    return {
        key: table.overlaid(
            dict(_wiped_out(table, cells.get(key, {}))), [*_missing(table, rows.get(key, ()))]
        )
        for key, table in seen.tables.items()
    }


def _wiped_out(
    table: "Table", waiting: "Mapping[tuple[str, str], Value]"
) -> "Iterator[tuple[tuple[str, str], Value]]":
    for (key, column), value in waiting.items():
        index = table.index.get(key)
        if index is None or column not in table.columns:
            continue
        if table.column(column)[index] is None:
            yield (key, column), value


def _missing(table: "Table", rows: "Iterable[Row]") -> "Iterator[Row]":
    """Yield the rows that jobs opened and that the table does not have."""
    sheet = table.sheet
    for book, values in rows:
        one = empty_table(sheet).overlaid({}, [(book, values)])
        if not one.index.keys() & table.index.keys():
            yield book, values


def written_since_filed(state: "State", book: str) -> "Iterator[Written]":
    """Yield what jobs wrote into `book` since its changes were last filed.

    A row that was given its number meanwhile is named by its old key and by the number.
    """
    last = state.looks.last(book)
    since = last.at if last else datetime.min  # noqa: DTZ901 - shop time is naive
    # what waits may be in the file already: a crash came before it was confirmed
    patches = [*state.journal.applied_since(since, book), *state.journal.pending(book)]
    actions = [patch.action for patch in patches]
    numbers = {
        (action.sheet, action.key): as_key(action.wanted)
        for action in actions
        if isinstance(action, SetValue) and action.column == SHEETS[action.sheet].key_column
    }
    for action in actions:
        cells = action.values if isinstance(action, AddRow) else {action.column: action.wanted}
        for key in {action.key, numbers.get((action.sheet, action.key), action.key)}:
            yield from ((action.sheet, key, column, value) for column, value in cells.items())


def last_author(data: bytes) -> str | None:
    """Return who saved the workbook last (its last-modified-by); None where it does not say."""
    import io
    import re
    import zipfile
    from html import unescape

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            core = archive.read("docProps/core.xml")
    except (KeyError, OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return None
    found = re.search(rb"<cp:lastModifiedBy[^>]*>([^<]*)</cp:lastModifiedBy>", core)
    return unescape(found[1].decode("utf-8", "replace")).strip() or None if found else None
