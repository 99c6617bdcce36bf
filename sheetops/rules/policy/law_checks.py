"""Policy rows that are stricter than the law lets them be; each check names its article."""

from collections.abc import Iterator

from sheetops.records.problems import Problem
from sheetops.records.table import Record, Table
from sheetops.records.text import Text
from sheetops.rules.checks.audit import finding
from sheetops.rules.policy import problem_kinds as kinds
from sheetops.rules.policy.facts import bounded_in, flag_in, word_in, words_in

_SIGNED = ("return_refund", "exchange")
"""Case types whose goods have been signed for."""
_QUALITY_DAYS = 7
_ALL_GOODS = Text("全部商品", "all goods")
_OTHER_CLASSES = Text("无理由以外的退换", "more than no-reason returns")
_NO_GROUND = Text("没有写明法定理由的商品", "goods without a ground that the law lists")


def rows_against_law(table: Table) -> Iterator[Problem]:
    """Yield every row in force or in draft that gives a buyer less than the law."""
    for row in table:
        if word_in(row, "status") != "stopped":
            yield from _exclusion(row) if flag_in(row, "excluded") else _window(row)


def _window(row: Record) -> Iterator[Problem]:
    classes, days = words_in(row, "reason_class"), bounded_in(row, "window_days")
    if days is None:
        return
    if "no_reason" in classes and set(_SIGNED) & set(words_in(row, "case_types")):
        start = word_in(row, "start_event")
        if start not in ("signed", None):
            # 七日办法 art. 10: the seven days begin on the day after signing
            yield finding(kinds.START, row.table, row.index, "start_event")
        elif flag_in(row, "roll_holiday") is False:
            # Civil Code art. 203, read in the buyer's favour
            yield finding(kinds.ROLL, row.table, row.index, "roll_holiday")
    if "quality" in classes and days < _QUALITY_DAYS:
        # 消法 art. 24: within 7 days of receipt the buyer may return
        yield finding(kinds.QUALITY_WINDOW, row.table, row.index, "window_days")


def _exclusion(row: Record) -> Iterator[Problem]:
    """消法 art. 25 lists what is excluded, from no-reason returns alone; nobody may add to it."""
    goods = (word_in(row, "category") or "*").strip()
    if "*" in goods.replace("；", ";").split(";"):
        yield _widened(row, "category", _ALL_GOODS)
    if set(words_in(row, "reason_class")) - {"no_reason"}:
        yield _widened(row, "reason_class", _OTHER_CLASSES)
    if word_in(row, "exclusion_basis") is None:
        yield _widened(row, "exclusion_basis", _NO_GROUND)


def _widened(row: Record, column: str, what: Text) -> Problem:
    return finding(
        kinds.WIDENED, row.table, row.index, column, value=row.text("policy_id"), wanted=what
    )
