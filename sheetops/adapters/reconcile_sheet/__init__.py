"""Draws a reconciliation: a workbook with the sums in front and the list of breaks behind."""

from sheetops.adapters.reconcile_sheet.book import reconcile_book

__all__ = ["reconcile_book"]
