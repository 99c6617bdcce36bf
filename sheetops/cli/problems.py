"""Shows problems: errors before warnings, by workbook and row, with what to do."""

from collections.abc import Sequence
from typing import Any

from sheetops.cli.speech import Speech
from sheetops.records.problems import Problem, Severity
from sheetops.records.text import Language, Text

_WORDS = {Severity.ERROR: Text("错误", "error"), Severity.WARNING: Text("提醒", "warning")}
_ORDER = list(_WORDS)


def show(problems: Sequence[Problem], speech: Speech) -> None:
    """Print a table of problems and one line that counts them."""
    headings = (
        Text("级别", "Kind"),
        Text("位置", "Place"),
        Text("列", "Column"),
        Text("问题", "Problem"),
        Text("怎么办", "What to do"),
        Text("代码", "Code"),
    )
    language = speech.language
    rows = [
        (
            _WORDS[problem.severity],
            str(problem.place),
            problem.place.column or "",
            problem.message(language),
            problem.remedy(language),
            problem.code,
        )
        for problem in _sorted(problems)
    ]
    if rows:
        speech.table(headings, rows)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    speech.say(
        Text(f"错误 {errors} 项，提醒 {warnings} 项。", f"{errors} errors, {warnings} warnings.")
    )


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
