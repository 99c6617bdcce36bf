"""Shows what a run did, or would do."""

from typing import Any

from sheetops.cli.speech import Speech
from sheetops.records.text import Text
from sheetops.shop import Shop
from sheetops.shop.running import DayRun


def show(done: DayRun, shop: Shop, speech: Speech) -> None:
    """Print a line for each job, then what went out and what waits."""
    if done.unchanged:
        speech.say(Text("没有变化，无需处理。", "Nothing has changed; there is nothing to do."))
        return
    headings = (Text("任务", "Job"), Text("动作", "Actions"), Text("用时(秒)", "Seconds"))
    speech.table(
        headings, [(run.job, str(len(run.actions)), f"{run.seconds:.2f}") for run in done.jobs]
    )
    if done.settled:
        for line in done.settled.lines():
            speech.say(line)
    for error in done.errors:
        speech.complain(error.message, error.remedy)
    del shop


def show_plan(done: DayRun, shop: Shop, speech: Speech) -> None:
    """Print every change that a run would make."""
    from sheetops.cli.telling import tell

    headings = (
        Text("任务", "Job"),
        Text("位置", "Where"),
        Text("内容", "What"),
        Text("变化", "Change"),
    )
    rows = [
        (run.job, *line)
        for run in done.jobs
        for line in tell(run.actions, shop.language, shop.look.references)
    ]
    if rows:
        speech.table(headings, rows)
    speech.say(
        Text(
            f"试运行：共 {len(rows)} 处变化，什么都没有写入。",
            f"Dry run: {len(rows)} changes, nothing was written.",
        )
    )
    for error in done.errors:
        speech.complain(error.message, error.remedy)


def as_json(done: DayRun, shop: Shop) -> dict[str, Any]:
    """Return the run for a program."""
    from sheetops.cli.telling import as_json as actions_as_json

    return {
        "unchanged": done.unchanged,
        "jobs": [
            {
                "job": run.job,
                "seconds": round(run.seconds, 3),
                "error": run.error.message.to(shop.language) if run.error else None,
                "actions": actions_as_json(run.actions, shop.language, shop.look.references)
                if run.actions
                else [],
            }
            for run in done.jobs
        ],
        "settled": [line.to(shop.language) for line in done.settled.lines()]
        if done.settled
        else [],
    }


def exit_code(done: DayRun) -> int:
    """Return the code of the worst that happened: a broken chain, a job that failed, or 0."""
    return max((error.exit_code for error in done.errors), default=0)
