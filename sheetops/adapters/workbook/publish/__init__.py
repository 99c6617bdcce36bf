"""Publishing: results go into the workbooks that people live in, and nobody loses anything."""

from sheetops.adapters.workbook.publish.kinds import KINDS
from sheetops.adapters.workbook.publish.outcome import Ending, Outcome
from sheetops.adapters.workbook.publish.protocol import publish, scan
from sheetops.adapters.workbook.publish.tools import Content, Patience

__all__ = ["KINDS", "Content", "Ending", "Outcome", "Patience", "publish", "scan"]
