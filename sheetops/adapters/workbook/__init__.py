"""Workbooks: read fast, edited without loss, published safely, built beautifully.

The lossless editor stands here by name; it is loaded when it is first asked for, because most runs
find nothing to write.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sheetops.adapters.workbook.editing import (
        AppendRows,
        EditRefused,
        Formula,
        RemoveRows,
        ReplacePicture,
        SetCell,
        edit,
    )

__all__ = [
    "AppendRows",
    "EditRefused",
    "Formula",
    "RemoveRows",
    "ReplacePicture",
    "SetCell",
    "edit",
]


def __getattr__(name: str) -> object:
    if name in __all__:
        from sheetops.adapters.workbook import editing

        return getattr(editing, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
