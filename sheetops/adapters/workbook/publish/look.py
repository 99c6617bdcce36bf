"""The look before the write: is it open, is it still, and what does it hold."""

from dataclasses import dataclass

from sheetops.adapters.workbook.locks import holders
from sheetops.adapters.workbook.publish.errand import Errand
from sheetops.adapters.workbook.publish.outcome import BUSY, FROZEN, Deferred, is_held
from sheetops.adapters.workbook.versions import sha_of


@dataclass(frozen=True, slots=True)
class Sight:
    """What the workbook held when nobody had it open."""

    data: bytes
    sha: str


def see(errand: Errand) -> Sight:
    """Return the bytes of a workbook that nobody has open and nobody is saving.

    Deferred when somebody has or is; OSError when it cannot be read. The file is read at once and
    closed: a reader that keeps it open makes a person's save fail on a share.
    """
    state = _state(errand)
    for _ in range(errand.patience.looks - 1):
        look_for_holder(errand)
        errand.tools.pause(errand.patience.pause)
        if _state(errand) != state:
            raise Deferred(BUSY)
    look_for_holder(errand)
    data = errand.path.read_bytes()
    if _state(errand) != state:
        raise Deferred(BUSY)
    return Sight(data, sha_of(data))


def look_for_holder(errand: Errand) -> None:
    """Raise Deferred when somebody has the workbook open."""
    found = holders(errand.path, errand.now)
    if found:
        raise is_held(found[0], errand.now)


def _state(errand: Errand) -> tuple[int, int, int]:
    found = errand.path.stat()
    if not found.st_mode & 0o222:  # an exchange would not mind, but somebody meant it
        raise Deferred(FROZEN)
    return found.st_ino, found.st_size, found.st_mtime_ns
