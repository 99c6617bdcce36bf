"""A run: every job reads, plans and is applied; then what was decided goes out, once.

Planning again right after a run yields nothing: that is what makes a run safe to repeat.
"""

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from sheetops.actions import Action, PublishBoard
from sheetops.adapters.logbook import log_file
from sheetops.errors import LogBroken, SheetopsError
from sheetops.records.problems import Problem
from sheetops.records.text import Text
from sheetops.shop.effects import let_out_news, let_out_results
from sheetops.shop.jobs import broken, load_job
from sheetops.shop.settled import Settled
from sheetops.shop.shop import Shop

Progress = Callable[[str, int, int], None]
"""Called with what begins now, its number, and how many there are."""

TELLING = (
    "refresh_board",
    "email_summary",
    "agent_digests",
    "warehouse_list",
    "weekly_report",
    "monthly_report",
)
"""The jobs that tell people: after the results are out, so that they say what really waits, and
also when the filing log's chain is broken or the handbook is gone, and all others stop."""

_A = TypeVar("_A")
_NEW_OBJECTS = 50_000


@dataclass(frozen=True)
class JobRun:
    """What one job decided, or why it broke off."""

    job: str
    actions: Sequence[Action] = ()
    seconds: float = 0.0
    error: SheetopsError | None = None


@dataclass(frozen=True)
class DayRun:
    """What a run did; `unchanged` means that there was nothing to look at."""

    jobs: Sequence[JobRun] = ()
    settled: Settled | None = None
    unchanged: bool = False
    errors: Sequence[SheetopsError] = field(default_factory=tuple)


def plan_job(shop: Shop, name: str) -> JobRun:
    """Return what the job wants done now; a plan that breaks off is told, and changes nothing."""
    started = time.perf_counter()
    log = None if shop.is_rehearsal else log_file(shop.state_folder)
    try:
        actions = tuple(load_job(name, shop.folder, log).plan(shop))
    except SheetopsError as error:
        return JobRun(name, error=error)
    except Exception as error:  # noqa: BLE001 - one job that breaks off must not stop the others
        return JobRun(name, error=broken(name, error, log))
    return JobRun(name, actions, time.perf_counter() - started)


def rehearse(shop: Shop, names: Sequence[str], progress: Progress) -> DayRun:
    """Plan the jobs in order, each seeing the results of those before it; write nothing."""
    shop.is_rehearsal = True
    runs = []
    for number, name in enumerate(names):
        progress(name, number, len(names))
        runs.append(plan_job(shop, name))
        shop.lay(runs[-1].actions)
    return DayRun(runs, errors=[run.error for run in runs if run.error])


def perform(shop: Shop, due: Sequence[tuple[str, datetime]], progress: Progress) -> DayRun:
    """Run the jobs for their slots and let everything out; the caller holds the shop."""
    with _collecting_seldom():
        return _perform_day(shop, due, progress)


def _perform_day(shop: Shop, due: Sequence[tuple[str, datetime]], progress: Progress) -> DayRun:
    shop.state.ledger.abandon_running()
    shop.heal()
    obstacle = shop.obstacle
    deciding = [] if obstacle else [one for one in due if one[0] not in TELLING]
    telling = [one for one in due if one[0] in TELLING]
    settled, ahead = Settled(), len(deciding) + len(telling) + 1
    runs = list(_perform_all(shop, deciding, progress, 0, ahead))
    progress("", len(deciding), ahead)
    let_out_results(shop, settled, [action for run in runs for action in run.actions])
    news = list(_perform_all(shop, telling, progress, len(deciding) + 1, ahead))
    let_out_news(shop, settled, _those(news, PublishBoard))
    errors = [run.error for run in (*runs, *news) if run.error]
    if obstacle:
        errors.append(obstacle)
    return DayRun([*runs, *news], settled, errors=errors)


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Let Python look for unreachable cycles after 50,000 new objects instead of 700.

    A large import makes millions of values and no cycles: looking took a tenth of its time.
    """
    before = gc.get_threshold()
    gc.set_threshold(_NEW_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def slots_now(shop: Shop, names: Sequence[str]) -> list[tuple[str, datetime]]:
    """Return a slot of its own for each job that was asked for by name."""
    slots = []
    for name in names:
        slot, latest = shop.now, shop.state.ledger.last_slot(name)
        if latest is not None and latest >= slot:
            slot = latest + timedelta(microseconds=1)
        slots.append((name, slot))
    return slots


def _perform_all(
    shop: Shop, due: Sequence[tuple[str, datetime]], progress: Progress, done: int, ahead: int
) -> Iterator[JobRun]:
    for number, (name, slot) in enumerate(due, done):
        progress(name, number, ahead)
        if shop.state.ledger.claim(name, slot, shop.now):
            yield _perform_one(shop, name, slot)


def _those(runs: Sequence[JobRun], kind: type[_A]) -> list[_A]:
    return [action for run in runs for action in run.actions if isinstance(action, kind)]


def _perform_one(shop: Shop, name: str, slot: datetime) -> JobRun:
    from sheetops.shop.applying import commit

    run = plan_job(shop, name)
    if run.error is not None:
        words = run.error.message.to(shop.language)
        shop.state.ledger.fail(name, slot, shop.now, run.seconds, words)
        return run
    commit(shop, name, slot, run.actions, run.seconds)
    shop.lay(run.actions)
    return run


def chain_error(problem: Problem) -> LogBroken:
    """Return the error that stops the jobs when the filing log's chain does not hold (V22)."""
    zh, en = problem.message("zh-CN"), problem.message("en")
    return LogBroken(
        Text(
            f"备案日志的链条断了，任务已停：{zh}。",
            f"The filing log does not hold, jobs stop: {en}.",
        ),
        Text(
            "请不要改动 filing_log 里的文件；从 versions 或备份恢复后再运行。",
            "Leave the files in filing_log alone; restore them from a backup, then run again.",
        ),
    )
