"""Exports leave the inbox once what they say is decided: each is taken in once, crash or no."""

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sheetops.shop.settled import Settled
    from sheetops.shop.shop import Shop


def is_taken_in(shop: "Shop", name: str, data: bytes | None) -> bool:
    """Return whether the file was taken in by a run that did not come to put it aside.

    `data` is None for a file too large to be read. What was read is remembered, so that only this
    very content is put aside as taken in.
    """
    shop.arrived[name] = sha_of(data)
    return shop.state.shelves.knows(name, shop.arrived[name])


def sha_of(data: bytes | None) -> str:
    """Return by what an export is known: its SHA-256; one word for all that are too large."""
    return "too large" if data is None else sha256(data).hexdigest()


def shelve_exports(shop: "Shop", settled: "Settled") -> None:
    """Put aside what was taken in or refused; a file that changed since waits for the next run."""
    from sheetops.adapters.inbox import read_bounded, shelve

    for action, sha in shop.state.shelves.waiting():
        path = shop.folder / "inbox" / action.name
        if path.is_file() and sha_of(read_bounded(path)) == sha:
            moved = shelve(shop.folder, action, shop.language)
            if moved:
                settled.shelved.append(moved)
        shop.state.shelves.forget(action.name)
