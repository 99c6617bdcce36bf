"""The second sheet of a replay: one row for each case that would have gone otherwise."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from sheetops.adapters.board_sheet.styles import MONEY, Look, Shown, lines_of, put
from sheetops.records import palette
from sheetops.records.applications import APPLICATIONS
from sheetops.records.cells import choice_words
from sheetops.records.references import References
from sheetops.records.text import Language, Text
from sheetops.rules.replaying.differences import Difference
from sheetops.rules.replaying.judging import Due
from sheetops.rules.replaying.replay import Replay
from sheetops.rules.replaying.words import STAGE_WORDS, verdict_words

TABLE = "replayed"
HEAD_ROW = 4
_MOMENT = "yyyy-mm-dd hh:mm"
_TITLE = Look(ink=palette.ACCENT, size=14, bold=True)
_QUIET = Look(ink=palette.MUTED)
_HEAD = Look(ink=palette.MUTED, bold=True, line=palette.MUTED, wrap=True, down="bottom")
_CELL = Look(line=palette.LINE, down="top")
_ID = replace(_CELL, font=palette.FONT_ID)
_PROSE = replace(_CELL, wrap=True)


@dataclass(frozen=True, slots=True)
class _Case:
    """One difference, and what it is said in."""

    found: Difference
    language: Language
    labels: References

    def choice(self, column: str, key: str | None) -> str:
        words = choice_words(APPLICATIONS.by_key[column], key) if key else None
        return words.to(self.language) if words else ""

    def label(self, sheet: str, key: str | None) -> str:
        return self.labels.label(sheet, key, self.language) if key else ""

    @property
    def why(self) -> str:
        after = self.found.after
        changed = self.found.is_verdict or self.found.before.refs != after.refs
        return after.why.to(self.language) if changed else ""

    @property
    def dues(self) -> str:
        return "\n".join(_moved(self.found, self.language))


@dataclass(frozen=True, slots=True)
class _Column:
    title: Text
    widths: tuple[float, float]
    """Characters in Chinese and in English."""
    look: Look
    say: Callable[[_Case], Shown]
    side: int | None = None
    """0 or 1: the heading names that side of the comparison."""

    def width(self, language: Language) -> float:
        return self.widths[0 if language == "zh-CN" else 1]


_TIME = replace(_CELL, shown_as=_MOMENT)
_INDENTED = replace(_CELL, indent=1)
_AMOUNT = replace(_CELL, shown_as=MONEY, across="right")
_COLUMNS = (
    _Column(Text("售后单号", "Case"), (19, 19), _ID, lambda c: c.found.case_id),
    _Column(Text("申请时间", "Applied at"), (17, 17), _TIME, lambda c: c.found.applied_at),
    _Column(
        Text("类型", "Type"), (11, 17), _CELL, lambda c: c.choice("case_type", c.found.case_type)
    ),
    _Column(
        Text("原因", "Reason"), (26, 34), _CELL, lambda c: c.label("reasons", c.found.reason_code)
    ),
    _Column(Text("商家编码", "SKU"), (18, 18), _ID, lambda c: c.found.sku_code or ""),
    _Column(Text("责任客服", "Owner"), (13, 13), _CELL, lambda c: c.label("agents", c.found.owner)),
    _Column(Text("涉及金额", "Amount"), (11, 11), _AMOUNT, lambda c: c.found.amount),
    _Column(
        Text("实际结论", "Decided"),
        (16, 26),
        _INDENTED,
        lambda c: c.choice("decision", c.found.decision),
    ),
    _Column(Text("建议", "Advice"), (14, 20), _CELL, lambda c: _verdict(c, 0), 0),
    _Column(Text("建议", "Advice"), (14, 20), _CELL, lambda c: _verdict(c, 1), 1),
    _Column(Text("依据", "Rows"), (16, 16), _ID, lambda c: ";".join(c.found.before.refs), 0),
    _Column(Text("依据", "Rows"), (16, 16), _ID, lambda c: ";".join(c.found.after.refs), 1),
    _Column(
        Text("期限截止", "Window end"), (17, 17), _TIME, lambda c: c.found.before.window_end, 0
    ),
    _Column(Text("期限截止", "Window end"), (17, 17), _TIME, lambda c: c.found.after.window_end, 1),
    _Column(Text("时限变化", "Deadlines"), (46, 56), _PROSE, lambda c: c.dues),
    _Column(Text("新建议的理由", "Why the new advice"), (52, 56), _PROSE, lambda c: c.why),
)


def sheet_title(language: Language) -> str:
    """Return the sheet's name."""
    return TITLE.to(language)


def draw_cases(
    sheet: Worksheet,
    found: Replay,
    differences: Sequence[Difference],
    language: Language,
    labels: References,
) -> None:
    """Write the sheet: a table that Excel can filter, worst first."""
    sheet.row_dimensions[1].height = 28
    put(sheet, 1, 1, TITLE.to(language), _TITLE)
    count = COUNT.filled(n=len(found.differences)) if found.differences else NONE
    put(sheet, 2, 1, count.to(language), _QUIET)
    titles = headings(found, language)
    for place, (column, title) in enumerate(zip(_COLUMNS, titles, strict=True), start=1):
        head = put(sheet, HEAD_ROW, place, title, _HEAD)
        sheet.column_dimensions[head.column_letter].width = column.width(language)
    sheet.row_dimensions[HEAD_ROW].height = 32
    for row, one in enumerate(differences, start=HEAD_ROW + 1):
        _draw(sheet, row, _Case(one, language, labels))
    if differences:
        last = sheet.cell(HEAD_ROW + len(differences), len(_COLUMNS)).coordinate
        table = Table(displayName=TABLE, ref=f"A{HEAD_ROW}:{last}")
        table.tableStyleInfo = TableStyleInfo(name=None, showRowStripes=False)
        sheet.add_table(table)
    sheet.freeze_panes = f"B{HEAD_ROW + 1}"
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"


def headings(found: Replay, language: Language) -> list[str]:
    """Return the heading of each column; those of the two sides name them."""
    return [
        column.title.to(language)
        if column.side is None
        else f"{column.title.to(language)} · {found.sides[column.side].to(language)}"
        for column in _COLUMNS
    ]


def row_of(one: Difference, language: Language, labels: References) -> Sequence[Shown]:
    """Return the cells of one case."""
    case = _Case(one, language, labels)
    return [column.say(case) for column in _COLUMNS]


def _draw(sheet: Worksheet, row: int, case: _Case) -> None:
    lines = 1
    for place, column in enumerate(_COLUMNS, start=1):
        value = column.say(case)
        put(sheet, row, place, value, _toned(column, case))
        if column.look.wrap and isinstance(value, str):
            lines = max(lines, lines_of(value, column.width(case.language)))
    sheet.row_dimensions[row].height = 4 + 14 * lines


def _toned(column: _Column, case: _Case) -> Look:
    """Another verdict stands out by weight: it is what the sheet is read for."""
    is_new = column.side == 1 and column.title.en == "Advice" and case.found.is_verdict
    return replace(column.look, bold=True, ink=palette.ACCENT) if is_new else column.look


def _verdict(case: _Case, side: int) -> str:
    answer = (case.found.before, case.found.after)[side]
    return verdict_words(answer.verdict).to(case.language)


def _moved(found: Difference, language: Language) -> Iterator[str]:
    for stage, before, after in found.moved():
        words = f"{STAGE_WORDS[stage].to(language)} {_at(before)} → {_at(after)}"
        lateness = _LATENESS.get((_is_late(before), _is_late(after)))
        yield f"{words}{lateness.to(language)}" if lateness else words


def _at(due: Due | None) -> str:
    at: datetime | None = due.at if due else None
    return f"{at:%m-%d %H:%M}" if at else "—"


def _is_late(due: Due | None) -> bool:
    return bool(due and due.is_late)


_LATENESS: Mapping[tuple[bool, bool], Text] = {
    (True, False): Text("（不再逾期）", " (no longer late)"),
    (False, True): Text("（变为逾期）", " (becomes late)"),
    (True, True): Text("（仍逾期）", " (late either way)"),
}
TITLE = Text("会不同的单", "Cases that differ")
COUNT = Text(
    "{n} 单，建议不同的在前，其次按金额。", "{n} cases: other advice first, then by amount."
)
NONE = Text("没有会不同的单。", "No case would differ.")
