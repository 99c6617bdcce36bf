"""What people changed: each workbook as it was when last filed, beside what it is now."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sheetops.adapters.workbook.read import read_book
from sheetops.shop.shop import Changed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sheetops.records.table import Table
    from sheetops.shop.looking import Seen
    from sheetops.shop.shop import Shop


def changed_books(shop: "Shop") -> Iterator[Changed]:
    """Yield every workbook whose bytes are not those that were last filed.

    A workbook that was never filed, or whose filed version is no longer kept, starts from nothing:
    each of its rows is new, unless the filing log knows its case already.
    """
    for seen in shop.look.seen:
        last = shop.state.looks.last(seen.file)
        filed = last.sha if last else None
        if filed != seen.sha:
            yield Changed(
                seen.file, _before(shop, seen, filed), seen.tables, last_author(seen.data)
            )


def _before(shop: "Shop", seen: "Seen", sha: str | None) -> "Mapping[str, Table]":
    data = shop.versions.read(sha) if sha else None
    if data is None:
        return {}
    tables, _ = read_book(data, seen.book, seen.file, shop.language, shop.look.references)
    return tables


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
