"""The inbox: files dropped there are read when they are complete, and shelved once they are in."""

import time
from collections.abc import Iterator
from pathlib import Path

from sheetops.actions import ShelveImport
from sheetops.adapters.exports.refusals import LARGEST
from sheetops.records.text import Language

_IGNORED = ("~$", ".~", ".", "~")
_UNFINISHED = (".crdownload", ".part", ".tmp", ".download")
_SETTLE_SECONDS = 0.2
_FRESH_SECONDS = 20


def arrived(folder: Path, only: str | None = None) -> Iterator[tuple[str, bytes | None]]:
    """Yield name and bytes of each complete file in `inbox/`, by name; `only` names one of them.

    A file that grows, changes while it is read, or that somebody still writes to is left for the
    next run. A file too large to be read comes without bytes, so that it is refused and told.
    """
    paths = [path for path in sorted((folder / "inbox").glob("*")) if _is_offered(path)]
    paths = [path for path in paths if only in (None, path.name)]
    before = {path: _stamp(path) for path in paths}
    if paths:
        time.sleep(_SETTLE_SECONDS)
    for path in paths:
        try:
            data = read_bounded(path)
        except OSError:
            continue
        if before[path] is not None and _stamp(path) == before[path]:
            yield path.name, data


def read_bounded(path: Path) -> bytes | None:
    """Return the bytes of a file; None for one too large to be an export. OSError."""
    return path.read_bytes() if path.stat().st_size <= LARGEST else None


def is_fresh(folder: Path, name: str) -> bool:
    """Return whether a file came into `inbox/` only just now, and may still be on its way.

    A copy over a slow network stops for seconds at a time; what looks cut off then is looked at
    again by the next run. A server's clock may be off, so a time to come is not fresh.
    """
    stamp = _stamp(folder / "inbox" / name)
    return stamp is not None and 0 <= time.time() - stamp[1] / 1e9 < _FRESH_SECONDS


def offer(folder: Path, source: Path) -> str:
    """Copy a file into `inbox/`, where it lies elsewhere, and return its name there; OSError."""
    inbox = folder / "inbox"
    if source.resolve().parent == inbox.resolve():
        return source.name
    inbox.mkdir(exist_ok=True)
    target = _free(inbox / source.name)
    half = target.with_name(f".{target.name}.part")
    half.write_bytes(source.read_bytes())
    half.rename(target)
    return target.name


def shelve(folder: Path, action: ShelveImport, language: Language) -> Path | None:
    """Move a file from `inbox/` to `inbox/done/` or `inbox/refused/`, with a note beside it.

    A name that is taken gets a number; nothing is overwritten. None when the file is gone already.
    """
    source = folder / "inbox" / action.name
    if not source.is_file():
        return None
    shelf = folder / "inbox" / action.to
    shelf.mkdir(parents=True, exist_ok=True)
    target = _free(shelf / action.name)
    source.rename(target)
    if action.note:
        note = target.with_name(target.name + ".txt")
        note.write_text(action.note.to(language) + "\n", encoding="utf-8-sig")
    return target


def _is_offered(path: Path) -> bool:
    return (
        path.is_file()
        and not path.name.startswith(_IGNORED)
        and path.suffix.lower() not in _UNFINISHED
    )


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return (stat.st_size, stat.st_mtime_ns)


def _free(path: Path) -> Path:
    number, free = 2, path
    while free.exists():
        free = path.with_stem(f"{path.stem} ({number})")
        number += 1
    return free
