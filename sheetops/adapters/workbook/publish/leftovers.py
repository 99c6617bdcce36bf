"""Files that an interrupted publish left beside a workbook: told apart, never thrown away blindly.

| what lies there | what it is | what is done |
|---|---|---|
| of an exchange that was not ready | an unfinished file of ours | removed |
| the bytes we meant to put in | never went in, or came out again | removed |
| the bytes they were made from | the version that we displaced | moved into `versions/` |
| anything else | a person's save | put back if it is the newer one; kept; told |
| the place itself is empty | a crash between two renames | what was taken out is put back |
"""

from collections.abc import Iterator
from pathlib import Path

from sheetops.adapters.crashpoints import crashpoint
from sheetops.adapters.durable import fsync_folder
from sheetops.adapters.state.exchanges import Exchange
from sheetops.adapters.workbook.publish.errand import Errand
from sheetops.adapters.workbook.publish.kinds import SAVE_SET_ASIDE
from sheetops.adapters.workbook.publish.swap import rename_to_free
from sheetops.adapters.workbook.versions import sha_of
from sheetops.records.problems import Place, Problem


def settle_leftovers(errand: Errand) -> list[Problem]:
    """Bring every exchange of the workbook that was interrupted to its end; return what is told."""
    problems: list[Problem] = []
    notes = {note.token: note for note in errand.exchanges.of(errand.book)}
    for token, files in errand.files_beside().items():
        note = notes.get(token)
        if not errand.path.exists():
            files = _fill_empty_place(errand, files, note)
        for file in files:
            problems += _settle(errand, file, note)
            crashpoint("leftovers: one settled")
        fsync_folder(errand.path.parent)
    for token in notes:
        errand.exchanges.close(token)
    return problems


def _fill_empty_place(errand: Errand, files: list[Path], note: Exchange | None) -> list[Path]:
    """Put back what was taken out, when the crash came before the new file went in."""
    taken_out = [file for file in files if ".old" in file.name]
    if note is not None and not note.is_ready:
        return files
    if not taken_out:
        return files
    newest = max(taken_out, key=lambda file: file.stat().st_mtime_ns)
    rename_to_free(newest, errand.path)
    return [file for file in files if file != newest]


def _settle(errand: Errand, file: Path, note: Exchange | None) -> Iterator[Problem]:
    if note is not None and not note.is_ready:
        file.unlink()
        return
    data = file.read_bytes()
    sha = sha_of(data)
    is_kept = errand.versions.read(sha) is not None
    if note is not None and sha == note.new:
        file.unlink()
    elif (note is not None and sha == note.base) or (is_kept and not _is_newer(errand, file, note)):
        errand.versions.adopt(errand.book, file, sha, errand.now)
    else:
        errand.versions.keep(errand.book, data, errand.now)
        yield from _settle_save(errand, file, note)


def _settle_save(errand: Errand, file: Path, note: Exchange | None) -> Iterator[Problem]:
    """Give a person's save its place back, unless what stands there is a later save."""
    if errand.path.exists() and _is_newer(errand, file, note):
        file = errand.tools.swap(file, errand.path, errand.beside(errand.new_token(), "old"))
        crashpoint("leftovers: a save put back")
    sha = sha_of(file.read_bytes())
    if note is not None and sha == note.new:
        file.unlink()
        return
    errand.versions.adopt(errand.book, file, sha, errand.now)
    kept = next(version for version in errand.versions.of(errand.book) if version.sha == sha[:16])
    name = kept.path.relative_to(errand.versions.folder.parent).as_posix()
    yield Problem(SAVE_SET_ASIDE, Place(book=errand.book), {"book": errand.book, "file": name})


def _is_newer(errand: Errand, file: Path, note: Exchange | None) -> bool:
    """Return whether a person's save is later than what stands in its place.

    Our own bytes never are: they were made from something older than the save. Without a note (the
    local state was lost) nothing is put back, only kept and told.
    """
    if note is None or not errand.path.exists():
        return False
    if sha_of(errand.path.read_bytes()) == note.new:
        return True
    return file.stat().st_mtime_ns > errand.path.stat().st_mtime_ns
