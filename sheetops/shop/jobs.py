"""Loads jobs by path: the shop's own `jobs/NAME.py` first, then the one that sheetops ships."""

import importlib.util
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Protocol, cast

from sheetops.actions import Action
from sheetops.adapters import shipped
from sheetops.errors import JobFailed, UsageError
from sheetops.records.text import Text

if TYPE_CHECKING:
    from sheetops.shop.shop import Shop


class Job(Protocol):
    """A job file: one sentence about it, and a plan."""

    __doc__: str | None

    def plan(self, shop: "Shop") -> Iterator[Action]:
        """Yield what the job wants done."""
        ...


def load_job(name: str, folder: Path, log: Path | None = None) -> Job:
    """Return the job `name`; UsageError when there is none, JobFailed when it cannot be loaded.

    `log` is where the details of a failure will be found.
    """
    try:
        path = shipped.find("jobs", f"{name}.py", folder)
    except FileNotFoundError as error:
        raise _unknown(name, folder) from error
    spec = importlib.util.spec_from_file_location(f"sheetops_job_{name}", path)
    if spec is None or spec.loader is None:
        raise _unknown(name, folder)
    module: ModuleType = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise broken(name, error, log) from error
    if not callable(getattr(module, "plan", None)):
        raise broken(name, AttributeError("plan(shop)"), log)
    return cast("Job", module)


def job_names(folder: Path) -> list[str]:
    """Return the names of all jobs, the shop's own included."""
    places = [folder / "jobs", shipped.shelf("jobs")]
    return sorted({path.stem for place in places for path in place.glob("[a-z]*.py")})


def broken(name: str, error: Exception, log: Path | None = None) -> JobFailed:
    """Return the error that says that the job `name` broke off, where and on what.

    `log` is where the details will be found; None where nothing is written down.
    """
    what, (file, line) = f"{type(error).__name__}: {error}", _where(error)
    failure = JobFailed(
        Text(
            f"任务 {name} 中断：{what}" + (f"（{file} 第 {line} 行）。" if file else "。"),
            f"The job {name} broke off: {what}" + (f" ({file}, line {line})." if file else "."),
        ),
        Text(
            "这个任务没有做任何改动。可用 sheetops doctor 检查"
            + (f"；详情已写入日志 {log}。" if log else "。"),
            "It changed nothing. `sheetops doctor` looks for the cause"
            + (f"; the details are in the log {log}." if log else "."),
        ),
    )
    failure.__cause__ = error  # the log tells where it came from
    return failure


def _where(error: Exception) -> tuple[str, int]:
    """Return the file and the line in which the error arose; nothing for one never raised."""
    frames = traceback.extract_tb(error.__traceback__)
    return (Path(frames[-1].filename).name, frames[-1].lineno or 0) if frames else ("", 0)


def _unknown(name: str, folder: Path) -> UsageError:
    known = ", ".join(job_names(folder))
    return UsageError(
        Text(f"没有名为 {name} 的任务。", f"There is no job {name}."),
        Text(f"可用的任务：{known}。", f"The jobs are: {known}."),
    )
