"""Shows problems: errors before warnings, by workbook and row, with what to do."""

import sys
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sheetops.cli.speech import Speech, is_looked_at
from sheetops.records.problems import Problem, Severity
from sheetops.records.text import Language, Text
from sheetops.rules.reporting.notices import counted

_WORDS = {Severity.ERROR: Text("错误", "error"), Severity.WARNING: Text("提醒", "warning")}
_ORDER = list(_WORDS)
_HEADINGS = (
    Text("级别", "Kind"),
    Text("位置", "Place"),
    Text("列", "Column"),
    Text("问题", "Problem"),
    Text("怎么办", "What to do"),
    Text("代码", "Code"),
)


def show(problems: Sequence[Problem], speech: Speech) -> None:
    """Print the problems, sheet by sheet, and one line that counts them.

    Piped it is one line for each, cells apart by tabs; `as_json` says most.
    """
    ordered = _sorted(problems)
    if is_looked_at(sys.stdout):
        _show_by_sheet(ordered, speech)
    elif ordered:
        speech.table(_HEADINGS, (_cells(problem, speech) for problem in ordered))
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    speech.say(
        Text(
            f"错误 {errors} 项，提醒 {warnings} 项。",
            f"{counted(errors, 'error')}, {counted(warnings, 'warning')}.",
        )
    )


def _cells(problem: Problem, speech: Speech) -> tuple[Text | str, ...]:
    return (
        _WORDS[problem.severity],
        str(problem.place),
        problem.place.column or "",
        problem.message(speech.language),
        problem.remedy(speech.language),
        problem.code,
    )


def _show_by_sheet(problems: Sequence[Problem], speech: Speech) -> None:
    """Print a paragraph for each sheet: the cell, what is wrong there, and what to do."""
    from rich.table import Table
    from rich.text import Text as Plain

    for (book, sheet), those in groupby(problems, _sheet_of):
        speech.say(f"{book} › {sheet}" if sheet else book, style="bold")
        grid = Table.grid(padding=(0, 2), pad_edge=True)
        for problem in those:
            place, words = problem.place, speech.word(_WORDS[problem.severity])
            style = "bold red" if problem.severity is Severity.ERROR else "yellow"
            said = Plain()
            said.append(
                speech.word(Text(f"{place.column}：", f"{place.column}: ")) if place.column else "",
                style="bold",
            )
            said.append(problem.message(speech.language))
            said.append(f"\n{problem.remedy(speech.language)} [{problem.code}]", style="dim")
            where = place.cell or (str(place.row) if place.row else "")
            grid.add_row(Plain(where), Plain(words, style=style), said)
        speech.console.print(grid)
        speech.say("")


def _sheet_of(problem: Problem) -> tuple[str, str]:
    return problem.place.book, problem.place.sheet or ""


def as_json(problems: Sequence[Problem], language: Language) -> list[dict[str, Any]]:
    """Return the problems for a program."""
    return [
        {
            "code": problem.code,
            "severity": problem.severity.value,
            "book": problem.place.book,
            "sheet": problem.place.sheet,
            "row": problem.place.row,
            "column": problem.place.column,
            "cell": problem.place.cell,
            "key": problem.place.key,
            "message": problem.message(language),
            "remedy": problem.remedy(language),
            "rule": problem.kind.rule,
        }
        for problem in _sorted(problems)
    ]


def exit_code(problems: Sequence[Problem]) -> int:
    """Return 1 when there is an error among the problems."""
    return int(any(problem.severity is Severity.ERROR for problem in problems))


def _sorted(problems: Sequence[Problem]) -> list[Problem]:
    return sorted(
        problems,
        key=lambda p: (
            _ORDER.index(p.severity),
            p.place.book,
            p.place.sheet or "",
            p.place.row or 0,
            p.kind.urgency,
        ),
    )
