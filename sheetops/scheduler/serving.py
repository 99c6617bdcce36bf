"""`sheetops serve`: APScheduler rings, one turn after the other runs, a signal ends it in peace."""

import queue
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from sheetops.adapters.lease import hold
from sheetops.adapters.logbook import Logbook
from sheetops.errors import SheetopsError
from sheetops.records.text import Text
from sheetops.scheduler.slots import bell
from sheetops.scheduler.stopping import Stop, Stopped
from sheetops.scheduler.turn import run_due, timetable
from sheetops.shop import Shop

Say = Callable[[Text], None]


def serve_until_stopped(folder: Path, say: Say) -> int:
    """Run the timetable of the shop in `folder` until SIGTERM or Ctrl-C; return the exit code.

    ShopHeld when another machine runs this shop, SettingsError for a timetable that is wrong.
    """
    bells: queue.Queue[str] = queue.Queue()
    shop = Shop(folder)
    with hold(shop.folder, shop.state_folder, shop.now):
        scheduler = _alarm_clock(shop, bells)
    log = Logbook(shop.state_folder)
    with Stop().listening() as stop:
        scheduler.start()
        log.write(shop.now, "serving")
        say(Text("已开始按时间表运行，按 Ctrl-C 结束。", "Running the timetable; Ctrl-C ends it."))
        try:
            bells.put("start")
            while _has_rung(bells, stop):
                _turn(folder, say, stop)
        except Stopped:
            pass
        finally:
            scheduler.shutdown(wait=False)
    log.write(shop.clock.now(), "stopped-serving")
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
            bell(entry, zone),
            args=[entry.job],
            id=entry.job,
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )
    return scheduler


def _has_rung(bells: "queue.Queue[str]", stop: Stop) -> bool:
    """Wait for a bell and take all that have rung: jobs of one minute run in one turn.

    False when somebody asked to stop.
    """
    while not stop.is_asked:
        try:
            # a wait without end would keep Ctrl-C from being seen on Windows
            bells.get(timeout=0.5)
        except queue.Empty:
            continue
        while not bells.empty():
            bells.get_nowait()
        return True
    return False


def _turn(folder: Path, say: Say, stop: Stop) -> None:
    """Run what is due; a turn that fails is told and the next one tries again."""
    try:
        shop = Shop(folder)
        done = run_due(shop, stop.between(lambda _name, _number, _total: None))
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
