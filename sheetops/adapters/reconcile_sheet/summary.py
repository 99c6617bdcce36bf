"""The first sheet of a reconciliation: the result in one sentence, then the breaks by kind."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from openpyxl.worksheet.worksheet import Worksheet

from sheetops.adapters.board_sheet.styles import COUNT, MONEY, Look, Shown, lines_of, put
from sheetops.records import palette
from sheetops.records.text import Language, Text
from sheetops.rules.reconciling.reconcile import Reconciliation, Total

WIDTHS = (2, 30, 10, 16, 14, 62)
_TITLE = Look(ink=palette.ACCENT, size=18, bold=True)
_NEWS = Look(size=12, bold=True)
_QUIET = Look(ink=palette.MUTED)
_HEAD = Look(ink=palette.MUTED, bold=True, line=palette.MUTED)
_CELL = Look(line=palette.LINE)
_NUMBER = replace(_CELL, across="right", shown_as=COUNT)
_MONEY = replace(_CELL, across="right", shown_as=MONEY)
_PROSE = replace(_CELL, wrap=True, indent=1)
_FIRST_LINE = 9


def draw_summary(sheet: Worksheet, found: Reconciliation, shop: str, language: Language) -> None:
    """Write the sheet."""
    for letter, width in zip("ABCDEF", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.row_dimensions[2].height = 30
    put(sheet, 2, 2, f"{shop} · {TITLE.to(language)}", _TITLE)
    put(sheet, 3, 2, found.headline.to(language), _NEWS)
    for row, words in enumerate(_about(found), start=4):
        put(sheet, row, 2, words.to(language), _QUIET)
    totals = found.totals
    if totals:
        _draw_totals(sheet, totals, language)
    sheet.freeze_panes = "A3"


def _about(found: Reconciliation) -> Iterator[Text]:
    yield _SOURCE.filled(source=found.source, rows=found.rows)
    if found.span is not None:
        first, last = found.span
        words = _SELECTION if found.is_selection else _SPAN
        had = found.expected - found.missing
        yield words.filled(first=first, last=last, expected=found.expected, had=had)
    unjudged = _UNJUDGED.filled(n=found.unjudged)
    more = unjudged if found.unjudged else Text("", "")
    told = _BOOK.filled(cases=found.cases, slips=found.slips)
    yield Text(told.zh + more.zh, told.en + more.en)


def _draw_totals(sheet: Worksheet, totals: Sequence[Total], language: Language) -> None:
    looks = (_HEAD, replace(_HEAD, across="right"))
    for column, words in enumerate(_HEADS, start=2):
        put(sheet, _FIRST_LINE - 1, column, words.to(language), looks[column in (3, 4, 5)])
    put(sheet, _FIRST_LINE - 1, 6, _HEADS[-1].to(language), replace(_HEAD, indent=1))
    for row, total in enumerate(totals, start=_FIRST_LINE):
        _draw_total(sheet, row, total, language)


def _draw_total(sheet: Worksheet, row: int, total: Total, language: Language) -> None:
    is_money = total.kind.is_money
    sign = palette.SIGN_OVERDUE if is_money else palette.SIGN_WARNING
    ink = palette.OVERDUE if is_money else palette.WARNING
    title, remedy = total.kind.title.to(language), total.kind.remedy.to(language)
    put(sheet, row, 2, f"{sign} {title}", replace(_CELL, ink=ink, bold=is_money))
    amount: Shown = total.amount if total.amount else None
    for column, (value, look) in enumerate(
        ((total.count, _NUMBER), (amount, _MONEY), (total.days, _NUMBER), (remedy, _PROSE)),
        start=3,
    ):
        put(sheet, row, column, value, look)
    sheet.row_dimensions[row].height = 8 + 14 * lines_of(remedy, WIDTHS[-1])


TITLE = Text("对账", "Reconciliation")
_SOURCE = Text("平台导出：{source}，{rows} 行", "Platform export: {source}, {rows} rows")
_SPAN = Text(
    "申请日期 {first} 至 {last}；首尾两天可能不全，不判断“平台没有”",
    "Applied for from {first} to {last}; those two days may be incomplete, so nothing is called "
    "missing on them",
)
_SELECTION = Text(
    "申请日期 {first} 至 {last}；期间登记的 {expected} 单里只有 {had} 单，应是筛选过的导出，"
    "因此不判断“平台没有”",
    "Applied for from {first} to {last}; it has {had} of the {expected} cases recorded for those "
    "days, so it is a selection and nothing is called missing",
)
_BOOK = Text("登记簿 {cases} 单，退换货单 {slips} 张", "{cases} cases in the book, {slips} slips")
_UNJUDGED = Text(
    "；{n} 行的状态没见过或编号已损坏，未判断",
    "; {n} rows with a status nobody knows or a damaged number, not judged",
)
_HEADS = (
    Text("差异", "Break"),
    Text("处数", "Count"),
    Text("涉及金额", "Amount"),
    Text("最久（天）", "Oldest (days)"),
    Text("怎么办", "What to do"),
)
