"""Finds jobs, templates and samples: the shop's own file first, then the one that sheetops ships.

In a checkout they stand at the top level; the wheel carries them inside the package.
"""

from pathlib import Path
from typing import Literal

Shelf = Literal["jobs", "templates", "sample_workbooks"]

_PACKAGE = Path(__file__).resolve().parent.parent


def shelf(kind: Shelf) -> Path:
    """Return the folder in which sheetops ships `kind`."""
    inside_wheel = _PACKAGE / "_shipped" / kind
    return inside_wheel if inside_wheel.is_dir() else _PACKAGE.parent / kind


def find(kind: Shelf, relative: str, shop: Path | None = None) -> Path:
    """Return the file `relative` of `kind`: the shop's own (`SHOP/kind/relative`), else shipped.

    FileNotFoundError when neither exists.
    """
    places = [shop / kind / relative] if shop else []
    for path in (*places, shelf(kind) / relative):
        if path.is_file():
            return path
    raise FileNotFoundError(f"{kind}/{relative}")
