"""One week's or month's report from a shop at one instant: its key, and what its mail says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sheetops.records.text import Language
from sheetops.rules.deadlines.overdue import DueItem
from sheetops.rules.filing.log_rows import LogRow
from sheetops.rules.reporting.board import ShopNow, board_of
from sheetops.rules.reporting.improvement_watch import stalled
from sheetops.rules.reporting.masked_board import masked
from sheetops.rules.reporting.period_figures import period_figures
from sheetops.rules.reporting.period_mail import Due, period_mail
from sheetops.rules.reporting.periods import Period
from sheetops.rules.reporting.training_due import trainings_due


@dataclass(frozen=True, slots=True)
class PeriodReport:
    """What the templates `weekly` or `monthly` are filled with."""

    template: str
    context: Mapping[str, object]


def report_key(period: Period) -> str:
    """Return `weekly-2026-W47` or `monthly-2026-11`: one mail about each period, ever."""
    return f"{_template(period)}-{period.key}"


def period_report(
    shop: ShopNow,
    period: Period,
    items: Sequence[DueItem],
    language: Language,
    log: Sequence[LogRow] = (),
) -> PeriodReport:
    """Return the report about `period`; `items` is what is due, the end of `log` its witness."""
    figures = period_figures(shop.records, period, shop.now, shop.settings.limits, items)
    today = shop.now.date()
    due = Due(tuple(trainings_due(shop.records, today)), tuple(stalled(shop.records, today)))
    board, head = masked(board_of(shop, items)), log[-1] if log else None
    return PeriodReport(_template(period), period_mail(figures, board, due, language, head))


def _template(period: Period) -> str:
    return "monthly" if period.is_month else "weekly"
