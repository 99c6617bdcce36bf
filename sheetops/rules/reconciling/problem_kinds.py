"""The line that board and report carry until the breaks of the last reconciliation are settled."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal

from sheetops.records.catalogue.entry import warning
from sheetops.records.problems import Place, Problem
from sheetops.records.text import Text
from sheetops.rules.reporting.notices import Notice

UNRECONCILED = warning(
    "unreconciled",
    "对账有差异|Reconciliation has breaks",
    "{when} 与“{source}”对账，有 {count} 处差异，涉及 {amount} 元，最久的已 {days} 天。"
    "|Reconciled with {source} on {when}: {count} breaks, CNY {amount} at stake, the oldest "
    "standing for {days} days.",
    "打开 {value} 逐条处理，再用新的导出对账一次：sheetops reconcile。"
    "|Go through {value}, then reconcile again with a new export: sheetops reconcile.",
    urgency=15,
)
KINDS = (UNRECONCILED,)
_TOLD_FOR = timedelta(days=30)
"""After that the list says nothing of today any more."""


def unreconciled(
    at: datetime,
    source: str,
    workbook: str,
    breaks: int,
    amount: Decimal,
    oldest: int | None,
    now: datetime,
) -> Problem | None:
    """Return what is told of the last reconciliation; None where it left nothing to do."""
    if not breaks or now - at > _TOLD_FOR:
        return None
    facts = {
        "when": f"{at:%m-%d %H:%M}",
        "source": source,
        "count": str(breaks),
        "amount": f"{amount:,.2f}",
        "days": str((oldest or 0) + (now - at).days),
        "value": workbook,
    }
    return Problem(UNRECONCILED, Place(workbook), facts)


def reconciling_notices(problems: Iterable[Problem]) -> Iterator[Notice]:
    """Yield the same line for the notices of board and mails: it concerns the managers."""
    for one in problems:
        if one.kind is UNRECONCILED:
            yield Notice(Text(one.message("zh-CN"), one.message("en")), urgent=True)
