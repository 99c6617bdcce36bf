"""The calendar that a new shop starts with: holidays and make-up workdays of 2025 and 2026.

Facts: the State Council's yearly notices (国办发明电). Promotions are the platform's; their dates are
the sales' own, the hours a proposal that a manager changes. Nothing here shortens a buyer's time.
"""

from datetime import date, datetime, time, timedelta

from sheetops.records.columns import Value
from sheetops.records.seed.rows import Row, say, without_empty
from sheetops.records.text import Language

_NOTICE = {
    2025: "国务院办公厅关于2025年部分节假日安排的通知|State Council notice on public holidays in 2025",
    2026: "国务院办公厅关于2026年部分节假日安排的通知|State Council notice on public holidays in 2026",
}

# name, first day, last day
_HOLIDAYS = (
    ("元旦|New Year", "2025-01-01", "2025-01-01"),
    ("春节|Spring Festival", "2025-01-28", "2025-02-04"),
    ("清明节|Qingming", "2025-04-04", "2025-04-06"),
    ("劳动节|Labour Day", "2025-05-01", "2025-05-05"),
    ("端午节|Dragon Boat", "2025-05-31", "2025-06-02"),
    ("国庆节、中秋节|National Day, Mid-Autumn", "2025-10-01", "2025-10-08"),
    ("元旦|New Year", "2026-01-01", "2026-01-03"),
    ("春节|Spring Festival", "2026-02-15", "2026-02-23"),
    ("清明节|Qingming", "2026-04-04", "2026-04-06"),
    ("劳动节|Labour Day", "2026-05-01", "2026-05-05"),
    ("端午节|Dragon Boat", "2026-06-19", "2026-06-21"),
    ("中秋节|Mid-Autumn", "2026-09-25", "2026-09-27"),
    ("国庆节|National Day", "2026-10-01", "2026-10-07"),
)

# name, the day people work although it is a weekend
_MAKE_UP_DAYS = (
    ("春节调休|Make-up day, Spring Festival", "2025-01-26"),
    ("春节调休|Make-up day, Spring Festival", "2025-02-08"),
    ("劳动节调休|Make-up day, Labour Day", "2025-04-27"),
    ("国庆节调休|Make-up day, National Day", "2025-09-28"),
    ("国庆节调休|Make-up day, National Day", "2025-10-11"),
    ("元旦调休|Make-up day, New Year", "2026-01-04"),
    ("春节调休|Make-up day, Spring Festival", "2026-02-14"),
    ("春节调休|Make-up day, Spring Festival", "2026-02-28"),
    ("劳动节调休|Make-up day, Labour Day", "2026-05-09"),
    ("国庆节调休|Make-up day, National Day", "2026-09-20"),
    ("国庆节调休|Make-up day, National Day", "2026-10-10"),
)

_LONG_HOLIDAY = (
    "假期客服值班，审核时限延长至48小时；寄回时限顺延2天，请您放心安排。"
    "|We are on duty over the holiday; reviews take up to 48 hours, and you have 2 more days to send goods back."
)
_BUSY = (
    "大促期间咨询较多，审核时限延长至36小时，寄回时限延长3天；7天无理由不受影响。"
    "|We are busy with the sale: reviews take up to 36 hours and you have 3 more days to send goods back. The 7-day return stands."
)

# name, first day, last day, hours more to review, to inspect, days more to send back
_PROMOTIONS = (
    ("38节|Women's Day sale", "2026-03-05", "2026-03-08", 12, 0, 3),
    ("618", "2026-06-15", "2026-06-20", 12, 24, 3),
    ("99划算节|99 sale", "2026-09-07", "2026-09-10", 12, 0, 3),
    ("双11|Double 11", "2026-11-10", "2026-11-13", 12, 24, 3),
    ("双12|Double 12", "2026-12-10", "2026-12-13", 12, 24, 3),
    ("双旦|Christmas and New Year sale", "2026-12-24", "2026-12-31", 12, 0, 3),
)


def calendar_rows(language: Language) -> tuple[Row, ...]:
    """Return the starting calendar, by date."""
    rows = [*_holidays(language), *_make_up_days(language), *_promotions(language)]
    rows.sort(key=lambda row: (str(row["date_from"]), str(row["kind"])))
    counts: dict[int, int] = {}
    for row in rows:
        first = row["date_from"]
        year = first.year if isinstance(first, date) else 0
        counts[year] = counts.get(year, 0) + 1
        row["cal_id"] = f"C{year}-{counts[year]:02}"
    return tuple(without_empty(row) for row in rows)


def _holidays(language: Language) -> list[dict[str, Value]]:
    return [_holiday(name, _day(first), _day(last), language) for name, first, last in _HOLIDAYS]


def _holiday(name: str, first: date, last: date, language: Language) -> dict[str, Value]:
    is_long = (last - first).days >= 5
    row: dict[str, Value] = {
        "name": say(name, language),
        "kind": "holiday",
        "date_from": first,
        "date_to": last,
        "is_workday": False,
        "source": say(_NOTICE[first.year], language),
    }
    if is_long:
        row |= {
            "review_hours_add": 24,
            "return_days_add": 2,
            "notice_text": say(_LONG_HOLIDAY, language),
            "notice_send_at": _notice_time(first),
        }
    return row


def _make_up_days(language: Language) -> list[dict[str, Value]]:
    return [
        {
            "name": say(name, language),
            "kind": "makeup",
            "date_from": _day(when),
            "date_to": _day(when),
            "is_workday": True,
            "source": say(_NOTICE[_day(when).year], language),
        }
        for name, when in _MAKE_UP_DAYS
    ]


def _promotions(language: Language) -> list[dict[str, Value]]:
    return [
        {
            "name": say(name, language),
            "kind": "promotion",
            "date_from": _day(first),
            "date_to": _day(last),
            "is_workday": True,
            "review_hours_add": review,
            "inspect_hours_add": inspect or None,
            "return_days_add": back,
            "notice_text": say(_BUSY, language),
            "notice_send_at": _notice_time(_day(first)),
            "source": say("平台活动安排|The platform's calendar of sales", language),
        }
        for name, first, last, review, inspect, back in _PROMOTIONS
    ]


def _notice_time(first: date) -> datetime:
    return datetime.combine(first - timedelta(days=3), time(10))


def _day(words: str) -> date:
    """Return the day written `2026-11-23`."""
    return date.fromisoformat(words)
