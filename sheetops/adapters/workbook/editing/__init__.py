"""The lossless editor: bytes of a workbook in, bytes out, and only what was meant is different.

openpyxl may not save what people made: it drops shapes, rich text, pictures, controls and every
cached value. This editor copies whatever it does not touch as it lies in the file. It knows no
path, no clock and no lock; putting the bytes into a shared folder is another module's work.
"""

from collections.abc import Iterable

from sheetops.adapters.workbook.editing.address import Area, Cell
from sheetops.adapters.workbook.editing.edits import (
    AppendRows,
    Edit,
    Formula,
    RemoveRows,
    ReplacePicture,
    SetCell,
    Value,
)
from sheetops.adapters.workbook.editing.refusal import REASONS, EditRefused
from sheetops.adapters.workbook.editing.survey import Survey, TableShape, sheet_names, survey_sheet

__all__ = [
    "REASONS",
    "AppendRows",
    "Area",
    "Cell",
    "Edit",
    "EditRefused",
    "Formula",
    "RemoveRows",
    "ReplacePicture",
    "SetCell",
    "Survey",
    "TableShape",
    "Value",
    "edit",
    "sheet_names",
    "survey",
]


def edit(data: bytes, edits: Iterable[Edit], *, respect_protection: bool = True) -> bytes:
    """Make the edits in their order and return the new workbook.

    Raises EditRefused, and then nothing was changed. With ``respect_protection`` a locked cell of
    a protected sheet is refused, as Excel would; a caller who set the protection may pass False.
    """
    from sheetops.adapters.workbook.editing.editor import apply_edits

    return apply_edits(data, edits, respect_protection)


def survey(data: bytes, sheet: str) -> Survey:
    """Describe a sheet without reading its values."""
    return survey_sheet(data, sheet)
