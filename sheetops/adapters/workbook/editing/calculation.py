"""What a changed cell means for the calculation of the workbook."""

import re
from collections.abc import Iterator

from sheetops.adapters.workbook.editing.book import Book
from sheetops.adapters.workbook.editing.dependants import find_dependants
from sheetops.adapters.workbook.editing.dialect import attributes_of
from sheetops.adapters.workbook.editing.refusal import EditRefused
from sheetops.adapters.workbook.editing.row_index import is_plain, mask
from sheetops.adapters.workbook.editing.shared_formulas import promote_heirs
from sheetops.adapters.workbook.editing.sheet import Sheet

# Other sheets are looked through for dependants as long as that costs no more than the edit
# itself: their sizes together stay below the size of the edited sheets and this many bytes.
_ALLOWANCE = 1 << 20

# The elements that stand before calcPr (ECMA-376 part 1, CT_Workbook).
_BEFORE = ("definedNames", "externalReferences", "functionGroups", "sheets")

_ENTRY = re.compile(rb"<((?:[\w.-]+:)?)c(\s[^>]*?)/>")


def update_calculation(book: Book) -> None:
    """Let formulas be calculated anew, by Excel on opening and by LibreOffice where needed."""
    edited = [sheet for sheet in book.open_sheets if sheet.changed]
    if not edited:
        return
    for sheet in edited:
        promote_heirs(sheet)
    looked_at, is_all = _sheets_to_look_at(book, edited)
    with_formulas = [sheet for sheet in looked_at if sheet.formulas]
    if with_formulas:
        for sheet, place in find_dependants(book, looked_at):
            sheet.drop_cached_value(place)
    _forget_overwritten(book, edited)
    if with_formulas or not is_all or any(sheet.got_formula for sheet in edited):
        _calculate_on_load(book)


def _sheets_to_look_at(book: Book, edited: list[Sheet]) -> tuple[list[Sheet], bool]:
    """The edited sheets and the small ones beside them; whether that is all of them."""
    allowance = _ALLOWANCE + sum(len(sheet.markup) for sheet in edited)
    looked_at, is_all = list(edited), True
    paths = {sheet.path for sheet in edited}
    others = [
        entry for entry in book.entries if entry.kind == "worksheet" and entry.path not in paths
    ]
    for entry in sorted(others, key=lambda entry: book.package.size(entry.path)):
        allowance -= book.package.size(entry.path)
        if allowance < 0:
            return looked_at, False
        try:
            sheet = book.sheet(entry.name)
            if sheet.formulas:
                looked_at.append(sheet)
        except EditRefused:
            is_all = False  # damaged, but nobody asked to change it
    return looked_at, is_all


def _forget_overwritten(book: Book, edited: list[Sheet]) -> None:
    """Take the cells that hold no formula any more out of the calculation chain."""
    link = book.link("calcChain")
    gone = {
        (book.entry(sheet.name).number, str(cell))
        for sheet in edited
        for cell in sheet.lost
        if not sheet.has_formula(cell)
    }
    if link is None or not gone:
        return
    chain = book.package.read_markup(link.target)
    if not is_plain(chain):
        chain = mask(chain)
    entries = list(_ENTRY.finditer(chain))
    kept = list(_kept_entries(entries, gone))
    if not kept:
        book.package.remove(link.target, link)
    elif len(kept) < len(entries):
        head, tail = chain[: entries[0].start()], chain[entries[-1].end() :]
        book.package.write(link.target, [head, *kept, tail])


def _kept_entries(entries: list[re.Match[bytes]], gone: set[tuple[str, str]]) -> Iterator[bytes]:
    """The entries that stay; one that took its sheet from an entry now gone names it itself."""
    sheet, said = b"", b""
    for entry in entries:
        attributes = attributes_of(entry[2])
        sheet = attributes.get(b"i", sheet)
        if (sheet.decode(), attributes.get(b"r", b"").decode()) in gone:
            continue
        if b"i" not in attributes and said != sheet:
            yield b'<%bc%b i="%b"/>' % (entry[1], entry[2].rstrip(), sheet)
        else:
            yield entry[0]
        said = sheet


def _calculate_on_load(book: Book) -> None:
    properties = book.root.child("calcPr")
    if properties is not None:
        if properties.get("fullCalcOnLoad") not in ("1", "true"):
            properties.put("fullCalcOnLoad", "1")
        return
    for name in _BEFORE:
        before = book.root.child(name)
        if before is not None:
            before.after += f'<{before.prefix}calcPr fullCalcOnLoad="1"/>'.encode()
            return
