import re
from pathlib import Path

import pytest

from sheetops.adapters.workbook.editing import REASONS, EditRefused

_EDITOR = Path(__file__).resolve().parents[2] / "sheetops" / "adapters" / "workbook" / "editing"
_PAGE = Path(__file__).resolve().parents[2] / "docs" / "workbooks.md"


@pytest.mark.parametrize("reason", REASONS)
def test_a_refusal_says_its_place_and_reason_in_both_languages(reason: str) -> None:
    message = EditRefused(reason, "Slips!B2", "B2:C3").message
    assert message.zh == f"Slips!B2: {REASONS[reason].zh} (B2:C3)"
    assert message.en == f"Slips!B2: {REASONS[reason].en} (B2:C3)"


@pytest.mark.parametrize("reason", REASONS)
def test_the_page_on_workbooks_names_every_reason(reason: str) -> None:
    words = REASONS[reason]
    assert f"| `{reason}` | {words.zh} | {words.en} |" in _PAGE.read_text("utf-8")


@pytest.mark.parametrize("reason", REASONS)
def test_a_reason_is_one_that_the_editor_gives(reason: str) -> None:
    modules = [path for path in _EDITOR.rglob("*.py") if path.name != "refusal.py"]
    code = "".join(path.read_text("utf-8") for path in modules)
    assert f'"{reason}"' in code


def test_the_editor_gives_no_reason_without_words() -> None:
    code = "".join(path.read_text("utf-8") for path in _EDITOR.rglob("*.py"))
    assert set(re.findall(r'EditRefused\(\s*"([a-z0-9-]+)"', code)) <= REASONS.keys()


def test_a_publish_knows_the_refusals_by_their_names() -> None:
    from sheetops.adapters.workbook.publish import build

    known = build._OF_A_PLACE | build._OF_A_SHEET | build._BESIDE_THE_TABLE
    assert known <= REASONS.keys()
