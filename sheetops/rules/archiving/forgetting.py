"""After the retention time a case's personal data goes; amounts, dates, codes and numbers stay.

The time runs from the closing, for every case, in whole months: the archive workbook of a month is
anonymised once its last case has been closed for so many years. The limitation period of three
years (Civil Code art. 188) is the shop's reason to keep them; personal information is deleted when
its purpose is achieved (Personal Information Protection Law art. 47).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime

from sheetops.actions import Action, FileEntry, ForgetMonth
from sheetops.records.archive import ANONYMISED_AT, BESIDE, FOLDER
from sheetops.records.columns import Column, Kind, Value
from sheetops.records.desk import Records
from sheetops.records.settings import Settings
from sheetops.records.sheets import Sheet
from sheetops.records.spelling import words_of
from sheetops.records.text import Text
from sheetops.rules.evidence.placed import KEPT, TYPED
from sheetops.rules.privacy.masking import HIDDEN, mask_value

_FORGOTTEN = Text(
    "完结满 {years} 年，个人信息已去除，金额、日期、编号保留",
    "{years} years after closing: personal data removed; amounts, dates and numbers stay",
)

_FILES = {sheet: (column, KEPT) for sheet, column in TYPED.items()}
"""Sheet key → columns that name pictures in `evidence/`."""


def is_over(month: str, today: date, years: int) -> bool:
    """Return whether every case closed in `month` (`2026-03`) was closed `years` years ago."""
    year, number = map(int, month.split("-"))
    first_after = (year + years + number // 12, number % 12 + 1)
    return (today.year, today.month) >= first_after


def months_over(months: Iterable[str], today: date, years: int) -> Iterator[str]:
    """Yield those of the archive's months whose time is over, oldest first."""
    yield from (month for month in sorted(months) if is_over(month, today, years))


def plan_forgetting(
    months: Iterable[str],
    is_anonymous: Callable[[str], bool],
    records: Records,
    now: datetime,
    settings: Settings,
) -> Iterator[Action]:
    """Yield what anonymises the archive's months whose time is over, each with an entry.

    Pictures that a case outside the archive names too are kept.
    """
    over = months_over(months, now.date(), settings.retention.log_years)
    for month in (month for month in over if not is_anonymous(month)):
        yield ForgetMonth(month, frozenset(_pictures_in(records)))
        yield FileEntry(
            event="archive",
            actor="job:forget_personal",
            actor_role="system",
            source=f"{FOLDER}/{month}.xlsx",
            reason=_FORGOTTEN.filled(years=settings.retention.log_years).to(settings.language),
        )


def _pictures_in(records: Records) -> Iterator[str]:
    for sheet, columns in _FILES.items():
        for column in columns:
            for text in set(records[sheet].column(column)):
                yield from words_of(text) if isinstance(text, str) else ()


def anonymised(sheet: Sheet, values: Mapping[str, Value], today: date) -> Mapping[str, Value]:
    """Return the row without anything personal: what was typed freely is masked, too.

    Private columns and cell notes go altogether, as nobody knows what they say, and so do the paths
    of the pictures, which are deleted.
    """
    found = {column.key: _without(column, values.get(column.key)) for column in sheet.columns}
    gone = dict.fromkeys((BESIDE, *_FILES.get(sheet.key, ())))
    return {**found, **gone, ANONYMISED_AT: today}


def pictures_of(sheet: str, values: Mapping[str, Value]) -> Iterator[str]:
    """Yield the paths of the pictures that a row names."""
    for column in _FILES.get(sheet, ()):
        text = values.get(column)
        if isinstance(text, str):
            yield from words_of(text)


def _without(column: Column, value: Value) -> Value:
    if column.personal:
        return None if value is None else HIDDEN
    return mask_value(column, value) if column.kind in (Kind.TEXT, Kind.PROSE) else value
