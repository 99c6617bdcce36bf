"""Makes a new shop's folder: settings, the three people's books, the folders and a short guide."""

import errno
import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from sheetops.adapters.workbook.build.book import build_book
from sheetops.adapters.workbook.build.guide import GUIDE_FILE, guide_text
from sheetops.adapters.workbook.build.settings_file import settings_text
from sheetops.adapters.workbook.build.starting import list_rows, references_to
from sheetops.adapters.workbook.build.values import RowValues
from sheetops.errors import FolderNotEmpty, StorageError
from sheetops.records.dictionary import PEOPLES_BOOKS
from sheetops.records.seed import starting_handbook
from sheetops.records.settings import Settings
from sheetops.records.text import Language, Text

SETTINGS_FILE = "sheetops.toml"
FOLDERS = ("inbox", "evidence", "slips", "reports", "versions", "filing_log")
_NOT_COUNTED = (".DS_Store", "Thumbs.db", "desktop.ini")
"""Files that file managers leave in folders that look empty."""


def init_shop(folder: Path, language: Language, name: str) -> None:
    """Make a new shop called `name` in `folder`, which is made where it does not exist.

    FolderNotEmpty when something is in it, StorageError when it cannot be written; nothing of the
    shop is left there then.
    """
    settings = Settings(id=uuid.uuid4().hex[:12], name=name, language=language)
    write_shop(folder, settings, starting_handbook(language))


def write_shop(
    folder: Path,
    settings: Settings,
    tables: Mapping[str, Sequence[RowValues]],
    extra: Mapping[str, bytes] | None = None,
) -> None:
    """Write a shop with the rows `tables` (sheet key → rows) and the files `extra` (path → bytes).

    Raises as `init_shop` does.
    """
    _refuse_full(folder)
    files = {**(extra or {}), **_files(settings, tables)}
    made: list[Path] = []
    try:
        for place in _folders(folder, files):
            if not place.is_dir():
                place.mkdir()
                made.append(place)
        for relative, data in files.items():
            path = folder / relative
            made.append(path)
            path.write_bytes(data)
    except OSError as error:
        _undo(made)
        raise _cannot_write(folder, error) from error


def _files(settings: Settings, tables: Mapping[str, Sequence[RowValues]]) -> dict[str, bytes]:
    """The settings come last: without them the folder is no shop yet."""
    files = {GUIDE_FILE.to(settings.language): guide_text(settings).encode("utf-8-sig")}
    filled = {**tables, "lists": list_rows(tables)}
    labels = references_to(tables)
    for book in PEOPLES_BOOKS:
        files[book.file] = build_book(
            book, settings.language, filled, labels, shop=settings.name, limits=settings.limits
        )
    files[SETTINGS_FILE] = settings_text(settings).encode()
    return files


def _folders(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Return every folder that is needed, each after the one that holds it."""
    needed = {folder, *folder.parents} | {folder / name for name in FOLDERS}
    for relative in files:
        needed |= {folder / parent for parent in Path(relative).parents}
    return sorted(needed, key=lambda path: len(path.parts))


def _refuse_full(folder: Path) -> None:
    try:
        if folder.exists() and not folder.is_dir():
            raise _not_empty(folder)
        found = folder.is_dir() and any(p.name not in _NOT_COUNTED for p in folder.iterdir())
    except OSError as error:
        raise _cannot_write(folder, error) from error
    if found:
        raise _not_empty(folder)


def _undo(made: Sequence[Path]) -> None:
    for path in reversed(made):
        with suppress(OSError):
            path.rmdir() if path.is_dir() else path.unlink()


def _not_empty(folder: Path) -> FolderNotEmpty:
    return FolderNotEmpty(
        Text(f"“{folder}”里已经有内容。", f'There is something in "{folder}" already.'),
        Text(
            "请换一个新的或空的文件夹；已有的内容没有改动。",
            "Name a new or empty folder; what is there was not touched.",
        ),
    )


def _cannot_write(folder: Path, error: OSError) -> StorageError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StorageError(
            Text(f"磁盘已满，“{folder}”没有建成。", f'The disk is full; "{folder}" was not made.'),
            Text("请清理磁盘后再试。", "Make room and try again."),
        )
    why = error.strerror or str(error)
    return StorageError(
        Text(f"“{folder}”写不进去：{why}。", f'"{folder}" cannot be written: {why}.'),
        Text(
            "请检查文件夹权限，或换一个位置。",
            "Check the folder's permissions, or choose another place.",
        ),
    )
