"""Dropdowns and input hints: every choice is offered, nothing that a person types is blocked.

The choices stand on the hidden `lists` sheet. What the handbook feeds is the sheet's table; the
fixed choices stand beside it. Defined names point at them, so a dropdown never names a cell: the
names of fed lists grow and shrink with the list (COUNTA), so blanks are not part of it. A blank
inside the source of a list makes Excel accept everything (`ignore blank`).
"""

from collections.abc import Iterable, Iterator

from openpyxl.utils import absolute_coordinate, get_column_letter, quote_sheetname
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from sheetops.adapters.workbook.build.layout import FIRST_ROW, HEADING_ROW, LAST_ROW
from sheetops.adapters.workbook.build.styles import font
from sheetops.adapters.workbook.build.values import at, put
from sheetops.records import palette
from sheetops.records.cells import NO, YES
from sheetops.records.choices import CHOICES
from sheetops.records.columns import Column, Kind, Need
from sheetops.records.lists import FED_BY_HANDBOOK, LISTS
from sheetops.records.sheets import Sheet
from sheetops.records.text import Language, Text

FLAG_LIST = "yes_no"
_EARLIEST = "36526"  # 2000-01-01, as Excel counts days
_ASK = Text("请再看一眼", "Please look again")
_NOT_LISTED = Text(
    "这个值不在选项里。选“是”可以保留，系统会在“校验提示”里说明。",
    'This is not one of the choices. "Yes" keeps it; sheetops will say so in Issues.',
)
_NOT_TIME = Text(
    "请写成 2026-03-01 10:30 这样的日期和时间。选“是”可以保留。",
    'Write date and time like 2026-03-01 10:30. "Yes" keeps what you typed.',
)
_NOT_NUMBER = Text(
    "这里应填数字，且在允许的范围内。选“是”可以保留。",
    'A number within its bounds belongs here. "Yes" keeps what you typed.',
)
_TOO_LONG = Text(
    "字数不在要求的范围内。选“是”可以保留。",
    'The text is too short or too long. "Yes" keeps what you typed.',
)
_MUST = Text("必填", "required")


def list_name(column: Column) -> str | None:
    """Return the defined name that feeds the dropdown of `column`; None where there is none."""
    if column.refers:
        return f"list_{column.refers}" if column.refers in FED_BY_HANDBOOK else None
    if column.kind is Kind.FLAG:
        return f"choice_{FLAG_LIST}"
    return f"choice_{column.choices}" if column.choices else None


def add_lists(
    workbook: Workbook, sheet: Worksheet, sheets: Iterable[Sheet], language: Language
) -> None:
    """Write the fixed choices of `sheets` beside the lists table and name every source."""
    first = len(LISTS.columns) + 2
    for offset, (name, words) in enumerate(_fixed_lists(sheets, language)):
        _write_list(sheet, first + offset, name, words)
        _name(workbook, f"choice_{name}", _range(sheet, first + offset, len(words)))
    for index, column in enumerate(LISTS.columns, 1):
        if column.key in FED_BY_HANDBOOK:
            _name(workbook, f"list_{column.key}", _growing(sheet, index))


def _fixed_lists(
    sheets: Iterable[Sheet], language: Language
) -> Iterator[tuple[str, tuple[str, ...]]]:
    columns = [column for sheet in sheets for column in sheet.columns]
    for name in dict.fromkeys(column.choices for column in columns if column.choices):
        yield name, tuple(choice.text.to(language) for choice in CHOICES[name])
    if any(column.kind is Kind.FLAG for column in columns):
        yield FLAG_LIST, tuple(word.to(language) for word in (YES, NO))


def _write_list(sheet: Worksheet, column: int, name: str, words: tuple[str, ...]) -> None:
    for row, word in enumerate((name, *words), HEADING_ROW):
        cell = at(sheet, row, column)
        put(cell, word)
        cell.font = font(palette.MUTED, bold=row == HEADING_ROW)
    sheet.column_dimensions[get_column_letter(column)].width = 20


def _range(sheet: Worksheet, column: int, length: int) -> str:
    letter = get_column_letter(column)
    cells = absolute_coordinate(f"{letter}{FIRST_ROW}:{letter}{FIRST_ROW + length - 1}")
    return f"{quote_sheetname(sheet.title)}!{cells}"


def _growing(sheet: Worksheet, column: int) -> str:
    letter = get_column_letter(column)
    where = quote_sheetname(sheet.title)
    top = f"{where}!${letter}${FIRST_ROW}"
    whole = f"{top}:${letter}${LAST_ROW}"
    return f"OFFSET({top},0,0,MAX(1,COUNTA({whole})),1)"


def _name(workbook: Workbook, name: str, refers_to: str) -> None:
    workbook.defined_names[name] = DefinedName(name, attr_text=refers_to)


def add_validations(sheet: Worksheet, columns: Iterable[Column], language: Language) -> None:
    """Give each column that people may write its dropdown or bounds and its one-line hint."""
    for index, column in enumerate(columns, 1):
        if column.of_jobs:
            continue
        letter = get_column_letter(index)
        rule = _rule(column, language)
        _hint(rule, column, language)
        rule.add(f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}")
        sheet.add_data_validation(rule)


def _rule(column: Column, language: Language) -> DataValidation:
    name = list_name(column)
    if name:
        rule = DataValidation(type="list", formula1=name, allow_blank=True)
        # several choices in one cell are not one of the list
        return _warning(rule, None if column.kind is Kind.CHOICES else _NOT_LISTED, language)
    if column.kind in (Kind.DATE, Kind.TIME):
        rule = DataValidation(type="date", operator="greaterThan", formula1=_EARLIEST)
        return _warning(rule, _NOT_TIME, language)
    if column.kind in (Kind.COUNT, Kind.NUMBER, Kind.MONEY):
        return _warning(_bounded(column), _NOT_NUMBER, language)
    if column.most is not None:
        return _warning(_bounded(column), _TOO_LONG, language)
    return DataValidation(allow_blank=True)


def _bounded(column: Column) -> DataValidation:
    rule = DataValidation(type="decimal")
    if column.kind is Kind.COUNT:
        rule.type = "whole"
    elif column.kind not in (Kind.NUMBER, Kind.MONEY):
        rule.type = "textLength"
    least = -(10**9) if column.least is None else column.least
    rule.operator, rule.formula1 = "greaterThanOrEqual", str(least)
    if column.most is not None:
        rule.operator, rule.formula2 = "between", str(column.most)
    return rule


def _warning(rule: DataValidation, words: Text | None, language: Language) -> DataValidation:
    rule.allow_blank = True
    rule.errorStyle = "warning"
    rule.showErrorMessage = words is not None
    if words is not None:
        rule.errorTitle, rule.error = _ASK.to(language), words.to(language)
    return rule


def _hint(rule: DataValidation, column: Column, language: Language) -> None:
    """Excel takes 32 characters of title and 255 of text."""
    title = column.title.to(language)
    if column.need is Need.ALWAYS:
        title = f"{title} · {_MUST.to(language)}"
    words = column.hint.to(language)
    if column.when and column.need is Need.SOMETIMES:
        words = f"{words}\n{column.when.to(language)}"
    rule.promptTitle, rule.prompt = title[:32], words[:255]
    rule.showInputMessage = True
