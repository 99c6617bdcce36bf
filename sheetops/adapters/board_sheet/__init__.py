"""Draws the board: a workbook from scratch, with figures, today's work, problems and charts."""

from sheetops.adapters.board_sheet.book import board_book

__all__ = ["board_book"]
