"""Why an edit was refused: a stable reason, the place, and words for people in both languages."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager

from sheetops.adapters.workbook.editing.limits import (
    LARGEST_DOCUMENT,
    LARGEST_PART,
    SUSPECT_PART,
    SUSPECT_RATIO,
    in_words,
)
from sheetops.records.text import Text

# The reasons are stable, other code may compare them.
REASONS: dict[str, Text] = {
    "not-a-workbook": Text(
        "这不是 xlsx 工作簿，或者文件不完整",
        "this is not an xlsx workbook, or it is incomplete",
    ),
    "encrypted": Text(
        "工作簿设有打开密码，无法写入",
        "the workbook has a password to open, it cannot be written",
    ),
    "old-format": Text(
        "这是旧的 xls 格式，请另存为 xlsx",
        "this is the old xls format; save it as xlsx",
    ),
    "binary-workbook": Text(
        "这是二进制的 xlsb 格式，请另存为 xlsx",
        "this is the binary xlsb format; save it as xlsx",
    ),
    "signed": Text(
        "工作簿带有数字签名，写入会使签名失效",
        "the workbook is digitally signed, writing would break the signature",
    ),
    "duplicate-part": Text(
        "文件内部有重名的部件，读取结果不确定",
        "two parts inside the file have the same name, so its content is not certain",
    ),
    "damaged-zip": Text("文件的压缩结构已损坏", "the zip structure of the file is damaged"),
    "damaged-part": Text("文件内部的部件已损坏", "a part inside the file is damaged"),
    "missing-part": Text("文件缺少必需的部件", "a part that the file needs is missing"),
    "too-large": Text(
        f"文件内部有部件解压后超过 {in_words(LARGEST_PART)}",
        f"a part inside the file unpacks to more than {in_words(LARGEST_PART)}",
    ),
    "packed-too-tight": Text(
        f"文件内部有部件压缩了 {SUSPECT_RATIO} 倍以上，解压后超过 {in_words(SUSPECT_PART)}",
        f"a part inside the file unpacks to more than {in_words(SUSPECT_PART)}, "
        f"over {SUSPECT_RATIO} times its packed size",
    ),
    "document-too-large": Text(
        f"文件内部有工作表以外的部件解压后超过 {in_words(LARGEST_DOCUMENT)}",
        f"a part other than a sheet unpacks to more than {in_words(LARGEST_DOCUMENT)}",
    ),
    "result-too-large": Text(
        "写入后文件会超过 4 GB，压缩格式装不下",
        "written, the file would be larger than the 4 GB that its format holds",
    ),
    "malformed-xml": Text("文件内部的 XML 有误", "the XML inside the file is not well formed"),
    "xml-entities": Text(
        "文件内部声明了 XML 实体，出于安全不予处理",
        "the file declares XML entities, which is not safe to process",
    ),
    "unknown-encoding": Text(
        "文件内部使用了无法识别的文字编码",
        "a part of the file uses an unknown text encoding",
    ),
    "unknown-sheet": Text("没有这个工作表", "there is no such sheet"),
    "not-a-worksheet": Text(
        "这不是普通工作表（图表、宏表或对话框）",
        "this is not a worksheet (a chart, macro or dialogue sheet)",
    ),
    "outside-sheet": Text("位置超出了工作表的范围", "the place lies outside of a sheet"),
    "rows-out-of-order": Text(
        "工作表的行顺序混乱或重复",
        "the rows of the sheet are out of order or doubled",
    ),
    "cells-out-of-order": Text(
        "该行的单元格顺序混乱或重复",
        "the cells of the row are out of order or doubled",
    ),
    "unreadable-row": Text(
        "该行内容的写法无法识别",
        "the row is written in a way that is not understood",
    ),
    "inside-merged-range": Text(
        "位于合并单元格内，只能写左上角的单元格",
        "inside a merged range; only its first cell can be written",
    ),
    "inside-array-formula": Text("位于数组公式的区域内", "inside the range of an array formula"),
    "inside-data-table": Text("位于模拟运算表的区域内", "inside a what-if data table"),
    "shared-formula": Text(
        "共享公式无法拆开",
        "a shared formula cannot be taken apart here",
    ),
    "cell-locked": Text(
        "工作表受保护，且该单元格已锁定",
        "the sheet is protected and the cell is locked",
    ),
    "sheet-protected": Text(
        "工作表受保护，表格不能增加或删除行",
        "the sheet is protected, its table cannot grow or shrink",
    ),
    "no-table": Text("工作表上没有表格", "there is no table on the sheet"),
    "several-tables": Text(
        "工作表上有多个表格，需要指明是哪一个",
        "there are several tables on the sheet; name one",
    ),
    "unknown-table": Text("没有这个表格", "there is no such table"),
    "unknown-column": Text("表格没有这一列", "the table has no such column"),
    "too-many-values": Text(
        "一行的值比表格的列多",
        "a row has more values than the table has columns",
    ),
    "cells-below-table": Text(
        "表格下方已有内容，追加会覆盖它们",
        "there is content below the table that would be overwritten",
    ),
    "not-a-table-row": Text("这一行不是表格的数据行", "this is no row of the table"),
    "cell-beside-table": Text(
        "同一行在表格之外还有内容，移走整行会丢失它",
        "the row also holds something beside the table, which would be lost with it",
    ),
    "table-beside-table": Text(
        "同一行上还有另一个表格，不能移走整行",
        "another table lies on the same row, so the row cannot go",
    ),
    "note-on-row": Text(
        "该行的单元格有批注，移走整行会丢失它",
        "a cell of the row has a note, which would be lost with it",
    ),
    "picture-on-row": Text(
        "该行上放有图片或图形，移走整行后它会失去所指",
        "a picture or shape was put on the row and would be left without it",
    ),
    "picture-in-cell": Text(
        "该单元格里嵌有图片，移走整行会丢失它",
        "a picture lies in the cell and would be lost with its row",
    ),
    "row-referenced": Text(
        "别处的公式引用了要移走的行",
        "a formula elsewhere refers to the row that is to go",
    ),
    "cannot-follow": Text(
        "这里的内容无法随行移动",
        "this cannot move along with the rows",
    ),
    "totals-row": Text(
        "汇总行无法安全下移",
        "the totals row cannot be moved down safely",
    ),
    "table-header": Text(
        "这是表格的标题单元格，不能这样修改",
        "this is a heading of a table and cannot be changed like this",
    ),
    "sheet-full": Text("工作表已到最后一行", "the sheet has no more rows"),
    "number-not-storable": Text(
        "这个数字无法在工作簿中准确保存",
        "the workbook cannot hold this number exactly",
    ),
    "date-not-storable": Text(
        "这个日期无法在工作簿中保存",
        "the workbook cannot hold this date",
    ),
    "text-not-storable": Text(
        "文本过长或含有无法保存的字符",
        "the text is too long or holds characters that cannot be stored",
    ),
    "value-not-storable": Text(
        "这种类型的值不能写入单元格",
        "a value of this kind cannot be written to a cell",
    ),
    "formula-not-storable": Text("公式为空或过长", "the formula is empty or too long"),
    "unknown-picture": Text("工作表上没有这张图片", "there is no such picture on the sheet"),
    "several-pictures": Text(
        "工作表上有多张同名图片",
        "several pictures on the sheet have this name",
    ),
    "not-a-png": Text("图片内容不是 PNG 格式", "the picture is not a PNG"),
}


class EditRefused(Exception):
    """The edit cannot be made without a risk to the workbook; nothing was changed.

    ``reason`` is one of `REASONS`, ``place`` a part, sheet or cell such as ``Slips!B2``,
    ``detail`` what was found there; ``message`` says it in a sentence.
    """

    def __init__(self, reason: str, place: str = "", detail: str = "") -> None:
        super().__init__(reason, place, detail)
        self.reason = reason
        self.place = place
        self.detail = detail

    @property
    def message(self) -> Text:
        """What a person reads: the place and the reason."""
        before = f"{self.place}: " if self.place else ""
        after = f" ({self.detail})" if self.detail else ""
        zh, en = REASONS[self.reason].both()
        return Text(f"{before}{zh}{after}", f"{before}{en}{after}")

    def __str__(self) -> str:
        return f"{self.reason}: {self.message.en}"


@contextmanager
def refusing_nonsense() -> Iterator[None]:
    """Turn what a damaged file makes of a number, an area or a text into a refusal.

    A sheet's rows are not parsed as XML but searched, so that a nonsensical attribute is first
    met by ``int``, ``decode`` or `parse_area`.
    """
    try:
        yield
    except struct.error as error:
        raise EditRefused("damaged-zip", detail=str(error)) from error
    except (ValueError, OverflowError) as error:
        raise EditRefused("malformed-xml", detail=str(error)) from error
