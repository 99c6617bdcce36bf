"""What stands beside a row: the worst first, bounded, cleared when mended, planned once."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest

from sheetops.actions import SetValue
from sheetops.records.catalogue import KINDS, cases, cells, columns
from sheetops.records.desk import Records
from sheetops.records.problems import Place, Problem, ProblemKind, Severity
from sheetops.records.table import Span, Table, joined
from sheetops.records.text import LANGUAGES, Language
from sheetops.rules.checks.issues import LONGEST, issues_text
from sheetops.rules.checks.plan import plan_issues
from tests.checks.check_desk import CLEAN, Row, desk, found, table
from tests.checks.kind_cases import REFUSED, VOID

KEY = "AS20260301-0007"


def problem(kind: ProblemKind, **facts: str) -> Problem:
    given = {
        "column": "列",
        "value": "值",
        "wanted": "要",
        "when": "时",
        "other": "另",
        "rows": "3",
    }
    return Problem(kind, Place("applications.xlsx", "申请登记", 3), {**given, **facts})


def planned(records: Records, language: Language = "zh-CN") -> list[SetValue]:
    return list(plan_issues(records, found(records), language))


def written(records: Records, actions: Iterable[SetValue]) -> Records:
    """Return the records as they are once the actions are written."""
    tables = dict(records.tables)
    for action in actions:
        cell = {(action.key, action.column): action.wanted}
        tables[action.sheet] = tables[action.sheet].overlaid(cell)
    return Records(tables, records.problems)


def test_errors_stand_before_warnings_and_the_urgent_first() -> None:
    text = issues_text(
        [
            problem(cells.DATE_AS_TEXT),
            problem(columns.MISSING_VALUE),
            problem(cases.REFUSED_VALID_NO_REASON),
        ],
        "zh-CN",
    )
    codes = [line[line.rindex("[") + 1 : -1] for line in text.splitlines()]
    assert codes == ["refused-valid-no-reason", "missing-value", "date-as-text"]


def test_issue_is_a_sentence_with_what_to_do_and_its_code() -> None:
    records = desk({"applications": {**REFUSED, "alternative": None}, "slips": VOID})
    zh, en = (
        next(a.wanted for a in planned(records, language) if a.key == KEY) for language in LANGUAGES
    )
    assert zh == (
        "拒绝时必须写明原因和替代方案：“其他解决方案”没有填。"
        "请填写“其他解决方案”。 [refusal-incomplete]"
    )
    assert en == (
        "A refusal needs its reason and an alternative: Alternative offered is blank. "
        "Fill in Alternative offered. [refusal-incomplete]"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_issues_are_bounded_and_say_how_many_are_left_out(language: Language) -> None:
    many = [problem(columns.MISSING_VALUE, column=f"第{number}列" * 3) for number in range(400)]
    text = issues_text(many, language)
    kept = len(text.splitlines()) - 1
    assert len(text) <= LONGEST
    assert str(400 - kept) in text.splitlines()[-1]


def test_same_problem_is_said_once() -> None:
    assert len(issues_text([problem(columns.MISSING_VALUE)] * 3, "en").splitlines()) == 1


def test_row_without_a_problem_gets_nothing() -> None:
    assert planned(desk()) == []


def test_issues_are_cleared_when_the_row_is_mended() -> None:
    records = desk({"applications": {"issues": "订单编号格式不对 [bad-form]"}})
    assert [(a.key, a.column, a.wanted) for a in planned(records)] == [(KEY, "issues", None)]


def test_planning_again_yields_nothing_once_written() -> None:
    records = desk({"applications": {"order_no": "1"}, "policy": {"window_days": 6}})
    first = planned(records)
    assert {action.sheet for action in first} == {"applications", "policy"}
    assert planned(written(records, first)) == []


def test_issue_stands_beside_its_own_row_when_several_books_have_one() -> None:
    def one(book: str, row: Row) -> Table:
        whole = table("applications", [{**CLEAN["applications"], **row}])
        span = whole.spans[0]
        moved = Span(book, span.title, span.rows, span.headings, span.letters)
        return Table(whole.sheet, whole.columns, (moved,))

    both = joined(
        [
            one("applications-1.xlsx", {}),
            one(
                "applications-2.xlsx",
                {"case_id": "AS20260301-0008", "refund_no": "106206407540811", "order_no": "7"},
            ),
        ]
    )
    tables = {**desk().tables, "applications": both}
    actions = planned(Records(tables))
    assert [(a.key, a.book) for a in actions] == [("AS20260301-0008", "applications-2.xlsx")]


def test_row_that_its_key_does_not_find_is_left_alone() -> None:
    nameless = {"case_id": None, "refund_no": None, "order_no": None}
    records = desk({"applications": [{}, {}, nameless]})
    actions = planned(records)
    assert {action.key for action in actions if action.sheet == "applications"} == {KEY}
    assert "[duplicate-key]" in str(actions[0].wanted)


def test_row_that_waits_to_be_appended_is_written_to_by_its_key() -> None:
    records = desk()
    waiting = {**CLEAN["applications"], "case_id": "AS20260310-0001", "order_no": "1"}
    tables = dict(records.tables)
    tables["applications"] = tables["applications"].overlaid({}, [("applications.xlsx", waiting)])
    actions = [a for a in planned(Records(tables)) if a.key == "AS20260310-0001"]
    assert "[bad-form]" in str(actions[0].wanted)


def test_problem_met_while_reading_stands_beside_its_row_and_is_not_doubled() -> None:
    records = desk({"applications": {"order_no": None}})
    place = records["applications"].place(0, "order_no")
    facts = {"column": "订单编号", "value": "1.93E+15"}
    lost = Problem(cells.ID_LOST_DIGITS, place, facts, "applications", "order_no")
    actions = planned(Records(records.tables, [lost]))
    assert "[id-lost-digits]" in str(actions[0].wanted)
    assert "[missing-value]" not in str(actions[0].wanted)


def test_job_plans_what_the_rule_plans() -> None:
    path = Path(__file__).resolve().parents[2] / "jobs" / "validate_rows.py"
    job: dict[str, object] = {"__name__": "validate_rows"}
    exec(compile(path.read_text(encoding="utf-8"), path, "exec"), job)
    records = desk({"applications": {"order_no": "1"}})
    shop = SimpleNamespace(records=records, problems=found(records), language="zh-CN")
    plan = job["plan"]
    assert callable(plan)
    assert list(plan(shop)) == planned(records)


def test_urgent_kinds_are_what_the_law_forbids() -> None:
    first = sorted(
        (kind for kind in KINDS.values() if kind.severity is Severity.ERROR),
        key=lambda kind: kind.urgency,
    )
    rules: Sequence[str | None] = [kind.rule for kind in first if kind.rule][:5]
    assert set(rules) <= {"V05", "V06", "V07", "V09", "V15"}
