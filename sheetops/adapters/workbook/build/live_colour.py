"""Colours that live between job runs: conditional formats on NOW(), and closed rows that recede."""

from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from sheetops.adapters.workbook.build.layout import FIRST_ROW, LAST_ROW
from sheetops.adapters.workbook.build.styles import FORMATS
from sheetops.records import palette
from sheetops.records.cells import YES
from sheetops.records.choices import CHOICES
from sheetops.records.columns import Kind
from sheetops.records.settings import Limits
from sheetops.records.sheets import Sheet
from sheetops.records.states import FINAL_STATES
from sheetops.records.text import Language


@dataclass(frozen=True, slots=True)
class Deadline:
    """A column that holds a deadline, and when it still runs.

    `awaits` are columns that are empty as long as it runs; `begun_by` one that is filled; `only`
    names the choices of a column in which it runs; `unless` a flag that ends it; `over_after` a day
    after which nobody minds any more.
    """

    sheet: str
    column: str
    awaits: tuple[str, ...] = ()
    begun_by: str | None = None
    only: tuple[str, tuple[str, ...]] | None = None
    unless: str | None = None
    over_after: str | None = None
    decides: bool = True
    """Whether the row's level in the frozen columns follows it."""


DEADLINES = (
    Deadline("applications", "due_at"),
    Deadline(
        "applications",
        "review_due",
        only=("status", ("pending_review", "need_evidence")),
        decides=False,
    ),
    Deadline("applications", "deadline_platform", decides=False),
    Deadline("slips", "return_due", awaits=("buyer_shipped_at", "received_at")),
    Deadline("slips", "inspect_due", awaits=("inspected_at",), begun_by="received_at"),
    Deadline("slips", "refund_due", awaits=("refunded_at",), only=("slip_type", ("return",))),
    Deadline(
        "calendar",
        "notice_send_at",
        begun_by="notice_text",
        unless="notified",
        over_after="date_to",
    ),
    Deadline("improvements", "due"),
)

CLOSED = {
    "applications": ("status", FINAL_STATES),
    "slips": ("slip_status", ("closed", "void")),
    "policy": ("status", ("stopped",)),
    "scripts": ("status", ("stopped",)),
    "agents": ("status", ("stopped",)),
    "improvements": ("status", ("done", "dropped")),
}
"""Sheet key → the column and the choices that end a row's life; its deadlines end with it."""


_FIRST_FORMAT, _FORMATS = 1000, 50_000


class _Cells:
    """Addresses and words of one sheet, as its formulas need them."""

    def __init__(self, sheet: Sheet, language: Language) -> None:
        self.sheet = sheet
        self.language = language
        self._letters = {
            column.key: get_column_letter(index) for index, column in enumerate(sheet.columns, 1)
        }

    def at(self, column: str) -> str:
        return f"${self._letters[column]}{FIRST_ROW}"

    def range(self, first: str, last: str | None = None) -> str:
        return f"{self._letters[first]}{FIRST_ROW}:{self._letters[last or first]}{LAST_ROW}"

    def word(self, column: str, key: str) -> str:
        name = self.sheet.by_key[column].choices
        words = next(c.text for c in CHOICES[name or ""] if c.key == key)
        return '"' + words.to(self.language).replace('"', '""') + '"'

    def is_one_of(self, column: str, keys: tuple[str, ...]) -> str:
        return "OR(" + ",".join(f"{self.at(column)}={self.word(column, k)}" for k in keys) + ")"


def add_live_colours(target: Worksheet, sheet: Sheet, language: Language, limits: Limits) -> None:
    """Add the rules of one sheet, the most urgent first."""
    cells = _Cells(sheet, language)
    own = [deadline for deadline in DEADLINES if deadline.sheet == sheet.key]
    for priority, (where, rule) in enumerate(_rules(cells, own, limits), 1):
        rule.priority = priority
        target.conditional_formatting.add(where, rule)


def _rules(cells: _Cells, deadlines: list[Deadline], limits: Limits) -> Iterator[tuple[str, Rule]]:
    if "level" in cells.sheet.by_key and cells.sheet.by_key["level"].choices == "level":
        yield from _level_rules(cells, [d for d in deadlines if d.decides], limits)
    for deadline in deadlines:
        yield from _due_rules(cells, deadline, limits)
    if "issues" in cells.sheet.by_key:
        told = f"LEN({cells.at('issues')})>0"
        yield cells.range("issues"), _rule(told, _TINT)
        # the issues stand far to the right: the frozen key says that there are some
        yield cells.range(cells.sheet.key_column), _rule(told, _MARKED)
    if cells.sheet.key in CLOSED:
        columns = cells.sheet.columns
        yield (
            cells.range(columns[0].key, columns[-1].key),
            _rule(cells.is_one_of(*CLOSED[cells.sheet.key]), _RECEDE, stop=False),
        )


def _due_rules(cells: _Cells, deadline: Deadline, limits: Limits) -> Iterator[tuple[str, Rule]]:
    where = cells.range(deadline.column)
    form = FORMATS[cells.sheet.by_key[deadline.column].kind]
    yield where, _rule(_passed(cells, deadline, 0), _overdue(f'"{palette.SIGN_OVERDUE} "{form}'))
    soon = _passed(cells, deadline, limits.warn_hours)
    yield where, _rule(soon, _warning(f'"{palette.SIGN_WARNING} "{form}'))


def _level_rules(
    cells: _Cells, deadlines: list[Deadline], limits: Limits
) -> Iterator[tuple[str, Rule]]:
    """The level tells this minute; where no deadline is near, what the last run wrote."""
    where = cells.range("level")
    for hours, key, style in (
        (0, "overdue", _overdue),
        (limits.close_hours, "close", _warning),
        (limits.warn_hours, "warning", _warning),
    ):
        sign = palette.SIGN_OVERDUE if key == "overdue" else palette.SIGN_WARNING
        shown = _literal(f"{sign} " + cells.word("level", key).strip('"'))
        running = [_passed(cells, deadline, hours) for deadline in deadlines]
        closed = cells.is_one_of(*CLOSED[cells.sheet.key])
        said = f"AND({cells.at('level')}={cells.word('level', key)},NOT({closed}))"
        yield where, _rule("OR(" + ",".join(running) + ")", style(shown))
        yield where, _rule(said, style(_literal_sign(sign)))


def _literal(words: str) -> str:
    """Return the number format that shows `words` in place of whatever the cell holds."""
    quoted = f'"{words}"'
    return ";".join([quoted] * 4)


def _literal_sign(sign: str) -> str:
    return f'General;General;General;"{sign} "@'


def _passed(cells: _Cells, deadline: Deadline, hours: int) -> str:
    """Return the formula that is true when at most `hours` are left of a deadline that runs."""
    due = cells.at(deadline.column)
    is_date = cells.sheet.by_key[deadline.column].kind is Kind.DATE
    now = "TODAY()-1" if is_date else "NOW()"
    limit = f"{now}+{hours}/24" if hours else now
    parts = [f"ISNUMBER({due})", f"{due}<={limit}", *_still_runs(cells, deadline)]
    return "AND(" + ",".join(parts) + ")"


def _still_runs(cells: _Cells, deadline: Deadline) -> Iterator[str]:
    for column in deadline.awaits:
        yield f'{cells.at(column)}=""'
    if deadline.begun_by:
        yield f'{cells.at(deadline.begun_by)}<>""'
    if deadline.only:
        yield cells.is_one_of(*deadline.only)
    if deadline.unless:
        yield f'{cells.at(deadline.unless)}<>"{YES.to(cells.language)}"'
    if deadline.over_after:
        yield f"{cells.at(deadline.over_after)}>=TODAY()"
    if deadline.sheet in CLOSED:
        yield f"NOT({cells.is_one_of(*CLOSED[deadline.sheet])})"


def _overdue(form: str) -> DifferentialStyle:
    return _signal(palette.OVERDUE, palette.OVERDUE_WASH, form)


def _warning(form: str) -> DifferentialStyle:
    return _signal(palette.WARNING, palette.WARNING_WASH, form)


def _signal(ink: str, wash: str, form: str | None = None, bold: bool = True) -> DifferentialStyle:
    # a conditional fill is read from the background colour (ECMA-376 part 1, 18.8.20)
    ground = PatternFill("solid", start_color=wash, end_color=wash)
    style = DifferentialStyle(font=Font(color=ink, bold=bold), fill=ground)
    if form:
        # one number for one format, far from those that the cells' own formats get (164 and on)
        number = _FIRST_FORMAT + crc32(form.encode()) % _FORMATS
        style.numFmt = NumberFormat(numFmtId=number, formatCode=form)
    return style


def _rule(formula: str, style: DifferentialStyle, stop: bool = True) -> Rule:
    return Rule(type="expression", formula=[formula], dxf=style, stopIfTrue=stop)


_TINT = _signal(palette.WARNING, palette.WARNING_WASH, bold=False)
_MARKED = _signal(
    palette.WARNING, palette.WARNING_WASH, f'General;General;General;@" {palette.SIGN_ISSUE}"'
)
_RECEDE = DifferentialStyle(font=Font(color=palette.MUTED))
