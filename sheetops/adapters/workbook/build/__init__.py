"""Makes new workbooks from the data dictionary: the books that people live in, and the log's."""

from sheetops.adapters.workbook.build.book import build_book
from sheetops.adapters.workbook.build.new_shop import init_shop
from sheetops.adapters.workbook.build.values import Raw

__all__ = ["Raw", "build_book", "init_shop"]
