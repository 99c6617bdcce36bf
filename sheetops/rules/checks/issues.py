"""The words beside a row: what is wrong with it and what to do, the most urgent first."""

from collections.abc import Iterable

from sheetops.records.problems import Problem, Severity
from sheetops.records.text import Language

LONGEST = 2_000
"""Characters; a cell of more is no longer read, and Excel ends at 32,767."""
_MORE = {"zh-CN": "另有 {count} 个问题。", "en": "And {count} more."}


def issues_text(problems: Iterable[Problem], language: Language) -> str:
    """Return one line for each problem, errors before warnings, with its code at the end.

    The text has no more than 2,000 characters; where problems are left out, its last line says how
    many. The same problem twice is said once.
    """
    ordered = sorted(problems, key=_rank)
    lines = list(dict.fromkeys(_line(problem, language) for problem in ordered))
    return _fitting(lines, language)


def _rank(problem: Problem) -> tuple[bool, int, str, str]:
    is_warning = problem.severity is Severity.WARNING
    return is_warning, problem.kind.urgency, problem.code, problem.place.cell or ""


def _line(problem: Problem, language: Language) -> str:
    said = problem.message(language).strip()
    space = "" if language == "zh-CN" else " "
    return f"{said}{space}{problem.remedy(language).strip()} [{problem.code}]"


def _fitting(lines: list[str], language: Language) -> str:
    whole = "\n".join(lines)
    if len(whole) <= LONGEST:
        return whole
    room = LONGEST - len(_MORE[language].format(count=len(lines)))
    kept: list[str] = []
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            break
        kept.append(line)
    left = _MORE[language].format(count=len(lines) - len(kept))
    return "\n".join([*kept, left])
