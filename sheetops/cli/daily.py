"""Commands of every day: check, run, status, jobs, serve."""

import sys
from typing import Annotated

import typer

from sheetops.cli import unattended
from sheetops.cli.options import (
    HERE,
    AsJson,
    DryRun,
    ShopFolder,
    example,
    open_shop,
    progress,
)
from sheetops.cli.speech import is_looked_at, print_json
from sheetops.records.text import Text

Alive = Annotated[
    bool, typer.Option("--alive", help="Look only whether the jobs run; exit code 1 when not.")
]
Within = Annotated[int, typer.Option(help="With --alive: minutes the last run may be ago.", min=1)]
_ASKED_FIRST = (0, 1, 2, 3, 7)
"""Of the timetable's columns: job, times, last run, result, next run."""
JobNames = Annotated[list[str] | None, typer.Argument(help="Jobs to run; none: all that is due.")]


@example("sheetops check --shop my-shop --json")
def check(
    shop: ShopFolder = HERE, as_json: AsJson = False, alive: Alive = False, within: Within = 60
) -> int:
    """Print every problem in the workbooks; exit code 1 when there are errors."""
    if alive:
        return unattended.alive(shop, within, as_json)
    from sheetops.cli import problems

    opened, speech = open_shop(shop)
    with progress(speech) as show:
        show(speech.word(Text("检查", "checking")), 0, 1)
        found = opened.problems
    if as_json:
        print_json(problems.as_json(found, opened.language))
    else:
        problems.show(found, speech)
    return problems.exit_code(found)


@example("sheetops run validate_rows flag_overdue --dry-run")
def run(
    jobs: JobNames = None,
    shop: ShopFolder = HERE,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> int:
    """Run all that is due once, or the jobs named; exit code 1 when one of them failed."""
    from sheetops.cli import runs
    from sheetops.scheduler.stopping import Stop
    from sheetops.scheduler.turn import due_now, run_due, run_named

    opened, speech = open_shop(shop)
    with Stop().listening() as stop, progress(speech) as bar:
        show = stop.between(bar)
        if dry_run:
            from sheetops.shop.running import rehearse

            done = rehearse(opened, jobs or due_now(opened), show)
        elif jobs:
            done = run_named(opened, jobs, show)
        else:
            done = run_due(opened, show)
    if as_json:
        print_json(runs.as_json(done, opened))
    elif dry_run:
        runs.show_plan(done, opened, speech)
    else:
        runs.show(done, opened, speech)
    return runs.exit_code(done)


@example("sheetops status")
def status(shop: ShopFolder = HERE, as_json: AsJson = False) -> int:
    """Print which results wait for which workbook, since when and why."""
    opened, speech = open_shop(shop)
    waiting = opened.waiting()
    if as_json:
        print_json(
            [
                {
                    "book": one.book,
                    "results": one.count,
                    "since": one.since.isoformat(sep=" "),
                    "reason": one.reason.to(opened.language),
                    "held_by": one.held_by,
                }
                for one in waiting
            ]
        )
        return 0
    if not waiting:
        speech.say(Text("没有等待写入的结果。", "Nothing waits to be written."))
        return 0
    headings = (
        Text("工作簿", "Workbook"),
        Text("等待的结果", "Results waiting"),
        Text("自", "Since"),
        Text("原因", "Why"),
        Text("由谁打开", "Open by"),
    )
    rows = [
        (one.book, str(one.count), one.since.isoformat(sep=" "), one.reason, one.held_by or "")
        for one in waiting
    ]
    speech.table(headings, rows)
    return 0


@example("sheetops jobs")
def jobs(shop: ShopFolder = HERE, as_json: AsJson = False) -> int:
    """Print the timetable: each job with its times, its last run and its next."""
    from sheetops.scheduler.listing import HEADINGS, timetable_of

    opened, speech = open_shop(shop)
    lines = timetable_of(opened)
    if as_json:
        print_json([line.as_json() for line in lines])
        return 0
    # a terminal has room for what people ask first; a pipe gets every column
    shown = _ASKED_FIRST if is_looked_at(sys.stdout) else range(len(HEADINGS))
    rows = ([line.cells()[at] for at in shown] for line in lines)
    speech.table([HEADINGS[at] for at in shown], rows)
    return 0


@example("sheetops serve --shop my-shop")
def serve(shop: ShopFolder = HERE) -> int:
    """Run the timetable until stopped; Ctrl-C or SIGTERM finish the job in hand."""
    from sheetops.scheduler.serving import serve_until_stopped

    opened, speech = open_shop(shop)
    return serve_until_stopped(opened.folder, speech.say)
