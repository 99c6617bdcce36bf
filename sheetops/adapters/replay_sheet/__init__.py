"""Draws a replay of the policy: a workbook with what adds up, and every case that would differ."""

from sheetops.adapters.replay_sheet.book import replay_book

__all__ = ["replay_book"]
