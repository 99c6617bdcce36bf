"""Why a file of the inbox cannot be read at all, and how much of a file is read at most."""

from sheetops.records.text import Text

LARGEST = 200 << 20
"""Bytes of a file; a platform's export of 100,000 rows takes 45 MB as text, 11 MB as a workbook."""
LARGEST_UNPACKED = 512 << 20
"""Bytes of a workbook's parts, unpacked."""
MOST_ROWS = 500_000
MOST_COLUMNS = 1_000


class NotReadable(Exception):
    """The file as a whole cannot be read; `why` says it in words."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.en)
        self.why = why


EMPTY = Text("文件是空的", "the file is empty")
LOCKED = Text("设了打开密码", "it has a password")
DAMAGED = Text("文件不完整或已损坏", "it is cut off or damaged")
NO_TABLE = Text("不是表格文件", "it is no table")
ENTITIES = Text(
    "文件里声明了 XML 实体，不安全，没有打开", "it declares XML entities, which is not safe"
)
OTHER_FORMAT = Text(
    "是“XML 表格 2003”格式，请用 Excel 打开后另存为 .xlsx",
    "it is an XML spreadsheet of 2003; open it in Excel and save it as .xlsx",
)
QUOTES = Text("引号没有成对，分不清各列", "a quotation mark is never closed")
TOO_LARGE = Text(
    f"超过 {LARGEST >> 20} MB，请按时间段分几次导出",
    f"it is larger than {LARGEST >> 20} MB; export shorter spans of time",
)
UNPACKED = Text(
    f"解压后超过 {LARGEST_UNPACKED >> 20} MB，请按时间段分几次导出",
    f"unpacked it is larger than {LARGEST_UNPACKED >> 20} MB; export shorter spans of time",
)
TOO_LONG = Text(
    f"超过 {MOST_ROWS} 行，请按时间段分几次导出",
    f"it has more than {MOST_ROWS} rows; export shorter spans of time",
)
TOO_WIDE = Text(
    f"超过 {MOST_COLUMNS} 列，不像平台的导出",
    f"it has more than {MOST_COLUMNS} columns, which no export has",
)
