"""The demo shop: the same for the same seed, believable, and with every mistake in it."""

import re
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image

from sheetops.adapters.clock import FixedClock
from sheetops.adapters.demo import OPENING, make_demo_shop
from sheetops.adapters.demo.export import HEADINGS
from sheetops.adapters.demo.faults import FAULTS
from sheetops.adapters.exports import read_export
from sheetops.errors import FolderNotEmpty
from sheetops.records.columns import Kind
from sheetops.records.problems import Problem
from sheetops.records.text import LANGUAGES, Language
from sheetops.rules.slips.numbering import is_valid
from sheetops.shop import Shop

TODAY = date(2026, 11, 23)
NOW = datetime.combine(TODAY, OPENING)
CHINESE = re.compile(r"[\u4e00-\u9fff]")

EXPECTED = {
    "approved-over-paid",
    "closing-incomplete",
    "complaint-unanswered",
    "date-as-text",
    "date-unreadable",
    "detail-too-short",
    "duplicate-refund-no",
    "evidence-missing",
    "evidence-path",
    "id-lost-digits",
    "inspected-unreceived",
    "missing-when",
    "no-reason-window",
    "number-as-text",
    "number-too-large",
    "over-limit",
    "owner-inactive",
    "personal-in-text",
    "platform-conflict",
    "quality-freight-on-buyer",
    "refund-overdue",
    "refusal-incomplete",
    "refused-valid-no-reason",
    "time-order",
    "tracking-form",
    "tracking-is-phone",
    "tracking-twice",
    "unknown-choice",
    "wrong-item-grade",
}
"""Problems that the checks find in the shop before any job has run."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Language], Path]:
    """Return a demo shop in each language, made once; tests only look."""
    root = tmp_path_factory.mktemp("demo")
    for language in LANGUAGES:
        make_demo_shop(root / language, language, 1, TODAY)
    return lambda language: root / language


@pytest.fixture
def opened(
    demo: Callable[[Language], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Language], Shop]:
    monkeypatch.setenv("SHEETOPS_STATE", str(tmp_path / "state"))
    return lambda language: Shop(demo(language), FixedClock(NOW))


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_seed_and_day_give_the_same_bytes(
    language: Language, demo: Callable[[Language], Path], tmp_path: Path
) -> None:
    make_demo_shop(tmp_path / "again", language, 1, TODAY)
    make_demo_shop(tmp_path / "other", language, 2, TODAY)
    assert _files(tmp_path / "again") == _files(demo(language))
    assert _files(tmp_path / "other") != _files(demo(language))


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(FolderNotEmpty):
        make_demo_shop(tmp_path, "en", 1, TODAY)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("seed", range(1, 9))
def test_every_mistake_finds_a_row_whatever_the_seed(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import copy

    from sheetops.adapters.demo import shop
    from sheetops.adapters.demo.desk import Desk

    idle: list[str] = []

    def watch(desk: Desk) -> None:
        for fault in FAULTS:
            before = copy.deepcopy((desk.cases, desk.slips, desk.feedback, desk.handbook))
            fault(desk)
            if before == (desk.cases, desk.slips, desk.feedback, desk.handbook):
                idle.append(fault.__name__)

    monkeypatch.setattr(shop, "spoil", watch)
    monkeypatch.setattr(shop, "write_shop", lambda *_: None)
    make_demo_shop(tmp_path, "en", seed, TODAY)
    assert idle == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_checks_find_every_kind_of_mistake(
    language: Language, opened: Callable[[Language], Shop]
) -> None:
    found: set[str] = {problem.code for problem in opened(language).problems}
    assert found >= EXPECTED


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_month_holds_every_state_and_case_type(
    language: Language, opened: Callable[[Language], Shop]
) -> None:
    cases = opened(language).records["applications"]
    assert 60 <= len(cases) <= 90
    assert set(cases.column("case_type")) >= {
        "return_refund", "refund_only", "exchange", "reship", "repair", "other",
    }  # fmt: skip
    assert set(cases.column("status")) >= {
        "pending_review", "need_evidence", "await_return", "in_transit", "received",
        "await_refund", "in_dispute", "refunded", "partially_refunded", "exchanged",
        "withdrawn", "closed_timeout",
    }  # fmt: skip
    slips = opened(language).records["slips"]
    assert set(slips.column("slip_status")) >= {"issued", "in_transit", "received", "inspected"}
    assert all(is_valid(str(number)) for number in slips.column("slip_no"))


@pytest.mark.parametrize("seed", range(1, 6))
def test_cases_just_approved_wait_for_their_slips(seed: int, tmp_path: Path) -> None:
    make_demo_shop(tmp_path / "shop", "zh-CN", seed, TODAY)
    records = Shop(tmp_path / "shop", FixedClock(NOW)).records
    issued = set(records["slips"].column("case_id"))
    waiting = [
        case
        for case in records["applications"]
        if case["status"] == "await_return" and case["case_id"] not in issued
    ]
    assert {case["case_type"] for case in waiting} >= {"return_refund", "exchange"}
    assert len(waiting) >= 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_in_the_shop_is_later_than_its_opening(
    language: Language, opened: Callable[[Language], Shop]
) -> None:
    ahead = ("deadline_platform", "return_due", "inspect_due", "refund_due")
    for key in ("applications", "slips", "feedback"):
        table = opened(language).records[key]
        for column in table.sheet.columns:
            if column.kind is Kind.TIME and column.key not in ahead:
                times = [value for value in table.column(column.key) if value is not None]
                assert all(str(value) <= str(NOW) for value in times), column.key


@pytest.mark.parametrize("language", LANGUAGES)
def test_evidence_that_rows_name_is_there_and_is_a_picture(
    language: Language, demo: Callable[[Language], Path], opened: Callable[[Language], Shop]
) -> None:
    named = [str(path) for path in opened(language).records["applications"].column("evidence")]
    paths = [path for path in named if path.startswith("evidence/")]
    assert len(paths) > 20
    for path in paths:
        with Image.open(demo(language) / path) as image:
            assert image.size == (480, 360)


def test_what_people_read_in_the_english_shop_is_english(
    opened: Callable[[Language], Shop],
) -> None:
    platform = ("reason_text", "platform_status", "cs_intervene", "platform_words", "aliases")
    for key, table in opened("en").records.tables.items():
        for column in table.sheet.columns:
            # nicks are the buyers' own
            if column.key not in (*platform, "buyer_nick"):
                said = [str(value) for value in table.column(column.key) if value]
                assert not [words for words in said if CHINESE.search(words)], (key, column.key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_export_has_the_platforms_layout_with_its_warts(
    language: Language, demo: Callable[[Language], Path]
) -> None:
    (path,) = (demo(language) / "inbox").iterdir()
    sheet = load_workbook(BytesIO(path.read_bytes())).worksheets[0]
    title, headings, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert len(HEADINGS) == 39
    assert [str(heading).strip() for heading in headings] == list(HEADINGS)
    assert headings != list(HEADINGS)
    assert str(title[0]).startswith("退款管理导出")
    cells = [cell for row in rows for cell in row if cell is not None]
    assert all(isinstance(cell, str) for cell in cells)
    assert "无退款申请" in cells
    assert any(str(cell).startswith("'1") for cell in cells)
    assert any(str(cell).startswith("=") for cell in cells)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_export_is_read_and_tells_of_known_and_of_new_cases(
    language: Language, demo: Callable[[Language], Path], opened: Callable[[Language], Shop]
) -> None:
    (path,) = (demo(language) / "inbox").iterdir()
    export = read_export(path.read_bytes(), path.name)
    assert not isinstance(export, Problem)
    sheet = load_workbook(BytesIO(path.read_bytes())).worksheets[0]
    numbers = {str(row[0].value).lstrip("'") for row in sheet.iter_rows(min_row=3)}
    known = set(opened(language).records["applications"].column("refund_no"))
    assert len(numbers & known) >= 4
    assert len(numbers - known) == 6
