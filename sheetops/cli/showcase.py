"""The demo: a believable shop, its day's run, and where to look."""

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sheetops.adapters.clock import FixedClock, system_clock
from sheetops.adapters.demo import OPENING, make_demo_shop
from sheetops.records.problems import Severity
from sheetops.records.settings import Settings
from sheetops.records.text import Language, Text
from sheetops.scheduler.turn import run_named, timetable
from sheetops.shop import Shop
from sheetops.shop.running import DayRun, Progress


def show_a_day(folder: Path, language: Language, seed: int, progress: Progress) -> list[Text]:
    """Make the shop, run every job once, and return what happened in a few lines."""
    opening = last_opening(system_clock(Settings(id="", name="").time_zone).now())
    make_demo_shop(folder, language, seed, opening.date(), shop_id=uuid.uuid4().hex[:12])
    shop = Shop(folder, FixedClock(opening))
    done = run_named(shop, [entry.job for entry in timetable(shop)], progress)
    after = Shop(folder, FixedClock(opening))
    return [*_told(after, done), *_where(after, done)]


def last_opening(now: datetime) -> datetime:
    """Return the last time the demo's desk opened: its record never lies in the future."""
    today = datetime.combine(now.date(), OPENING)
    return today if today <= now else today - timedelta(days=1)


def _told(shop: Shop, done: DayRun) -> Iterator[Text]:
    """Yield what happened, in five lines."""
    problems, waiting = shop.problems, shop.records["applications"]
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    late = sum(level == "overdue" for level in waiting.column("level"))
    settled = done.settled
    cases, slips = len(waiting), len(settled.slips) if settled else 0
    filed = settled.filed if settled else 0
    imported = len(settled.shelved) if settled else 0
    yield Text(
        f"1. 登记簿里有 {cases} 笔申请，其中导入了 {imported} 个平台文件。",
        f"1. The applications book holds {cases} cases; {imported} export was taken in.",
    )
    yield Text(
        f"2. 逐行检查：错误 {errors} 项，提醒 {warnings} 项，都写在各行的“校验提示”里。",
        f"2. Checked row by row: {errors} errors, {warnings} warnings, each in its row.",
    )
    yield Text(
        f"3. 新开退换货单 {slips} 张，附二维码、条码和可粘贴的回复。",
        f"3. {slips} slips issued, with QR code, barcode and a reply to paste.",
    )
    yield Text(
        f"4. 逾期 {late} 单，最急的排在看板最前面。",
        f"4. {late} cases are overdue; the board has the worst first.",
    )
    yield Text(
        f"5. 备案日志新增 {filed} 行，链条完整；日报已写好。",
        f"5. {filed} rows filed in the chained log; the daily report is written.",
    )


def _where(shop: Shop, done: DayRun) -> Iterator[Text]:
    """Yield which files to open."""
    folder = shop.folder
    page = [
        path for path in (done.settled.reports if done.settled else []) if path.suffix == ".html"
    ]
    slips = sorted((folder / "slips").rglob("*.png")) or sorted((folder / "slips").rglob("*.xlsx"))
    yield Text("请打开：", "Open:")
    for path, zh, en in (
        (folder / "board.xlsx", "看板：今天要做什么", "the board: what needs doing today"),
        (folder / "applications.xlsx", "申请登记簿", "the applications book"),
        *((path, "一张退换货单", "a slip") for path in slips[:1]),
        *((path, "主管日报", "the managers' report") for path in page[:1]),
    ):
        yield Text(f"  {path}  {zh}", f"  {path}  {en}")
    case = shop.records["applications"].keys[0]
    yield Text(f"  sheetops log {case} --shop {folder}", f"  sheetops log {case} --shop {folder}")
