import pytest

from tests.corpus.checking import Outcome, check_file
from tests.corpus.made_by_hand import hand_made
from tests.corpus.made_by_xlsxwriter import xlsxwriter_made
from tests.corpus.office import find_office, made_by_office
from tests.corpus.run import main

_MADE = dict([*hand_made(), *xlsxwriter_made()])
_MAY_BE_REFUSED = {
    "cell-locked",
    "inside-array-formula",
    "inside-data-table",
    "row-referenced",
    "table-beside-table",
}


def _reasons(outcome: Outcome) -> set[str]:
    return {refusal.partition(": ")[2] for refusal in outcome.refused}


@pytest.mark.parametrize("name", _MADE)
def test_nothing_is_lost_from_a_made_book(name: str) -> None:
    outcome = check_file(name, _MADE[name])
    assert outcome.lost == []
    assert outcome.edited
    assert _reasons(outcome) <= _MAY_BE_REFUSED


@pytest.mark.office
@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
def test_nothing_is_lost_from_a_book_that_libreoffice_wrote() -> None:
    data = made_by_office(_MADE["everything"])
    assert data is not None
    outcome = check_file("office", data)
    assert outcome.lost == []
    assert _reasons(outcome) <= {"inside-array-formula", "table-beside-table"}


def test_a_loss_is_found_and_ends_the_run_with_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tests.corpus.run.made", lambda **_: iter([("book", b"")]))
    monkeypatch.setattr("tests.corpus.run.check", _lose)
    assert main(["--made-only", "--no-office", "--workers", "1"]) == 1
    assert "part xl/drawing1.xml" in capsys.readouterr().out


def _lose(item: tuple[str, bytes]) -> Outcome:
    return Outcome(item[0], lost=["append: part xl/drawing1.xml"])
