"""Every kind of problem can be met, and goes when what brought it about is mended."""

import pytest

from sheetops.records.catalogue import KINDS
from sheetops.records.problems import Problem, ProblemKind
from sheetops.records.text import LANGUAGES
from tests.checks.check_desk import desk, found
from tests.checks.kind_cases import KIND_CASES, KindCase
from tests.reading.broken_books import BROKEN_BOOKS

BY_CODE = [pytest.param(case, id=case.code) for case in KIND_CASES]


def look(case: KindCase, right: bool = False) -> list[Problem]:
    changes = case.right if right else case.wrong
    return found(desk(changes), last_states=case.last_states, files=case.files)


def test_clean_desk_has_no_problem() -> None:
    assert [(p.code, str(p.place)) for p in found(desk())] == []


@pytest.mark.parametrize("case", BY_CODE)
def test_problem_is_found_when_the_row_is_wrong(case: KindCase) -> None:
    assert case.code in {problem.code for problem in look(case)}


@pytest.mark.parametrize("case", BY_CODE)
def test_problem_is_not_found_when_the_row_is_right(case: KindCase) -> None:
    assert case.code not in {problem.code for problem in look(case, right=True)}


@pytest.mark.parametrize("case", BY_CODE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_problem_says_what_is_wrong_where_and_what_to_do(case: KindCase, language: str) -> None:
    problem = next(problem for problem in look(case) if problem.code == case.code)
    said = problem.message("en"), problem.remedy("en"), problem.message("zh-CN")
    assert all(said)
    assert "None" not in "".join(said)
    assert problem.place.row is not None
    assert problem.place.key is not None


def test_every_kind_of_the_catalogue_has_a_case() -> None:
    met = {case.code for case in KIND_CASES} | set(BROKEN_BOOKS)
    assert set(KINDS) - met == set()
    assert met - set(KINDS) == set()


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_kind_is_said_calmly_in_both_languages(kind: ProblemKind) -> None:
    for text in (kind.title, kind.message, kind.remedy):
        assert text.zh.strip()
        assert text.en.strip()
        assert not set("!！") & set(text.zh + text.en)


def test_rules_v01_to_v21_have_a_kind() -> None:
    """V22, the chain of the filing log, is found where the log is read."""
    rules = {kind.rule for kind in KINDS.values()}
    assert {f"V{number:02}" for number in range(1, 22)} - rules == set()
