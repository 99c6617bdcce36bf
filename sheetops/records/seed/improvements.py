"""Two improvements as examples: one still open, one that is done and was checked."""

from datetime import date, timedelta
from decimal import Decimal

from sheetops.records.columns import Value
from sheetops.records.seed.rows import Row, say
from sheetops.records.text import Language


def improvement_rows(language: Language, today: date) -> tuple[Row, ...]:
    """Return the examples, dated back from `today`."""
    return (_done(language, today), _doing(language, today))


def _done(language: Language, today: date) -> Row:
    row: dict[str, Value] = {
        "imp_id": f"GJ{today - timedelta(days=40):%Y%m}-01",
        "status": "done",
        "raised_at": today - timedelta(days=40),
        "raised_by": "KF002",
        "source": "feedback",
        "problem": say("尺码问题占退货的三成，买家说尺码表看不懂。|A third of the returns are about size; buyers do not understand the size table.", language),
        "evidence": say("近 30 天 R04 占 31%|R04: 31 % in 30 days", language),
        "proposal": say("详情页加平铺尺寸图和身高体重对照。|Put measured drawings and a height-weight table on the page.", language),
        "owner": "KF001",
        "due": today - timedelta(days=15),
        "before_value": Decimal("0.31"),
        "after_value": Decimal("0.22"),
        "verified_at": today - timedelta(days=8),
        "verified_by": "KF005",
    }  # fmt: skip
    return row


def _doing(language: Language, today: date) -> Row:
    row: dict[str, Value] = {
        "imp_id": f"GJ{today - timedelta(days=9):%Y%m}-02",
        "status": "doing",
        "raised_at": today - timedelta(days=9),
        "raised_by": "KF020",
        "source": "overdue",
        "problem": say("周一到货集中，验货常超 48 小时。|Parcels pile up on Mondays; inspection often takes over 48 hours.", language),
        "evidence": say("近 4 周验货及时率：周一 71%，其余 95%|4 weeks: on time 71 % on Mondays, 95 % else", language),
        "proposal": say("周一上午加一名仓库同事验货，先拆换货件。|One more person on Monday mornings; exchanges first.", language),
        "owner": "KF021",
        "due": today + timedelta(days=12),
        "before_value": Decimal("0.71"),
    }  # fmt: skip
    return row
