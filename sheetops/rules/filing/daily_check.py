"""The daily check of the filing log, itself filed: the chain, and whether every case is in it."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sheetops.actions import FileEntry
from sheetops.records.desk import Records
from sheetops.records.settings import Settings
from sheetops.records.text import Text
from sheetops.rules.filing.chain import verify
from sheetops.rules.filing.log_rows import LogRow

SOURCE = "V22"
"""The rule behind the check; also by which the day's check is known."""
_RESULT = Text(
    "共 {rows} 行，链条完整；没有备案的售后单 {unfiled} 个，已备案但登记簿里没有的 {unknown} 个",
    "{rows} rows, the chain holds; {unfiled} cases not filed, {unknown} filed but in no workbook",
)


def daily_check(
    rows: Sequence[LogRow], records: Records, now: datetime, settings: Settings
) -> Iterator[FileEntry]:
    """Yield the result of today's check, once a day; nothing while the log is empty."""
    if not rows or _is_checked(rows, now):
        return
    broken = verify(rows)
    told = Text(broken.message("zh-CN"), broken.message("en")) if broken else _counts(rows, records)
    yield FileEntry(
        event="check",
        actor="job:file_log",
        actor_role="system",
        source=SOURCE,
        new_value=broken.code if broken else "ok",
        reason=told.to(settings.language),
    )


def _is_checked(rows: Sequence[LogRow], now: datetime) -> bool:
    for row in reversed(rows):
        if row.logged_at.date() < now.date():
            return False
        if row.event == "check" and row.source == SOURCE:
            return True
    return False


def _counts(rows: Sequence[LogRow], records: Records) -> Text:
    filed = {row.case_id for row in rows if row.case_id}
    gone = {row.case_id for row in rows if row.event in ("vanish", "archive")}
    known = {str(case) for case in records["applications"].column("case_id") if case is not None}
    return _RESULT.filled(
        rows=len(rows), unfiled=len(known - filed), unknown=len(filed - gone - known)
    )
