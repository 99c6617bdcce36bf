"""Which cases are ripe: closed long enough, and nothing of theirs unsettled."""

from datetime import timedelta

import pytest

from sheetops.records.desk import Records
from sheetops.records.dictionary import SHEETS
from sheetops.records.problems import Place, Problem, ProblemKind, Severity
from sheetops.records.table import Span, Table
from sheetops.records.text import Text
from sheetops.rules.archiving.ripe import ripe_cases
from tests.archiving.archive_desk import LONG_AGO, NOW, Row, application, feedback, slip, slip_no

ODD = ProblemKind("odd", Severity.WARNING, Text("怪", "odd"), Text("怪", "odd"), Text("看", "look"))


def table(sheet: str, rows: list[Row]) -> Table:
    columns = {c.key: [row.get(c.key) for row in rows] for c in SHEETS[sheet].columns}
    letters = dict.fromkeys(columns, "A")
    span = Span(f"{sheet}.xlsx", sheet, range(3, 3 + len(rows)), letters, letters)
    return Table(SHEETS[sheet], columns, (span,))


def ripe(
    rows: list[Row],
    slips: list[Row] | None = None,
    ratings: list[Row] | None = None,
    problems: list[Problem] | None = None,
) -> list[str]:
    tables = {
        "applications": table("applications", rows),
        "slips": table("slips", slips or []),
        "feedback": table("feedback", ratings or []),
    }
    return [case.case_id for case in ripe_cases(Records(tables, problems or []), NOW, 180)]


FIRST, SECOND = "AS20260301-0001", "AS20260301-0002"
STILL_OPEN = application(2, status="await_refund", closed_at=None)


def test_case_closed_long_ago_is_ripe_with_its_rows() -> None:
    slips, ratings = [slip(1, 1), slip(2, 2)], [feedback(1, 1)]
    tables = {
        "applications": table("applications", [application(1)]),
        "slips": table("slips", slips),
        "feedback": table("feedback", ratings),
    }
    (case,) = ripe_cases(Records(tables), NOW, 180)
    assert case.month == f"{LONG_AGO:%Y-%m}"
    assert [row.key for row in case.rows] == [slip_no(1), "FB20260307-01", FIRST]


def test_case_is_ripe_on_the_very_day() -> None:
    on_the_day, later = NOW - timedelta(days=180), NOW - timedelta(days=179, hours=23)
    assert ripe([application(1, closed_at=on_the_day), application(2, closed_at=later)]) == [FIRST]


def test_case_that_is_open_stays() -> None:
    assert ripe([application(1, status="await_refund")]) == []


@pytest.mark.parametrize("status", ["issued", "in_transit", "received", "inspected", None])
def test_case_with_an_open_slip_stays(status: str | None) -> None:
    assert ripe([application(1)], [slip(1, 1, slip_status=status)]) == []


def test_case_with_an_unanswered_complaint_stays() -> None:
    assert ripe([application(1)], [], [feedback(1, 1, is_complaint=True)]) == []
    answered = feedback(1, 1, is_complaint=True, replied_at=LONG_AGO)
    assert ripe([application(1)], [], [answered]) == [FIRST]


def test_case_linked_to_an_open_one_stays() -> None:
    assert ripe([application(1, linked_case=SECOND), STILL_OPEN]) == []
    assert ripe([application(1), {**STILL_OPEN, "linked_case": FIRST}]) == []


def test_chain_of_links_to_an_open_one_stays_whole() -> None:
    chain = [application(1, linked_case="AS20260301-0003"), STILL_OPEN]
    assert ripe([*chain, application(3, linked_case=SECOND), application(4)]) == ["AS20260301-0004"]


def test_case_linked_to_one_that_is_archived_already_goes() -> None:
    assert ripe([application(1, linked_case="AS20250101-0001")]) == [FIRST]


def test_doubled_number_stays() -> None:
    assert ripe([application(1), application(1, refund_no="106206407540877")]) == []
    assert ripe([application(1), application(2)], [slip(1, 1), slip(1, 2)]) == []


def test_rating_without_a_number_keeps_its_case() -> None:
    assert ripe([application(1)], [], [feedback(1, 1, fb_id=None)]) == []


def test_row_with_a_cell_that_could_not_be_read_stays() -> None:
    place = Place("applications.xlsx", "applications", 3, cell="B3")
    assert ripe([application(1), application(2)], problems=[Problem(ODD, place)]) == [SECOND]
