"""The command `import`: shows what an export changes, then takes it in like every job does."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sheetops.cli.options import (
    HERE,
    AsJson,
    DryRun,
    ShopFolder,
    example,
    open_shop,
    progress,
)
from sheetops.cli.speech import Speech, print_json
from sheetops.errors import UsageError
from sheetops.records.problems import Problem, Severity
from sheetops.records.text import Text

if TYPE_CHECKING:
    from sheetops.rules.importing.guesses import Guesses
    from sheetops.rules.importing.taken import Import
    from sheetops.shop import Shop
    from sheetops.shop.running import DayRun

ExportFile = Annotated[Path, typer.Argument(metavar="FILE", help="The platform's export.")]
WithMap = Annotated[
    bool,
    typer.Option("--map", help="Write a mapping for an export that is not known, to be corrected."),
]
MOST_SHOWN = 200
"""Lines of changes, and of problems, that a person is shown."""
JOBS = ("import_exports", "complete_rows")
"""What an import runs: the export comes in, and its new rows get their numbers and owners."""


@example("sheetops import 退款管理.xlsx --dry-run")
def import_(
    file: ExportFile,
    shop: ShopFolder = HERE,
    dry_run: DryRun = False,
    with_map: WithMap = False,
    as_json: AsJson = False,
) -> int:
    """Take in a platform's export; exit code 1 when something in it has to be mended."""
    opened, speech = open_shop(shop)
    if not file.is_file():
        raise UsageError(
            Text(f"没有这个文件：{file}。", f"There is no file {file}."),
            Text("请检查文件名和所在文件夹。", "Check its name and folder."),
        )
    from sheetops.shop.importing import read_file

    with progress(speech) as show:
        show(speech.word(Text("读取", "reading")), 0, 1)
        found = read_file(opened, file)
    if with_map:
        return _map(opened, speech, file, is_known=not isinstance(found, Problem))
    if isinstance(found, Problem):
        return _refuse(found, speech, as_json)
    from sheetops.rules.importing.plan import take_in

    opened.is_rehearsal = True
    taken = take_in(found, opened.records, opened.now, opened.settings)
    done = None if dry_run or not taken.actions else _apply(shop, speech, file)
    if as_json:
        print_json(_as_json(taken, done, opened))
    else:
        _show(taken, done, opened, speech, dry_run=dry_run)
    is_wrong = any(problem.severity is Severity.ERROR for problem in taken.problems)
    failed = max((error.exit_code for error in done.errors), default=0) if done else 0
    return failed or int(is_wrong)


def _apply(folder: Path, speech: Speech, file: Path) -> "DayRun":
    """Put the file into the inbox and let the jobs take it in, as they would by themselves."""
    from sheetops.adapters.inbox import offer
    from sheetops.scheduler.turn import run_named

    fresh, _ = open_shop(folder)
    fresh.import_only = offer(fresh.folder, file)
    with progress(speech) as show:
        return run_named(fresh, JOBS, show)


def _refuse(problem: Problem, speech: Speech, as_json: bool) -> int:
    if as_json:
        from sheetops.cli.problems import as_json as problems_as_json

        print_json({"applied": False, "problems": problems_as_json([problem], speech.language)})
    else:
        language = speech.language
        speech.complain(
            Text(problem.message(language), problem.message(language)),
            Text(problem.remedy(language), problem.remedy(language)),
        )
    return 1


def _show(
    taken: "Import", done: "DayRun | None", shop: "Shop", speech: Speech, *, dry_run: bool
) -> None:
    from sheetops.cli import problems
    from sheetops.cli.telling import tell
    from sheetops.rules.importing.note import summary

    for line in summary(taken):
        speech.say(line)
    if dry_run and taken.actions:
        headings = (Text("位置", "Where"), Text("内容", "What"), Text("变化", "Change"))
        shown = taken.actions[:MOST_SHOWN]
        speech.table(headings, tell(shown, shop.language, shop.look.references))
        _say_rest(len(taken.actions) - len(shown), speech)
    if taken.problems:
        shown_problems = taken.problems[:MOST_SHOWN]
        problems.show(shown_problems, speech)
        _say_rest(len(taken.problems) - len(shown_problems), speech)
    if dry_run:
        speech.say(Text("试运行：什么都没有写入。", "Dry run: nothing was written."))
    for text in done.settled.lines() if done and done.settled else ():
        speech.say(text)
    for error in done.errors if done else ():
        speech.complain(error.message, error.remedy)


def _say_rest(more: int, speech: Speech) -> None:
    if more:
        speech.say(
            Text(
                f"……另有 {more} 项，用 --json 可以看到全部。",
                f"… and {more} more; --json prints all of them.",
            )
        )


def _as_json(taken: "Import", done: "DayRun | None", shop: "Shop") -> dict[str, Any]:
    from sheetops.cli.problems import as_json as problems_as_json
    from sheetops.cli.telling import as_json as actions_as_json
    from sheetops.rules.importing.taken import Fate

    layout, export = taken.export.layout, taken.export
    return {
        "file": export.name,
        "preset": layout.preset.key,
        "title": layout.preset.title.to(shop.language),
        "certainty": round(layout.certainty, 3),
        "headings_absent": layout.absent,
        "headings_unknown": layout.unknown,
        "headings_doubled": layout.doubled,
        "rows": taken.rows,
        **{fate.value: taken.fates.get(fate, 0) for fate in Fate},
        "vanished": [case.text("refund_no") for case in taken.compared.missing],
        "left_out": {"idle": export.left_out.idle, "remarks": export.left_out.remarks},
        "sheets_left_out": export.left_out.sheets,
        "actions": actions_as_json(taken.actions, shop.language, shop.look.references),
        "problems": problems_as_json(taken.problems, shop.language),
        "applied": done is not None and not done.errors,
    }


def _map(shop: "Shop", speech: Speech, file: Path, *, is_known: bool) -> int:
    """Write the mapping of an export that is not known, and say what was guessed."""
    if is_known:
        speech.say(
            Text("这种导出已经认识，不需要对照表。", "This export is known; it needs no mapping.")
        )
        return 0
    from sheetops.adapters.exports import NotReadable, best_guess
    from sheetops.adapters.exports.mappings import new_mapping, save_mapping
    from sheetops.adapters.inbox import read_bounded
    from sheetops.rules.importing.mapping_text import mapping_text

    try:
        guesses = best_guess(read_bounded(file) or b"")
    except NotReadable as refused:
        raise UsageError(
            Text(f"“{file.name}”读不了：{refused.why.zh}。", f"{file.name}: {refused.why.en}."),
            Text("请重新导出。", "Export it again."),
        ) from refused
    path = new_mapping(shop.folder, file.name)
    if path.exists():
        raise UsageError(
            Text(f"对照表 {path} 已经有了。", f"The mapping {path} exists already."),
            Text("请直接修改它，或改名后再试。", "Correct it, or rename it and try again."),
        )
    save_mapping(path, mapping_text(guesses, path.stem, speech.language))
    _show_guesses(guesses, path, speech)
    return 0


def _show_guesses(guesses: "Guesses", path: Path, speech: Speech) -> None:
    from sheetops.rules.importing.facts import fact_names

    names = fact_names()
    headings = (Text("表头", "Heading"), Text("猜是", "Guess"), Text("例", "Example"))
    speech.table(
        headings, [(c.heading, names[c.fact] if c.fact else "", c.example) for c in guesses.columns]
    )
    speech.say(
        Text(
            f"对照表已写到 {path}，请核对、保存，再运行一次。",
            f"The mapping is in {path}. Correct it, save it, and run again.",
        )
    )
