"""Writes the pages of docs/ that the code can say; `--check` tells whether they are true."""

import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_type_hints

from sheetops.cli.failures import EXIT_CODES
from sheetops.records.choices import CHOICES
from sheetops.records.columns import Column, Need
from sheetops.records.dictionary import BOOKS
from sheetops.records.settings import Settings
from sheetops.records.states import STATES, TRANSITIONS

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
    """Yield the page of all lists of choices, states and transitions."""
    yield "# Choices, states and transitions\n"
    for name, options in CHOICES.items():
        yield f"\n## `{name}`\n\n| key | 中文 | English |\n|---|---|---|\n"
        yield from (f"| `{o.key}` | {o.text.zh} | {o.text.en} |\n" for o in options)
    yield "\n## Transitions\n\n"
    yield "| | from | to | case types | who | guard |\n|---|---|---|---|---|---|\n"
    for step in TRANSITIONS:
        sources = ", ".join(STATES[s].text.en for s in step.sources) or "(new)"
        targets = ", ".join(STATES[s].text.en for s in step.targets)
        types = ", ".join(step.case_types)
        yield f"| {step.code} | {sources} | {targets} | {types} | {step.who} | {step.guard.en} |\n"


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
    """Yield the page of every setting with its type and default."""
    yield "# Settings (`sheetops.toml`)\n\nAn unknown key or a wrong type is an error.\n\n"
    yield "| setting | type | default |\n|---|---|---|\n"
    yield from _settings(Settings, "")


def _settings(kind: Any, at: str) -> Iterator[str]:
    hints = get_type_hints(kind)
    for field in fields(kind):
        if is_dataclass(hints[field.name]):
            yield from _settings(hints[field.name], f"{at}{field.name}.")
            continue
        default = (
            field.default
            if isinstance(field.default, str | int | bool | tuple)
            else "(given by init)"
        )
        shown = "" if default in ("", ()) else f"`{default}`"
        name = getattr(hints[field.name], "__name__", str(hints[field.name]))
        yield f"| `{at}{field.name}` | {name} | {shown} |\n"


def command_line() -> Iterator[str]:
    """Yield the page of every command: its --help, and the exit codes."""
    import os

    from typer.testing import CliRunner

    from sheetops.cli.app import app

    os.environ.update(COLUMNS="96", TERM="dumb", NO_COLOR="1")
    yield "# Command line\n"
    names = sorted(
        command.callback.__name__ for command in app.registered_commands if command.callback
    )
    for name in names:
        text = CliRunner().invoke(app, [name, "--help"], prog_name="sheetops").output
        yield f"\n## `sheetops {name}`\n\n```text\n{text.strip()}\n```\n"
    yield "\n## Exit codes\n\n| code | 含义 | meaning |\n|---|---|---|\n"
    yield from (f"| {code} | {words.zh} | {words.en} |\n" for code, words in EXIT_CODES)


PAGES = {
    "dictionary.md": dictionary,
    "choices.md": choices,
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
