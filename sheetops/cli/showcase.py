"""The demo: a believable shop, its day's run, and where to look."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from sheetops.adapters.clock import FixedClock, system_clock
from sheetops.adapters.demo import OPENING, make_demo_shop
from sheetops.errors import SheetopsError
from sheetops.records.problems import Severity
from sheetops.records.settings import Settings
from sheetops.records.text import Language, Text
from sheetops.scheduler.turn import run_named, timetable
from sheetops.shop import Shop
from sheetops.shop.running import DayRun, Progress

FOLDER = "demo-shop"


@dataclass(frozen=True)
class DemoDay:
    """What happened on the demo's day, and what did not work."""

    told: Sequence[Text]
    errors: Sequence[SheetopsError]


def free_folder() -> Path:
    """Return the folder for a demo that nobody named: the first of its name not in use here."""
    names = (Path(FOLDER if number == 1 else f"{FOLDER}-{number}") for number in count(1))
    return next(path for path in names if not path.exists())


def show_a_day(folder: Path, language: Language, seed: int, progress: Progress) -> DemoDay:
    """Make the shop, run every job once, and return what happened in a few lines."""
    opening = last_opening(system_clock(Settings(id="", name="").time_zone).now())
    make_demo_shop(folder, language, seed, opening.date(), shop_id=uuid.uuid4().hex[:12])
    shop = Shop(folder, FixedClock(opening))
    done = run_named(shop, [entry.job for entry in timetable(shop)], progress)
    after = Shop(folder, FixedClock(opening))
    return DemoDay(
        [*_told(after, done), *_left_over(done), *_where(folder, after, done)], done.errors
    )


def last_opening(now: datetime) -> datetime:
    """Return the last time the demo's desk opened: its record never lies in the future."""
    today = datetime.combine(now.date(), OPENING)
    return today if today <= now else today - timedelta(days=1)


def _told(shop: Shop, done: DayRun) -> Iterator[Text]:
    """Yield what happened, in five lines."""
    problems, cases = shop.problems, shop.records["applications"]
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    late = sum(level == "overdue" for level in cases.column("level"))
    slips, filed, exports, reports = _out(done)
    yield Text(
        f"1. 登记簿里有 {len(cases)} 笔申请，其中导入了 {exports} 个平台文件。",
        f"1. The applications book holds {len(cases)} cases; exports taken in: {exports}.",
    )
    yield Text(
        f"2. 逐行检查：错误 {errors} 项，提醒 {warnings} 项，都写在各行的“校验提示”里。",
        f"2. Checked row by row: {errors} errors and {warnings} warnings, each in its row.",
    )
    yield Text(
        f"3. 新开退换货单 {slips} 张，附二维码、条码和可粘贴的回复。",
        f"3. Slips issued: {slips}, with QR code, barcode and a reply to paste.",
    )
    yield Text(
        f"4. 逾期 {late} 单，最急的排在看板最前面。",
        f"4. Overdue cases: {late}; the board has the worst first.",
    )
    yield Text(
        f"5. 备案日志新增 {filed} 行；{'日报已写好' if reports else '日报没有写成'}。",
        f"5. Rows filed in the chained log: {filed}; the daily report is "
        f"{'written' if reports else 'not written'}.",
    )


def _out(done: DayRun) -> tuple[int, int, int, int]:
    """Return how many slips, filed rows, exports and reports the day left."""
    settled = done.settled
    if settled is None:
        return 0, 0, 0, 0
    return len(settled.slips), settled.filed, len(settled.shelved), len(_daily(done))


def _daily(done: DayRun) -> list[Path]:
    """Return the managers' daily report as a page: one path, or none where it was not written."""
    reports = done.settled.reports if done.settled else []
    return [path for path in reports if path.name.endswith("-daily.html")]


def _left_over(done: DayRun) -> Iterator[Text]:
    """Yield what did not go out, and what the run has to say of it; nothing on a good day."""
    settled = done.settled
    for one in settled.waiting if settled else ():
        yield Text(
            f"   {one.count} 项结果等待写入 {one.book}：{one.reason.zh}",
            f"   {one.count} results wait for {one.book}: {one.reason.en}",
        )
    yield from settled.notes if settled else ()


def _where(folder: Path, shop: Shop, done: DayRun) -> Iterator[Text]:
    """Yield which files to open; paths as the person named the folder."""
    pages = [folder / path.relative_to(shop.folder) for path in _daily(done)]
    slips = sorted((folder / "slips").rglob("*.png")) or sorted((folder / "slips").rglob("*.xlsx"))
    yield Text("请打开：", "Open:")
    for path, zh, en in (
        (folder / "board.xlsx", "看板：今天要做什么", "the board: what needs doing today"),
        (folder / "applications.xlsx", "申请登记簿", "the applications book"),
        *((path, "一张退换货单", "a slip") for path in slips[:1]),
        *((path, "主管日报", "the managers' report") for path in pages[:1]),
    ):
        yield Text(f"  {path}  {zh}", f"  {path}  {en}")
    case = shop.records["applications"].keys[0]
    command = f"  sheetops log {case} --shop {folder}"
    yield Text(f"{command}  一笔申请的来龙去脉", f"{command}  the life of a case")
