"""The exports that a shop takes in: its inbox, read by the layouts it knows."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sheetops.records.problems import Place, Problem
from sheetops.shop.shelving import is_taken_in

if TYPE_CHECKING:
    from sheetops.rules.importing.export import Export
    from sheetops.rules.importing.presets import Preset
    from sheetops.shop.shop import Shop


def exports(shop: "Shop") -> "Iterator[Export | Problem]":
    """Yield each complete file in `inbox/`: as an export, or why it cannot be taken.

    A file that came just now and looks cut off is left for the next run: it may still be copied.
    """
    from sheetops.adapters.exports.mappings import load_presets
    from sheetops.adapters.inbox import arrived, is_fresh

    presets, wrong = load_presets(shop.folder)
    for name, data in arrived(shop.folder, shop.import_only):
        if is_taken_in(shop, name, data):
            continue
        found = as_export(data, name, presets, wrong)
        may_go_on = shop.import_only is None and is_fresh(shop.folder, name)
        if not (may_go_on and _is_cut_off(found)):
            yield _without_archived(shop, found)


def read_file(shop: "Shop", path: Path) -> "Export | Problem":
    """Return the file at `path`, wherever it lies, as an export, or why it cannot be taken."""
    from sheetops.adapters.exports.mappings import load_presets
    from sheetops.adapters.inbox import read_bounded

    found = as_export(read_bounded(path), path.name, *load_presets(shop.folder))
    return _without_archived(shop, found)


def as_export(
    data: bytes | None, name: str, presets: "Sequence[Preset]", wrong: Sequence[Problem]
) -> "Export | Problem":
    """Return the bytes of a file as an export, or why they are none; None: there are too many.

    Where no layout fits and a mapping of the shop's has a mistake, that mistake is told.
    """
    from sheetops.adapters.exports import read_export
    from sheetops.adapters.exports.refusals import TOO_LARGE
    from sheetops.rules.importing import problem_kinds as kinds
    from sheetops.rules.importing.export import file_problem

    if data is None:
        return file_problem(kinds.UNREADABLE, name, why=TOO_LARGE)
    found = read_export(data, name, presets)
    if wrong and isinstance(found, Problem) and found.kind is kinds.UNKNOWN_LAYOUT:
        return Problem(wrong[0].kind, Place(f"inbox/{name}"), wrong[0].facts)
    return found


def _without_archived(shop: "Shop", found: "Export | Problem") -> "Export | Problem":
    return found if isinstance(found, Problem) else shop.archive.left_out(found)


def _is_cut_off(found: "Export | Problem") -> bool:
    """Return whether a file looks as if its end were missing."""
    from sheetops.adapters.exports.refusals import DAMAGED, EMPTY
    from sheetops.rules.importing import problem_kinds as kinds

    if isinstance(found, Problem):
        return found.facts.get("why") in (DAMAGED, EMPTY)
    last = max((number for part in found.parts for number in part.numbers), default=0)
    ragged = (one for one in found.told if one.kind is kinds.ROW_RAGGED)
    return any((one.place.row or 0) > last for one in ragged)
