"""Replaying a year against a changed handbook: cases a second, and memory that does not grow."""

import argparse
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sheetops.actions import FileEntry
from sheetops.adapters.holidays import ChineseHolidays
from sheetops.adapters.replay_sheet import replay_book
from sheetops.adapters.replay_sheet.book import Page
from sheetops.records.desk import Records
from sheetops.records.references import references
from sheetops.rules.filing.chain import Head, head_of, stamped
from sheetops.rules.filing.log_rows import LogRow
from sheetops.rules.replaying.replay import bench, replay
from tests.replaying.replay_desk import (
    APPLIED,
    SETTINGS,
    SIGNED,
    Row,
    case,
    changed,
    handbook,
    opening,
    slip,
)

NOW = datetime.fromisoformat("2027-01-10 09:00")
YEAR = date(2026, 1, 1), date(2026, 12, 31)
TEMPLATES = 200
"""Cases that are spelled out; the others are these under another number, day by day."""


def main() -> int:
    """Print rate and peak of memory for a tenth of the cases and for all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--one", action="store_true", help="replay once, in this process")
    options, _ = parser.parse_known_args()
    if options.one:
        measure(options.rows)
        return 0
    for rows in (options.rows // 10, options.rows):
        command = [sys.executable, __file__, "--one", "--rows", str(rows)]
        subprocess.run(command, check=True)
    return 0


def measure(cases: int) -> None:
    """Replay `cases` cases of one year, and write the workbook of what differs."""
    year, books = Year(cases), (handbook(), handbook(P_NR_01={"window_days": 15}))
    before, after = (bench(Records(one), SETTINGS, ChineseHolidays(), NOW) for one in books)
    started = time.process_time()
    found = replay(year.months(), YEAR, before, after, (lambda *_: None, 12))
    taken = time.process_time() - started - year.seconds
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rate = f"{found.totals.cases / taken:9,.0f} cases/s"
    told = f"{found.totals.cases:,} cases, {year.rows:,} rows of the log"
    print(f"{told:42} {taken:6.1f} s  {rate}  peak {peak:5.0f} MB", flush=True)
    started = time.process_time()
    data = replay_book(found, Page("bench", NOW, "zh-CN", references(books[0])))
    taken = time.process_time() - started
    written = f"workbook of {found.totals.differing:,} differences"
    print(f"{written:42} {taken:6.1f} s  {len(data) / 1e6:.1f} MB", flush=True)


class Year:
    """The filing log of a year, made month by month; what making it costs is not counted."""

    def __init__(self, cases: int) -> None:
        self.cases = cases
        self.rows = 0
        self.seconds = 0.0
        self._rng = random.Random(1)  # not for secrets: the same year on every run
        self._days: list[int] = []
        self._lives = [self._life(number) for number in range(TEMPLATES)]
        self._head = Head()

    def months(self) -> Iterator[tuple[str, Sequence[LogRow]]]:
        """Yield each month and its rows."""
        for month in range(1, 13):
            started = time.process_time()
            rows = list(self._month(month))
            self.rows += len(rows)
            self.seconds += time.process_time() - started
            yield f"2026-{month:02}", rows

    def _month(self, month: int) -> Iterator[LogRow]:
        first = datetime(2026, month, 1)  # noqa: DTZ001 - shop time is naive
        count = self.cases // 12
        entries: list[tuple[FileEntry, datetime]] = []
        for number in range(count):
            applied = first + timedelta(minutes=number * 25 * 24 * 60 // count)
            name = f"AS{applied:%Y%m%d}-{number:05}"
            for hours, entry in self._lives[number % TEMPLATES]:
                at = applied + timedelta(hours=hours)
                signed = applied - timedelta(days=self._days[number % TEMPLATES])
                entries.append((_named(entry, name, applied, signed), at))
        entries.sort(key=lambda one: one[1])
        for row in stamped(entries, self._head, 3):
            self._head = head_of(row)
            yield row

    def _life(self, number: int) -> list[tuple[int, FileEntry]]:
        """Return what is filed about one case, with the hours since it was applied for."""
        self._days.append(self._rng.randrange(1, 20))
        first = case(
            signed_at=SIGNED,
            reason_code=self._rng.choice(("R01", "R01", "R02", "R07", "R04")),
            order_paid=Decimal(self._rng.randrange(20, 500)),
            sku_code=self._rng.choice(("TS-2026-001-L", "SN-2026-006-40", "HO-2026-014-XL")),
            owner=f"KF{number % 12:03}",
        )
        at = APPLIED
        decided: Row = {
            **first,
            "status": "await_return",
            "decision": "approve_return",
            "reviewed_at": at + timedelta(hours=self._rng.randrange(1, 40)),
            "approved_amount": first["order_paid"],
        }
        ended: Row = {**decided, "status": "refunded", "closed_at": at + timedelta(days=8)}
        came: Mapping[str, datetime] = {"received_at": at + timedelta(days=4)}
        life = [(0, opening(first)), *((20, entry) for entry in changed(decided, first))]
        life += [(21, slip(str(first["case_id"]), came))]
        return life + [(90, entry) for entry in changed(ended, decided)]


def _named(entry: FileEntry, name: str, applied: datetime, signed: datetime) -> FileEntry:
    """Return the entry for the case `name`, its days of application and signing put in."""
    slip_no = entry.slip_no and f"TH{name[2:]}"
    if entry.event != "new" or entry.reason is None:
        return replace(entry, case_id=name, refund_no=None, slip_no=slip_no)
    reason = entry.reason.replace(str(APPLIED), f"{applied:%Y-%m-%d %H:%M:%S}")
    reason = reason.replace(str(SIGNED), f"{signed:%Y-%m-%d %H:%M:%S}")
    return replace(entry, case_id=name, refund_no=None, reason=reason)


if __name__ == "__main__":
    sys.exit(main())
