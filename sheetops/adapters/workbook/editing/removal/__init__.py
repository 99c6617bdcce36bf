"""Rows taken out of a table, and whatever stood below or pointed there brought along."""

from sheetops.adapters.workbook.editing.removal.remove import copies_needed, remove_rows

__all__ = ["copies_needed", "remove_rows"]
