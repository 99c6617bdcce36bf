"""Rows taken out of a table, and whatever stood below or pointed there brought along."""

from sheetops.adapters.workbook.editing.removal.remove import remove_rows

__all__ = ["remove_rows"]
