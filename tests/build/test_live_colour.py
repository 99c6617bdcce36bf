"""The colours that live on NOW(): each rule is asked, in LibreOffice, about rows of every kind."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from sheetops.adapters.workbook.build import build_book
from sheetops.adapters.workbook.build.live_colour import CLOSED, DEADLINES
from sheetops.records.columns import Value
from sheetops.records.dictionary import BOOKS, SHEETS, book_of
from sheetops.records.text import LANGUAGES, Language

InOffice = Callable[[bytes, str], list[list[str]]]
NOW = datetime.now().replace(microsecond=0)  # noqa: DTZ005 - LibreOffice's NOW() is naive too
_FIRST_ROW = re.compile(r"(\$[A-Z]+)3\b")
PAST, SOON, FAR = NOW - timedelta(hours=1), NOW + timedelta(hours=2), NOW + timedelta(days=3)


def _rules(target: Worksheet, column: str) -> list[tuple[int, str]]:
    """Return (priority, formula) of the rules that begin in `column`, the first to hold first."""
    found = [
        (rule.priority, str(rule.formula[0]))
        for area in target.conditional_formatting
        for rule in area.rules
        if str(area.sqref).split(":")[0] == f"{column}3"
    ]
    return sorted(found)


def _answers(
    sheet: str, column: str, rows: list[Mapping[str, Value]], language: Language, show: InOffice
) -> list[list[str]]:
    """Return for each row what each rule of `column` says: TRUE or FALSE, most urgent first."""
    book, kept = book_of(sheet), SHEETS[sheet]
    title = kept.title.to(language)
    workbook = load_workbook(BytesIO(build_book(book, language, {sheet: rows})))
    target = workbook[title]
    index = 1 + [c.key for c in kept.columns].index(column)
    rules = _rules(target, get_column_letter(index))
    free = len(kept.columns) + 3
    for place, (_, formula) in enumerate(rules):
        for row in range(3, 3 + len(rows)):
            # the rules name row 3; here each row asks about itself
            target.cell(row, free + place).value = "=" + _FIRST_ROW.sub(rf"\g<1>{row}", formula)
    out = BytesIO()
    workbook.save(out)
    shown = show(out.getvalue(), title)
    return [line[free - 1 : free - 1 + len(rules)] for line in shown[2 : 2 + len(rows)]]


def test_every_deadline_and_closing_names_columns_and_choices_that_exist() -> None:
    for deadline in DEADLINES:
        columns = SHEETS[deadline.sheet].by_key
        named = (deadline.column, *deadline.awaits, deadline.begun_by, deadline.unless)
        assert all(name in columns for name in named if name)
    assert all(column in SHEETS[sheet].by_key for sheet, (column, _) in CLOSED.items())


def test_the_books_with_deadlines_have_rules_for_each_of_them() -> None:
    for deadline in DEADLINES:
        data = build_book(book_of(deadline.sheet), "zh-CN", {})
        target = load_workbook(BytesIO(data))[SHEETS[deadline.sheet].title.zh]
        index = 1 + [c.key for c in SHEETS[deadline.sheet].columns].index(deadline.column)
        assert len(_rules(target, get_column_letter(index))) == 2


def test_the_log_of_the_jobs_has_no_rules() -> None:
    data = build_book(BOOKS["filing_log"], "zh-CN", {})
    assert not list(load_workbook(BytesIO(data)).worksheets[0].conditional_formatting)


@pytest.mark.office
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_case_turns_warning_then_overdue_while_it_is_open(
    language: Language, in_office: InOffice
) -> None:
    rows: list[Mapping[str, Value]] = [
        {"status": "pending_review", "due_at": PAST},
        {"status": "pending_review", "due_at": SOON},
        {"status": "pending_review", "due_at": FAR},
        {"status": "refunded", "due_at": PAST},
        {"status": "pending_review"},
    ]
    assert _answers("applications", "due_at", rows, language, in_office) == [
        ["TRUE", "TRUE"],
        ["FALSE", "TRUE"],
        ["FALSE", "FALSE"],
        ["FALSE", "FALSE"],
        ["FALSE", "FALSE"],
    ]


@pytest.mark.office
def test_a_slips_clock_stops_when_the_step_is_done(in_office: InOffice) -> None:
    came = NOW - timedelta(days=3)
    rows: list[Mapping[str, Value]] = [
        {"slip_status": "received", "received_at": came, "inspect_due": PAST},
        {"slip_status": "inspected", "received_at": came, "inspect_due": PAST, "inspected_at": NOW},
        {"slip_status": "void", "received_at": came, "inspect_due": PAST},
    ]
    answers = _answers("slips", "inspect_due", rows, "zh-CN", in_office)
    assert answers == [["TRUE", "TRUE"], ["FALSE", "FALSE"], ["FALSE", "FALSE"]]


@pytest.mark.office
def test_the_level_shows_this_minute_and_else_what_the_last_run_wrote(in_office: InOffice) -> None:
    rows: list[Mapping[str, Value]] = [
        {"status": "pending_review", "level": "normal", "due_at": PAST},
        {"status": "pending_review", "level": "warning", "due_at": FAR},
        {"status": "refunded", "level": "overdue", "due_at": PAST},
        {"status": "pending_review", "level": "normal", "due_at": FAR},
    ]
    answers = _answers("applications", "level", rows, "en", in_office)
    assert answers[0][0] == "TRUE"
    assert answers[1][:2] == ["FALSE", "FALSE"]
    assert "TRUE" in answers[1]
    assert set(answers[2]) == set(answers[3]) == {"FALSE"}
