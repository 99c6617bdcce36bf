"""One week's or month's report from a shop at one instant: its key, and what its mail says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sheetops.errors import LogBroken
from sheetops.records.text import Language
from sheetops.rules.deadlines.overdue import DueItem
from sheetops.rules.filing.log_rows import LogRow
from sheetops.rules.reporting.board import Board, ShopNow, board_of
from sheetops.rules.reporting.improvement_watch import stalled
from sheetops.rules.reporting.masked_board import masked
from sheetops.rules.reporting.overrides import overrides
from sheetops.rules.reporting.period_figures import period_figures
from sheetops.rules.reporting.period_mail import Due, Logged, period_mail
from sheetops.rules.reporting.periods import Period
from sheetops.rules.reporting.summary import reported_day
from sheetops.rules.reporting.training_due import trainings_due


@dataclass(frozen=True, slots=True)
class PeriodReport:
    """What the templates `weekly` or `monthly` are filled with, and the masked board beside it."""

    template: str
    context: Mapping[str, object]
    board: Board


def report_key(period: Period) -> str:
    """Return `weekly-2026-W47` or `monthly-2026-11`: one mail about each period, ever."""
    return f"{_template(period)}-{period.key}"


def period_report(
    shop: ShopNow,
    period: Period,
    items: Sequence[DueItem],
    log: Sequence[LogRow],
    language: Language,
) -> PeriodReport:
    """Return the report about `period`; `items` is what is due, `log` the filing log.

    The monthly report alone prints the end of the log: twelve witnesses a year are kept, fifty-two
    are not. A log whose chain is broken is no witness.
    """
    figures = period_figures(shop.records, period, shop.now, shop.settings.limits, items)
    today, board = shop.now.date(), masked(board_of(shop, items, reported_day(shop.now)))
    due = Due(tuple(trainings_due(shop.records, today)), tuple(stalled(shop.records, today)))
    is_witness = log and period.is_month and not isinstance(shop.obstacle, LogBroken)
    head = log[-1] if is_witness else None
    logged = Logged(overrides(log, period.begins, period.ends), head)
    context = period_mail(figures, board, due, logged, language)
    return PeriodReport(_template(period), context, board)


def _template(period: Period) -> str:
    return "monthly" if period.is_month else "weekly"
