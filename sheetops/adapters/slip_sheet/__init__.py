"""Printable slips: a workbook from the shop's template, and PDF and picture beside it."""

from sheetops.adapters.slip_sheet.filling import template_problems
from sheetops.adapters.slip_sheet.places import printed_numbers
from sheetops.adapters.slip_sheet.printing import Printed, print_slip, print_slips
from sheetops.adapters.slip_sheet.reply_texts import reply_texts

__all__ = [
    "Printed",
    "print_slip",
    "print_slips",
    "printed_numbers",
    "reply_texts",
    "template_problems",
]
