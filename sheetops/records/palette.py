"""The one place for the house's colours and fonts: workbooks, slips, mails and charts share them.

Colours are `RRGGBB`. Every ink keeps 4.5 : 1 on its wash and on paper (WCAG 2.1, 1.4.3), and the
three signals differ in lightness too, so that they survive a grey print.
"""

INK = "1F2933"
MUTED = "616E7C"
LINE = "E4E7EB"
PAPER = "FFFFFF"
WASH = "F5F7FA"

ACCENT = "0B6E4F"
ACCENT_WASH = "E8F3EF"

WARNING = "8A5A00"
WARNING_WASH = "FFF8E6"
OVERDUE = "B42318"
OVERDUE_WASH = "FDECEA"
DONE = "22703F"
DONE_WASH = "EAF7EF"

JOB = "486581"
JOB_WASH = "F0F4F8"
JOB_HEAD = "D9E2EC"
BAR = "7F96AD"
"""Bars of a chart over which a line is drawn; 3 : 1 on paper (WCAG 2.1, 1.4.11)."""

FONT = "Microsoft YaHei"
"""Has both scripts; Chinese Windows, Excel for Mac and WPS carry it."""
FONT_ID = "Consolas"
"""For identifiers: digits of one width, 0 and O apart."""
FONT_SIZE = 10

SIGN_OVERDUE = "▲"
SIGN_WARNING = "△"
SIGN_ISSUE = "●"
"""Signs that stand beside a colour, so that it never speaks alone."""
