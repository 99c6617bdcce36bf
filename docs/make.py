"""Writes the pages of docs/ that the code can say; `--check` tells whether they are true."""

import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from sheetops.adapters.workbook.build.settings_file import WORDS
from sheetops.cli.failures import EXIT_CODES
from sheetops.records.choices import CHOICES
from sheetops.records.columns import Column, Need
from sheetops.records.dictionary import BOOKS
from sheetops.records.settings import ALLOWED, BOUNDS, Settings
from sheetops.records.states import (
    CLOCKS,
    FINAL_STATES,
    OPEN_STATES,
    STATES,
    TRANSITIONS,
    WHO,
    Transition,
)

DOCS = Path(__file__).resolve().parent
MADE = "<!-- Made by docs/make.py from the code. -->\n\n"
NEEDS = {Need.ALWAYS: "yes", Need.SOMETIMES: "on condition", Need.OPTIONAL: "no"}


def dictionary() -> Iterator[str]:
    """Yield the page of all workbooks, sheets and columns."""
    yield "# Data dictionary 数据字典\n"
    for book in BOOKS.values():
        yield f"\n## {book.title.zh} {book.title.en} (`{book.file}`)\n"
        for sheet in book.sheets:
            yield f"\n### {sheet.title.zh} {sheet.title.en}\n\n{sheet.purpose.en}\n\n"
            yield "| key | 中文 | English | type | needed | written by | allowed | personal |\n"
            yield "|---|---|---|---|---|---|---|---|\n"
            yield from (_column(column) for column in sheet.columns)


def _column(column: Column) -> str:
    allowed = (
        column.pattern_words.en
        if column.pattern_words
        else f"list `{column.choices}`"
        if column.choices
        else f"row of `{column.refers}`"
        if column.refers
        else ""
    )
    needed = column.when.en if column.when else NEEDS[column.need]
    cells = (
        f"`{column.key}`",
        column.title.zh,
        column.title.en,
        column.kind.value,
        needed,
        ", ".join(writer.value for writer in column.writers),
        allowed,
        "yes" if column.personal else "",
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def choices() -> Iterator[str]:
    """Yield the page of all lists of choices."""
    yield "# Choices 选项\n"
    for name, options in CHOICES.items():
        yield f"\n## `{name}`\n\n| key | 中文 | English |\n|---|---|---|\n"
        yield from (f"| `{o.key}` | {o.text.zh} | {o.text.en} |\n" for o in options)


def states() -> Iterator[str]:
    """Yield the page of the states of a case and the legal steps between them."""
    yield STATES_INTRODUCED
    yield "\n## States 状态\n\n| key | 中文 | English | | platform says 平台状态 |\n"
    yield "|---|---|---|---|---|\n"
    for state in STATES.values():
        final = "final 终态" if state.final else ""
        platform = "、".join(state.platform)
        yield f"| `{state.key}` | {state.text.zh} | {state.text.en} | {final} | {platform} |\n"
    yield "\n## Steps 步骤\n\n"
    yield "| | from → to 从 → 到 | types 类型 | who 谁 | guard 条件 | until 时限 | proof 凭据 |\n"
    yield "|---|---|---|---|---|---|---|\n"
    for step in TRANSITIONS:
        yield "| " + " | ".join(_step_cells(step)) + " |\n"


def _step_cells(step: Transition) -> Iterator[str]:
    yield step.code
    yield f"{_states(step.sources) or '(new) 新申请'} → {_states(step.targets)}"
    kinds = CHOICES["case_type"]
    is_all = len(step.case_types) == len(kinds)
    names = [kind.text.zh for kind in kinds if kind.key in step.case_types]
    yield "all 全部" if is_all else "、".join(names)
    yield "、".join(f"{WHO[letter].zh} {WHO[letter].en}" for letter in step.who)
    yield f"{step.guard.zh}<br>{step.guard.en}"
    clock = CLOCKS.get(step.deadline)
    yield f"{clock.zh}<br>{clock.en}" if clock else "–"
    yield "<br>".join(f"`{part}`" for part in step.evidence.split()).replace("|", "\\|") or "–"


def _states(keys: tuple[str, ...]) -> str:
    for name, those in (("any open 任一未完结", OPEN_STATES), ("any final 任一终态", FINAL_STATES)):
        if keys == those:
            return name
    return ", ".join(f"`{key}`" for key in keys)


STATES_INTRODUCED = """# States and steps 状态与步骤

A case moves along the steps below and no others. People take them by changing 处理状态 Status; a
job moves a case only when an export proves that the platform already has. A step that only the
platform takes needs its proof in the row, unless no export has brought the platform's word yet.
What was skipped is told beside the row at every run, with the steps that may come next, until

- the status is put right, or
- the cells named under *proof* show that the steps between were taken and only not saved one by
  one, or
- a supervisor lets it stand: 跳步说明 Step override says why, 放行主管 Step allowed by says who. It
  is filed with the case and counted for the managers, and covers the steps taken so far.

状态只能按下表一步一步走。跳过的步骤每次运行都会在该行提示，直到改正、行内凭据补齐，或由主管放行并写明原因。
"""


def reconciling() -> Iterator[str]:
    """Yield the page of what `sheetops reconcile` holds against each other, and what it finds."""
    from sheetops.rules.reconciling.kinds import KINDS

    yield RECONCILING_INTRODUCED
    yield "\n| | 差异 | break | 怎么办 | what to do |\n|---|---|---|---|---|\n"
    for kind in KINDS:
        sign = "▲" if kind.is_money else "△"
        cells = (sign, kind.title.zh, kind.title.en, kind.remedy.zh, kind.remedy.en)
        yield "| " + " | ".join(cells) + " |\n"


RECONCILING_INTRODUCED = """# Reconciliation 对账

`sheetops reconcile EXPORT` holds the record against the platform's refund export and against the
slip register, and writes what does not agree as a workbook into `reports/` (or to `--out`): the
sums in front, every break behind, worst first, of each kind the oldest first. It changes nothing
in the shop's books. Exit code 1 says that there are breaks; `--json` lists them for a program.
Board and reports say what it came to, as the problem `unreconciled`, until the next reconciliation.

A case is found by its refund number, and by the sub-order number where the export has one. A case
is called missing on the platform only between the first and the last day of application in the
export, which may be cut, and only where the export has at least half of the cases of those days:
an export with fewer is a selection. ▲ is about money or goods, △ about the record.

对账不改动任何工作簿；▲ 涉及钱货，△ 只涉及登记。导出首尾两天可能不全，不判断“平台没有”；
期间的单不到一半时视为筛选过的导出。
"""


def problems() -> Iterator[str]:
    """Yield the page of everything that sheetops may find wrong."""
    from sheetops.shop.catalogue import all_kinds

    yield "# Problems 问题清单\n\n"
    yield "| code | kind | rule | 说明 | meaning | what to do |\n|---|---|---|---|---|---|\n"
    for kind in sorted(all_kinds(), key=lambda kind: kind.code):
        cells = (
            f"`{kind.code}`",
            kind.severity.value,
            kind.rule or "",
            f"{kind.message.zh}：{kind.remedy.zh}",
            kind.message.en,
            kind.remedy.en,
        )
        yield (
            "| "
            + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells)
            + " |\n"
        )


def settings() -> Iterator[str]:
    """Yield the page of every setting: its default, what it may say, and what it is for."""
    yield "# Settings (`sheetops.toml`)\n\n"
    yield "Unknown keys, wrong types and values that are not allowed are errors: exit code 5.\n\n"
    yield "| setting | default | allowed | 说明 | what it is for |\n|---|---|---|---|---|\n"
    yield from _settings(Settings, "")


def _settings(kind: Any, at: str) -> Iterator[str]:
    hints = get_type_hints(kind)
    for field in fields(kind):
        path = at + field.name
        if is_dataclass(hints[field.name]):
            yield from _settings(hints[field.name], f"{path}.")
            continue
        default = (
            field.default
            if isinstance(field.default, str | int | bool | tuple)
            else "(given by init)"
        )
        shown = (
            ""
            if default in ("", ())
            else f"`{str(default).lower() if field.type is bool else default}`"
        )
        allowed, words = _allowed(path, hints[field.name]), WORDS[path]
        yield f"| `{path}` | {shown} | {allowed} | {words.zh} | {words.en} |\n"


def _allowed(path: str, kind: Any) -> str:
    if path in BOUNDS:
        return "{} – {}".format(*BOUNDS[path])
    words = ALLOWED.get(path) or (get_args(kind) if get_origin(kind) is Literal else ())
    if words:
        return " ".join(f"`{word}`" for word in words)
    return {bool: "true, false", str: "text"}.get(kind, "list of texts")


def command_line() -> Iterator[str]:
    """Yield the page of every command: its --help, and the exit codes."""
    import os

    from typer.testing import CliRunner

    from sheetops.cli.app import app

    os.environ.update(COLUMNS="96", TERM="dumb", NO_COLOR="1")
    yield "# Command line\n"
    groups = [group for group in app.registered_groups if group.typer_instance]
    names = [_name(command) for command in app.registered_commands]
    names += [
        f"{group.name} {_name(command)}"
        for group in groups
        for command in group.typer_instance.registered_commands
    ]
    for name in sorted(names):
        text = CliRunner().invoke(app, [*name.split(), "--help"], prog_name="sheetops").output
        yield f"\n## `sheetops {name}`\n\n```text\n{text.strip()}\n```\n"
    yield "\n## Exit codes\n\n| code | 含义 | meaning |\n|---|---|---|\n"
    yield from (f"| {code} | {words.zh} | {words.en} |\n" for code, words in EXIT_CODES)


def _name(command: Any) -> str:
    return command.name or command.callback.__name__.replace("_", "-")


PAGES = {
    "dictionary.md": dictionary,
    "choices.md": choices,
    "states.md": states,
    "reconciliation.md": reconciling,
    "problems.md": problems,
    "settings.md": settings,
    "command-line.md": command_line,
}


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check say which of them are not true any more."""
    stale = []
    for name, page in PAGES.items():
        text = MADE + "".join(page())
        path = DOCS / name
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
        elif not path.is_file() or path.read_text("utf-8") != text:
            stale.append(name)
    for name in stale:
        print(f"docs/{name} is not what the code says: run `make docs`")
    return int(bool(stale))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
