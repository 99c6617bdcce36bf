"""The new bytes go into the file's place, and what comes out is looked at before anything else."""

from contextlib import suppress
from pathlib import Path

from sheetops.adapters.crashpoints import crashpoint
from sheetops.adapters.durable import fsync_folder, take_after, write_new
from sheetops.adapters.state.exchanges import Exchange
from sheetops.adapters.workbook.publish.errand import Errand
from sheetops.adapters.workbook.publish.leftovers import settle_leftovers
from sheetops.adapters.workbook.publish.look import Sight, look_for_holder
from sheetops.adapters.workbook.publish.outcome import Deferred
from sheetops.adapters.workbook.versions import sha_of


def put_in_place(errand: Errand, base: Sight, new: bytes) -> bool:
    """Exchange the file for `new`, made from `base`; whether it stands there now.

    False: a person was faster, and theirs stands there. Deferred or OSError: it could not be done,
    and nothing of it is left beside the file unless the disk or share refuses that too.
    """
    note = Exchange(errand.new_token(), errand.book, base.sha, sha_of(new), is_ready=False)
    errand.exchanges.open(note, errand.now)
    crashpoint("exchange: noted")
    try:
        incoming = _prepare(errand, note, new)
        look_for_holder(errand)
        return _put_in(errand, note, incoming)
    except FileExistsError:  # a person saved while the place was empty
        settle_leftovers(errand)
        return False
    except (OSError, Deferred):
        with suppress(OSError):
            errand.told += settle_leftovers(errand)
        raise


def _prepare(errand: Errand, note: Exchange, new: bytes) -> Path:
    incoming = errand.beside(note.token, "new")
    write_new(incoming, new)
    take_after(incoming, errand.path)
    fsync_folder(incoming.parent)
    crashpoint("exchange: written")
    errand.exchanges.ready(note.token)
    crashpoint("exchange: ready")
    return incoming


def _put_in(errand: Errand, note: Exchange, incoming: Path) -> bool:
    out = errand.tools.swap(incoming, errand.path, errand.beside(note.token, "old"))
    crashpoint("exchange: swapped")
    sha = sha_of(out.read_bytes())
    if sha != note.base:
        _give_back(errand, note, out)
        return False
    kept = errand.versions.adopt(errand.book, out, sha, errand.now)
    errand.exchanges.remember_displaced(errand.book, kept)
    crashpoint("exchange: displaced version kept")
    fsync_folder(errand.path.parent)
    is_there = sha_of(errand.path.read_bytes()) == note.new
    errand.exchanges.close(note.token)
    return is_there


def _give_back(errand: Errand, note: Exchange, out: Path) -> None:
    """Put a person's save back at once; again, when they saved once more in between.

    What comes out last is what went in before: ours, or an earlier save of theirs, which is kept
    and not told: they saved over it themselves.
    """
    put = note.new
    for number in range(errand.patience.swaps):
        theirs = out.read_bytes()
        back = errand.tools.swap(out, errand.path, errand.beside(note.token, f"old{number}"))
        crashpoint("exchange: given back")
        came = sha_of(back.read_bytes())
        out, is_last = back, came == put
        if is_last:
            break
        put = sha_of(theirs)
    settle_leftovers(errand)
