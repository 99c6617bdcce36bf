"""What a turn leaves behind for whoever looks later: lines in the log and a sign of life."""

from collections.abc import Iterator
from contextlib import contextmanager

from sheetops.adapters.heartbeat import beat
from sheetops.adapters.logbook import Logbook
from sheetops.records.text import Text
from sheetops.shop import Shop
from sheetops.shop.running import DayRun


@contextmanager
def logged(shop: Shop) -> Iterator[Logbook]:
    """Yield the log; whatever breaks the turn off is written into it and goes on upwards."""
    log = Logbook(shop.state_folder)
    try:
        yield log
    except KeyboardInterrupt:
        log.write(shop.clock.now(), "stopped")
        raise
    except Exception as error:
        log.failed(shop.clock.now(), "turn-failed", error)
        raise


def account(shop: Shop, done: DayRun, log: Logbook) -> None:
    """Write down what a run did: each job, what broke off, what went out and what waits."""
    now = shop.clock.now()
    for run in done.jobs:
        seconds = round(run.seconds, 3)
        if run.error is None:
            log.write(now, "job-done", job=run.job, seconds=seconds, actions=len(run.actions))
        else:
            log.failed(now, "job-failed", run.error, job=run.job, seconds=seconds)
    for error in done.errors:
        if all(run.error is not error for run in done.jobs):
            log.failed(now, "jobs-stopped", error)
    settled = done.settled
    if settled is not None:
        log.write(
            now,
            "settled",
            published=sum(settled.published.values()),
            waiting=sum(one.count for one in settled.waiting),
            filed=settled.filed,
            slips=len(settled.slips),
            mails=len(settled.mails),
            reports=len(settled.reports),
            problems=len(settled.problems),
            notes="; ".join(note.en for note in settled.notes) or None,
        )


def show_alive(shop: Shop, done: DayRun) -> None:
    """Give the sign of life that a turn came to its end, and say what was wrong in it."""
    trouble = next((error.message for error in done.errors), None)
    if trouble is None and done.settled is not None and done.settled.notes:
        trouble = done.settled.notes[0]
    if trouble is None and done.settled is not None and done.settled.waiting:
        count = sum(one.count for one in done.settled.waiting)
        trouble = Text(f"{count} 项结果等待工作簿关闭", f"{count} results wait for workbooks")
    beat(shop.state_folder, shop.folder, shop.clock.now(), shop.language, trouble)
