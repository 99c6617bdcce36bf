"""Lines that all mails share: one thing to be done, one figure, one notice, as they are read."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sheetops.records.text import Language, Text
from sheetops.rules.deadlines.overdue import DueItem
from sheetops.rules.reporting.board import SUPERVISOR, UNASSIGNED, WAREHOUSE, Board, short_key
from sheetops.rules.reporting.figures import Pair
from sheetops.rules.reporting.notices import ago

WORST = 10
"""A manager reads ten lines; the board has them all."""

TONES = {"overdue": "overdue", "close": "warning", "warning": "warning"}
"""Level → tone, for what is late or close to it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to be done; `tone` is `overdue`, `warning` or `plain`."""

    how_long: str
    case: str
    slip: str
    what: str
    who: str
    due: str
    tone: str


@dataclass(frozen=True, slots=True)
class Number:
    """A figure and the one before it, as they are read."""

    value: str
    before: str


def line_of(item: DueItem, now: datetime, language: Language) -> Line:
    """Return the line about `item`, which is masked already."""
    return Line(
        how_long=how_long(item, now, language),
        case=item.case_id or short_key(item.place.key or ""),
        slip=item.slip_no or "",
        what=item.what.to(language),
        who=_who(item).to(language),
        due=f"{item.due_at:%m-%d %H:%M}",
        tone=TONES.get(item.level, "plain"),
    )


def how_long(item: DueItem, now: datetime, language: Language) -> str:
    """Return how late an item is, or how long it still has."""
    span = ago(abs(now - item.due_at)).to(language)
    return (_LATE if item.level == "overdue" else _LEFT).filled(span=span).to(language)


def number(pair: Pair) -> Number:
    """Return a figure with its thousands apart."""
    return Number(f"{pair.now:,}", f"{pair.before:,}")


def worst_lines(board: Board, language: Language, most: int = WORST) -> Mapping[str, object]:
    """Return `worst`, how many `more` there are, and what waits for a supervisor (`to_decide`)."""
    worst = [item for item in board.items if item.level in TONES and item.turn != "manager"]
    decide = [item for item in board.items if item.turn == "manager"]
    return {
        "worst": [line_of(item, board.now, language) for item in worst[:most]],
        "more": max(0, len(worst) - most),
        "to_decide": [line_of(item, board.now, language) for item in decide][:WORST],
    }


def worth_knowing(board: Board, language: Language) -> Mapping[str, object]:
    """Return notices, urgent ones first, and how many problems the workbooks have, of which kind.

    The notices say which results wait for an open workbook and how many mails are uncertain.
    """
    notices = sorted(board.notices, key=lambda notice: not notice.urgent)
    kinds = Counter(problem.kind.title for problem in board.problems)
    return {
        "notices": [(notice.words.to(language), notice.urgent) for notice in notices],
        "errors": board.errors,
        "warnings": len(board.problems) - board.errors,
        "problem_kinds": [(title.to(language), n) for title, n in kinds.most_common(3)],
    }


def joined(words: Sequence[str], language: Language) -> str:
    """Return words in a row, as each language writes a list."""
    return ("、" if language == "zh-CN" else ", ").join(words)


def _who(item: DueItem) -> Text:
    if item.turn in _DESKS:
        return _DESKS[item.turn]
    return Text(item.owner, item.owner) if item.owner else UNASSIGNED


_DESKS = {"warehouse": WAREHOUSE, "manager": SUPERVISOR}
_LATE = Text("逾期 {span}", "{span} overdue")
_LEFT = Text("剩 {span}", "{span} left")
