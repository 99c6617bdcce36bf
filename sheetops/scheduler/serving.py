"""`sheetops serve`: APScheduler rings, one turn after the other runs, a signal ends it in peace."""

import queue
import signal
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from zoneinfo import ZoneInfo

from sheetops.errors import SheetopsError
from sheetops.records.text import Text
from sheetops.scheduler.due import trigger
from sheetops.scheduler.turn import run_due, timetable
from sheetops.shop import Shop

Say = Callable[[Text], None]
_STOP = "stop"


def serve_until_stopped(folder: Path, say: Say) -> int:
    """Run the timetable of the shop in `folder` until SIGTERM or Ctrl-C; return the exit code."""
    bells: queue.Queue[str] = queue.Queue()
    scheduler = _alarm_clock(Shop(folder), bells)
    _listen(bells)
    scheduler.start()
    say(Text("已开始按时间表运行，按 Ctrl-C 结束。", "Running the timetable; Ctrl-C ends it."))
    try:
        bells.put("start")
        while _STOP not in _rung(bells):
            _turn(folder, say)
    finally:
        scheduler.shutdown(wait=False)
    say(Text("已停止，手头的任务已做完。", "Stopped; the job in hand is finished."))
    return 0


def _alarm_clock(shop: Shop, bells: "queue.Queue[str]"):  # type: ignore[no-untyped-def]  # apscheduler has no types
    """Return a scheduler that only rings: what has run is the ledger's to know."""
    from apscheduler.jobstores.memory import MemoryJobStore
    from apscheduler.schedulers.background import BackgroundScheduler

    zone = ZoneInfo(shop.settings.time_zone)
    scheduler = BackgroundScheduler(jobstores={"default": MemoryJobStore()}, timezone=zone)
    for entry in timetable(shop):
        scheduler.add_job(
            bells.put,
            trigger(entry, zone),
            args=[entry.job],
            id=entry.job,
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )
    return scheduler


def _listen(bells: "queue.Queue[str]") -> None:
    def stop(_number: int, _frame: FrameType | None) -> None:
        bells.put(_STOP)

    for name in ("SIGTERM", "SIGINT", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), stop)


def _rung(bells: "queue.Queue[str]") -> set[str]:
    """Wait for a bell and return all that have rung: jobs of one minute run in one turn."""
    rung: set[str] = set()
    while not rung:
        try:
            # a wait without end would keep Ctrl-C from being seen on Windows
            rung.add(bells.get(timeout=1.0))
        except queue.Empty:
            continue
    while not bells.empty():
        rung.add(bells.get_nowait())
    return rung


def _turn(folder: Path, say: Say) -> None:
    """Run what is due; a turn that fails is told and the next one tries again."""
    try:
        shop = Shop(folder)
        done = run_due(shop, lambda _name, _number, _total: None)
    except SheetopsError as error:
        say(error.message)
        say(error.remedy)
        return
    except Exception as error:  # noqa: BLE001 - a service must outlive one bad turn
        say(Text(f"这一轮没做完：{error}。", f"This turn broke off: {error}."))
        return
    if done.settled:
        for line in done.settled.lines():
            say(line)
    for failed in done.errors:
        say(failed.message)
